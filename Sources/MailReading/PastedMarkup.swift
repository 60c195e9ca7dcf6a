internal import DeliveryTypes

/// What web pages put around an address when their source is pasted in place of what they show: marks of forums, links of Markdown,
/// entities of HTML.
enum PastedMarkup {
    /// The longest path of RFC 5321 section 4.5.3.1.3, and room for a label.
    private static let longestAddress = 320

    /// What stands for the bytes at `offset`, where they are to be read as something else.
    static func change(in text: Span<UInt8>, at offset: Int, _ line: Range<Int>) -> RetypedText.Change? {
        switch text.byte(at: offset) {
        case UInt8(ascii: "["): link(text, at: offset, line.upperBound)
        case UInt8(ascii: "&"): entity(text, at: offset, line.upperBound)
        case UInt8(ascii: "<"): lineBreak(text, at: offset, line.upperBound)
        default: nil
        }
    }

    // MARK: Links

    /// `[email]a@example.com[/email]`, `[email=…]a@example.com[/email]`, `[url=mailto:…]a@example.com[/url]`,
    /// `[a@example.com](mailto:a@example.com)`: the address alone.
    private static func link(_ text: Span<UInt8>, at start: Int, _ limit: Int) -> RetypedText.Change? {
        var words = start + 1
        var ending: StaticString = "](mailto:"
        let isMail = text.hasWord("[email", at: start)
        if isMail || text.hasWord("[url=mailto:", at: start) || text.hasWord("[url=\"mailto:", at: start) {
            guard let close = end(text, from: start + 1, limit), text.byte(at: close) == UInt8(ascii: "]") else { return nil }
            words = close + 1
            ending = isMail ? "[/email]" : "[/url]"
        }
        guard let wordsEnd = end(text, from: words, limit), text.hasWord(ending, at: wordsEnd),
            text.firstOffset(of: UInt8(ascii: "@"), in: words..<wordsEnd) != nil
        else { return nil }
        var behind = wordsEnd + ending.utf8CodeUnitCount
        if text.byte(at: wordsEnd) == UInt8(ascii: "]") {
            guard let close = end(text, from: behind, limit), text.byte(at: close) == UInt8(ascii: ")") else { return nil }
            behind = close + 1
        }
        guard behind <= limit else { return nil }
        var address: [UInt8] = []
        address.append(text, words..<wordsEnd)
        return RetypedText.Change(bytes: address, end: behind)
    }

    /// The bracket behind a word without spaces. Brackets end every search, so that none of them looks at what another one has looked at.
    private static func end(_ text: Span<UInt8>, from start: Int, _ limit: Int) -> Int? {
        var offset = start
        let last = min(limit, start + longestAddress)
        while offset < last {
            switch text.byte(at: offset) {
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ")"): return offset
            case 0x00...0x20: return nil
            default: offset += 1
            }
        }
        return nil
    }

    // MARK: HTML

    /// The entities that stand around an address, or in it.
    private static func entity(_ text: Span<UInt8>, at start: Int, _ limit: Int) -> RetypedText.Change? {
        guard let found = HTMLEntity.read(text, start, limit), text.byte(at: found.end - 1) == UInt8(ascii: ";") else { return nil }
        switch found.character {
        case "<", ">", "&", "\"", "'", "@":
            return RetypedText.Change(bytes: [UInt8(truncatingIfNeeded: found.character.value)], end: found.end)
        case "\u{A0}":
            return RetypedText.Change(bytes: [0x20], end: found.end)
        default:
            return nil
        }
    }

    /// `<br>`: before the end of a line it says nothing more.
    private static func lineBreak(_ text: Span<UInt8>, at start: Int, _ limit: Int) -> RetypedText.Change? {
        let tags: [StaticString] = ["<br>", "<br/>", "<br />"]
        guard let tag = tags.first(where: { text.hasWord($0, at: start) }) else { return nil }
        let end = start + tag.utf8CodeUnitCount
        guard end <= limit else { return nil }
        return RetypedText.Change(bytes: text.trimmed(end..<limit).isEmpty ? [] : [0x0A], end: end)
    }
}
