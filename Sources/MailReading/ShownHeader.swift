internal import DeliveryTypes

/// A block of lines that looks like the header of a mail, in the middle of a text: what mail programs show of the header of a mail
/// that is passed on, in any language, or the header itself.
struct ShownHeader {
    struct Field {
        /// With the colon.
        var name: Range<Int>
        /// The rest of the line, and of the lines that go on.
        var values: [Range<Int>]
        /// nil for a field that mail programs do not show by a name of their own.
        var shown: ShownField?
    }

    private(set) var fields: [Field] = []
    let depth: Int
    /// The line behind the header.
    private(set) var end: Int
    private(set) var range: Range<Int>

    /// - Parameter first: a line that names a field.
    init?(_ lines: QuotedLines, at first: Int, _ text: Span<UInt8>) {
        depth = lines[first].depth
        end = first
        range = lines[first].range
        var index = first
        var blanks = 0
        while index < lines.indices.upperBound, fields.count < 100 {
            let line = lines[index]
            guard line.depth == depth else { break }
            index += 1
            if line.isBlank(text) {
                blanks += 1
                // HTML that became text has empty lines between the fields.
                guard blanks == 1, index < lines.indices.upperBound, Self.shownField(lines[index], text) != nil else { break }
                continue
            }
            guard let field = Self.field(line, text) else {
                guard blanks == 0, continuesHeader(line, after: lines[index - 2], text) else { break }
                fields[fields.count - 1].values.append(text.trimmed(line.content..<line.range.upperBound))
                end = index
                continue
            }
            if blanks > 0, field.shown == nil { break }
            blanks = 0
            fields.append(field)
            end = index
        }
        range = lines[first].range.lowerBound..<lines[max(first, end - 1)].range.upperBound
        let shown = Set(fields.compactMap(\.shown))
        guard shown.count >= 2, shown.contains(.from) || shown.contains(.subject) else { return nil }
        // The blank line between header and body belongs to neither.
        if end < lines.indices.upperBound, lines[end].isBlank(text) { end += 1 }
    }

    /// The field of a line that a mail program may show.
    static func shownField(_ line: QuotedLine, _ text: Span<UInt8>) -> ShownField? { field(line, text)?.shown }

    /// Folded as in a mail, or broken by a mail program because it was long.
    private func continuesHeader(_ line: QuotedLine, after previous: QuotedLine, _ text: Span<UInt8>) -> Bool {
        guard !fields.isEmpty else { return false }
        let first = text.byte(at: line.content)
        return first == 0x20 || first == 0x09 || previous.range.count >= 66
    }

    private static func field(_ line: QuotedLine, _ text: Span<UInt8>) -> Field? {
        var start = line.content
        let limit = line.range.upperBound
        // Bold print in plain text: "*From:* ".
        if text.byte(at: start) == UInt8(ascii: "*") { start += 1 }
        guard start < limit, text.byte(at: start) > 0x20 else { return nil }
        var colon = start
        let last = min(limit, start + ShownField.longestName)
        while colon < last, colonWidth(text, at: colon) == 0 { colon += 1 }
        let width = colonWidth(text, at: colon)
        guard colon < last, width > 0, colon > start else { return nil }
        var end = colon
        while end > start, text.byte(at: end - 1) == 0x20 || text.byte(at: end - 1) == UInt8(ascii: "*") { end -= 1 }
        var value = colon + width
        if text.byte(at: value) == UInt8(ascii: "*") { value += 1 }
        let shown = ShownField.byName[FieldName.hash(text, in: start..<end)]
        guard shown != nil || isFieldName(text, start..<end) else { return nil }
        return Field(
            name: line.content..<min(value, limit), values: [text.trimmed(min(value, limit)..<limit)], shown: shown)
    }

    /// U+FF1A counts as a colon.
    private static func colonWidth(_ text: Span<UInt8>, at offset: Int) -> Int {
        if text.byte(at: offset) == UInt8(ascii: ":") { return 1 }
        return text.byte(at: offset) == 0xEF && text.byte(at: offset + 1) == 0xBC && text.byte(at: offset + 2) == 0x9A ? 3 : 0
    }

    private static func isFieldName(_ text: Span<UInt8>, _ name: Range<Int>) -> Bool {
        name.allSatisfy { offset in
            let byte = text.byte(at: offset)
            return ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }
}
