/// Where in the SMTP session (RFC 5321 section 3) a reply was given.
public enum SMTPPhase: UInt8, Sendable, CaseIterable {
    /// The greeting, before any command.
    case connect
    /// EHLO, HELO or LHLO.
    case helo
    /// MAIL FROM.
    case mail
    /// RCPT TO.
    case rcpt
    /// The DATA (or BDAT) command itself.
    case data
    /// After the message was sent.
    case endOfData

    /// The name used in rule packs and in JSON: `connect`, `helo`, `mail`, `rcpt`, `data`, `end-of-data`.
    public var name: String {
        switch self {
        case .connect: "connect"
        case .helo: "helo"
        case .mail: "mail"
        case .rcpt: "rcpt"
        case .data: "data"
        case .endOfData: "end-of-data"
        }
    }
}
