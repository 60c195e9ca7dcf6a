internal import DeliveryTypes

/// Turns bytes of any character set into UTF-8. What cannot be read becomes U+FFFD; nothing fails.
///
/// Runs of ASCII keep their exact places in the input, runs of other characters are one place each.
struct CharacterSetDecoder: ~Copyable {
    private var converters = IconvConverters()

    /// Appends `range` of `source` to `output`. Returns whether every byte could be read.
    mutating func decode(
        _ source: Span<UInt8>, _ range: Range<Int>, from set: CharacterSet, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        switch set {
        case .utf8: Self.decodeUTF8(source, range, &origins, into: &output)
        case .windows1252: Self.decodeWindows1252(source, range, &origins, into: &output)
        case .shiftJIS: Self.decodeShiftJIS(source, range, &origins, into: &output)
        case .eucJP: Self.decodeEUCJP(source, range, &origins, into: &output)
        case .iso2022JP: Self.decodeISO2022JP(source, range, &origins, into: &output)
        case .utf16, .utf16BigEndian, .utf16LittleEndian: Self.decodeUTF16(source, range, set, &origins, into: &output)
        case .foreign(let index): decodeForeign(source, range, index, &origins, into: &output)
        }
    }

    /// Copies runs of ASCII and hands the others, up to the next ASCII byte that stands for itself, to `decodeRun`,
    /// which returns how far it came.
    private static func forEachRun(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText,
        _ decodeRun: (_ start: Int, _ end: Int, _ output: inout [UInt8]) -> Int
    ) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let end = source.firstAbove7F(from: offset, to: range.upperBound)
            output.append(source, offset..<end, &origins)
            offset = end
            guard offset < range.upperBound else { return }
            let start = UInt32(clamping: output.bytes.count)
            let next = Swift.max(decodeRun(offset, range.upperBound, &output.bytes), offset &+ 1)
            if output.bytes.count > Int(start) {
                let place = origins.inputRange(of: offset..<next)
                output.addSegment(text: start, input: place.start, inputCount: place.count, isVerbatim: false)
            }
            offset = next
        }
    }

    // MARK: Stateless sets

    private static func decodeUTF8(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText)
        -> Bool
    {
        if UTF8Check(source, range).badCount == 0 {
            output.append(source, range, &origins)
            return true
        }
        forEachRun(source, range, &origins, into: &output) { start, end, bytes in
            var offset = start
            while offset < end, source.byte(at: offset) >= 0x80 {
                let length = UTF8Check.length(source, at: offset, limit: end)
                if length == 0 { bytes.append("\u{FFFD}" as Unicode.Scalar) } else { bytes.append(source, offset..<(offset &+ length)) }
                offset &+= Swift.max(length, 1)
            }
            return offset
        }
        return false
    }

    private static func decodeWindows1252(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        forEachRun(source, range, &origins, into: &output) { start, end, bytes in
            var offset = start
            while offset < end, source.byte(at: offset) >= 0x80 {
                bytes.append(Windows1252.character(source.byte(at: offset)))
                offset &+= 1
            }
            return offset
        }
        return true
    }

    private static func decodeShiftJIS(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        var isGood = true
        forEachRun(source, range, &origins, into: &output) { start, end, bytes in
            var offset = start
            while offset < end, source.byte(at: offset) >= 0x80 {
                let lead = source.byte(at: offset)
                if lead &- 0xA1 < 0x3F {
                    bytes.append(JISX0208.halfWidthKatakana(lead))
                    offset &+= 1
                    continue
                }
                let pair = offset &+ 1 < end ? JISX0208.character(shiftJIS: lead, source.byte(at: offset &+ 1)) : nil
                if pair == nil || pair == "\u{FFFD}" { isGood = false }
                bytes.append(pair ?? "\u{FFFD}")
                offset &+= pair == nil ? 1 : 2
            }
            return offset
        }
        return isGood
    }

    private static func decodeEUCJP(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into output: inout ReadableText)
        -> Bool
    {
        var isGood = true
        forEachRun(source, range, &origins, into: &output) { start, end, bytes in
            var offset = start
            while offset < end, source.byte(at: offset) >= 0x80 {
                let lead = source.byte(at: offset)
                let trail = offset &+ 1 < end ? source.byte(at: offset &+ 1) : 0
                if lead == 0x8E, trail &- 0xA1 < 0x3F {
                    bytes.append(JISX0208.halfWidthKatakana(trail))
                    offset &+= 2
                } else if lead &- 0xA1 < 94, trail &- 0xA1 < 94 {
                    let character = JISX0208.character(row: Int(lead &- 0xA0), cell: Int(trail &- 0xA0))
                    if character == "\u{FFFD}" { isGood = false }
                    bytes.append(character)
                    offset &+= 2
                } else {
                    // A character of JIS X 0212 is three bytes; any other byte stands alone.
                    isGood = false
                    bytes.append("\u{FFFD}" as Unicode.Scalar)
                    let isTriple = lead == 0x8F && trail >= 0xA1 && offset &+ 2 < end && source.byte(at: offset &+ 2) >= 0xA1
                    offset &+= isTriple ? 3 : 1
                }
            }
            return offset
        }
        return isGood
    }

    // MARK: iconv

    /// Line by line, so that the place of a word is known and a bad byte costs no more than itself.
    private mutating func decodeForeign(
        _ source: Span<UInt8>, _ range: Range<Int>, _ index: Int, _ origins: inout Origins, into output: inout ReadableText
    ) -> Bool {
        guard converters.open(index) else {
            _ = Self.decodeWindows1252(source, range, &origins, into: &output)
            return false
        }
        let isUTF7 = CharacterSet.isUTF7(index)
        var isGood = true
        var offset = range.lowerBound
        while offset < range.upperBound {
            let asciiEnd =
                isUTF7 ? UTF7Shift.next(in: source, offset..<range.upperBound) : source.firstAbove7F(from: offset, to: range.upperBound)
            output.append(source, offset..<asciiEnd, &origins)
            offset = asciiEnd
            guard offset < range.upperBound else { break }
            let end =
                isUTF7
                ? UTF7Shift.end(in: source, offset..<range.upperBound)
                : source.firstOffset(of: 0x0A, from: offset, to: range.upperBound) ?? range.upperBound
            if end == offset {
                output.append(source, offset..<(offset &+ 1), &origins)
                offset &+= 1
                continue
            }
            let place = origins.inputRange(of: offset..<end)
            output.note(input: place.start, inputCount: place.count, isVerbatim: false)
            if !converters.convert(source, offset..<end, with: index, into: &output.bytes) { isGood = false }
            output.dropEmptySegment()
            offset = end
        }
        return isGood
    }
}

/// windows-1252, a superset of the printable part of ISO-8859-1.
enum Windows1252 {
    private static let upper: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    static func character(_ byte: UInt8) -> Unicode.Scalar {
        guard byte &- 0x80 < 0x20 else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(upper[Int(byte &- 0x80)]) ?? "\u{FFFD}"
    }
}

/// The runs of UTF-7 that are no ASCII (RFC 2152): `+`, UTF-16 in base64, and often `-`.
private enum UTF7Shift {
    /// Where the next one begins. A plus that nothing of the kind follows, as in an address, stands for itself.
    static func next(in source: Span<UInt8>, _ range: Range<Int>) -> Int {
        var start = range.lowerBound
        while let plus = source.firstOffset(of: UInt8(ascii: "+"), from: start, to: range.upperBound) {
            let end = end(in: source, plus..<range.upperBound)
            // One unit of sixteen bits needs three letters; `+-` is a plus.
            if end &- plus >= 4 || end &- plus == 2 && source.byte(at: plus &+ 1) == UInt8(ascii: "-") { return plus }
            start = plus &+ 1
        }
        return range.upperBound
    }

    /// Where the one at the beginning of the range ends.
    static func end(in source: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.lowerBound &+ 1
        while end < range.upperBound, isBase64(source.byte(at: end)) { end &+= 1 }
        return end < range.upperBound && source.byte(at: end) == UInt8(ascii: "-") ? end &+ 1 : end
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }
}
