import DeliveryTypes

/// Scalars with a language of their own; nil is reported.
extension PackReader {
    func reply(_ node: YAMLNode) -> ReplyPattern? {
        guard let text = findings.text(node) else { return nil }
        if let pattern = ValueParsing.reply(text.text) { return pattern }
        findings.report(
            .badReplyPattern, "`\(text.text)` is not a pattern of reply codes", at: text.place,
            help: "write `550`, `55x`, `5xx` or `550-554`")
        return nil
    }

    func status(_ node: YAMLNode) -> StatusPattern? {
        guard let text = findings.text(node) else { return nil }
        if let pattern = ValueParsing.status(text.text) { return pattern }
        findings.report(
            .badStatusPattern, "`\(text.text)` is not a pattern of enhanced status codes", at: text.place,
            help: "three numbers, the first 2, 4 or 5; `x` for any: `5.1.1`, `5.1.x`, `x.2.2`")
        return nil
    }

    func phase(_ node: YAMLNode) -> SMTPPhase? {
        findings.choice(node, "phase", among: SMTPPhase.allCases.map { ($0.name, $0) })
    }

    func host(_ text: SpannedText, _ field: HostTest.Field) -> HostTest? {
        if let test = ValueParsing.host(text.text, field: field) { return test }
        let name = String(text.text.drop { $0 == "*" || $0 == "." })
        let isWildcard = text.text.contains("*")
        findings.report(
            .badHost, "`\(text.text)`: \(isWildcard ? "rule packs have no wildcards" : "this is not a domain name")", at: text.place,
            help: isWildcard && !name.isEmpty && !name.contains("*")
                ? "write `.\(name)` for the domain and everything below it"
                : "write `mx.example.net`, or `.example.net` for the domain and everything below it; names in other scripts as `xn--…`")
        return nil
    }

    func number(_ node: YAMLNode, _ example: String) -> NumberTest? {
        guard let text = findings.text(node) else { return nil }
        if let test = ValueParsing.numberTest(text.text) { return test }
        findings.report(
            .badValue, "`\(text.text)` is not a comparison with a number", at: text.place, help: "write for example `\">= \(example)\"`")
        return nil
    }

    // MARK: Regexes

    func regex(_ node: YAMLNode) -> RegexTest? {
        guard let checked = checkedRegex(node) else { return nil }
        if isLinting, checked.findings.longestRequiredLiteral < 4 {
            findings.report(
                .slowRegex, "every text has to be searched for this regex: no word of it stands in every match", at: checked.text.place,
                help: "add a word of at least 4 letters that every match contains")
        }
        return RegexTest(
            pattern: checked.text.text, groupNames: checked.findings.groupNames,
            uncertainGroupNames: checked.findings.uncertainGroupNames,
            longestRequiredLiteral: checked.findings.longestRequiredLiteral)
    }

    /// A regex over single lines, whose groups are fields of a report.
    func lineRegex(_ node: YAMLNode, groups: LineGroups) -> LineRegex? {
        guard let checked = checkedRegex(node) else { return nil }
        let names = checked.findings.groupNames
        for name in names where !LineGroups.names.contains(name) {
            findings.report(
                .badGroup, "no field of a report is named `\(name)`", at: place(ofGroup: name, in: node),
                help: Suggestion.help(for: name, among: LineGroups.names))
            return nil
        }
        switch groups {
        case .optional: break
        case .recipient where !names.contains("recipient"):
            findings.report(.badGroup, "the regex does not capture `recipient`", at: node.place, help: "write `(?<recipient>…)`")
            return nil
        default: break
        }
        return LineRegex(pattern: checked.text.text, groupNames: names, place: node.place)
    }

    enum LineGroups {
        /// A field without a group only ends the one before it.
        case optional, recipient

        static let names = [
            "recipient", "original_recipient", "reply", "reply_line", "status", "reply_code", "remote_mta", "reporting_mta", "command",
            "action", "date", "delivery",
        ]
    }

    private func checkedRegex(_ node: YAMLNode) -> (text: SpannedText, findings: RegexFindings)? {
        guard let text = findings.text(node) else { return nil }
        if case .scalar(_, .doubleQuoted) = node.content {
            findings.report(
                .doubleQuotedRegex, "a regex in double quotes: YAML would turn `\\b` into U+0008", at: node.place,
                help: "write it in single quotes")
            return nil
        }
        do {
            let checked = try RegexChecking.check(text.text)
            guard !checked.matchesEmpty else {
                findings.report(
                    .regexMatchesEmpty, "the regex matches the empty text, and so everywhere", at: node.place,
                    help: "make one part of it necessary: `+` instead of `*`")
                return nil
            }
            if isLinting { RegexLints.checkDots(text, node, findings) }
            return (text, checked)
        } catch {
            findings.report(.regexSyntax, error.message, at: node.place(ofBytes: error.range), help: error.help)
            return nil
        }
    }

    /// The name of a group inside a regex.
    private func place(ofGroup name: String, in node: YAMLNode) -> Place {
        guard case .scalar(let text, _) = node.content else { return node.place }
        let (bytes, words) = (Array(text.utf8), Array("<\(name)>".utf8))
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: words) }) else { return node.place }
        return node.place(ofBytes: (start + 1)..<(start + words.count - 1))
    }
}

extension YAMLNode {
    /// Where some bytes of a scalar stand in the file: exactly where it is written in one line without escapes,
    /// else the whole scalar.
    func place(ofBytes range: Range<Int>) -> Place {
        guard case .scalar(let text, let style) = content, place.line == place.endLine else { return place }
        let bytes = Array(text.utf8)
        guard range.upperBound <= bytes.count else { return place }
        let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
        let inside = String(decoding: bytes[range], as: UTF8.self)
        var offset = before.unicodeScalars.count
        var width = inside.unicodeScalars.count
        switch style {
        case .plain: break
        case .singleQuoted:
            // A quote inside is written twice.
            offset += 1 + before.unicodeScalars.count { $0 == "'" }
            width += inside.unicodeScalars.count { $0 == "'" }
        case .doubleQuoted where Int(place.endColumn) - Int(place.column) - 2 == text.unicodeScalars.count:
            // Nothing inside is written with a backslash.
            offset += 1
        case .doubleQuoted, .literal, .folded: return place
        }
        let column = place.column &+ UInt32(clamping: offset)
        return Place(
            file: place.file, line: place.line, column: column, endLine: place.line,
            endColumn: column &+ UInt32(clamping: max(1, width)))
    }
}
