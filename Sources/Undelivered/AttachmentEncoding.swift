/// How a file is written into a mail (RFC 2045 section 6), and how many bytes it has there.
public struct AttachmentEncoding: Hashable, Sendable, CustomStringConvertible {
    /// As in `Content-Transfer-Encoding`.
    public let name: String

    private init(name: String) {
        self.name = name
    }

    /// - Returns: `nil` for a name that none of the members has.
    public init?(named name: String) {
        guard let known = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = known
    }

    public var description: String { name }

    /// RFC 2045 section 6.8: what mail programs use for attachments. Lines of 76 letters.
    public static let base64 = AttachmentEncoding(name: "base64")
    /// RFC 2045 section 6.7: for text. The size depends on the text itself.
    public static let quotedPrintable = AttachmentEncoding(name: "quoted-printable")
    /// What came before MIME: lines of 45 bytes, with a `begin` and an `end` line.
    public static let uuencode = AttachmentEncoding(name: "uuencode")
    /// As it is: `BINARYMIME` (RFC 3030) or 8-bit text. Few servers take it.
    public static let binary = AttachmentEncoding(name: "binary")

    public static let all: [AttachmentEncoding] = [.base64, .quotedPrintable, .uuencode, .binary]

    /// Bytes of `rawSize` bytes in the mail, line ends (CR LF) counted, the last one too.
    ///
    /// Exact for every encoding but quoted-printable, whose size depends on the text: there it is the largest possible.
    /// - Returns: `UInt64.max` for what has more bytes than that.
    public func encodedSize(of rawSize: UInt64) -> UInt64 {
        switch self {
        case .base64:
            let letters = rawSize.divided(upBy: 3).times(4)
            return letters.plus(letters.divided(upBy: 76).times(2))
        case .uuencode:
            let rest = rawSize % 45
            let full = (rawSize / 45).times(63)
            let last = rest == 0 ? 0 : 1 + rest.divided(upBy: 3) * 4 + 2
            // `begin 644 name`, and "`" and `end` at the end: 11 bytes and the name, counted with the part's header; 3 and 5.
            return full.plus(last).plus(8)
        case .quotedPrintable:
            guard rawSize > 0 else { return 0 }
            // Three letters for each byte, 25 bytes in a line, `=` and a line end behind every line but the last.
            return rawSize.times(3).plus((rawSize.divided(upBy: 25) - 1).times(3)).plus(2)
        default:
            return rawSize
        }
    }

    /// Bytes of `contents` in the mail; exact for every encoding.
    public func encodedSize(of contents: [UInt8]) -> UInt64 {
        guard self == .quotedPrintable else { return encodedSize(of: UInt64(contents.count)) }
        var counter = QuotedPrintableCounter()
        counter.append(contents.span)
        return counter.finish()
    }

    /// The most bytes that a file may have so that it takes no more than `limit` bytes in the mail, and nothing else with it.
    public func largestRawSize(within limit: UInt64) -> UInt64 {
        LargestSize.find(upTo: limit) { encodedSize(of: $0) <= limit }
    }
}

/// Searches where a condition that holds for small numbers ceases to hold.
enum LargestSize {
    static func find(upTo limit: UInt64, _ holds: (UInt64) -> Bool) -> UInt64 {
        var low: UInt64 = 0
        var high = limit
        while low < high {
            // Halving the distance: the sum of both could be too large.
            let middle = high - (high - low) / 2
            if holds(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

/// Arithmetic that stops at the largest number instead of trapping.
extension UInt64 {
    func plus(_ other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }

    func times(_ other: UInt64) -> UInt64 {
        let (product, isTooLarge) = multipliedReportingOverflow(by: other)
        return isTooLarge ? .max : product
    }

    func minus(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }

    func divided(upBy divisor: UInt64) -> UInt64 {
        divisor == 0 ? 0 : self / divisor + (self % divisor == 0 ? 0 : 1)
    }
}
