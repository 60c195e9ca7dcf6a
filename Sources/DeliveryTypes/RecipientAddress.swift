/// An address in a delivery report: `address-type ; address` (RFC 3464 section 2.3.1), or as any bounce writes it.
public struct RecipientAddress: Hashable, Sendable {
    /// In lower case, such as `rfc822`, `utf-8`, `x400`; `nil` where it is left out.
    public let type: String?
    /// Left of the last `@`, as it is written, quotes included: its case may matter (RFC 5321 section 2.4).
    /// Addresses of other kinds (x400, a bare user name) stand here whole.
    public let localPart: String
    /// Right of the last `@`, in lower case, without a final dot; empty where there is none.
    public let domain: String

    /// Reads one address: `rfc822; <User@EXAMPLE.com>`, `utf-8; \x{306F}@example.jp` (RFC 6533 section 3),
    /// `@relay.example.net:user@example.com`, `"john doe"@example.com`. `nil` where no address is left.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(parsing: bytes.span, in: 0..<bytes.count)
    }

    /// Reads the ORCPT parameter of RCPT TO, whose address is xtext (RFC 3461 section 4.2): `rfc822;a+2Bb@example.com`.
    public init?(orcpt text: String) {
        let bytes = Array(text.utf8)
        guard let start = bytes.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        var plain = Array(bytes[...start])
        AddressText.appendDecodedXtext(bytes.span, in: (start + 1)..<bytes.count, to: &plain)
        self.init(parsing: plain.span, in: 0..<plain.count)
    }

    package init?(parsing bytes: Span<UInt8>, in range: Range<Int>) {
        var rest = bytes.trimmed(bytes.clamped(range))
        let type = TypedField.type(in: bytes, &rest)
        let address = AddressText.addressRange(in: bytes, rest)
        guard !address.isEmpty else { return nil }
        self.type = type.map { bytes.string(in: $0).lowercased() }
        var unescaped: [UInt8] = []
        AddressText.appendUnescaped(bytes, in: address, to: &unescaped)
        let at = unescaped.lastIndex(of: UInt8(ascii: "@"))
        guard let at, at > 0, at + 1 < unescaped.count, unescaped[at - 1] != UInt8(ascii: "\\") else {
            localPart = String(decoding: unescaped, as: UTF8.self)
            domain = ""
            return
        }
        localPart = String(decoding: unescaped[..<at], as: UTF8.self)
        var end = unescaped.count
        while end > at + 1, unescaped[end - 1] == UInt8(ascii: ".") { end -= 1 }
        domain = String(decoding: unescaped[(at + 1)..<end], as: UTF8.self).lowercased()
    }
}

extension RecipientAddress {
    /// What `description` gives, at the price of one text.
    package static func text(parsing bytes: Span<UInt8>, in range: Range<Int>) -> String? {
        var rest = bytes.trimmed(bytes.clamped(range))
        _ = TypedField.type(in: bytes, &rest)
        let address = AddressText.addressRange(in: bytes, rest)
        guard !address.isEmpty else { return nil }
        var at: Int?
        var end = address.upperBound
        while end > address.lowerBound, bytes.byte(at: end &- 1) == UInt8(ascii: ".") { end &-= 1 }
        for offset in address {
            let byte = bytes.byte(at: offset)
            // Escapes, and what is not ASCII, are undone with care.
            if byte >= 0x80 || byte == UInt8(ascii: "\\") { return Self(parsing: bytes, in: range)?.description }
            if byte == UInt8(ascii: "@") { at = offset }
        }
        guard let at, at > address.lowerBound, at &+ 1 < end else { return Self(parsing: bytes, in: range)?.description }
        return bytes.string(in: address.lowerBound..<end, lowercasedFrom: at)
    }
}

extension RecipientAddress: CustomStringConvertible {
    /// `local-part@domain`.
    public var description: String { domain.isEmpty ? localPart : "\(localPart)@\(domain)" }
}
