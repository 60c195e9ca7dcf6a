internal import DeliveryTypes

extension CharacterSetDecoder {
    /// What the bytes after an escape sequence of ISO-2022-JP (RFC 1468, RFC 1554, RFC 2237) stand for.
    private enum Shift {
        case ascii, kanji, katakana, unknownPair
    }

    /// A line begins in ASCII whatever the line before it left behind: a lost escape sequence spoils one line.
    static func decodeISO2022JP(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        var isGood = true
        var shift = Shift.ascii
        var offset = range.lowerBound
        while offset < range.upperBound {
            if shift == .ascii, source.byte(at: offset) != 0x1B {
                let end = plainEnd(source, offset, range.upperBound)
                if end > offset {
                    output.append(source, offset..<end, &origins)
                } else {
                    output.append("\u{FFFD}" as Unicode.Scalar, for: offset..<(offset &+ 1), &origins)
                    isGood = false
                }
                offset = Swift.max(end, offset &+ 1)
                continue
            }
            // From the escape sequence to the one that ends it is one place.
            let start = offset
            let textStart = output.bytes.count
            while offset < range.upperBound, source.byte(at: offset) != 0x0A, source.byte(at: offset) != 0x0D {
                if source.byte(at: offset) == 0x1B {
                    let length = readEscape(source, offset, &shift)
                    isGood = isGood && length > 0
                    offset &+= Swift.max(length, 1)
                    if shift == .ascii { break }
                } else {
                    offset &+= appendCharacter(source, offset, range.upperBound, shift, &output.bytes, &isGood)
                }
            }
            if offset < range.upperBound, source.byte(at: offset) == 0x0A || source.byte(at: offset) == 0x0D { shift = .ascii }
            guard output.bytes.count > textStart else { continue }
            let place = origins.inputRange(of: start..<offset)
            output.addSegment(text: UInt32(clamping: textStart), input: place.start, inputCount: place.count, isVerbatim: false)
        }
        return isGood
    }

    /// Where bytes that stand for themselves end.
    private static func plainEnd(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end, source.byte(at: offset) < 0x80, source.byte(at: offset) != 0x1B { offset &+= 1 }
        return offset
    }

    /// The length of the escape sequence at `offset`; 0 where it is none.
    private static func readEscape(_ source: Span<UInt8>, _ offset: Int, _ shift: inout Shift) -> Int {
        let first = source.byte(at: offset &+ 1)
        let second = source.byte(at: offset &+ 2)
        let third = source.byte(at: offset &+ 3)
        if first == UInt8(ascii: "("), second == UInt8(ascii: "B") || second == UInt8(ascii: "J") || second == UInt8(ascii: "H") {
            shift = .ascii
            return 3
        }
        if first == UInt8(ascii: "("), second == UInt8(ascii: "I") {
            shift = .katakana
            return 3
        }
        guard first == UInt8(ascii: "$") else {
            shift = .ascii
            return 0
        }
        if second == UInt8(ascii: "@") || second == UInt8(ascii: "B") {
            shift = .kanji
            return 3
        }
        if second == UInt8(ascii: "(") {
            // JIS X 0213 plane 1 extends JIS X 0208; JIS X 0212 and plane 2 are other rows and cells.
            shift = third == UInt8(ascii: "O") || third == UInt8(ascii: "Q") || third == UInt8(ascii: "B") ? .kanji : .unknownPair
            return 4
        }
        shift = second == UInt8(ascii: "A") ? .unknownPair : .ascii
        return second == UInt8(ascii: "A") ? 3 : 0
    }

    /// Returns how many bytes the character takes.
    private static func appendCharacter(
        _ source: Span<UInt8>, _ offset: Int, _ end: Int, _ shift: Shift, _ bytes: inout [UInt8], _ isGood: inout Bool
    ) -> Int {
        let first = source.byte(at: offset)
        if first == 0x20 || first == 0x09 || shift == .ascii {
            bytes.append(first < 0x80 ? first : 0x3F)
            return 1
        }
        if shift == .katakana {
            let isKatakana = first & 0x7F &- 0x21 < 0x3F
            bytes.append(isKatakana ? JISX0208.halfWidthKatakana(first | 0x80) : "\u{FFFD}")
            isGood = isGood && isKatakana
            return 1
        }
        let second = offset &+ 1 < end ? source.byte(at: offset &+ 1) : 0
        guard first & 0x7F &- 0x21 < 94, second & 0x7F &- 0x21 < 94 else {
            bytes.append("\u{FFFD}" as Unicode.Scalar)
            isGood = false
            return 1
        }
        let isKnown = shift == .kanji
        let character = isKnown ? JISX0208.character(row: Int(first & 0x7F &- 0x20), cell: Int(second & 0x7F &- 0x20)) : "\u{FFFD}"
        if character == "\u{FFFD}" { isGood = false }
        bytes.append(character)
        return 2
    }

    // MARK: UTF-16

    /// RFC 2781: without a byte order mark UTF-16 is big-endian, unless the zero bytes say otherwise.
    static func decodeUTF16(
        _ source: Span<UInt8>, _ range: Range<Int>, _ set: CharacterSet, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        var isGood = true
        var offset = range.lowerBound
        var isLittle = set == .utf16LittleEndian
        let mark = UInt16(source.byte(at: offset)) << 8 | UInt16(source.byte(at: offset &+ 1))
        if mark == 0xFEFF || mark == 0xFFFE {
            isLittle = mark == 0xFFFE
            offset &+= 2
        } else if set == .utf16 {
            isLittle = source.byte(at: offset) != 0 && source.byte(at: offset &+ 1) == 0
        }
        func unit(_ offset: Int) -> UInt32 {
            let first = UInt32(source.byte(at: offset))
            let second = UInt32(source.byte(at: offset &+ 1))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        while offset &+ 1 < range.upperBound {
            let lineStart = offset
            let textStart = output.bytes.count
            while offset &+ 1 < range.upperBound {
                var value = unit(offset)
                offset &+= 2
                if value &- 0xD800 < 0x400, offset &+ 1 < range.upperBound, unit(offset) &- 0xDC00 < 0x400 {
                    value = 0x10000 &+ (value &- 0xD800) << 10 &+ (unit(offset) &- 0xDC00)
                    offset &+= 2
                }
                let scalar = Unicode.Scalar(value)
                isGood = isGood && scalar != nil
                output.bytes.append(scalar ?? "\u{FFFD}")
                if value == 0x0A { break }
            }
            let place = origins.inputRange(of: lineStart..<offset)
            output.addSegment(text: UInt32(clamping: textStart), input: place.start, inputCount: place.count, isVerbatim: false)
        }
        return isGood
    }
}
