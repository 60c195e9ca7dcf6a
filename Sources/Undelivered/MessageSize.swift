/// How large a mail with attachments becomes, and whether it stays below a limit.
///
/// Servers count the whole mail as it is sent (RFC 1870 section 5), not the files: base64 alone makes it more than a third larger.
/// The sizes of the attachments are exact; the mail's header and text are what the caller says, or the allowances given here.
public struct MessageSize: Hashable, Sendable {
    public var attachments: [Attachment]
    /// Of the text, plain and HTML together, as it stands in the mail.
    public var textSize: UInt64
    /// Of the mail's header, with what servers add on the way.
    public var headerSize: UInt64
    /// Signed opaquely or encrypted (RFC 8551): the whole body is encoded a second time.
    public var isSMIME: Bool

    public init(attachments: [Attachment] = [], textSize: UInt64 = 4096, headerSize: UInt64 = 4096, isSMIME: Bool = false) {
        self.attachments = attachments
        self.textSize = textSize
        self.headerSize = headerSize
        self.isSMIME = isSMIME
    }

    /// One file.
    public struct Attachment: Hashable, Sendable {
        public var name: String
        /// Bytes of the file.
        public var rawSize: UInt64
        public var encoding: AttachmentEncoding
        /// Bytes in the mail, without the lines that announce the part.
        public var encodedSize: UInt64

        /// - Parameter encodedSize: where it is known exactly, as for quoted-printable; otherwise reckoned from `rawSize`.
        public init(name: String, rawSize: UInt64, encoding: AttachmentEncoding = .base64, encodedSize: UInt64? = nil) {
            self.name = name
            self.rawSize = rawSize
            self.encoding = encoding
            self.encodedSize = encodedSize ?? encoding.encodedSize(of: rawSize)
        }

        /// The boundary and the header of the part, as mail programs write them.
        public var headerSize: UInt64 { PartHeader.size(fileName: name, encoding: encoding) }
    }

    public var rawSize: UInt64 { attachments.reduce(0) { $0.plus($1.rawSize) } }
    public var encodedSize: UInt64 { attachments.reduce(0) { $0.plus($1.encodedSize) } }

    /// Boundaries and part headers; with S/MIME also what the second encoding adds.
    public var structureSize: UInt64 {
        let parts = attachments.reduce(PartHeader.textPartSize) { $0.plus($1.headerSize) }
        guard isSMIME else { return parts }
        let inner = encodedSize.plus(parts).plus(textSize)
        return AttachmentEncoding.base64.encodedSize(of: inner.plus(PartHeader.certificatesSize)).minus(inner).plus(parts)
    }

    /// The whole mail.
    public var total: UInt64 { encodedSize.plus(structureSize).plus(textSize).plus(headerSize) }

    /// Whether a server with this limit takes the mail.
    public func verdict(limit: UInt64) -> Verdict {
        if total.minus(headerSize).minus(textSize) > limit || total == .max { return .exceeds }
        return total.plus(headerSize) > limit ? .near : .fits
    }

    /// An answer about a limit.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        case fits
        /// The attachments alone fit; header and text, which are only allowed for, decide.
        case near
        case exceeds
    }

    /// The most bytes that the files together may have, in one file encoded like the first attachment.
    public func largestRawSize(within limit: UInt64) -> UInt64 {
        var message = self
        let first = attachments.first
        return LargestSize.find(upTo: limit) { size in
            message.attachments = [Attachment(name: first?.name ?? "attachment", rawSize: size, encoding: first?.encoding ?? .base64)]
            return message.total <= limit
        }
    }

    /// Mails that are needed where files can be cut at any place; `nil` where not even one byte fits.
    public func mailCount(within limit: UInt64) -> UInt64? {
        guard total > limit else { return 1 }
        let largest = largestRawSize(within: limit)
        return largest == 0 ? nil : rawSize.divided(upBy: largest)
    }
}

/// What stands around a part.
enum PartHeader {
    /// A boundary of 36 letters with its dashes and line end; the text's part header; the last boundary.
    static let textPartSize: UInt64 = 40 + 78 + 44
    /// Signature, two certificates and the structure around them: an allowance.
    static let certificatesSize: UInt64 = 6144

    static func size(fileName: String, encoding: AttachmentEncoding) -> UInt64 {
        // Names outside ASCII are written as RFC 2231 says: three letters for each byte, behind `utf-8''`.
        let isPlain = fileName.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        let name = isPlain ? UInt64(fileName.utf8.count) + 2 : UInt64(fileName.utf8.count).times(3).plus(8)
        if encoding == .uuencode { return UInt64(fileName.utf8.count) + 12 }
        let lines = [
            "--" + String(repeating: "=", count: 36), "Content-Type: application/octet-stream; name=",
            "Content-Transfer-Encoding: \(encoding.name)", "Content-Disposition: attachment; filename=", "",
        ]
        return lines.reduce(name.times(2)) { $0.plus(UInt64($1.utf8.count) + 2) }
    }
}
