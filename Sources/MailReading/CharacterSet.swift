internal import DeliveryTypes

/// A character set that mail is written in.
///
/// Those of most mails are decoded here, alike on every system; the others are left to the C library's iconv.
enum CharacterSet: Equatable {
    case utf8, windows1252, iso2022JP, shiftJIS, eucJP, utf16, utf16BigEndian, utf16LittleEndian
    /// An index in `CharacterSet.foreignNames`.
    case foreign(Int)

    /// The character set of a declared name (RFC 2978), whatever case; `nil` for unknown names and for those
    /// that say nothing, such as `unknown-8bit`.
    static func named(_ bytes: Span<UInt8>, _ range: Range<Int>) -> CharacterSet? {
        guard !range.isEmpty, range.count <= 32 else { return nil }
        for (name, set) in names where name.utf8CodeUnitCount == range.count && bytes.hasWord(name, at: range.lowerBound) {
            return set
        }
        return foreignNames.firstIndex { entry in
            entry.alias.utf8CodeUnitCount == range.count && bytes.hasWord(entry.alias, at: range.lowerBound)
        }.map { .foreign($0) }
    }

    /// What bytes are written in. `isUTF8` where they need no conversion at all.
    struct Finding {
        var set: CharacterSet
        var isUTF8 = false
    }

    /// Decides what bytes are written in: valid UTF-8 is UTF-8 and escape sequences are ISO-2022-JP whatever is
    /// declared, then what is declared, then Japanese where the bytes look like it, then windows-1252.
    static func of(_ bytes: Span<UInt8>, _ range: Range<Int>, declared: CharacterSet?) -> Finding {
        let traits = ByteTraits(of: bytes, in: range)
        switch declared {
        case .utf16, .utf16BigEndian, .utf16LittleEndian:
            if bytes.firstOffset(of: 0, in: range) != nil { return Finding(set: declared ?? .utf8) }
        case .foreign(let index) where !traits.has8Bit && isUTF7(index):
            return Finding(set: .foreign(index))
        default:
            break
        }
        if traits.hasEscape, hasJapaneseEscape(bytes, range) { return Finding(set: .iso2022JP) }
        if !traits.has8Bit { return Finding(set: .utf8, isUTF8: true) }
        let utf8 = UTF8Check(bytes, range)
        if utf8.badCount == 0 { return Finding(set: .utf8, isUTF8: true) }
        switch declared {
        case .none, .iso2022JP, .utf16, .utf16BigEndian, .utf16LittleEndian:
            break
        case .utf8:
            if utf8.characterCount >= utf8.badCount { return Finding(set: .utf8) }
        case .some(let declared):
            return Finding(set: declared)
        }
        let guess = JapaneseGuess.of(bytes, range)
        if guess == .eucJP, ChineseGuess.isLikely(bytes, range),
            let chinese = foreignNames.firstIndex(where: { $0.alias.description == "gbk" })
        {
            return Finding(set: .foreign(chinese))
        }
        return Finding(set: guess ?? .windows1252)
    }

    /// UTF-7 (RFC 2152), in which Exchange 2003 writes its reports: of bytes below 0x80 alone.
    static func isUTF7(_ index: Int) -> Bool { foreignNames[index].iconvName.description == "UTF-7" }

    /// ESC and what begins a Japanese set: `$@`, `$B`, `$(`, `(J`, `(I`.
    private static func hasJapaneseEscape(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while let escape = bytes.firstOffset(of: 0x1B, from: offset, to: range.upperBound) {
            let first = bytes.byte(at: escape &+ 1)
            let second = bytes.byte(at: escape &+ 2)
            if first == UInt8(ascii: "$"), second == UInt8(ascii: "@") || second == UInt8(ascii: "B") || second == UInt8(ascii: "(") {
                return true
            }
            if first == UInt8(ascii: "("), second == UInt8(ascii: "J") || second == UInt8(ascii: "I") { return true }
            offset = escape &+ 1
        }
        return false
    }
}

/// How much of a run of bytes is UTF-8 (RFC 3629).
struct UTF8Check {
    /// Characters of two bytes and more.
    var characterCount = 0
    /// Bytes that belong to no character.
    var badCount = 0

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if bytes.byte(at: offset) < 0x80 {
                offset = bytes.firstAbove7F(from: offset, to: range.upperBound)
                continue
            }
            let length = Self.length(bytes, at: offset, limit: range.upperBound)
            if length == 0 {
                badCount &+= 1
                offset &+= 1
            } else {
                characterCount &+= 1
                offset &+= length
            }
        }
    }

    /// The length of the character of two bytes and more at `offset`; 0 where none stands there.
    @inline(__always)
    static func length(_ bytes: Span<UInt8>, at offset: Int, limit: Int) -> Int {
        let lead = bytes.byte(at: offset)
        let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 0, offset &+ length <= limit else { return 0 }
        let second = bytes.byte(at: offset &+ 1)
        switch lead {
        case 0xE0: guard second &- 0xA0 < 0x20 else { return 0 }
        case 0xED: guard second &- 0x80 < 0x20 else { return 0 }
        case 0xF0: guard second &- 0x90 < 0x30 else { return 0 }
        case 0xF4: guard second &- 0x80 < 0x10 else { return 0 }
        default: guard second &- 0x80 < 0x40 else { return 0 }
        }
        for index in 2..<Swift.max(length, 2) where bytes.byte(at: offset &+ index) &- 0x80 >= 0x40 { return 0 }
        return length
    }
}

/// Tells GBK from EUC-JP, whose bytes it has: Chinese knows no kana, and its common characters lie in rows where Japanese has rare ones.
enum ChineseGuess {
    static func isLikely(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var (pairs, late, beyond) = (0, 0, 0)
        var offset = range.lowerBound
        let end = Swift.min(range.upperBound, range.lowerBound &+ 8_192)
        while offset < end {
            let lead = bytes.byte(at: offset)
            if lead < 0x80 {
                offset = bytes.firstAbove7F(from: offset, to: end)
                continue
            }
            guard bytes.byte(at: offset &+ 1) &- 0xA1 < 94 else { return false }
            switch lead {
            case 0xA1, 0xA3: break
            case 0xB0...0xCF: pairs &+= 1
            case 0xD0...0xD7: (pairs, late) = (pairs &+ 1, late &+ 1)
            case 0xD8...0xF7: (pairs, beyond) = (pairs &+ 1, beyond &+ 1)
            default: return false
            }
            offset &+= 2
        }
        return pairs >= 4 && late &* 6 >= pairs && beyond &* 10 <= pairs
    }
}

/// Tells Shift_JIS from EUC-JP by what Japanese text is made of.
enum JapaneseGuess {
    static func of(_ bytes: Span<UInt8>, _ range: Range<Int>) -> CharacterSet? {
        let sample = range.lowerBound..<Swift.min(range.upperBound, range.lowerBound &+ 8_192)
        guard hasPairs(bytes, sample) else { return nil }
        let shiftJIS = shiftJISScore(bytes, sample)
        let eucJP = eucJPScore(bytes, sample)
        let best = Swift.max(shiftJIS, eucJP)
        guard best > 0 else { return nil }
        return eucJP >= shiftJIS ? .eucJP : .shiftJIS
    }

    /// Whether two bytes beyond ASCII stand side by side, as in all Japanese of more than a character or two: in the languages of Europe they stand
    /// alone between letters.
    private static func hasPairs(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var offset = bytes.firstAbove7F(from: range.lowerBound, to: range.upperBound)
        while offset < range.upperBound {
            if offset &+ 1 < range.upperBound, bytes.byte(at: offset &+ 1) >= 0x80 { return true }
            offset = bytes.firstAbove7F(from: offset &+ 1, to: range.upperBound)
        }
        return false
    }

    /// Kana count for it, kanji a little, half-width katakana hardly; what it cannot be counts heavily against it.
    private static func shiftJISScore(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var score = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let lead = bytes.byte(at: offset)
            if lead < 0x80 {
                offset = bytes.firstAbove7F(from: offset, to: range.upperBound)
                continue
            }
            if lead &- 0xA1 < 0x3F {
                score &-= 1
                offset &+= 1
                continue
            }
            let trail = bytes.byte(at: offset &+ 1)
            guard let character = JISX0208.character(shiftJIS: lead, trail), offset &+ 1 < range.upperBound, character != "\u{FFFD}" else {
                score &-= 20
                offset &+= 1
                continue
            }
            score &+= weight(character)
            offset &+= 2
        }
        return score
    }

    private static func eucJPScore(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var score = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let lead = bytes.byte(at: offset)
            if lead < 0x80 {
                offset = bytes.firstAbove7F(from: offset, to: range.upperBound)
                continue
            }
            let trail = bytes.byte(at: offset &+ 1)
            let isPair = lead &- 0xA1 < 94 && trail &- 0xA1 < 94 && offset &+ 1 < range.upperBound
            let character = isPair ? JISX0208.character(row: Int(lead &- 0xA0), cell: Int(trail &- 0xA0)) : "\u{FFFD}"
            guard character != "\u{FFFD}" else {
                score &-= 20
                offset &+= 1
                continue
            }
            score &+= weight(character)
            offset &+= 2
        }
        return score
    }

    private static func weight(_ character: Unicode.Scalar) -> Int {
        switch character.value {
        case 0x3041...0x30FF: 4
        case 0x3000...0x3002, 0xFF01...0xFF5E: 2
        case 0x4E00...0x9FFF: 1
        default: -1
        }
    }
}
