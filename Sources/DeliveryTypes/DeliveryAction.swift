/// What became of a message for one recipient (RFC 3464 section 2.3.3).
public enum DeliveryAction: UInt8, Sendable, CaseIterable {
    case failed, delayed, delivered, relayed, expanded
}
