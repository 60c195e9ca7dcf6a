/// Finds texts that YAML cut off silently: `e: 550 5.7.1 Error #1234 rejected` is `550 5.7.1 Error`.
struct YAMLComments {
    private struct Position: Hashable {
        var line: UInt32
        var column: UInt32
    }

    /// Where the blanks before a `#` begin that hardly was meant as a comment -> the column of the `#`.
    private var signs: [Position: UInt32] = [:]

    static func reportCutTexts(in root: YAMLNode, _ findings: DiagnosticCollector) {
        guard Int(root.place.file) < findings.sources.files.count else { return }
        let signs = YAMLComments(findings.sources.files[Int(root.place.file)])
        if !signs.signs.isEmpty { signs.check(root, findings) }
    }

    /// A comment has a blank behind its `#`; `#1234` was meant as text.
    private init(_ source: SourceText.File) {
        var (line, column): (UInt32, UInt32) = (1, 1)
        var blanks: UInt32?
        let bytes = source.bytes
        var index = source.hasByteOrderMark ? 3 : 0
        while index < bytes.count {
            if let width = SourceText.File.lineBreakWidth(bytes, at: index) {
                (line, column, blanks) = (line &+ 1, 1, nil)
                index += width
                continue
            }
            let byte = bytes[index]
            index += 1
            if byte == 0x20 || byte == 0x09 {
                blanks = blanks ?? column
            } else if byte & 0xC0 != 0x80 {
                if byte == 0x23, let start = blanks, index < bytes.count, !" #-=\t\r\n".utf8.contains(bytes[index]) {
                    signs[Position(line: line, column: start)] = column
                }
                blanks = nil
            }
            if byte & 0xC0 != 0x80 { column &+= 1 }
        }
    }

    private func check(_ node: YAMLNode, _ findings: DiagnosticCollector) {
        switch node.content {
        case .scalar(_, .plain):
            let place = node.place
            guard let column = signs[Position(line: place.endLine, column: place.endColumn)] else { return }
            findings.report(
                .commentAfterPlainScalar, "the text ends before `#`: YAML reads the rest as a comment",
                at: Place(file: place.file, line: place.endLine, column: column, endLine: place.endLine, endColumn: column &+ 1),
                label: "not part of the text", help: "put the text in quotes; or write `# ` if a comment is meant")
        case .scalar: break
        case .sequence(let items): items.forEach { check($0, findings) }
        case .mapping(let entries): entries.forEach { check($0.value, findings) }
        }
    }
}
