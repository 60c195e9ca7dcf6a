internal import DeliveryTypes

/// Turns the raw value of a header field into one line of readable text: unfolded (RFC 5322 section 2.2.3), encoded
/// words (RFC 2047) and undeclared 8-bit characters decoded.
struct HeaderText: ~Copyable {
    /// The bytes of encoded words, before their character set is undone.
    private var decoded = ReadableText()
    /// Where bytes above 0x7F that no encoded word protects were met first.
    private(set) var rawBytes: Int?
    /// Where bytes that their character set does not have were met first.
    private(set) var undecodable: Int?

    init() {}

    /// Forgets what was met in the mail before.
    mutating func begin() {
        rawBytes = nil
        undecodable = nil
    }

    mutating func append(
        _ input: Span<UInt8>, _ value: Range<Int>, _ characters: inout CharacterSetDecoder, into text: inout ReadableText
    ) {
        if Self.isASCII(input, value) {
            Self.appendUnfolded(input, value, into: &text)
            return
        }
        var offset = value.lowerBound
        while offset < value.upperBound {
            let byte = input.byte(at: offset)
            if byte == UInt8(ascii: "="), let word = EncodedWord(input, at: offset, limit: value.upperBound) {
                offset = appendWords(input, word, from: offset, limit: value.upperBound, &characters, into: &text)
            } else if byte == 0x0A || byte == 0x0D {
                offset = Self.appendFold(input, offset, value.upperBound, into: &text)
            } else {
                offset = appendRun(input, offset, value.upperBound, &characters, into: &text)
            }
        }
    }

    /// Nothing to undo but folds.
    private static func isASCII(_ input: Span<UInt8>, _ value: Range<Int>) -> Bool {
        guard input.firstAbove7F(from: value.lowerBound, to: value.upperBound) == value.upperBound,
            input.firstOffset(of: 0x1B, in: value) == nil
        else { return false }
        var offset = value.lowerBound
        while let mark = input.firstOffset(of: UInt8(ascii: "?"), from: offset, to: value.upperBound) {
            if mark > value.lowerBound, input.byte(at: mark &- 1) == UInt8(ascii: "=") { return false }
            offset = mark &+ 1
        }
        return true
    }

    private static func appendUnfolded(_ input: Span<UInt8>, _ value: Range<Int>, into text: inout ReadableText) {
        var origins = Origins.input
        var offset = value.lowerBound
        let hasReturn = input.firstOffset(of: 0x0D, from: offset, to: value.upperBound) != nil
        while offset < value.upperBound {
            var end = input.firstOffset(of: 0x0A, from: offset, to: value.upperBound) ?? value.upperBound
            if hasReturn, let mark = input.firstOffset(of: 0x0D, from: offset, to: end) { end = mark }
            text.append(input, offset..<end, &origins)
            guard end < value.upperBound else { return }
            offset = appendFold(input, end, value.upperBound, into: &text)
        }
    }

    /// A line end and the white space behind it are one space.
    private static func appendFold(_ input: Span<UInt8>, _ start: Int, _ limit: Int, into text: inout ReadableText) -> Int {
        var origins = Origins.input
        var offset = start
        while offset < limit, ASCII.isSpace(input.byte(at: offset)) { offset &+= 1 }
        if input.byte(at: offset &- 1) == 0x20 {
            text.append(input, (offset &- 1)..<offset, &origins)
        } else {
            text.append(0x20, for: start..<offset, &origins)
        }
        return offset
    }

    /// Bytes up to the next line end or encoded word.
    private mutating func appendRun(
        _ input: Span<UInt8>, _ start: Int, _ limit: Int, _ characters: inout CharacterSetDecoder, into text: inout ReadableText
    ) -> Int {
        var origins = Origins.input
        var offset = start &+ 1
        var isASCII = input.byte(at: start) < 0x80 && input.byte(at: start) != 0x1B
        while offset < limit {
            let byte = input.byte(at: offset)
            if byte == 0x0A || byte == 0x0D || (byte == UInt8(ascii: "=") && input.byte(at: offset &+ 1) == UInt8(ascii: "?")) { break }
            if byte >= 0x80 || byte == 0x1B { isASCII = false }
            offset &+= 1
        }
        if isASCII {
            text.append(input, start..<offset, &origins)
        } else {
            rawBytes = rawBytes ?? start
            let found = CharacterSet.of(input, start..<offset, declared: nil)
            if !characters.decode(input, start..<offset, from: found.set, &origins, into: &text) { undecodable = undecodable ?? start }
        }
        return offset
    }

    /// Decodes `first` and the words of the same character set behind it together: systems cut characters in two.
    private mutating func appendWords(
        _ input: Span<UInt8>, _ first: EncodedWord, from start: Int, limit: Int, _ characters: inout CharacterSetDecoder,
        into text: inout ReadableText
    ) -> Int {
        decoded.removeAll()
        first.decode(input, into: &decoded.bytes)
        var end = first.end
        var next = end
        while true {
            var gap = end
            while gap < limit, ASCII.isSpace(input.byte(at: gap)) { gap &+= 1 }
            next = end
            // White space between two encoded words is no text (RFC 2047 section 6.2).
            guard gap < limit, let word = EncodedWord(input, at: gap, limit: limit) else { break }
            next = gap
            guard Self.isSameSet(input, word.charset, first.charset) else { break }
            word.decode(input, into: &decoded.bytes)
            end = word.end
        }
        decoded.addSegment(text: 0, input: UInt32(clamping: start), inputCount: UInt32(clamping: end &- start), isVerbatim: false)
        let declared = CharacterSet.named(input, first.charset)
        let bytes = decoded.bytes
        let found = CharacterSet.of(bytes.span, 0..<bytes.count, declared: declared)
        let textStart = text.bytes.count
        var origins = Origins(of: decoded)
        if !characters.decode(bytes.span, 0..<bytes.count, from: found.set, &origins, into: &text) { undecodable = undecodable ?? start }
        text.flattenLines(from: textStart)
        return next
    }

    private static func isSameSet(_ input: Span<UInt8>, _ first: Range<Int>, _ second: Range<Int>) -> Bool {
        guard first.count == second.count else { return false }
        for index in 0..<first.count where input.lowerByte(at: first.lowerBound &+ index) != input.lowerByte(at: second.lowerBound &+ index)
        {
            return false
        }
        return true
    }
}

extension ReadableText {
    /// A header field is one line, whatever its encoded words held.
    mutating func flattenLines(from start: Int) {
        for index in start..<bytes.count where bytes[index] == 0x0A || bytes[index] == 0x0D { bytes[index] = 0x20 }
    }
}
