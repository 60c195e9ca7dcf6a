import DeliveryTypes

extension PackReader {
    func rule(_ node: YAMLNode) -> RuleModel? {
        guard var fields = MappingReader(node, "a rule", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "rule") }
        if let id { fields.subject = "rule `\(id.text)`" }
        let isFree = freedom(&fields)
        let isFallback = rank(&fields)
        let match = fields.required("match").flatMap { self.match($0) }
        let verdict = fields.required("verdict").flatMap { self.verdict($0) }
        let message = fields.value("message").map { node in
            // Captures are unknown where the match could not be read.
            localized(node, variables: match?.captures.variables ?? .anything)
        }
        let before = ruleIDs(fields.texts("before"))
        let references = fields.texts("references")
        let examples = fields.value("examples").map { self.examples($0) } ?? []
        let since = fields.text("since").flatMap { version($0) }
        let deprecated = fields.text("deprecated")
        let suppressed = suppressions(fields.texts("suppress"), in: node.place)
        fields.finish()
        guard let id, let match, let verdict, let cause = verdict.cause else { return nil }
        return RuleModel(
            id: "\(packID)/\(id.text)", isFreeOfScope: isFree, isFallback: isFallback, match: match,
            verdict: VerdictModel(cause: cause, statement: verdict, place: cause.place), message: message ?? LocalizedText(),
            before: before, references: references, examples: examples, since: since, deprecated: deprecated?.text,
            suppressed: suppressed.map(\.rawValue), place: id.place)
    }

    private func freedom(_ fields: inout MappingReader) -> Bool {
        guard let scope = fields.value("scope") else { return false }
        return findings.choice(scope, "scope", among: [("anywhere", true)]) ?? false
    }

    private func rank(_ fields: inout MappingReader) -> Bool {
        guard let rank = fields.value("rank") else { return false }
        return findings.choice(rank, "rank", among: [("fallback", true)]) ?? false
    }

    /// Ids without a slash are the pack's own.
    func ruleIDs(_ texts: [SpannedText]) -> [SpannedText] {
        texts.compactMap { text in
            let id = text.text.contains("/") ? text.text : "\(packID)/\(text.text)"
            guard ValueParsing.isRuleID(id) else {
                findings.report(.badID, "`\(text.text)` is not the id of a rule", at: text.place, help: "write `pack/rule`")
                return nil
            }
            return SpannedText(text: id, place: text.place)
        }
    }

    func suppressions(_ texts: [SpannedText], in region: Place) -> [FindingCode] {
        texts.compactMap { text in
            let warnings = FindingCode.allCases.filter { $0.severity == .warning }
            guard let code = warnings.first(where: { $0.rawValue == text.text }) else {
                findings.report(
                    .unknownValue, "`\(text.text)` is not the code of a warning", at: text.place,
                    help: "warnings are W001 to W018 and W050 and up; errors cannot be silenced")
                return nil
            }
            findings.suppress(code, in: region, writtenAt: text.place)
            return code
        }
    }

    // MARK: Verdict

    /// Reports a missing cause unless the verdict changes another one.
    func verdict(_ node: YAMLNode, isChange: Bool = false) -> VerdictStatement? {
        guard var fields = MappingReader(node, "`verdict`", findings) else { return nil }
        var verdict = VerdictStatement()
        if isChange {
            verdict.cause = fields.text("cause")
        } else {
            verdict.cause = fields.requiredText("cause")
        }
        verdict.side = fields.choice("side")
        verdict.actor = fields.choice("actor")
        verdict.permanence = fields.choice("permanence")
        verdict.suppressRecipient = fields.choice("suppress_recipient")
        verdict.confidence = fields.choice("confidence")
        verdict.actions = fields.value("actions").map { findings.texts($0) }
        verdict.sisimaiReason = fields.text("sisimai_reason")?.text
        fields.finish()
        return verdict
    }

    // MARK: Examples

    func examples(_ node: YAMLNode) -> [ExampleModel] {
        guard var fields = MappingReader(node, "`examples`", findings) else { return [] }
        let matching = fields.nodes("match").compactMap { example($0, isMatch: true) }
        let others = fields.nodes("no_match").compactMap { example($0, isMatch: false) }
        fields.finish()
        return matching + others
    }

    private func example(_ node: YAMLNode, isMatch: Bool) -> ExampleModel? {
        guard case .mapping = node.content else {
            return findings.text(node).map { ExampleModel(isMatch: isMatch, input: $0.text, place: $0.place) }
        }
        guard var fields = MappingReader(node, "an example", findings) else { return nil }
        var example = ExampleModel(isMatch: isMatch, input: fields.text("input")?.text ?? "", place: node.place.firstLine)
        example.remoteMTA = fields.text("remote_mta")?.text
        example.reportingMTA = fields.text("reporting_mta")?.text
        example.recipientDomain = fields.text("recipient_domain")?.text
        example.senderDomain = fields.text("sender_domain")?.text
        example.phase = fields.value("phase").flatMap { phase($0) }
        example.reply = fields.value("reply").flatMap { reply($0) }?.lower
        example.status = fields.value("status").flatMap { status($0) }
        example.layout = fields.text("layout").map { layoutID($0.text) }
        example.client = fields.text("client")?.text
        example.sizeInBytes = fields.text("size").flatMap { size($0) }
        example.day = fields.value("date").flatMap { dates($0) }?.first
        example.headers = named(&fields, "header")
        example.returnedHeaders = named(&fields, "returned_header")
        example.symptoms = named(&fields, "symptom")
        if let mime = fields.value("mime"), var parts = MappingReader(mime, "`mime`", findings) {
            example.mimeTypes = parts.texts("type").map(\.text)
            example.attachmentExtensions = parts.texts("attachment_extension").map(\.text)
            example.partCount = parts.text("parts").flatMap { size($0) }.map { UInt32(clamping: $0) }
            parts.finish()
        }
        example.captures = named(&fields, "captures")
        fields.finish()
        return example
    }

    private func size(_ text: SpannedText) -> UInt64? {
        if let size = ValueParsing.size(text.text) { return size }
        findings.report(.badValue, "`\(text.text)` is not a size", at: text.place, help: "write for example 31MB")
        return nil
    }

    private func named(_ fields: inout MappingReader, _ key: String) -> [NamedText] {
        guard let node = fields.value(key) else { return [] }
        return findings.entries(node, "`\(key)`").compactMap { entry in
            findings.text(entry.value).map { NamedText(name: entry.key.text, text: $0.text, place: $0.place) }
        }
    }

    // MARK: Overrides

    func override(_ node: YAMLNode) -> OverrideModel? {
        guard var fields = MappingReader(node, "an override", findings) else { return nil }
        let target = fields.requiredText("target").flatMap { ruleIDs([$0]).first }
        let because = fields.requiredText("because")
        let disables = fields.flag("disable") ?? false
        let replacement = fields.value("replace").flatMap { ruleChange($0, replaces: true) }
        let addition = fields.value("append").flatMap { ruleChange($0, replaces: false) }
        fields.finish()
        var changes: [OverrideModel.Change] = disables ? [.disable] : []
        if let replacement { changes.append(.replace(replacement)) }
        if let addition { changes.append(.append(addition)) }
        guard changes.count == 1 else {
            findings.report(
                .badValue, "an override has exactly one of `disable: true`, `replace` and `append`", at: node.place.firstLine,
                help: "write a second override for a second change")
            return nil
        }
        guard let target else { return nil }
        return OverrideModel(target: target, because: because?.text ?? "", change: changes[0], place: node.place.firstLine)
    }

    private func ruleChange(_ node: YAMLNode, replaces: Bool) -> OverrideModel.RuleChange? {
        guard var fields = MappingReader(node, replaces ? "`replace`" : "`append`", findings) else { return nil }
        var change = OverrideModel.RuleChange()
        change.match = fields.value("match").flatMap { match($0) }
        if replaces {
            change.verdict = fields.value("verdict").flatMap { verdict($0, isChange: true) }
            // The captures of the target are known when all packs are.
            if let message = fields.value("message") { change.message = localized(message, variables: .anything) }
        } else {
            change.references = fields.texts("references")
        }
        change.before = ruleIDs(fields.texts("before"))
        change.examples = fields.value("examples").map { examples($0) } ?? []
        fields.finish()
        return change
    }
}
