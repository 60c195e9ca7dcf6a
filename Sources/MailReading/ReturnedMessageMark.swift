package import DeliveryTypes

/// Lines with which systems begin the returned message in the middle of a text.
package enum ReturnedMessageMark {
    /// Where the returned message, or the line that announces it, begins in the text for people; nil where no line looks like it.
    package static func find(in text: ReadableText) -> Int? {
        let bytes = text.bytes.span
        // Above a pasted text such a line is the mail program's that passed it on.
        var hasWords = text.sections.contains { $0.kind == .header }
        for section in text.sections where section.kind == .body {
            var start = Int(section.range.start)
            while start < Int(section.range.end) {
                let end = bytes.firstOffset(of: 0x0A, in: start..<Int(section.range.end)) ?? Int(section.range.end)
                if hasField(bytes, in: start..<end) || hasWords && announces(bytes, start..<end) { return start }
                hasWords = hasWords || !bytes.trimmed(start..<end).isEmpty
                start = end + 1
            }
        }
        return nil
    }

    private static func hasField(_ bytes: Span<UInt8>, in line: Range<Int>) -> Bool {
        let start = bytes.trimmed(line).lowerBound
        return bytes.hasWord("received: ", at: start) || bytes.hasWord("return-path:", at: start) || bytes.hasWord("message-id:", at: start)
            || bytes.hasWord("mime-version:", at: start)
    }

    /// `----- Original message -----` and the like.
    static func announces(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let line = bytes.trimmed(line)
        guard bytes.byte(at: line.lowerBound) == UInt8(ascii: "-"), line.count < 100 else { return false }
        return line.contains { offset in
            // Every phrase begins with one of these.
            switch bytes.lowerByte(at: offset) {
            case UInt8(ascii: "c"), UInt8(ascii: "f"), UInt8(ascii: "m"), UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "u"):
                return phrases.contains { $0.utf8CodeUnitCount <= line.upperBound - offset && bytes.hasWord($0, at: offset) }
            default: return false
            }
        }
    }

    private static var phrases: [StaticString] {
        [
            "original message", "copy of", "message header", "unsent message", "returned message", "forwarded message", "message follows",
        ]
    }
}
