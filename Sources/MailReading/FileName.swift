internal import DeliveryTypes

/// The name of an attached file: Content-Disposition's `filename`, else Content-Type's `name`, with the encodings of
/// RFC 2231 and (against the rules, but common) RFC 2047 undone.
struct FileName: ~Copyable {
    private var raw = ReadableText()
    private var decoded = ReadableText()
    private var header = HeaderText()

    init() {}

    mutating func append(
        _ content: ContentDescription, _ input: Span<UInt8>, _ characters: inout CharacterSetDecoder, to names: inout [UInt8]
    ) -> TextRange {
        let start = names.count
        if let disposition = content.disposition, read(input, disposition.range, "filename", &characters) {
            names.append(decoded.bytes.span, 0..<decoded.bytes.count)
        } else if let contentType = content.contentType, read(input, contentType.range, "name", &characters) {
            names.append(decoded.bytes.span, 0..<decoded.bytes.count)
        }
        return TextRange(start..<names.count)
    }

    /// Whether the parameter is there; its decoded value is then in `decoded`.
    private mutating func read(
        _ input: Span<UInt8>, _ value: Range<Int>, _ parameter: StaticString, _ characters: inout CharacterSetDecoder
    ) -> Bool {
        var plain: Range<Int>?
        var charset: Range<Int>?
        var isExtended = false
        raw.removeAll()
        decoded.removeAll()
        let length = parameter.utf8CodeUnitCount
        MIMEParameters.forEach(input, in: value) { name, value in
            guard input.hasWord(parameter, at: name.lowerBound), raw.bytes.count < 4_096 else { return }
            if name.count == length {
                plain = plain ?? value
            } else if input.byte(at: name.lowerBound &+ length) == UInt8(ascii: "*") {
                isExtended = true
                let isEncoded = input.byte(at: name.upperBound &- 1) == UInt8(ascii: "*")
                appendPiece(input, value, isEncoded: isEncoded, isFirst: raw.bytes.isEmpty, &charset)
            }
        }
        if isExtended {
            let bytes = raw.bytes
            let found = CharacterSet.of(bytes.span, 0..<bytes.count, declared: charset.flatMap { CharacterSet.named(input, $0) })
            var origins = Origins.input
            _ = characters.decode(bytes.span, 0..<bytes.count, from: found.set, &origins, into: &decoded)
            return true
        }
        guard let plain else { return false }
        header.append(input, plain.prefixRange(4_096), &characters, into: &decoded)
        return true
    }

    /// One of `filename*0*=`, `filename*1=`…, in the order in which they stand (RFC 2231 section 3).
    private mutating func appendPiece(
        _ input: Span<UInt8>, _ value: Range<Int>, isEncoded: Bool, isFirst: Bool, _ charset: inout Range<Int>?
    ) {
        guard isEncoded else {
            raw.bytes.append(input, value.prefixRange(4_096))
            return
        }
        var offset = value.lowerBound
        if isFirst, let quote = input.firstOffset(of: UInt8(ascii: "'"), in: value),
            let second = input.firstOffset(of: UInt8(ascii: "'"), in: (quote + 1)..<value.upperBound)
        {
            charset = value.lowerBound..<quote
            offset = second + 1
        }
        let end = Swift.min(value.upperBound, offset &+ 4_096)
        while offset < end {
            let byte = input.byte(at: offset)
            if byte == UInt8(ascii: "%"), let high = ASCII.hexadecimalValue(input.byte(at: offset &+ 1)),
                let low = ASCII.hexadecimalValue(input.byte(at: offset &+ 2))
            {
                raw.bytes.append(high << 4 | low)
                offset &+= 3
            } else {
                raw.bytes.append(byte)
                offset &+= 1
            }
        }
    }
}

extension Range<Int> {
    /// The first `count` offsets of the range.
    func prefixRange(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound &+ count) }
}
