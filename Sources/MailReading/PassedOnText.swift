internal import DeliveryTypes

/// Writes the text of a mail that is passed on anew, without what passing it on has put around it. Every byte keeps its place in the input.
struct PassedOnText: ~Copyable {
    private(set) var result = ReadableText()
    /// Something else than the original came out.
    private(set) var isChanged = false
    private var origins: Origins

    /// - Parameter text: the readable text of the mail around it.
    init(from text: ReadableText) {
        origins = Origins(of: text)
    }

    /// Lines of a quotation without `depth` marks, and the words as they were before people retyped them.
    mutating func append(_ lines: QuotedLines, _ range: Range<Int>, depth: Int, _ text: Span<UInt8>) {
        if lines.indentation > 0 || range.lowerBound > 0 { isChanged = true }
        for index in range {
            let line = lines[index].range
            let content = QuotedLine(text, line, maximumDepth: depth).content
            if content > line.lowerBound { isChanged = true }
            appendWords(min(content, line.upperBound)..<line.upperBound, text)
            endLine(at: line.upperBound, text)
        }
    }

    /// The header that a mail program shows, with the names of RFC 5322.
    mutating func appendHeader(_ header: ShownHeader, _ text: Span<UInt8>) {
        for field in header.fields {
            if let shown = field.shown {
                appendASCII(shown.name, for: field.name)
                for (number, value) in field.values.enumerated() {
                    if number > 0 { appendASCII(" ", for: value.lowerBound..<value.lowerBound) }
                    result.append(text, value, &origins)
                }
            } else {
                result.append(text, field.name.lowerBound..<(field.values.last?.upperBound ?? field.name.upperBound), &origins)
            }
            appendASCII("\n", for: field.name)
        }
        appendASCII("\n", for: header.range)
        isChanged = true
    }

    /// A sender that is named in the words above a quotation ("On Monday, Mail Delivery System wrote:").
    mutating func appendSender(_ words: Range<Int>, _ text: Span<UInt8>) {
        appendASCII("From: ", for: words)
        result.append(text, words, &origins)
        appendASCII("\n\n", for: words)
        isChanged = true
    }

    private mutating func appendASCII(_ words: StaticString, for range: Range<Int>) {
        for index in 0..<words.utf8CodeUnitCount { result.append(unsafe words.utf8Start[index], for: range, &origins) }
    }

    private mutating func endLine(at offset: Int, _ text: Span<UInt8>) {
        if text.byte(at: offset) == 0x0A {
            result.append(text, offset..<(offset + 1), &origins)
        } else {
            result.append(0x0A, for: offset..<offset, &origins)
        }
    }

    // MARK: Words that people retyped

    private mutating func appendWords(_ range: Range<Int>, _ text: Span<UInt8>) {
        var start = range.lowerBound
        var offset = start
        while offset < range.upperBound {
            guard let change = RetypedText.change(in: text, at: offset, range) ?? PastedMarkup.change(in: text, at: offset, range) else {
                offset += 1
                continue
            }
            result.append(text, start..<offset, &origins)
            for byte in change.bytes { result.append(byte, for: offset..<change.end, &origins) }
            isChanged = true
            offset = change.end
            start = offset
        }
        result.append(text, start..<range.upperBound, &origins)
    }
}
