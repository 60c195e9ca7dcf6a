/// The three digits that begin an SMTP reply (RFC 5321 section 4.2). An open set: servers invent codes.
public struct ReplyCode: RawRepresentable, Hashable, Sendable {
    /// 200…599.
    public let rawValue: UInt16

    /// `nil` outside 200…599.
    public init?(rawValue: UInt16) {
        guard (200...599).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// The first digit: 2 done, 3 go on, 4 not now, 5 never (RFC 5321 section 4.2.1).
    public var severity: UInt8 { UInt8(truncatingIfNeeded: rawValue / 100) }

    /// 4yz: the same command may succeed later.
    public var isTransient: Bool { severity == 4 }

    /// 5yz: the same command will not succeed later.
    public var isPermanent: Bool { severity == 5 }
}

extension ReplyCode: CustomStringConvertible {
    /// Three digits, as in a reply.
    public var description: String { String(rawValue) }
}

extension ReplyCode {
    /// Reads exactly three digits, the first of them 2…5, at `offset`; what follows is not looked at.
    package init?(digitsAt offset: Int, in bytes: Span<UInt8>) {
        guard let first = bytes.digit(at: offset), let second = bytes.digit(at: offset + 1),
            let third = bytes.digit(at: offset + 2)
        else { return nil }
        self.init(rawValue: UInt16(first) * 100 + UInt16(second) * 10 + UInt16(third))
    }
}
