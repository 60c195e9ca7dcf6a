import DeliveryTypes

/// The keys of a match. A new predicate is a case here, its decoding in `predicate`, and a case of `PredicateModel.Kind`.
private enum MatchKey: String, CaseIterable {
    case all, any, not, optional
    case text, regex, body, reply, status, phase
    case remoteMTA = "remote_mta"
    case reportingMTA = "reporting_mta"
    case recipientDomain = "recipient_domain"
    case senderDomain = "sender_domain"
    case header
    case returnedHeader = "returned_header"
    case layout, size, mime, client, symptom, date
}

extension PackReader {
    /// nil where something in it cannot be read, which is reported.
    func match(_ node: YAMLNode) -> MatchModel? {
        guard case .mapping(let entries) = node.content else {
            findings.report(
                .wrongShape, "a match must be a mapping, not \(node.kindName)", at: node.place.firstLine,
                help: "for example `match: { text: [mailbox is full] }`")
            return nil
        }
        guard !entries.isEmpty else {
            findings.report(.emptyMatch, "an empty match would hold for every mail", at: node.place)
            return nil
        }
        var parts: [MatchModel] = []
        var isWhole = true
        for entry in entries {
            guard let key = MatchKey(rawValue: entry.key.text) else {
                findings.report(
                    .unknownKey, "unknown matcher `\(entry.key.text)`", at: entry.key.place, label: "not defined in schema 1",
                    help: Suggestion.help(for: entry.key.text, among: MatchKey.allCases.map(\.rawValue)))
                isWhole = false
                continue
            }
            if let part = part(key, entry) { parts.append(part) } else { isWhole = false }
        }
        return isWhole ? parts.joined(MatchModel.all) : nil
    }

    private func part(_ key: MatchKey, _ entry: YAMLNode.Entry) -> MatchModel? {
        let node = entry.value
        switch key {
        case .all: return group(node).map { .all($0) }
        case .any: return group(node).map { .any($0) }
        case .not: return match(node).map { .not($0) }
        case .optional: return match(node).map { .optional($0) }
        case .text: return words(node, .text)
        case .body: return words(node, .body)
        case .regex: return anyOf(node) { self.regex($0).map { .regex($0) } }
        case .reply: return anyOf(node) { self.reply($0).map { .reply($0) } }
        case .status: return anyOf(node) { self.status($0).map { .status($0) } }
        case .phase: return anyOf(node) { self.phase($0).map { .phase($0) } }
        case .remoteMTA: return hosts(node, .remoteMTA)
        case .reportingMTA: return hosts(node, .reportingMTA)
        case .recipientDomain: return hosts(node, .recipientDomain)
        case .senderDomain: return hosts(node, .senderDomain)
        case .header: return headers(node, isReturned: false)
        case .returnedHeader: return headers(node, isReturned: true)
        case .layout: return anyOf(node) { self.findings.text($0).map { .layout(self.layoutID($0.text)) } }
        case .size: return anyOf(node) { self.number($0, "25MB").map { .size($0) } }
        case .mime: return mime(node)
        case .client: return anyOf(node) { self.findings.text($0).map { .client($0.text.lowercased()) } }
        case .symptom: return symptoms(node)
        case .date: return anyOf(node) { self.dates($0).map { .date($0) } }
        }
    }

    private func group(_ node: YAMLNode) -> [MatchModel]? {
        let items = node.items
        let parts = items.compactMap { match($0) }
        guard !items.isEmpty else {
            findings.report(.emptyMatch, "the list is empty", at: node.place)
            return nil
        }
        return parts.count == items.count ? parts : nil
    }

    /// A list under a predicate's key is ORed.
    private func anyOf(_ node: YAMLNode, _ read: (YAMLNode) -> PredicateModel.Kind?) -> MatchModel? {
        let items = node.items
        guard !items.isEmpty else {
            findings.report(.emptyMatch, "the list is empty", at: node.place)
            return nil
        }
        let parts = items.compactMap { item in
            read(item).map { MatchModel.predicate(PredicateModel(kind: $0, place: item.place)) }
        }
        return parts.count == items.count ? parts.joined(MatchModel.any) : nil
    }

    // MARK: Text

    /// `[phrase...]` or `{any, all, none, words}`.
    private func words(_ node: YAMLNode, _ field: PhraseTest.Field) -> MatchModel? {
        guard case .mapping(let entries) = node.content, !entries.contains(where: { $0.key.text == "list" }) else {
            return phrases(node) { .phrase(PhraseTest(phrase: $0, isWordBounded: false, field: field)) }?.joined(MatchModel.any)
        }
        guard var fields = MappingReader(node, "`\(field == .text ? "text" : "body")`", findings) else { return nil }
        let isWordBounded = fields.flag("words") ?? false
        let result = quantified(&fields) { .phrase(PhraseTest(phrase: $0, isWordBounded: isWordBounded, field: field)) }
        fields.finish()
        return result
    }

    /// `any`, `all` and `none` of a mapping, ANDed.
    private func quantified(_ fields: inout MappingReader, _ make: (String) -> PredicateModel.Kind) -> MatchModel? {
        var parts: [MatchModel] = []
        let values = (any: fields.value("any"), all: fields.value("all"), none: fields.value("none"))
        if let any = values.any {
            guard let items = phrases(any, make) else { return nil }
            parts.append(items.joined(MatchModel.any))
        }
        if let all = values.all {
            guard let items = phrases(all, make) else { return nil }
            parts += items
        }
        if let none = values.none {
            guard let items = phrases(none, make) else { return nil }
            parts.append(.not(items.joined(MatchModel.any)))
        }
        guard !parts.isEmpty else {
            findings.report(.emptyMatch, "\(fields.subject) has none of `any`, `all`, `none`", at: fields.node.place.firstLine)
            return nil
        }
        return parts.joined(MatchModel.all)
    }

    private func phrases(_ node: YAMLNode, _ make: (String) -> PredicateModel.Kind) -> [MatchModel]? {
        let items = textsWithLists(node).filter { isPhrase($0) }
        guard !items.isEmpty else {
            if node.items.isEmpty { findings.report(.emptyMatch, "the list is empty", at: node.place) }
            return nil
        }
        if isLinting { PhraseLints.check(items, findings) }
        return items.map { .predicate(PredicateModel(kind: make($0.text), place: $0.place)) }
    }

    func isPhrase(_ text: SpannedText) -> Bool {
        let isWords = text.text.unicodeScalars.contains { $0.isASCII ? $0.value > 0x20 : !$0.properties.isWhitespace }
        if isWords { return true }
        findings.report(.badPhrase, "a phrase of white space only", at: text.place)
        return false
    }

    // MARK: Header fields

    private func headers(_ node: YAMLNode, isReturned: Bool) -> MatchModel? {
        let items = node.items
        let parts = items.compactMap { header($0, isReturned: isReturned) }
        return parts.count == items.count && !parts.isEmpty ? parts.joined(MatchModel.any) : nil
    }

    private func header(_ node: YAMLNode, isReturned: Bool) -> MatchModel? {
        guard var fields = MappingReader(node, "a header test", findings) else { return nil }
        let name = fields.requiredText("name").flatMap { fieldName($0) } ?? ""
        func test(_ condition: HeaderTest.Condition) -> PredicateModel.Kind {
            .header(HeaderTest(name: name, isReturned: isReturned, condition: condition))
        }
        let isAbsent = fields.flag("absent") ?? false
        let regexes = fields.value("regex").map { anyOf($0) { self.regex($0).map { test(.regex($0)) } } }
        let hasPhrases = ["any", "all", "none"].contains { fields.value($0) != nil }
        let phrases = hasPhrases ? quantified(&fields) { test(.phrase($0)) } : nil
        fields.finish()
        guard !name.isEmpty, regexes.map({ $0 != nil }) ?? true, !hasPhrases || phrases != nil else { return nil }
        let parts = [regexes ?? nil, phrases].compactMap { $0 }
        let exists = MatchModel.predicate(PredicateModel(kind: test(.exists), place: node.place.firstLine))
        if isAbsent {
            if parts.isEmpty { return .not(exists) }
            findings.report(.badValue, "`absent` and a test of the value cannot both hold", at: node.place.firstLine)
            return nil
        }
        return parts.isEmpty ? exists : parts.joined(MatchModel.all)
    }

    /// RFC 5322 section 3.6.8: printable ASCII without the colon.
    func fieldName(_ text: SpannedText) -> String? {
        if text.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }) { return text.text }
        findings.report(.badValue, "`\(text.text)` is not the name of a header field", at: text.place, help: "write it without a colon")
        return nil
    }

    // MARK: The rest

    private func hosts(_ node: YAMLNode, _ field: HostTest.Field) -> MatchModel? {
        let items = textsWithLists(node)
        let parts = items.compactMap { item in
            host(item, field).map { MatchModel.predicate(PredicateModel(kind: .host($0), place: item.place)) }
        }
        guard !items.isEmpty else {
            if node.items.isEmpty { findings.report(.emptyMatch, "the list is empty", at: node.place) }
            return nil
        }
        return parts.count == items.count ? parts.joined(MatchModel.any) : nil
    }

    private func mime(_ node: YAMLNode) -> MatchModel? {
        guard var fields = MappingReader(node, "`mime`", findings) else { return nil }
        let types = fields.value("type").map { anyOf($0) { self.findings.text($0).map { .mimeType($0.text.lowercased()) } } }
        let extensions = fields.value("attachment_extension").map { node in
            anyOf(node) { item in
                self.findings.text(item).map { .attachmentExtension(String($0.text.lowercased().drop { $0 == "." })) }
            }
        }
        let parts = fields.value("parts").map { anyOf($0) { self.number($0, "2").map { .partCount($0) } } }
        fields.finish()
        let stated = [types, extensions, parts].compactMap { $0 }
        let tests = stated.compactMap { $0 }
        if stated.isEmpty { findings.report(.emptyMatch, "`mime` says nothing", at: node.place.firstLine) }
        return tests.count == stated.count && !tests.isEmpty ? tests.joined(MatchModel.all) : nil
    }

    func dates(_ node: YAMLNode) -> DateTest? {
        guard let text = findings.text(node) else { return nil }
        let parts = text.text.split(separator: ".", omittingEmptySubsequences: false)
        let isDayOrSpan = parts.count == 1 || parts.count == 3 && parts[1].isEmpty
        let days = [parts.first, parts.last].map { $0.flatMap { ValueParsing.day(String($0)) } }
        if isDayOrSpan, let first = days[0], let last = days[1], first <= last {
            return DateTest(first: first, last: last, text: text.text)
        }
        findings.report(.badValue, "`\(text.text)` is no span of days", at: text.place, help: "write for example 2022-01-01..2022-01-05")
        return nil
    }

    private func symptoms(_ node: YAMLNode) -> MatchModel? {
        let entries = findings.entries(node, "`symptom`")
        let parts = entries.compactMap { entry in
            anyOf(entry.value) { self.findings.text($0).map { .symptom(name: entry.key.text, value: $0.text) } }
        }
        return parts.count == entries.count && !parts.isEmpty ? parts.joined(MatchModel.all) : nil
    }
}

extension [MatchModel] {
    /// One alone needs no group.
    fileprivate func joined(_ group: ([MatchModel]) -> MatchModel) -> MatchModel {
        count == 1 ? self[0] : group(self)
    }
}
