/// The words that a diagnosis rests on, and where they stand.
public struct Evidence: Hashable, Sendable {
    /// What the words are: `diagnostic-text`, `status`, `reply-code`, `body`, `header`…
    public let field: String
    /// The words, decoded.
    public let text: String
    /// Offsets of the bytes in the input. Where the words stand encoded there (base64, ISO-2022-JP…) the range covers the encoded run.
    public let range: Range<Int>

    public init(field: String, text: String, range: Range<Int>) {
        self.field = field
        self.text = text
        self.range = range
    }
}

/// Another cause that some of the evidence speaks for.
public struct Alternative: Hashable, Sendable {
    public let cause: Cause
    /// 0…1.
    public let confidence: Double

    public init(cause: Cause, confidence: Double) {
        self.cause = cause
        self.confidence = confidence
    }
}

/// An entry of a public or private blocklist that the mail names.
public struct BlocklistListing: Hashable, Sendable {
    /// The DNS zone, in lower case: `bl.spamcop.net`.
    public let zone: String
    /// The list's name for people: `SpamCop`.
    public let name: String
    /// The address, network, domain or URL that is listed; `nil` where the mail does not say it.
    public let listed: String?

    public init(zone: String, name: String, listed: String? = nil) {
        self.zone = zone
        self.name = name
        self.listed = listed
    }
}
