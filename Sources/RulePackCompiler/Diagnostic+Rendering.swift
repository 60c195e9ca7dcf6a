extension Diagnostic: CustomStringConvertible {
    /// Several lines for people, without a closing line end:
    ///
    ///     error[E008]: unknown matcher `replay`
    ///       --> RulePacks/Qmail/qmail.yaml:13:22
    ///        |
    ///     13 |     match: { all: [{ replay: [550] }] }
    ///        |                      ^^^^^^ not defined in schema 1
    ///       = help: did you mean `reply`?
    public var description: String {
        var lines = ["\(severity.rawValue)[\(code)]: \(message)"]
        let gutter = String(repeating: " ", count: gutterWidth)
        if let location { lines += location.rendered(gutter: gutter, label: label) }
        if let help { lines.append("\(gutter)= help: \(help)") }
        for note in notes {
            lines.append("\(gutter)= note: \(note.message)")
            if let location = note.location { lines += location.rendered(gutter: gutter, label: nil) }
        }
        return lines.joined(separator: "\n")
    }

    /// One line, `file:line:column: error: message [E008]`, as compilers print it and build tools read it.
    public var summaryLine: String {
        let place = location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        let advice = help.map { "; \($0)" } ?? ""
        return "\(place)\(severity.rawValue): \(message)\(advice) [\(code)]"
    }

    /// Digits of the largest line number; at least 2, so that the signs of most findings stand in one column.
    private var gutterWidth: Int {
        let lines = [location?.line ?? 0] + notes.map { $0.location?.line ?? 0 }
        return max(2, String(lines.max() ?? 0).count)
    }
}

extension Diagnostic.Location {
    fileprivate func rendered(gutter: String, label: String?) -> [String] {
        var lines = ["\(gutter)--> \(file):\(line):\(column)"]
        if sourceLine.isEmpty { return lines }
        let number = String(line)
        let scalars = Array(sourceLine.unicodeScalars)
        lines.append("\(gutter) |")
        lines.append("\(String(repeating: " ", count: gutter.count - number.count))\(number) | \(printable(scalars))")
        let before = scalars.prefix(caretOffset).map { $0 == "\t" ? "\t" : String(repeating: " ", count: Self.columns(of: $0)) }
        let under = scalars.dropFirst(caretOffset).prefix(width).reduce(0) { $0 + Self.columns(of: $1) }
        let carets = String(repeating: "^", count: max(1, under))
        lines.append("\(gutter) | \(before.joined())\(carets)\(label.map { " \($0)" } ?? "")")
        return lines
    }

    /// Control characters could steer the terminal of whoever reads about a hostile pack.
    private func printable(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            let isControl = scalar != "\t" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
            text.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(text)
    }

    /// What a terminal gives a character: East Asian wide ones take two columns.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        default: 1
        }
    }
}

extension RulePackError: CustomStringConvertible {
    /// Every finding as people read it, with an empty line between two.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n\n")
    }
}
