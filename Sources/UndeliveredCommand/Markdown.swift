/// Texts as Markdown shows them, whatever stands in them.
enum Markdown {
    /// Plain text: nothing in it is markup. (What is so only at the beginning of a line, we never put there.)
    static func text(_ text: String) -> String {
        let scalars = Array(oneLine(text).unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let isInWord =
                scalar == "_" && index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
            let isMarkup = special.contains(scalar) || (scalar == "&" && scalars[index...].contains(";"))
            if isMarkup, !isInWord { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    /// Text to the letter. The fence is longer than every run of backticks in it.
    static func code(_ text: String) -> String {
        let text = oneLine(text)
        guard !text.isEmpty else { return "(empty)" }
        var (longest, run) = (0, 0)
        for scalar in text.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        // One space on either side is taken off again where both sides have one.
        let isPadded = text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
        return isPadded ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
    }

    /// An address as a link, everything else as text.
    static func reference(_ text: String) -> String {
        let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
        return isAddress && !text.contains { " <>${}".contains($0) } ? "<\(text)>" : self.text(text)
    }

    /// `|` ends a cell even inside of code.
    static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ")
            + " |"
    }

    /// - Parameter numbers: the columns that are set to the right.
    static func table(_ columns: [String], numbers: Set<Int> = [], _ rows: [[String]]) -> [String] {
        [row(columns), row(columns.indices.map { numbers.contains($0) ? "--:" : "---" })] + rows.map(row)
    }

    /// A link to a heading of the same page, as GitHub and GitLab name headings.
    static func link(to heading: String) -> String {
        let anchor = heading.lowercased().unicodeScalars.compactMap { scalar -> String? in
            if scalar == " " { return "-" }
            return isWord(scalar) || scalar == "-" || scalar == "_" ? String(scalar) : nil
        }
        return "[\(text(heading))](#\(anchor.joined()))"
    }

    /// "a, b or c".
    static func enumeration(_ items: [String], _ conjunction: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    private static let special: Set<Unicode.Scalar> = ["\\", "`", "*", "_", "<", "[", "]", "~", "$"]

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
