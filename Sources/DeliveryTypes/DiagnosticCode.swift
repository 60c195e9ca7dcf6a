/// The value of a `Diagnostic-Code:` field: `diagnostic-type ; text` (RFC 3464 section 2.3.6).
public struct DiagnosticCode: Hashable, Sendable {
    /// In lower case: `smtp`, `x400`, `x-unix`…; `nil` where the report leaves it out.
    public let type: String?
    /// What follows the type, unfolded; often an `SMTPReply`.
    public let text: String

    /// `nil` for an empty value.
    public init?(_ value: String) {
        let bytes = Array(value.utf8)
        self.init(parsing: bytes.span, in: 0..<bytes.count)
    }

    package init?(parsing bytes: Span<UInt8>, in range: Range<Int>) {
        var rest = bytes.trimmed(bytes.clamped(range))
        let type = TypedField.type(in: bytes, &rest)
        guard !rest.isEmpty || type != nil else { return nil }
        self.type = type.map { bytes.string(in: $0).lowercased() }
        text = bytes.string(in: rest)
    }
}

extension DiagnosticCode: CustomStringConvertible {
    /// As the field writes it.
    public var description: String { type.map { "\($0); \(text)" } ?? text }
}
