/// What a backslash and the characters behind it stand for.
enum EscapedItem {
    case point(UInt32)
    case set(CodePointSet)
}

extension RegexParser {
    /// The position is at the backslash, outside a class.
    mutating func escape() throws(PatternError) -> RegexNode? {
        let start = position
        switch byte(ahead: 1) {
        case UInt8(ascii: "A"): return assertion(.textStart)
        case UInt8(ascii: "z"): return assertion(.textEnd)
        case UInt8(ascii: "b"): return assertion(.wordBoundary)
        case UInt8(ascii: "B"): return assertion(.noWordBoundary)
        case UInt8(ascii: "Q"):
            position += 2
            return try quoted()
        case UInt8(ascii: "Z"):
            throw PatternError(
                .unknownEscape, start..<start + 2, "unknown escape `\\Z`", suggestion: "`\\z` is the end of the text, `$` of a line")
        default: break
        }
        switch try escapedItem() {
        case .point(let point): return RegexParser.literal(point)
        case .set(let set): return .set(set)
        }
    }

    private mutating func assertion(_ assertion: Assertion) -> RegexNode {
        position += 2
        return .assertion(assertion)
    }

    /// `\Q…\E`: the characters between are themselves; without `\E` up to the end.
    private mutating func quoted() throws(PatternError) -> RegexNode? {
        var parts: [RegexNode] = []
        while position < source.count {
            if looking(at: "\\E") {
                position += 2
                break
            }
            parts.append(RegexParser.literal(try codePoint()))
        }
        // A repeat behind `\E` applies to the last character alone.
        let last = parts.popLast()
        quotedBefore = parts
        return last
    }

    /// An escape that may also stand in a class; the position is at the backslash.
    mutating func escapedItem() throws(PatternError) -> EscapedItem {
        let start = position
        position += 1
        guard let byte = current else {
            throw PatternError(.trailingBackslash, start..<position, "a backslash at the end", suggestion: "write `\\\\` for a backslash")
        }
        guard byte < 0x80 else {
            let point = try codePoint()
            throw PatternError(
                .unknownEscape, start..<position, "`\(Unicode.Scalar(point).map { String(Character($0)) } ?? "?")` needs no backslash")
        }
        position += 1
        switch byte {
        case UInt8(ascii: "d"): return .set(.digit)
        case UInt8(ascii: "D"): return .set(CodePointSet.digit.inverted())
        case UInt8(ascii: "s"): return .set(.space)
        case UInt8(ascii: "S"): return .set(CodePointSet.space.inverted())
        case UInt8(ascii: "w"): return .set(.word)
        case UInt8(ascii: "W"): return .set(CodePointSet.word.inverted())
        case UInt8(ascii: "t"): return .point(9)
        case UInt8(ascii: "n"): return .point(10)
        case UInt8(ascii: "v"): return .point(11)
        case UInt8(ascii: "f"): return .point(12)
        case UInt8(ascii: "r"): return .point(13)
        case UInt8(ascii: "a"): return .point(7)
        case UInt8(ascii: "x"): return .point(try hexadecimal(from: start))
        case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"):
            throw PatternError(.backReference, start..<position, "back-references are not supported")
        case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "C"), UInt8(ascii: "X"), UInt8(ascii: "G"), UInt8(ascii: "K"),
            UInt8(ascii: "R"),
            UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "N"), UInt8(ascii: "u"), UInt8(ascii: "U"):
            throw PatternError(
                .unsupportedEscape, start..<position, "`\\\(Character(Unicode.Scalar(byte)))` is not supported",
                suggestion: byte | 0x20 == UInt8(ascii: "p") ? "write a class such as `[a-z]`" : nil)
        default:
            guard !byte.isWord else {
                throw PatternError(.unknownEscape, start..<position, "unknown escape `\\\(Character(Unicode.Scalar(byte)))`")
            }
            return .point(UInt32(byte))
        }
    }

    /// `HH` or `{H…}` behind `\x`.
    private mutating func hexadecimal(from start: Int) throws(PatternError) -> UInt32 {
        let isBraced = skip(UInt8(ascii: "{"))
        var value: UInt32 = 0
        var digits = 0
        while digits < (isBraced ? 8 : 2), let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
            value = value << 4 | UInt32(digit)
            digits += 1
            position += 1
        }
        guard isBraced ? digits > 0 && skip(UInt8(ascii: "}")) : digits == 2 else {
            throw PatternError(
                .badCodePoint, start..<position, "`\\x` needs two hexadecimal digits or `{…}`", suggestion: "write `\\x41` or `\\x{3042}`")
        }
        guard value <= CodePointSet.last, !(0xD800...0xDFFF).contains(value) else {
            throw PatternError(.badCodePoint, start..<position, "there is no such code point")
        }
        return value
    }
}
