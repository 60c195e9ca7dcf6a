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

    /// Reads `5.1.1` and nothing else: no white space, no comment, ASCII digits.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let (code, end) = Self.read(bytes.span, at: 0), end == bytes.count else { return nil }
        self = code
    }

    /// Reads a code at `offset` and says where it ends. What stands around it is the caller's to judge,
    /// except that a digit too many (`5.1.1000`) is no code.
    package static func read(_ bytes: Span<UInt8>, at offset: Int) -> (code: EnhancedStatusCode, end: Int)? {
        guard let first = bytes.digit(at: offset), bytes.byte(at: offset + 1) == UInt8(ascii: "."),
            let subject = number(bytes, at: offset + 2), bytes.byte(at: subject.end) == UInt8(ascii: "."),
            let detail = number(bytes, at: subject.end + 1),
            let code = Self(class: first, subject: subject.value, detail: detail.value)
        else { return nil }
        return (code, detail.end)
    }

    /// One to three digits.
    private static func number(_ bytes: Span<UInt8>, at offset: Int) -> (value: UInt16, end: Int)? {
        var value: UInt16 = 0
        var end = offset
        while let digit = bytes.digit(at: end) {
            guard end - offset < 3 else { return nil }
            value = value * 10 + UInt16(digit)
            end += 1
        }
        return end == offset ? nil : (value, end)
    }
}

extension EnhancedStatusCode: CustomStringConvertible {
    /// `5.1.1`.
    public var description: String { "\(`class`).\(subject).\(detail)" }
}

extension EnhancedStatusCode {
    /// What IANA's registry says about this code's subject and detail, whatever its class; `nil` for
    /// codes that are not registered.
    public var registration: Registration? {
        let key = UInt32(subject) << 16 | UInt32(detail)
        var low = 0
        var high = Self.registry.count
        while low < high {
            let middle = (low + high) / 2
            let found = Self.registry[middle]
            let foundKey = UInt32(found.subject) << 16 | UInt32(found.detail)
            if foundKey == key { return found }
            if foundKey < key { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// An entry of IANA's "Simple Mail Transfer Protocol (SMTP) Enhanced Status Codes Registry" (RFC 5248).
    public struct Registration: Hashable, Sendable {
        public let subject: UInt16
        public let detail: UInt16
        /// The registered sample text, such as "Mailbox full".
        public let title: String
        /// The reply codes that the registry associates with it; empty where it gives none.
        public let replyCodes: [UInt16]
        /// The document that defines it, such as "RFC 3463".
        public let reference: String
    }
}
