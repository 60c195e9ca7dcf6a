/// How addresses are written around what identifies a mailbox.
package enum AddressText {
    /// The address inside `range`: without a display name, angle brackets, a source route
    /// (RFC 5321 appendix C), a comment or `mailto:` around it.
    package static func addressRange(in bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var range = bytes.trimmed(bytes.clamped(range))
        if let open = openingBracket(in: bytes, range) {
            let inner = (open + 1)..<range.upperBound
            range = bytes.trimmed(inner.lowerBound..<end(in: bytes, inner, isBracketed: true))
        } else {
            range = range.lowerBound..<end(in: bytes, range, isBracketed: false)
        }
        if bytes.hasWord("mailto:", at: range.lowerBound), range.count > 7 { range = (range.lowerBound + 7)..<range.upperBound }
        if bytes.byte(at: range.lowerBound) == UInt8(ascii: "@"), let colon = bytes.firstOffset(of: UInt8(ascii: ":"), in: range) {
            range = (colon + 1)..<range.upperBound
        }
        return bytes.trimmed(range)
    }

    /// The `<` that opens the address, outside of quotes.
    private static func openingBracket(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var isQuoted = false
        var offset = range.lowerBound
        while offset < range.upperBound {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\\"): offset &+= 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "<") where !isQuoted: return offset
            default: break
            }
            offset &+= 1
        }
        return nil
    }

    /// The first byte outside of quotes that no address has.
    private static func end(in bytes: Span<UInt8>, _ range: Range<Int>, isBracketed: Bool) -> Int {
        var isQuoted = false
        var offset = range.lowerBound
        while offset < range.upperBound {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\\"):
                offset &+= 1
            case UInt8(ascii: "\""):
                isQuoted.toggle()
            case UInt8(ascii: ">") where !isQuoted:
                return offset
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "("):
                // x400 and other foreign addresses hold spaces: there only a comment ends them.
                if !isQuoted, !isBracketed, hasAt(bytes, range.lowerBound..<offset) || bytes.byte(at: offset) == UInt8(ascii: "(") {
                    return offset
                }
            case UInt8(ascii: ","), UInt8(ascii: ";"):
                if !isQuoted, !isBracketed, hasAt(bytes, range.lowerBound..<offset), bytes.byte(at: range.lowerBound) != UInt8(ascii: "@") {
                    return offset
                }
            default:
                break
            }
            offset &+= 1
        }
        return range.upperBound
    }

    private static func hasAt(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        bytes.firstOffset(of: UInt8(ascii: "@"), in: range) != nil
    }

    /// Undoes `\x{HEX}` of RFC 6533 section 3; anything else is copied.
    package static func appendUnescaped(_ bytes: Span<UInt8>, in range: Range<Int>, to output: inout [UInt8]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if bytes.hasWord("\\x{", at: offset), let escape = hexadecimalEscape(bytes, in: (offset + 3)..<range.upperBound) {
                output.append(contentsOf: String(escape.scalar).utf8)
                offset = escape.end
            } else {
                output.append(bytes.byte(at: offset))
                offset &+= 1
            }
        }
    }

    private static func hexadecimalEscape(_ bytes: Span<UInt8>, in range: Range<Int>) -> (scalar: Unicode.Scalar, end: Int)? {
        var value: UInt32 = 0
        var offset = range.lowerBound
        while offset < range.upperBound, offset &- range.lowerBound < 6, let digit = ASCII.hexadecimalValue(bytes.byte(at: offset)) {
            value = value << 4 | UInt32(digit)
            offset &+= 1
        }
        guard offset > range.lowerBound, bytes.byte(at: offset) == UInt8(ascii: "}"), let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, offset + 1)
    }

    /// Undoes `+HH` of xtext (RFC 3461 section 4); a `+` without two upper-case hexadecimal digits is copied.
    package static func appendDecodedXtext(_ bytes: Span<UInt8>, in range: Range<Int>, to output: inout [UInt8]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes.byte(at: offset)
            if byte == UInt8(ascii: "+"), offset + 2 < range.upperBound,
                let high = ASCII.hexadecimalValue(bytes.byte(at: offset + 1)), let low = ASCII.hexadecimalValue(bytes.byte(at: offset + 2))
            {
                output.append(high << 4 | low)
                offset &+= 3
            } else {
                output.append(byte)
                offset &+= 1
            }
        }
    }
}
