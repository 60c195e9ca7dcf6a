import DeliveryTypes

extension PackReader {
    /// The layouts of the pack; those that read like another one have its form.
    func layouts(_ nodes: [YAMLNode]) -> [LayoutModel] {
        var layouts: [LayoutModel] = []
        var likenesses: [(row: Int, other: SpannedText)] = []
        for node in nodes {
            guard let (layout, other) = layout(node) else { continue }
            if let other { likenesses.append((layouts.count, other)) }
            layouts.append(layout)
        }
        let rows = Set(likenesses.map(\.row))
        for (row, other) in likenesses {
            let id = layoutID(other.text)
            if let form = layouts.indices.first(where: { layouts[$0].id == id && !rows.contains($0) }) {
                layouts[row].read(like: layouts[form])
            } else {
                findings.report(
                    .unknownLayout, "the pack has no layout `\(other.text)` that says how its report is read", at: other.place,
                    help: Suggestion.help(for: other.text, among: layoutNames.sorted()))
            }
        }
        return layouts
    }

    private func layout(_ node: YAMLNode) -> (layout: LayoutModel, readsLike: SpannedText?)? {
        guard var fields = MappingReader(node, "a layout", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "layout") }
        if let id { fields.subject = "layout `\(id.text)`" }
        let title = fields.value("title").map { localized($0, variables: nil) } ?? LocalizedText()
        let kind = fields.choice("kind", of: LayoutKind.self) ?? .failure
        let recognise = fields.required("recognise").flatMap { match($0) }
        let other = fields.text("reads_like")
        if let other {
            for key in LayoutModel.formKeys {
                guard let entry = fields.entry(key) else { continue }
                findings.report(
                    .badValue, "`\(key)` stands beside `reads_like`", at: entry.key.place,
                    help: "a layout says itself how its report is read, or reads it as `\(other.text)` does")
            }
        }
        let (reportAfter, reportBefore) = region(&fields, "report", "after", "before")
        let (returnedAfter, returnedAt) = region(&fields, "returned", "after", "at")
        let layout = LayoutModel(
            id: id.map { layoutID($0.text) } ?? "", title: title, kind: kind, recognise: recognise ?? .any([]),
            reportAfter: reportAfter, reportBefore: reportBefore, returnedAfter: returnedAfter, returnedAt: returnedAt,
            fields: lineRegexes(&fields, "fields", .optional),
            blocks: fields.nodes("blocks").compactMap { block($0) },
            readsParagraphs: unit(&fields), recipients: lineRegexes(&fields, "recipients", .recipient),
            recipientHeaders: fields.texts("recipient_headers").filter { fieldName($0) != nil },
            takesReturnedRecipient: fields.flag("returned_recipient") ?? false, needsReason: fields.flag("needs_reason") ?? false,
            phases: phases(&fields), actions: actions(&fields),
            samples: fields.texts("samples"), references: fields.texts("references"),
            suppressed: suppressions(fields.texts("suppress"), in: node.place).map(\.rawValue), place: id?.place ?? node.place.firstLine)
        fields.finish()
        return id == nil || recognise == nil ? nil : (layout, other)
    }

    private func unit(_ fields: inout MappingReader) -> Bool {
        guard let unit = fields.value("unit") else { return false }
        return findings.choice(unit, "unit", among: [("line", false), ("paragraph", true)]) ?? false
    }

    private func block(_ node: YAMLNode) -> BlockModel? {
        guard var fields = MappingReader(node, "a block", findings) else { return nil }
        let starts = fields.required("starts")?.items.compactMap { lineRegex($0, groups: .optional) } ?? []
        let block = BlockModel(
            starts: starts, ends: fields.nodes("ends").compactMap { blockEnd($0) },
            fields: lineRegexes(&fields, "fields", .optional),
            replyFollows: fields.value("reply").flatMap { findings.choice($0, "reply", among: [("following", true)]) } ?? false,
            phases: phases(&fields), actions: actions(&fields), place: node.place.firstLine)
        fields.finish()
        return starts.isEmpty ? nil : block
    }

    private func blockEnd(_ node: YAMLNode) -> BlockEnd? {
        if case .scalar("blank-line", _) = node.content { return .blankLine }
        return lineRegex(node, groups: .optional).map { .regex($0) }
    }

    private func lineRegexes(_ fields: inout MappingReader, _ key: String, _ groups: LineGroups) -> [LineRegex] {
        fields.nodes(key).compactMap { lineRegex($0, groups: groups) }
    }

    private func region(
        _ fields: inout MappingReader, _ key: String, _ first: String, _ second: String
    ) -> (first: [LinePattern], second: [LinePattern]) {
        guard let node = fields.value(key), var region = MappingReader(node, "`\(key)`", findings) else { return ([], []) }
        let patterns = (
            region.nodes(first).compactMap { linePattern($0) },
            region.nodes(second).compactMap { linePattern($0) }
        )
        region.finish()
        return patterns
    }

    /// A phrase, or `{regex: '…'}`.
    private func linePattern(_ node: YAMLNode) -> LinePattern? {
        guard case .mapping = node.content else {
            return findings.text(node).flatMap { isPhrase($0) ? .phrase($0) : nil }
        }
        guard var fields = MappingReader(node, "a line pattern", findings) else { return nil }
        let regex = fields.required("regex").flatMap { lineRegex($0, groups: .optional) }
        fields.finish()
        return regex.map { .regex($0) }
    }

    private func phases(_ fields: inout MappingReader) -> [PhasePhrases] {
        phrases(&fields, "phase", among: SMTPPhase.allCases.map { ($0.name, $0) }).map { PhasePhrases(phase: $0, phrases: $1) }
    }

    private func actions(_ fields: inout MappingReader) -> [ActionPhrases] {
        phrases(&fields, "action", among: DeliveryAction.allCases.map { ("\($0)", $0) }).map { ActionPhrases(action: $0, phrases: $1) }
    }

    /// `{ rcpt: [phrase...] }`
    private func phrases<Value>(
        _ fields: inout MappingReader, _ key: String, among values: [(name: String, value: Value)]
    ) -> [(Value, [SpannedText])] {
        guard let node = fields.value(key) else { return [] }
        return findings.entries(node, "`\(key)`").compactMap { entry in
            let name = YAMLNode(content: .scalar(entry.key.text, .plain), place: entry.key.place)
            guard let value = findings.choice(name, key, among: values) else { return nil }
            return (value, textsWithLists(entry.value).filter { isPhrase($0) })
        }
    }
}
