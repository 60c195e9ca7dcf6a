internal import DeliveryTypes

/// Finds the mails of an mbox file (RFC 4155): each begins with a `From ` line behind an empty line.
///
///     var splitter = MailboxSplitter()
///     while let mail = splitter.next(in: bytes.span) { … }
///
/// The `From ` line belongs to the range; reading a mail skips it. Body lines that were quoted as `>From ` stay as they are.
package struct MailboxSplitter {
    private var offset = 0
    /// The file is known to be an mbox.
    private var isInside = false

    package init() {}

    /// Whether bytes are an mbox file rather than a single mail.
    package static func isMailbox(_ bytes: Span<UInt8>) -> Bool { isFromLine(bytes, at: firstLine(bytes)) }

    /// The next mail, or `nil` behind the last. Bytes without a `From ` line at their start are one mail.
    package mutating func next(in bytes: Span<UInt8>) -> Range<Int>? {
        if offset == 0 { offset = Self.firstLine(bytes) }
        guard offset < bytes.count else { return nil }
        let start = offset
        guard isInside || Self.isFromLine(bytes, at: start) else {
            offset = bytes.count
            return 0..<bytes.count
        }
        isInside = true
        var line = bytes.firstOffset(of: 0x0A, from: start, to: bytes.count).map { $0 + 1 } ?? bytes.count
        var isBehindEmptyLine = false
        while line < bytes.count {
            if isBehindEmptyLine, bytes.byte(at: line) == UInt8(ascii: "F"), Self.isFromLine(bytes, at: line) { break }
            let first = bytes.byte(at: line)
            isBehindEmptyLine = first == 0x0A || (first == 0x0D && bytes.byte(at: line + 1) == 0x0A)
            line = bytes.firstOffset(of: 0x0A, from: line, to: bytes.count).map { $0 + 1 } ?? bytes.count
        }
        offset = line
        return start..<line
    }

    private static func firstLine(_ bytes: Span<UInt8>) -> Int {
        var offset = 0
        while offset < bytes.count, bytes.byte(at: offset) == 0x0A || bytes.byte(at: offset) == 0x0D { offset += 1 }
        return offset
    }

    /// `From sender date`: the time of day is what tells it from a sentence that begins with "From".
    private static func isFromLine(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard bytes.byte(at: start) == UInt8(ascii: "F"), bytes.byte(at: start + 1) == UInt8(ascii: "r"),
            bytes.byte(at: start + 2) == UInt8(ascii: "o"),
            bytes.byte(at: start + 3) == UInt8(ascii: "m"), bytes.byte(at: start + 4) == 0x20
        else { return false }
        let end =
            bytes.firstOffset(of: 0x0A, from: start, to: Swift.min(bytes.count, start + 1_024)) ?? Swift.min(bytes.count, start + 1_024)
        var offset = start + 5
        while offset + 4 < end {
            if bytes.byte(at: offset) == UInt8(ascii: ":"), bytes.digit(at: offset - 1) != nil, bytes.digit(at: offset + 1) != nil,
                bytes.digit(at: offset + 2) != nil
            {
                return true
            }
            offset += 1
        }
        return false
    }
}
