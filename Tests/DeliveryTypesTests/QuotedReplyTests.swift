import DeliveryTypes
import Testing

@Suite("A reply that a mail system quotes")
struct QuotedReplyTests {
    /// reply | host | phase; `-` for none.
    private static func read(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let span = bytes.span
        let range = 0..<bytes.count
        guard let quoted = QuotedReply(in: span, range, codes: ReplyCodes(scanning: span, in: range)) else { return "-" }
        let host = quoted.host.map { span.string(in: $0.range) } ?? "-"
        return "\(span.string(in: quoted.reply.range)) | \(host) | \(quoted.phase?.name ?? "-")"
    }

    @Test(
        "is told from the words around it",
        arguments: [
            (
                "host mx.example.jp[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
                "550 5.1.1 User unknown | mx.example.jp | rcpt"
            ),
            (
                "SMTP error from remote mail server after end of data: host mx1.example.jp [192.0.2.1]: 554 rejected due to virus",
                "554 rejected due to virus | mx1.example.jp | end-of-data"
            ),
            (
                "SMTP error from remote mail server after RCPT TO:<user@example.com>: 550 no such user",
                "550 no such user | - | rcpt"
            ),
            ("192.0.2.48 does not like recipient. Remote host said: 550 no mailbox", "550 no mailbox | - | -"),
            (
                "host mx.example.jp[192.0.2.1] refused to talk to me: 421 Too many connections",
                "421 Too many connections | mx.example.jp | connect"
            ),
            ("550 5.1.1 User unknown (in reply to RCPT TO command)", "550 5.1.1 User unknown | - | rcpt"),
            (
                "rejected by mx.example.com. The error that the other server returned was: 550 5.7.1 Denied",
                "550 5.7.1 Denied | mx.example.com | -"
            ),
            (
                "NOQUEUE: reject: RCPT from mail.example.org[192.0.2.7]: 550 5.7.1 <bob@example.com>: Bad reverse DNS.; from=<a@example.net> to=<bob@example.com> proto=ESMTP helo=<mail.example.net>",
                "550 5.7.1 <bob@example.com>: Bad reverse DNS. | - | rcpt"
            ),
            ("550 5.7.1 Bad; reverse DNS; from=<a@example.net> proto=SMTP", "550 5.7.1 Bad; reverse DNS | - | -"),
            (
                "Mailbox unavailable. The server response was: 5.7.1 <x>: Client host rejected: Access denied",
                "5.7.1 <x>: Client host rejected: Access denied | - | -"
            ),
            (
                "milter-reject: END-OF-MESSAGE from mail.example.org[192.0.2.7]: 5.7.1 Blocked by a filter; from=<a@example.net> to=<bob@example.com> proto=ESMTP helo=<mail.example.net>",
                "5.7.1 Blocked by a filter | - | end-of-data"
            ),
            (
                "SMTP Error (550): Failed to add recipient \"a@example.com\" (5.7.1 <web[192.0.2.1]>: Client host rejected (blacklisted): b@example.net)",
                "5.7.1 <web[192.0.2.1]>: Client host rejected (blacklisted): b@example.net | - | rcpt"
            ),
            ("SMTP Error (552): Failed to send data (Message too large)", "Message too large | - | end-of-data"),
            ("Remote error (554): refused (spam) (see the page)", "-"),
            ("SMTP Error (550): Failed to set sender \"a@example.com\" (5)", "-"),
            ("Transaction failed. The server response was: Relay access denied", "Relay access denied | - | -"),
            // The server's own words, or nobody's.
            ("550 5.1.1 User unknown", "-"),
            ("<user@example.com>: 550 5.1.1 User unknown", "-"),
            ("the remote server said: 550", "-"),
            ("SASL authentication failed; server relay.example.net[192.0.2.30] said: 535 5.7.8 authentication failed", "-"),
            ("it was said: 250 queued as 1234", "-"),
            ("", "-"),
        ])
    func reply(text: String, expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test("lies inside the words, wherever they are cut")
    func cut() {
        let text = Array("host mx.example.jp[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)".utf8)
        for start in text.indices {
            for end in start...text.count {
                let codes = ReplyCodes(scanning: text.span, in: start..<end)
                guard let quoted = QuotedReply(in: text.span, start..<end, codes: codes) else { continue }
                #expect(quoted.reply.range.lowerBound >= start && quoted.reply.range.upperBound <= end)
                if let host = quoted.host {
                    #expect(host.range.lowerBound >= start && host.range.upperBound <= quoted.reply.range.lowerBound)
                }
            }
        }
    }
}
