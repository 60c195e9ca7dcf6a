internal import DeliveryTypes

/// One encoded word of a header: `=?charset?B?text?=` (RFC 2047 section 2).
struct EncodedWord {
    var charset: Range<Int>
    var isBase64: Bool
    var text: Range<Int>
    var end: Int

    /// Longer ones than RFC 2047 allows are common, endless ones are not words.
    private static let maximumLength = 2_048

    /// `nil` where no encoded word begins at `offset`.
    init?(_ bytes: Span<UInt8>, at offset: Int, limit: Int) {
        guard bytes.byte(at: offset) == UInt8(ascii: "="), bytes.byte(at: offset &+ 1) == UInt8(ascii: "?") else { return nil }
        let limit = Swift.min(limit, offset &+ Self.maximumLength)
        let charsetStart = offset &+ 2
        guard let first = bytes.firstOffset(of: UInt8(ascii: "?"), from: charsetStart, to: Swift.min(limit, charsetStart &+ 64)),
            first > charsetStart,
            first &+ 2 < limit, bytes.byte(at: first &+ 2) == UInt8(ascii: "?")
        else { return nil }
        switch bytes.lowerByte(at: first &+ 1) {
        case UInt8(ascii: "b"): isBase64 = true
        case UInt8(ascii: "q"): isBase64 = false
        default: return nil
        }
        let start = first &+ 3
        var close = start
        while let mark = bytes.firstOffset(of: UInt8(ascii: "?"), from: close, to: limit) {
            if bytes.byte(at: mark &+ 1) == UInt8(ascii: "="), mark &+ 1 < limit {
                text = start..<mark
                end = mark &+ 2
                let star = bytes.firstOffset(of: UInt8(ascii: "*"), in: charsetStart..<first)
                charset = charsetStart..<(star ?? first)
                return
            }
            close = mark &+ 1
        }
        return nil
    }

    /// Appends the bytes that the word encodes.
    func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        if isBase64 {
            var bits: UInt32 = 0
            var bitCount: UInt32 = 0
            for offset in text {
                let value = Base64.value(of: bytes.byte(at: offset))
                guard value < 64 else { continue }
                bits = bits << 6 | UInt32(value)
                bitCount &+= 6
                if bitCount >= 8 {
                    bitCount &-= 8
                    output.append(UInt8(truncatingIfNeeded: bits &>> bitCount))
                }
            }
            return
        }
        var offset = text.lowerBound
        while offset < text.upperBound {
            let byte = bytes.byte(at: offset)
            if byte == UInt8(ascii: "="), offset &+ 3 <= text.upperBound, let high = ASCII.hexadecimalValue(bytes.byte(at: offset &+ 1)),
                let low = ASCII.hexadecimalValue(bytes.byte(at: offset &+ 2))
            {
                output.append(high << 4 | low)
                offset &+= 3
            } else {
                output.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
                offset &+= 1
            }
        }
    }
}
