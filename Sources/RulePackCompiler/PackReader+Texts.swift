/// The names that a template may use.
struct TemplateVariables {
    /// Known whenever the text is used, or answered by the engine with a neutral word.
    var certain: Set<String>
    /// Known in some matches only.
    var uncertain: Set<String>
    var isOpen = false

    /// What every diagnosis offers.
    static let standard: Set<String> = [
        "recipient", "recipient_domain", "reply_code", "enhanced_status", "remote_mta", "reporting_mta", "sender_domain", "listed",
        "zone", "blocklist", "limit",
    ]

    static let standardOnly = TemplateVariables(certain: standard, uncertain: [])
    /// The names cannot be known yet.
    static let anything = TemplateVariables(certain: [], uncertain: [], isOpen: true)
}

extension PackReader {
    /// Both are needed; others are welcome.
    private static let languages = ["en", "ja"]

    /// `{ en: text, ja: text }`, where a text may be `{ sender: text, recipient: text }`. `variables` nil: not a template.
    func localized(_ node: YAMLNode, variables: TemplateVariables?) -> LocalizedText {
        var text = LocalizedText()
        let entries = findings.entries(node, "a text in several languages")
        for entry in entries {
            let language = entry.key.text
            guard isLanguage(language) else {
                findings.report(
                    .unknownKey, "`\(language)` is not the code of a language", at: entry.key.place,
                    help: entry.cutTextHelp ?? "write `en`, `ja`")
                continue
            }
            if case .mapping(let readers) = entry.value.content {
                text.entries += readers.compactMap { self.entry($0, language: language, variables) }
            } else {
                text.entries += [self.entry(entry.value, language: language, reader: nil, variables)].compactMap { $0 }
            }
        }
        let missing = Self.languages.filter { language in !entries.contains { $0.key.text == language } }
        if isLinting, !missing.isEmpty, !entries.isEmpty {
            findings.report(
                .missingLanguage, "the text is missing in `\(missing.joined(separator: "` and `"))`", at: node.place.firstLine,
                help: "readers of that language get another one")
        }
        return text
    }

    private func entry(_ entry: YAMLNode.Entry, language: String, _ variables: TemplateVariables?) -> LocalizedText.Entry? {
        guard let reader = Reader(rawValue: entry.key.text) else {
            findings.report(
                .unknownKey, "unknown reader `\(entry.key.text)`", at: entry.key.place, label: "not defined in schema 1",
                help: Suggestion.help(for: entry.key.text, among: Reader.allCases.map(\.rawValue)))
            return nil
        }
        return self.entry(entry.value, language: language, reader: reader, variables)
    }

    private func entry(
        _ node: YAMLNode, language: String, reader: Reader?, _ variables: TemplateVariables?
    ) -> LocalizedText.Entry? {
        guard let text = findings.text(node) else { return nil }
        let template = variables.map { self.template(text, node, $0) } ?? Template(parts: [.text(text.text)])
        return template.map {
            LocalizedText.Entry(language: language, reader: reader, text: text.text, template: $0, place: text.place)
        }
    }

    /// BCP 47, as far as packs need it.
    private func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts[0].utf8.count) && parts.count <= 3
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 8 && $0.utf8.allSatisfy(ValueParsing.isLetter) }
    }

    // MARK: Templates

    func template(_ text: SpannedText, _ node: YAMLNode, _ variables: TemplateVariables) -> Template? {
        do {
            let template = try Template.parse(text.text)
            if !variables.isOpen { check(template, text, node, variables) }
            return template
        } catch {
            findings.report(
                .templateSyntax, error.message, at: node.place(ofScalars: error.offset, count: error.count, in: text.text),
                help: error.help)
            return nil
        }
    }

    private func check(_ template: Template, _ text: SpannedText, _ node: YAMLNode, _ variables: TemplateVariables) {
        template.forEachVariable { name, isGuarded in
            if variables.certain.contains(name) { return }
            let place = node.place(ofVariable: name, in: text.text)
            if variables.uncertain.contains(name) {
                if !isGuarded {
                    findings.report(
                        .variableMayBeUnset, "`${\(name)}` is captured in some matches only", at: place,
                        help: "write `${\(name)? … ${\(name)} …}` around the words that need it, or capture it in every branch")
                }
                return
            }
            let names = variables.certain.union(variables.uncertain)
            findings.report(
                .unknownVariable, "nothing captures `${\(name)}`", at: place,
                help: findings.nearest(to: name, among: names).map { "did you mean `${\($0)}`?" }
                    ?? "capture it in the rule's match, `(?<\(name)>…)`, or use one of \(TemplateVariables.standard.sorted().joined(separator: ", "))"
            )
        }
    }
}

extension YAMLNode {
    func place(ofScalars offset: Int, count: Int, in text: String) -> Place {
        let scalars = Array(text.unicodeScalars)
        let start = String(String.UnicodeScalarView(scalars.prefix(offset))).utf8.count
        let width = String(String.UnicodeScalarView(scalars.dropFirst(offset).prefix(count))).utf8.count
        return place(ofBytes: start..<(start + width))
    }

    func place(ofVariable name: String, in text: String) -> Place {
        let (bytes, words) = (Array(text.utf8), Array("${\(name)".utf8))
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: words) }) else { return place }
        return place(ofBytes: (start + 2)..<(start + words.count))
    }
}
