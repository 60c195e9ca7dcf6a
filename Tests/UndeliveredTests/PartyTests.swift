import AllPacks
import Testing
import Undelivered

/// A report whose hosts and domains are those of the table.
private struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var reporting = "mail.example.com"
    var remote: String? = "mx1.example.co.jp"
    var recipient = "suzuki@example.co.jp"
    var to: String?
    var sender = "tanaka@example.com"
    var reply: String
    var cause: String
    var side: String
    var actor: String?

    var testDescription: String { name }

    var mail: String {
        """
        Return-Path: <>
        From: Mail Delivery System <mailer-daemon@\(reporting)>
        To: \(sender)
        Subject: Undeliverable
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

        --=b=
        Content-Type: message/delivery-status

        Reporting-MTA: dns; \(reporting)

        Final-Recipient: rfc822; \(recipient)
        Action: failed
        Status: \(reply.hasPrefix("4") ? "4.0.0" : "5.0.0")\(remote.map { "\nRemote-MTA: dns; " + $0 } ?? "")
        Diagnostic-Code: smtp; \(reply)

        --=b=
        Content-Type: message/rfc822

        Return-Path: <\(sender)>
        From: \(sender)
        To: \(to ?? recipient)
        Subject: Hello

        Hello!

        --=b=--

        """
    }
}

@Suite("The same words lead to the side whose server says them")
struct PartyTests {
    private static let relay = "554 5.7.1 <suzuki@example.co.jp>: Relay access denied"
    private static let spf = "550 5.7.23 SPF validation failed: message was rejected"
    fileprivate static let cases: [Case] = [
        .init(name: "relay denied by the recipient's exchanger", reply: relay, cause: "relay.denied", side: "recipient", actor: "operator"),
        .init(
            name: "relay denied by an exchanger elsewhere", remote: "mx.hosting.example.net", reply: relay, cause: "relay.denied",
            side: "recipient",
            actor: "operator"),
        .init(
            name: "relay denied by an address without a name", remote: "203.0.113.25", reply: relay, cause: "relay.denied",
            side: "recipient", actor: "operator"),
        .init(
            name: "relay denied by the sender's server", remote: "smtp.example.com", reply: relay, cause: "relay.denied", side: "sender",
            actor: "user"),
        .init(
            name: "relay denied by a relay that belongs to neither", remote: "smtp.provider.example.net", reply: relay,
            cause: "relay.denied", side: "undetermined"),
        .init(
            name: "relay denied between colleagues says nothing of sides", reporting: "mail.example.com", remote: "mx.example.com",
            recipient: "suzuki@example.com", reply: relay, cause: "relay.denied", side: "undetermined"),
        .init(
            name: "qmail's words by the recipient's exchanger",
            reply: "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
            cause: "relay.denied", side: "recipient", actor: "operator"),
        .init(
            name: "sendmail's words by the sender's server", remote: "smtp.example.com",
            reply: "550 5.7.1 <suzuki@example.co.jp>... Relaying denied",
            cause: "relay.denied", side: "sender", actor: "user"),
        .init(
            name: "too large for the recipient's server", reply: "552 5.3.4 Message size exceeds fixed limit", cause: "size.receiver-limit",
            side: "sender", actor: "user"),
        .init(
            name: "too large for the sender's server", remote: "smtp.example.com", reply: "552 5.3.4 Message size exceeds fixed limit",
            cause: "size.sender-limit", side: "sender", actor: "operator"),
        .init(
            name: "the recipient's disk is full", reply: "452 4.3.1 Insufficient system storage", cause: "server.disk-full",
            side: "recipient",
            actor: "operator"),
        .init(
            name: "the sender's disk is full", remote: "smtp.example.com", reply: "452 4.3.1 Insufficient system storage",
            cause: "server.disk-full",
            side: "sender", actor: "operator"),
        .init(
            name: "the recipient's server wants a sign-in", reply: "530 5.7.1 Client was not authenticated",
            cause: "authentication.login-required",
            side: "recipient", actor: "operator"),
        .init(
            name: "the sender's server wants a sign-in", remote: "smtp.example.com", reply: "530 5.7.0 Authentication required",
            cause: "authentication.login-required", side: "sender", actor: "user"),
        .init(name: "SPF fails straight from the sender", reply: spf, cause: "authentication.spf", side: "sender", actor: "operator"),
        .init(
            name: "SPF fails behind a forwarding", reporting: "mail.example.co.jp", remote: "mx.example.net",
            recipient: "suzuki@example.net",
            to: "suzuki@example.co.jp", reply: spf, cause: "authentication.broken-by-forwarding", side: "recipient", actor: "operator"),
        .init(
            name: "DMARC fails behind a forwarding", reporting: "mail.example.co.jp", remote: "mx.example.net",
            recipient: "suzuki@example.net",
            to: "Suzuki <suzuki@example.co.jp>", reply: "550 5.7.1 Email rejected per DMARC policy of example.com",
            cause: "authentication.broken-by-forwarding", side: "recipient", actor: "operator"),
        .init(
            name: "the address forwarded to is unknown", reporting: "mail.example.co.jp", remote: "mx.example.net",
            recipient: "suzuki@example.net",
            to: "suzuki@example.co.jp", reply: "550 5.1.1 User unknown", cause: "address.unknown-user", side: "recipient", actor: "user"),
        .init(
            name: "the address written to is unknown", reply: "550 5.1.1 User unknown", cause: "address.unknown-user", side: "sender",
            actor: "user"),
        .init(
            name: "the sender's provider takes it for spam", remote: "smtp.example.com", reply: "554 5.7.1 Message rejected as spam",
            cause: "content.spam", side: "sender", actor: "operator"),
    ]

    @Test("and to the cause that it has there, told in both languages", arguments: cases)
    private func sides(_ example: Case) throws {
        let result = try Shipped.diagnoser.get().diagnosis(forMail: Array(example.mail.utf8))
        let diagnosis = try #require(result.diagnoses.first)
        #expect(diagnosis.cause.id == example.cause)
        #expect(diagnosis.responsible.side.id == example.side)
        #expect(diagnosis.responsible.actor?.id == example.actor)
        for language in Language.all {
            let explanation = diagnosis.explanation(in: language)
            #expect(!explanation.summary.isEmpty && !explanation.title.isEmpty && !explanation.steps.isEmpty)
        }
    }

    @Test("A bare reply leaves the side open, for nobody knows who speaks")
    func bareReply() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: Self.relay)
        #expect(diagnosis.cause.id == "relay.denied" && diagnosis.responsible.side == .undetermined)
    }
}
