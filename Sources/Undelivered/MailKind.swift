/// What a mail is, before anything is said about its recipients. An open set.
public struct MailKind: Hashable, Sendable, CustomStringConvertible {
    /// The name used in rule packs and in JSON.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    public var description: String { id }

    /// The mail was not delivered to at least one recipient.
    public static let failure = MailKind(id: "failure")
    /// Not delivered yet; the server goes on trying.
    public static let delay = MailKind(id: "delay")
    /// Delivered, relayed, displayed: news without a failure.
    public static let notice = MailKind(id: "notice")
    /// A recipient called the mail spam (RFC 5965).
    public static let complaint = MailKind(id: "complaint")
    /// An answer that a program wrote (RFC 3834).
    public static let autoReply = MailKind(id: "auto-reply")
    /// The sender is asked to prove to be a person.
    public static let challenge = MailKind(id: "challenge")
    /// A mail that tells nothing about a delivery.
    public static let notABounce = MailKind(id: "not-a-bounce")
}
