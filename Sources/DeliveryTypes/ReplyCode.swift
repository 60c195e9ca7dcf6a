/// The three digits that begin an SMTP reply (RFC 5321 section 4.2). An open set: servers invent codes.
public struct ReplyCode: RawRepresentable, Hashable, Sendable {
    /// 200…599.
    public let rawValue: UInt16

    /// `nil` outside 200…599.
    public init?(rawValue: UInt16) {
        guard (200...599).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }
}
