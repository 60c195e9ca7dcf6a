import DeliveryTypes

/// Turns libyaml's words into an answer to what the author meant.
enum YAMLTraps {
    static func report(_ error: YAMLSyntaxError, file: UInt16, _ findings: DiagnosticCollector) {
        let source = findings.sources.files[Int(file)]
        let lines = [error.contextMark, error.mark].filter { $0.line >= 0 }
        for mark in lines {
            let line = Array(String(source.line(mark.line + 1)).unicodeScalars)
            if let trap = wildcard(error, line, mark) ?? escape(error, mark) ?? tab(error, line, mark) {
                trap.report(file, findings)
                return
            }
        }
        // libyaml notices these one token, and often one line, late.
        for number in candidateLines(error) {
            let line = Array(String(source.line(number + 1)).unicodeScalars)
            if let trap = flowMappingAsTemplate(line, number) ?? characterClass(line, number) ?? colonInText(error, line, number) {
                trap.report(file, findings)
                return
            }
        }
        general(error, file, findings)
    }

    private struct Trap {
        var code: FindingCode
        var message: String
        var help: String
        var mark: YAMLMark
        var width: Int

        func report(_ file: UInt16, _ findings: DiagnosticCollector) {
            let end = YAMLMark(line: mark.line, column: mark.column + width)
            findings.report(code, message, at: Place(file: file, from: mark, to: end), help: help)
        }
    }

    private static func candidateLines(_ error: YAMLSyntaxError) -> [Int] {
        var lines = [error.mark.line]
        if error.mark.line > 0 { lines.append(error.mark.line - 1) }
        if !error.context.isEmpty, !lines.contains(error.contextMark.line) { lines.append(error.contextMark.line) }
        return lines
    }

    /// `remote_mta: [*.example.net]`
    private static func wildcard(_ error: YAMLSyntaxError, _ line: [Unicode.Scalar], _ mark: YAMLMark) -> Trap? {
        guard error.context.holds("alias"), mark.column < line.count, line[mark.column] == "*" else { return nil }
        let word = line[mark.column...].prefix { !" ,]}".unicodeScalars.contains($0) }
        let name = String(String.UnicodeScalarView(word.drop { $0 == "*" || $0 == "." }))
        return Trap(
            code: .badHost, message: "`\(String(String.UnicodeScalarView(word)))`: rule packs have no wildcards",
            help: "write `.\(name)` for the domain and everything below it",
            mark: mark, width: word.count)
    }

    /// `regex: "\d+"`
    private static func escape(_ error: YAMLSyntaxError, _ mark: YAMLMark) -> Trap? {
        guard error.problem.holds("escape"), mark.line == error.mark.line, mark.column == error.mark.column else { return nil }
        return Trap(
            code: .doubleQuotedRegex, message: "YAML does not know this escape", help: "write a regex in single quotes: '\\d+'",
            mark: mark, width: 1)
    }

    private static func tab(_ error: YAMLSyntaxError, _ line: [Unicode.Scalar], _ mark: YAMLMark) -> Trap? {
        guard mark.column < line.count, line[mark.column] == "\t" else { return nil }
        return Trap(code: .yamlSyntax, message: "a tab cannot indent YAML", help: "indent with spaces", mark: mark, width: 1)
    }

    /// `message: {rcpt} is full`
    private static func flowMappingAsTemplate(_ line: [Unicode.Scalar], _ number: Int) -> Trap? {
        for start in line.indices where line[start] == "{" {
            let before = line[..<start].last { $0 != " " }
            guard before == ":" || before == "-" || before == nil || before == "{" || before == "," else { continue }
            let name = line[(start + 1)...].prefix { $0 == "_" || $0.properties.isAlphabetic }
            let close = start + 1 + name.count
            guard !name.isEmpty, close < line.count, line[close] == "}" else { continue }
            guard let next = line[(close + 1)...].first(where: { $0 != " " }), !",}]#".unicodeScalars.contains(next) else { continue }
            let word = String(String.UnicodeScalarView(name))
            return Trap(
                code: .templateSyntax, message: "`{\(word)}` begins a YAML mapping", help: "write the variable as `${\(word)}`",
                mark: YAMLMark(line: number, column: start), width: name.count + 2)
        }
        return nil
    }

    /// `reply: [550, 55[02]]`
    private static func characterClass(_ line: [Unicode.Scalar], _ number: Int) -> Trap? {
        for index in line.indices.dropFirst() where line[index] == "[" {
            let start = line[..<index].lastIndex { !("0"..."9").contains($0) }.map { $0 + 1 } ?? 0
            guard index - start >= 1, index - start <= 3, let close = line[index...].firstIndex(of: "]") else { continue }
            return Trap(
                code: .badReplyPattern, message: "a reply code has no character classes",
                help: "write `55x`, a range `550-559`, or a list `[550, 552]`",
                mark: YAMLMark(line: number, column: start), width: close - start + 1)
        }
        return nil
    }

    /// `text: Error: mailbox full`
    private static func colonInText(_ error: YAMLSyntaxError, _ line: [Unicode.Scalar], _ number: Int) -> Trap? {
        guard error.problem.holds("mapping values are not allowed"), number == error.mark.line else { return nil }
        return Trap(
            code: .yamlSyntax, message: "a second `: ` in one line", help: "put the text in quotes: 'Error: mailbox full'",
            mark: error.mark, width: 1)
    }

    private static func general(_ error: YAMLSyntaxError, _ file: UInt16, _ findings: DiagnosticCollector) {
        var help: String?
        if error.context.holds("quoted scalar") { help = "the quotes that begin here are never closed" }
        if error.problem.holds("cannot start any token") { help = "a text that begins with this character needs quotes" }
        if error.problem.holds("expected ',' or") {
            help = "a text with `,`, `[`, `]`, `{` or `}` needs quotes inside a list in brackets"
        }
        let isUnclosed = error.context.holds("quoted scalar")
        let mark = isUnclosed ? error.contextMark : error.mark
        let words = [error.context, error.problem].filter { !$0.isEmpty }.joined(separator: ": ")
        findings.report(.yamlSyntax, words, at: Place(file: file, from: mark, to: mark), help: help)
    }
}
