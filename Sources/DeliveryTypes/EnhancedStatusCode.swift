/// An enhanced mail system status code (RFC 3463): `class.subject.detail`. An open set: vendors add details.
public struct EnhancedStatusCode: Hashable, Sendable {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    public let `class`: UInt8
    /// 0…999.
    public let subject: UInt16
    /// 0…999.
    public let detail: UInt16

    /// `nil` where a number is outside what RFC 3463 section 2 allows.
    public init?(class: UInt8, subject: UInt16, detail: UInt16) {
        guard `class` == 2 || `class` == 4 || `class` == 5, subject <= 999, detail <= 999 else { return nil }
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }
}
