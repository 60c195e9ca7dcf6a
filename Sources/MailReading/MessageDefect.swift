/// Something wrong in a mail that did not keep it from being read.
public struct MessageDefect: Hashable, Sendable {
    public var kind: Kind
    /// Byte offset in the mail.
    public var offset: Int

    public init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The mail begins with text that is no header field.
        case missingHeader
        /// The header is not ended by an empty line.
        case missingHeaderEnd
        /// A line inside a header is neither a field nor folded; it was joined to the field before it.
        case brokenFolding
        /// A multipart without a boundary parameter.
        case missingBoundary
        /// The declared boundary does not occur.
        case boundaryNotFound
        /// A multipart is not ended by its closing boundary.
        case missingEndBoundary
        /// Bytes that its transfer encoding does not allow (RFC 2045 section 6).
        case badTransferEncoding
        /// Bytes that its character set does not have; U+FFFD stands for them.
        case undecodableText
        /// 8-bit bytes in a header that declares no character set.
        case rawHeaderBytes
        case tooManyHeaderFields
        case tooManyParts
        case tooDeeplyNested
        case textTooLarge
        case tooManyRecipients
    }
}
