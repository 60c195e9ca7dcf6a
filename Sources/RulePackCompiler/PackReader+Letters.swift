extension TemplateVariables {
    /// What letters may say beside what every diagnosis offers.
    static let letters = TemplateVariables(
        certain: standard,
        uncertain: [
            "diagnostic_text", "sender", "subject", "message_id", "date", "lookup_url", "delist_url", "allowed", "allowed_prefix",
        ])
}

extension PackReader {
    func letter(_ node: YAMLNode) -> LetterModel? {
        guard var fields = MappingReader(node, "a letter", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "letter") }
        if let id { fields.subject = "letter `\(id.text)`" }
        let reader = fields.requiredChoice("to", of: Reader.self)
        let causes = fields.texts("causes")
        let subject = fields.required("subject").map { localized($0, variables: .letters) }
        let body = fields.required("body").map { localized($0, variables: .letters) }
        fields.finish()
        guard let id, let reader, let subject, let body else { return nil }
        return LetterModel(id: id.text, reader: reader, causes: causes, title: subject, body: body, place: id.place)
    }

    /// Lines that let an address or a range through, for one server's configuration.
    func allowLines(_ node: YAMLNode) -> LetterModel? {
        guard var fields = MappingReader(node, "an entry of `allow_lines`", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "server") }
        if let id { fields.subject = "`\(id.text)` of `allow_lines`" }
        let title = fields.required("title").map { localized($0, variables: nil) }
        let lines = fields.required("lines").map { localized($0, variables: .letters) }
        fields.finish()
        guard let id, let title, let lines else { return nil }
        return LetterModel(id: id.text, reader: nil, causes: [], title: title, body: lines, place: id.place)
    }

    /// `gmail.com`, or `{ domain: docomo.ne.jp, mistaken: [docomo.co.jp] }`.
    func mailDomain(_ node: YAMLNode) -> MailDomainModel? {
        if case .scalar = node.content {
            guard let name = findings.text(node).flatMap({ host($0, .recipientDomain) })?.name else { return nil }
            return MailDomainModel(name: name, mistakes: [], place: node.place)
        }
        guard var fields = MappingReader(node, "an entry of `mail_domains`", findings) else { return nil }
        let name = fields.requiredText("domain").flatMap { host($0, .recipientDomain) }?.name
        let mistakes = fields.texts("mistaken").compactMap { host($0, .recipientDomain)?.name }
        fields.finish()
        return name.map { MailDomainModel(name: $0, mistakes: mistakes, place: node.place.firstLine) }
    }

    /// `when` of a cause.
    func particularVerdicts(_ node: YAMLNode) -> [ParticularVerdictModel] {
        findings.entries(node, "`when`").compactMap { entry in
            guard let when = ParticularVerdictModel.When(rawValue: entry.key.text) else {
                findings.report(
                    .unknownKey, "unknown circumstance `\(entry.key.text)`", at: entry.key.place, label: "not defined in schema 1",
                    help: "write `sender-speaks`, `recipient-speaks` or `forwarded`")
                return nil
            }
            guard var fields = MappingReader(entry.value, "`\(entry.key.text)` of `when`", findings) else { return nil }
            let verdict = ParticularVerdictModel(
                when: when, cause: fields.text("cause"), side: fields.choice("side", of: ResponsibleSide.self),
                actor: fields.choice("actor", of: ResponsibleActor.self),
                summary: fields.value("summary").map { localized($0, variables: .standardOnly) } ?? LocalizedText(),
                actions: fields.texts("actions"))
            fields.finish()
            return verdict
        }
    }
}
