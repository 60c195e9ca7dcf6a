internal import DeliveryTypes

/// A mail, as it was received: header and body, any line ends, any character sets, however broken.
///
///     let message = try Message(parsing: bytes)
public struct Message: Sendable {
    /// The mail as it was given.
    public let bytes: [UInt8]
    package let contents: MessageContents

    /// Reads a mail. An mbox `From ` line before it, a missing header (pasted text) and broken MIME are accepted;
    /// `defects` lists what is wrong.
    /// - Throws: `MessageError` for nothing at all, and for more than `limits.maximumSize` bytes.
    public init(parsing bytes: [UInt8], limits: MessageLimits = .default) throws(MessageError) {
        self.bytes = bytes
        var reader = MessageReader(limits: limits, wantedFields: .all)
        try reader.read(bytes.span)
        contents = reader.contents
    }

    /// What is wrong in the mail, in the order in which it was found.
    public var defects: [MessageDefect] { contents.defects }

    /// The words of the mail: its header fields, then its bodies and reports, decoded.
    public var text: String { String(decoding: contents.text.bytes, as: UTF8.self) }
}
