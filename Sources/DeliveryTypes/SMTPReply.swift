/// A server's answer (RFC 5321 section 4.2) as a log, an error window or a bounce quotes it.
///
///     SMTPReply("552 sorry, that message size exceeds my databytes limit (#5.3.4)")
///
/// The codes are what the text states, wherever real servers put them; nothing is inferred.
public struct SMTPReply: Hashable, Sendable {
    /// The three digits; `nil` where the text has none ("User unknown").
    public let code: ReplyCode?
    /// The enhanced status code; `nil` where the text states none.
    public let enhancedStatusCode: EnhancedStatusCode?
    /// The words on one line: lines joined by a space, without the codes that begin them.
    public let text: String

    /// `nil` for text without a code and without a word.
    public init?(_ reply: String) {
        let bytes = Array(reply.utf8)
        self.init(parsing: bytes.span, in: 0..<bytes.count)
    }

    package init?(parsing bytes: Span<UInt8>, in range: Range<Int>) {
        let codes = ReplyCodes(scanning: bytes, in: range)
        var words: [UInt8] = []
        Self.appendWords(of: bytes, in: range, codes: codes, to: &words)
        guard !words.isEmpty || codes.code != nil || codes.status != nil else { return nil }
        code = codes.code
        enhancedStatusCode = codes.status
        text = String(decoding: words, as: UTF8.self)
    }

    /// Appends the words of a reply: white space and line ends as one space, without the code and the
    /// enhanced code that begin the reply and each of its continuation lines.
    package static func appendWords(of bytes: Span<UInt8>, in range: Range<Int>, codes: ReplyCodes, to words: inout [UInt8]) {
        let range = bytes.trimmed(bytes.clamped(range))
        let first = words.count
        var offset = range.lowerBound
        var isLineStart = true
        while offset < range.upperBound {
            let byte = bytes.byte(at: offset)
            if ASCII.isSpace(byte) {
                if byte == 0x0A || byte == 0x0D { isLineStart = true }
                offset &+= 1
                continue
            }
            if isLineStart || codes.isContinued, let end = codesEnd(bytes, at: offset, in: range, codes: codes, isLineStart: isLineStart) {
                isLineStart = false
                offset = end
                continue
            }
            isLineStart = false
            if words.count > first { words.append(0x20) }
            var end = offset &+ 1
            while end < range.upperBound, !ASCII.isSpace(bytes.byte(at: end)) { end &+= 1 }
            unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe words.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[offset..<end]))
            }
            offset = end
        }
    }

    /// Where the codes that begin a line end; `nil` where no line of the reply begins.
    private static func codesEnd(
        _ bytes: Span<UInt8>, at offset: Int, in range: Range<Int>, codes: ReplyCodes, isLineStart: Bool
    ) -> Int? {
        guard let code = codes.code, isLineStart || codes.isContinued, ReplyCode(digitsAt: offset, in: bytes) == code else {
            return statusEnd(bytes, at: offset, in: range, codes: codes, isLineStart: isLineStart && offset == range.lowerBound)
        }
        let separator = bytes.byte(at: offset &+ 3)
        guard offset &+ 3 >= range.upperBound || ASCII.isSpace(separator) || separator == UInt8(ascii: "-") else { return nil }
        var end = Swift.min(offset &+ 4, range.upperBound)
        while end < range.upperBound, bytes.byte(at: end) == 0x20 { end &+= 1 }
        return statusEnd(bytes, at: end, in: range, codes: codes, isLineStart: true) ?? end
    }

    private static func statusEnd(
        _ bytes: Span<UInt8>, at offset: Int, in range: Range<Int>, codes: ReplyCodes, isLineStart: Bool
    ) -> Int? {
        guard isLineStart, let status = codes.status, let found = EnhancedStatusCode.read(bytes, at: offset), found.code == status,
            found.end >= range.upperBound || ASCII.isSpace(bytes.byte(at: found.end))
        else { return nil }
        return found.end
    }
}

extension SMTPReply: CustomStringConvertible {
    /// The reply on one line: code, enhanced code, words.
    public var description: String {
        var parts: [String] = []
        if let code { parts.append(code.description) }
        if let enhancedStatusCode { parts.append(enhancedStatusCode.description) }
        if !text.isEmpty { parts.append(text) }
        return parts.joined(separator: " ")
    }
}
