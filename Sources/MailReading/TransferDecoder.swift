internal import DeliveryTypes

/// Undoes transfer encodings (RFC 2045 section 6), leniently: what is no part of the encoding is skipped or kept, never refused.
enum TransferDecoder {
    /// Appends the decoded bytes of `range` to `output`, line by line, until `limit` bytes are there. Returns where
    /// bytes stand that the encoding does not allow.
    static func decode(
        _ input: Span<UInt8>, _ range: Range<Int>, _ encoding: MIMEPart.TransferEncoding, lines: LineScanner, limit: Int,
        into output: inout ReadableText
    ) -> Int? {
        switch encoding {
        case .base64: decodeBase64(input, range, lines: lines, limit: limit, into: &output)
        default: decodeQuotedPrintable(input, range, lines: lines, limit: limit, into: &output)
        }
    }

    // MARK: Base64

    private static func decodeBase64(
        _ input: Span<UInt8>, _ range: Range<Int>, lines: LineScanner, limit: Int, into output: inout ReadableText
    ) -> Int? {
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        var bad: Int?
        var offset = range.lowerBound
        while offset < range.upperBound, output.bytes.count < limit {
            let line = lines.line(input, at: offset, limit: Swift.min(range.upperBound, offset &+ maximumLine))
            let before = output.bytes.count
            output.note(input: UInt32(clamping: line.start), inputCount: UInt32(clamping: line.end &- line.start), isVerbatim: false)
            for index in line.start..<line.end {
                let value = Base64.value(of: input.byte(at: index))
                guard value < 64 else {
                    if input.byte(at: index) == UInt8(ascii: "=") {
                        bits = 0
                        bitCount = 0
                    } else if !ASCII.isSpace(input.byte(at: index)) {
                        bad = bad ?? index
                    }
                    continue
                }
                bits = bits << 6 | UInt32(value)
                bitCount &+= 6
                if bitCount >= 8 {
                    bitCount &-= 8
                    output.bytes.append(UInt8(truncatingIfNeeded: bits &>> bitCount))
                }
            }
            if output.bytes.count == before { output.dropEmptySegment() }
            offset = line.next
        }
        return bad
    }

    /// A longer line is decoded in pieces, so that the limit holds and its places stay exact enough.
    private static let maximumLine = 4_096

    // MARK: Quoted-printable

    private static func decodeQuotedPrintable(
        _ input: Span<UInt8>, _ range: Range<Int>, lines: LineScanner, limit: Int, into output: inout ReadableText
    ) -> Int? {
        var origins = Origins.input
        var bad: Int?
        var offset = range.lowerBound
        while offset < range.upperBound, output.bytes.count < limit {
            let line = lines.line(input, at: offset, limit: range.upperBound)
            var end = line.end
            while end > line.start, input.byte(at: end &- 1) == 0x20 || input.byte(at: end &- 1) == 0x09 { end &-= 1 }
            let isSoft = end > line.start && input.byte(at: end &- 1) == UInt8(ascii: "=")
            if isSoft { end &-= 1 }
            // A byte takes three at most.
            end = Swift.min(end, line.start &+ (limit &- output.bytes.count) &* 3)
            decodeLine(input, line.start..<end, &origins, &bad, into: &output)
            if !isSoft, line.next > line.end { output.append(0x0A, for: line.end..<line.next, &origins) }
            offset = line.next
        }
        return bad
    }

    private static func decodeLine(
        _ input: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, _ bad: inout Int?, into output: inout ReadableText
    ) {
        var plain = range.lowerBound
        while let escape = input.firstOffset(of: UInt8(ascii: "="), from: plain, to: range.upperBound) {
            output.append(input, plain..<escape, &origins)
            var end = escape
            let start = output.bytes.count
            // A run of escapes is one place: characters are made of several.
            while end &+ 3 <= range.upperBound, input.byte(at: end) == UInt8(ascii: "="),
                let high = ASCII.hexadecimalValue(input.byte(at: end &+ 1)), let low = ASCII.hexadecimalValue(input.byte(at: end &+ 2))
            {
                output.bytes.append(high << 4 | low)
                end &+= 3
            }
            if end > escape {
                output.addSegment(
                    text: UInt32(clamping: start), input: UInt32(clamping: escape), inputCount: UInt32(clamping: end &- escape),
                    isVerbatim: false)
                plain = end
            } else {
                bad = bad ?? escape
                output.append(input, escape..<(escape &+ 1), &origins)
                plain = escape &+ 1
            }
        }
        output.append(input, plain..<range.upperBound, &origins)
    }
}

extension ReadableText {
    /// Takes back a segment that nothing was appended to.
    mutating func dropEmptySegment() {
        guard let last = segments.last, Int(last.text) == bytes.count else { return }
        segments.removeLast()
    }
}

enum Base64 {
    /// 0…63, or 255 for a byte outside of the alphabet of RFC 4648 section 4.
    @inline(__always)
    static func value(of byte: UInt8) -> UInt8 {
        if byte &- 0x41 < 26 { return byte &- 0x41 }
        if byte &- 0x61 < 26 { return byte &- 0x61 &+ 26 }
        if byte &- 0x30 < 10 { return byte &- 0x30 &+ 52 }
        if byte == UInt8(ascii: "+") { return 62 }
        return byte == UInt8(ascii: "/") ? 63 : 255
    }
}
