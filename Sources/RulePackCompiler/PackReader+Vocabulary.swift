extension PackReader {
    func cause(_ node: YAMLNode) -> CauseModel? {
        guard var fields = MappingReader(node, "a cause", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "cause", allowingDots: true) }
        if let id { fields.subject = "cause `\(id.text)`" }
        let title = fields.required("title").map { localized($0, variables: nil) } ?? LocalizedText()
        let side = fields.requiredChoice("side", of: ResponsibleSide.self)
        let actor = fields.choice("actor", of: ResponsibleActor.self)
        let permanence = fields.requiredChoice("permanence", of: PermanenceModel.self)
        let suppression = fields.requiredChoice("suppress_recipient", of: SuppressionModel.self)
        let reason = fields.text("sisimai_reason")?.text
        let reasons = fields.value("sisimai_by_status").map { reasonsByStatus($0) } ?? []
        let summary = fields.required("summary").map { localized($0, variables: .standardOnly) } ?? LocalizedText()
        let actions = fields.texts("actions")
        let particular = fields.value("when").map { particularVerdicts($0) } ?? []
        fields.finish()
        guard let id, let side, let permanence, let suppression else { return nil }
        return CauseModel(
            id: id.text, title: title, side: side, actor: actor, permanence: permanence, suppressRecipient: suppression,
            sisimaiReason: reason, sisimaiReasonsByStatus: reasons, summary: summary, actions: actions, particular: particular,
            place: id.place)
    }

    private func reasonsByStatus(_ node: YAMLNode) -> [(status: StatusPattern, reason: String)] {
        findings.entries(node, "`sisimai_by_status`").compactMap { entry in
            guard let status = ValueParsing.status(entry.key.text) else {
                findings.report(
                    .badStatusPattern, "`\(entry.key.text)` is not a pattern of enhanced status codes", at: entry.key.place,
                    help: "write for example `5.1.6` or `x.1.6`")
                return nil
            }
            return findings.text(entry.value).map { (status, $0.text) }
        }
    }

    func action(_ node: YAMLNode) -> ActionModel? {
        guard var fields = MappingReader(node, "an action", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "action") }
        if let id { fields.subject = "action `\(id.text)`" }
        let reader = fields.requiredChoice("reader", of: Reader.self)
        let text = fields.required("text").map { localized($0, variables: .standardOnly) }
        let because = fields.value("because").map { localized($0, variables: .standardOnly) }
        fields.finish()
        guard let id, let reader, let text else { return nil }
        return ActionModel(id: id.text, reader: reader, text: text, because: because ?? LocalizedText(), place: id.place)
    }

    func blocklist(_ node: YAMLNode) -> BlocklistModel? {
        guard var fields = MappingReader(node, "a blocklist", findings) else { return nil }
        let zone = fields.requiredText("zone").flatMap { text in host(text, .remoteMTA).map { ($0.name, text.place) } }
        if let zone { fields.subject = "blocklist `\(zone.0)`" }
        let name = fields.requiredText("name")?.text
        let lists = fields.requiredChoice("lists", of: BlocklistModel.Subject.self)
        let status = fields.value("status").flatMap { findings.choice($0, "status", among: [("live", true), ("dead", false)]) }
        let blocklist = BlocklistModel(
            zone: zone?.0 ?? "", aliases: fields.texts("aliases").filter { isPhrase($0) }, name: name ?? "", lists: lists ?? .address,
            kind: fields.choice("kind", of: BlocklistModel.Kind.self) ?? .public, isLive: status ?? true,
            deadSince: fields.text("dead_since").flatMap { date($0) }, cause: fields.text("cause"),
            lookup: fields.value("lookup").flatMap { templateText($0) },
            delisting: fields.value("delist").flatMap { delisting($0) },
            expires: fields.text("expires").flatMap { duration($0) },
            returnCodes: fields.value("return_codes").map { returnCodes($0) } ?? [],
            references: fields.texts("references"), examples: fields.value("examples").map { examples($0) } ?? [],
            suppressed: suppressions(fields.texts("suppress"), in: node.place).map(\.rawValue), place: zone?.1 ?? node.place.firstLine)
        fields.finish()
        return zone == nil || name == nil || lists == nil ? nil : blocklist
    }

    private func templateText(_ node: YAMLNode) -> SpannedText? {
        guard let text = findings.text(node), template(text, node, .standardOnly) != nil else { return nil }
        return text
    }

    private func date(_ text: SpannedText) -> String? {
        if ValueParsing.isDate(text.text) { return text.text }
        findings.report(.badValue, "`\(text.text)` is not a date", at: text.place, help: "write for example 2024-06-05")
        return nil
    }

    private func duration(_ text: SpannedText) -> String? {
        if ValueParsing.isDuration(text.text) { return text.text }
        findings.report(.badValue, "`\(text.text)` is not a duration", at: text.place, help: "write for example 30m, 24h, 7d, 4w")
        return nil
    }

    private func delisting(_ node: YAMLNode) -> BlocklistModel.Delisting? {
        guard var fields = MappingReader(node, "`delist`", findings) else { return nil }
        let who = fields.requiredChoice("who", of: BlocklistModel.Who.self)
        let url = fields.value("url").flatMap { templateText($0) }
        let note = fields.value("note").map { localized($0, variables: .standardOnly) } ?? LocalizedText()
        fields.finish()
        return who.map { BlocklistModel.Delisting(who: $0, url: url, note: note) }
    }

    private func returnCodes(_ node: YAMLNode) -> [BlocklistModel.ReturnCode] {
        findings.entries(node, "`return_codes`").compactMap { entry in
            guard entry.key.text.hasPrefix("127.") else {
                findings.report(
                    .badValue, "`\(entry.key.text)` is not an answer of a blocklist", at: entry.key.place,
                    help: "blocklists answer with addresses in 127.0.0.0/8 (RFC 5782 section 2.1)")
                return nil
            }
            return BlocklistModel.ReturnCode(address: entry.key.text, meaning: localized(entry.value, variables: nil))
        }
    }
}
