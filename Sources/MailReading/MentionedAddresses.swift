package import DeliveryTypes

/// Addresses in the middle of words: `Mail to <a@example.jp> failed`, `宛先：a@example.jp`.
package enum MentionedAddresses {
    /// In their order; each has a local part, and a domain with a dot in it.
    package static func find(in bytes: Span<UInt8>, _ line: Range<Int>) -> [TextRange] {
        var found: [TextRange] = []
        var search = line
        while let at = bytes.firstOffset(of: UInt8(ascii: "@"), in: search) {
            var start = start(ofLocalPartBefore: at, from: search.lowerBound, bytes)
            let end = end(ofDomainBehind: at, to: line.upperBound, bytes)
            search = max(end, at + 1)..<line.upperBound
            if bytes.byte(at: start) == UInt8(ascii: "'"), bytes.byte(at: end) == UInt8(ascii: "'") { start += 1 }
            start = behindLabel(start, at, bytes)
            if start < at, bytes.firstOffset(of: UInt8(ascii: "."), in: at + 1..<end) != nil { found.append(TextRange(start..<end)) }
        }
        return found
    }

    /// Behind `recipient=`, as programs write a name and its value.
    private static func behindLabel(_ start: Int, _ at: Int, _ bytes: Span<UInt8>) -> Int {
        for label in labels where bytes.hasWord(label, at: start) && start + label.utf8CodeUnitCount < at {
            return start + label.utf8CodeUnitCount
        }
        return start
    }

    private static var labels: [StaticString] { ["recipient=", "rcpt=", "to=", "sender=", "from=", "mailfrom="] }

    /// East Asian text has no spaces: it ends a local part in ASCII, and belongs to one that ends with it (RFC 6531).
    private static func start(ofLocalPartBefore at: Int, from lower: Int, _ bytes: Span<UInt8>) -> Int {
        var start = at
        while start > lower {
            let byte = bytes.byte(at: start - 1)
            if byte < 0x80 {
                guard isAtom(byte) else { break }
                start -= 1
            } else {
                let first = firstByte(ofCharacterBefore: start, lower, bytes)
                let scalar = UTF8Character.scalar(in: bytes, first..<start)
                if isMark(scalar) || isEastAsian(scalar) && start < at && bytes.byte(at: start) < 0x80 { break }
                start = first
            }
        }
        return start
    }

    /// A label of a domain is in one script, as far as that tells where it ends: `a@example.jpに`, `a@例え.jp`.
    private static func end(ofDomainBehind at: Int, to upper: Int, _ bytes: Span<UInt8>) -> Int {
        var end = at + 1
        while end < upper {
            let byte = bytes.byte(at: end)
            if byte < 0x80 {
                // `a@example.jp=20`, `a@example.jp/INBOX`
                guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || "._-".utf8.contains(byte) else { break }
                end += 1
            } else {
                var next = end + 1
                while next < upper, bytes.byte(at: next) & 0xC0 == 0x80 { next += 1 }
                let scalar = UTF8Character.scalar(in: bytes, end..<next)
                let before = bytes.byte(at: end - 1)
                let beginsLabel = before == UInt8(ascii: ".") || before == UInt8(ascii: "@")
                if isMark(scalar) || isEastAsian(scalar) && before < 0x80 && !beginsLabel { break }
                end = next
            }
        }
        while end > at + 1, bytes.byte(at: end - 1) == UInt8(ascii: ".") || bytes.byte(at: end - 1) == UInt8(ascii: "-") { end -= 1 }
        return end
    }

    private static func firstByte(ofCharacterBefore end: Int, _ lower: Int, _ bytes: Span<UInt8>) -> Int {
        var first = end - 1
        while first > lower, end - first < 4, bytes.byte(at: first) & 0xC0 == 0x80 { first -= 1 }
        return first
    }

    /// RFC 5322 section 3.2.3 atext and the dot.
    private static func isAtom(_ byte: UInt8) -> Bool {
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "/"),
            UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
            UInt8(ascii: "~"):
            return true
        default: return false
        }
    }

    /// No address has these: spaces and quotation marks beyond ASCII, ideographic punctuation, and ASCII's punctuation in full width.
    private static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0xBF, 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x303F, 0xFE30...0xFE6F, 0xFF01...0xFF0F, 0xFF1A...0xFF20,
            0xFF3B...0xFF40, 0xFF5B...0xFF65:
            true
        default: false
        }
    }

    /// Kana, Han and Hangul: the scripts that are written without spaces around an address.
    private static func isEastAsian(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}

private enum UTF8Character {
    /// 0 for bytes that are no character.
    static func scalar(in bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let lead = UInt32(bytes.byte(at: range.lowerBound))
        let mask: UInt32 = range.count == 2 ? 0x1F : range.count == 3 ? 0x0F : 0x07
        guard (2...4).contains(range.count), lead >= 0xC2 else { return 0 }
        return range.dropFirst().reduce(lead & mask) { $0 << 6 | UInt32(bytes.byte(at: $1) & 0x3F) }
    }
}
