internal import DeliveryTypes

/// A line of text, and how often it is quoted: by `>` as RFC 3676 section 4.5 has it, by `|`, or by their full-width forms.
struct QuotedLine {
    var range: Range<Int>
    /// Behind the marks.
    var content: Int
    var depth: Int

    init(_ text: Span<UInt8>, _ range: Range<Int>, maximumDepth: Int = .max) {
        self.range = range
        content = range.lowerBound
        depth = 0
        // The transcript of a session has marks of its own.
        if Self.isTranscript(text, at: content) { return }
        while depth < maximumDepth, let next = Self.mark(text, at: content, range.upperBound) {
            depth += 1
            content = next
            if Self.isTranscript(text, at: content + (text.byte(at: content) == 0x20 ? 1 : 0)) { break }
        }
        if depth > 0, content < range.upperBound, text.byte(at: content) == 0x20 { content += 1 }
    }

    func isBlank(_ text: Span<UInt8>) -> Bool { text.trimmed(content..<max(content, range.upperBound)).isEmpty }

    /// Where the mark ends that begins at `offset` or behind a little white space.
    private static func mark(_ text: Span<UInt8>, at offset: Int, _ end: Int) -> Int? {
        var start = offset
        while start < end, start - offset < 3, text.byte(at: start) == 0x20 { start += 1 }
        guard start < end else { return nil }
        switch text.byte(at: start) {
        case UInt8(ascii: ">"):
            return start + 1
        case UInt8(ascii: "|"):
            // "|/usr/bin/program" is a recipient.
            let next = text.byte(at: start + 1)
            return start + 1 >= end || next == 0x20 || next == UInt8(ascii: "|") || next == UInt8(ascii: ">") ? start + 1 : nil
        case 0xEF:
            // U+FF1E, U+FF5C.
            let isMark = text.byte(at: start + 1) == 0xBC && text.byte(at: start + 2) == 0x9E
            let isBar = text.byte(at: start + 1) == 0xBD && text.byte(at: start + 2) == 0x9C
            return isMark || isBar ? start + 3 : nil
        default:
            return nil
        }
    }

    /// `>>> RCPT TO:<user@example.com>`, as Sendmail has it.
    private static func isTranscript(_ text: Span<UInt8>, at offset: Int) -> Bool {
        guard text.hasWord(">>> ", at: offset) else { return false }
        let commands: [StaticString] = [
            "mail from", "rcpt to", "data", "ehlo", "helo", "lhlo", "quit", "rset", "auth", "starttls", "bdat", ".", "message",
        ]
        return commands.contains { text.hasWord($0, at: offset + 4) }
    }
}

/// The lines of one section of a text, with their quotation marks told apart from their words.
struct QuotedLines {
    private(set) var lines: [QuotedLine] = []
    /// How many bytes of white space every line had before it that are left out.
    let indentation: Int

    /// - Parameter isPaste: web pages and manuals indent a quoted text as a whole; then that is taken away.
    init(_ text: Span<UInt8>, _ section: Range<Int>, isPaste: Bool = false) {
        indentation = isPaste ? Self.indentation(of: text, section) : 0
        var start = section.lowerBound
        while start < section.upperBound {
            let end = text.firstOffset(of: 0x0A, from: start, to: section.upperBound) ?? section.upperBound
            lines.append(QuotedLine(text, min(start + indentation, end)..<end))
            start = end + 1
        }
    }

    /// The length of the white space that every line with words in it begins with.
    private static func indentation(of text: Span<UInt8>, _ section: Range<Int>) -> Int {
        var common: Range<Int>?
        var start = section.lowerBound
        while start < section.upperBound, common?.isEmpty != true {
            let end = text.firstOffset(of: 0x0A, from: start, to: section.upperBound) ?? section.upperBound
            var words = start
            while words < end, text.byte(at: words) == 0x20 || text.byte(at: words) == 0x09 { words += 1 }
            if words < end, let known = common {
                let equal = known.prefix(words - start).prefix { text.byte(at: $0) == text.byte(at: start + $0 - known.lowerBound) }
                common = known.lowerBound..<known.lowerBound + equal.count
            } else if words < end {
                common = start..<words
            }
            start = end + 1
        }
        return common?.count ?? 0
    }

    var indices: Range<Int> { lines.indices }
    subscript(index: Int) -> QuotedLine { lines[index] }

    /// Where the quotation that `first` is in ends: at the first line that is less deeply quoted. Blank lines, and single lines that a mail
    /// program broke off the line before, do not end it.
    func end(from first: Int, depth: Int, _ text: Span<UInt8>) -> Int {
        guard depth > 0 else { return lines.count }
        var end = first
        var index = first
        while index < lines.count {
            if lines[index].depth >= depth {
                end = index + 1
            } else if !lines[index].isBlank(text) {
                let isBroken = index > 0 && lines[index - 1].range.count >= 60 && index + 1 < lines.count && lines[index + 1].depth >= depth
                if !isBroken { break }
            }
            index += 1
        }
        return end
    }
}
