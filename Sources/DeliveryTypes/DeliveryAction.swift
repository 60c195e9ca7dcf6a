/// What became of a message for one recipient (RFC 3464 section 2.3.3).
public enum DeliveryAction: UInt8, Sendable, CaseIterable {
    case failed, delayed, delivered, relayed, expanded

    /// The word of RFC 3464, in lower case.
    public var name: String {
        switch self {
        case .failed: "failed"
        case .delayed: "delayed"
        case .delivered: "delivered"
        case .relayed: "relayed"
        case .expanded: "expanded"
        }
    }

    /// Reads the value of an `Action:` field. Comments behind the word and the near misses that real
    /// systems write ("failure", "deferred") are accepted.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(parsing: bytes.span, in: 0..<bytes.count)
    }

    package init?(parsing bytes: Span<UInt8>, in range: Range<Int>) {
        var start = bytes.clamped(range).lowerBound
        let end = bytes.clamped(range).upperBound
        while start < end, !ASCII.isLetter(bytes.byte(at: start)) { start &+= 1 }
        var wordEnd = start
        while wordEnd < end, ASCII.isLetter(bytes.byte(at: wordEnd)) { wordEnd &+= 1 }
        let word = start..<wordEnd
        for (spelling, action) in Self.spellings
        where spelling.utf8CodeUnitCount == word.count && bytes.hasWord(spelling, at: start) {
            self = action
            return
        }
        return nil
    }

    private static let spellings: [(StaticString, DeliveryAction)] = [
        ("failed", .failed), ("delayed", .delayed), ("delivered", .delivered), ("relayed", .relayed),
        ("expanded", .expanded), ("failure", .failed), ("fail", .failed), ("bounced", .failed),
        ("undeliverable", .failed), ("undelivered", .failed), ("rejected", .failed), ("delay", .delayed), ("deferred", .delayed),
        ("deliverable", .delivered), ("success", .delivered), ("relay", .relayed),
    ]
}
