enum RegexLints {
    /// `5.7.1` in a regex matches `5x7y1`, and `587 1` too.
    static func checkDots(_ text: SpannedText, _ node: YAMLNode, _ findings: DiagnosticCollector) {
        let bytes = Array(text.text.utf8)
        var isInClass = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x5C {
                index += 2
                continue
            }
            if byte == 0x5B { isInClass = true }
            if byte == 0x5D { isInClass = false }
            let isDigitDot = byte == 0x2E && !isInClass && index > 0 && ValueParsing.isDigit(bytes[index - 1])
            if isDigitDot, index + 1 < bytes.count, ValueParsing.isDigit(bytes[index + 1]) {
                findings.report(
                    .unescapedDot, "the dot between digits matches any character", at: node.place(ofBytes: index..<(index + 1)),
                    help: "write `\\.`")
                return
            }
            index += 1
        }
    }
}
