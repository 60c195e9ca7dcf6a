/// How much of a mail is read. Every limit is there so that a hostile mail costs bounded time and memory.
///
/// A mail above `maximumSize` is refused (`MessageError.tooLarge`). Beyond every other limit reading goes on
/// with what was read so far, and a `MessageDefect` says so.
public struct MessageLimits: Hashable, Sendable {
    /// Bytes of the whole mail.
    public var maximumSize = 50 * 1024 * 1024
    /// Header fields of one header.
    public var maximumHeaderFields = 2_000
    /// MIME parts in the whole mail (RFC 2045).
    public var maximumParts = 1_000
    /// How deep parts may be nested in each other.
    public var maximumNesting = 32
    /// Bytes of readable text taken from the whole mail.
    public var maximumTextSize = 16 * 1024 * 1024
    /// Bytes of readable text taken from one body for people, and from one header field. Reports for programs
    /// (message/delivery-status) are bounded by `maximumTextSize` alone: they may name thousands of recipients.
    public var maximumBodyTextSize = 512 * 1024
    /// Recipients in delivery reports.
    public var maximumRecipients = 100_000

    public init() {}

    /// The limits stated at each property.
    public static let `default` = MessageLimits()
}
