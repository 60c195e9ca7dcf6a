import Testing
import Undelivered

@Suite("The kind of a mail")
struct MailKindTests {
    private static func kind(_ mail: String) throws -> String {
        try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8)).kind.id
    }

    private static let bounce = """
        <user@example.jp>:
        Sorry, no mailbox here by that name. (#5.1.1)

        """

    private static func returning(to receiver: String, _ text: String) -> String {
        "Return-Path: <>\nFrom: no-reply@example.jp\nTo: \(receiver)\nSubject: Mail\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\n\n\(text)\n--b\nContent-Type: message/rfc822\n\nFrom: Kim <sender@example.com>\nTo: user@example.jp\nSubject: Hello\n\nHi\n--b--\n"
    }

    private static let person = "From: Taro <taro@example.com>\nTo: sender@example.com\nMessage-ID: <1@example.com>\n"

    @Test(
        "is told by the standard report",
        arguments: [
            ("Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1", "failure"),
            ("Final-Recipient: rfc822; a@example.jp\nAction: delayed\nStatus: 4.4.1", "delay"),
            ("Final-Recipient: rfc822; a@example.jp\nAction: delivered\nStatus: 2.0.0", "notice"),
            ("Final-Recipient: rfc822; a@example.jp\nAction: relayed\nStatus: 2.0.0", "notice"),
            (
                "Final-Recipient: rfc822; a@example.jp\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.jp\nAction: failed\nStatus: 5.1.1",
                "failure"
            ),
            (
                "Final-Recipient: rfc822; a@example.jp\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.jp\nAction: delayed\nStatus: 4.4.1",
                "delay"
            ),
        ])
    func reports(status: String, expected: String) throws {
        #expect(try Self.kind(Sketch.report(status, text: "This is a report.")) == expected)
    }

    @Test(
        "is told by header and words where there is no report",
        arguments: [
            (
                "a bounce that no layout knows", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: failure\n\n" + bounce,
                "failure"
            ),
            ("a pasted fragment", "<user@example.jp>: 550 5.1.1 User unknown\n", "failure"),
            ("a person's mail", person + "Subject: Lunch\n\nShall we meet at noon? Write to hanako@example.jp.\n", "not-a-bounce"),
            (
                "a person's mail about a bounce",
                person + "Subject: Re: failure notice\n\nI got this, what is it?\n\n> <user@example.jp>:\n> 550 5.1.1 User unknown\n",
                "not-a-bounce"
            ),
            ("an answer of a program", person + "Auto-Submitted: auto-replied\nSubject: Out of office\n\nI am away.\n", "auto-reply"),
            ("an answer of an older program", person + "Precedence: auto_reply\nSubject: Out of office\n\nI am away.\n", "auto-reply"),
            ("an answer by X-Autoreply", person + "X-Autoreply: yes\nSubject: Out of office\n\nI am away.\n", "auto-reply"),
            (
                "a program's mail that is not an answer", person + "Auto-Submitted: auto-generated\nSubject: Backup\n\nAll is well.\n",
                "not-a-bounce"
            ),
            (
                "a refusal with both codes and an empty reverse-path",
                "Return-Path: <>\nFrom: Post <post@mx.example.com>\nSubject: Hm\n\nuser@example.jp: 550 5.1.1 gone\n", "failure"
            ),
            ("a mail with an empty reverse-path", "Return-Path: <>\n" + person + "Subject: Away\n\nI am away.\n", "auto-reply"),
            (
                "a lure that calls itself a mail system",
                "Return-Path: <admin@example.net>\nFrom: \"Mail Delivery System\" <admin@example.net>\nTo: sender@example.com\nSubject: Mail Delivery Failure: 7 messages returned\n\n"
                    + "7 incoming messages could not be delivered to your mailbox because your storage is full (99%).\n\nClick here to release your messages: http://www.example.net/login?u=sender@example.com\n",
                "not-a-bounce"
            ),
            (
                "a mail system that wants no answer and has a link",
                "Return-Path: <>\nFrom: \"Mail Delivery System\" <noreply@example.net>\nTo: sender@example.com\nSubject: Mail Delivery Failure\n\n"
                    + "Your message could not be delivered because the mailbox of the recipient is full.\n\nSee http://www.example.net/help\n",
                "failure"
            ),
            (
                "a program's mail that returns a message and names whom it was for",
                returning(to: "sender@example.com", "It could not be passed on to <user@example.jp>. The box is full."), "failure"
            ),
            (
                "a program's mail that returns a message and names nobody",
                returning(to: "sender@example.com", "Thank you for your message."),
                "auto-reply"
            ),
            (
                "a program's mail with a message of somebody else",
                returning(to: "other@example.com", "This is for <user@example.jp>, please."), "auto-reply"
            ),
            (
                "a postmaster's mail that fails nobody",
                "From: postmaster@example.com\nTo: all@example.com\nSubject: Downtime\n\nThe servers rest on Sunday.\n", "not-a-bounce"
            ),
        ])
    func words(name: String, mail: String, expected: String) throws {
        #expect(try Self.kind(mail) == expected, "\(name)")
    }

    @Test("of a bounce that somebody passes on is the bounce's, with the recipients that it names")
    func forwarded() throws {
        let inner = Sketch.report(
            "Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown")
        let head = "Subject: Fwd: Undeliverable\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=o=\"\n\n"
        func passedOn(_ enclosed: String) -> String {
            Self.person + head + "--=o=\nContent-Type: text/plain\n\nSee below.\n\n--=o=\nContent-Type: message/rfc822\n\n" + enclosed
                + "\n--=o=--\n"
        }
        let answer = try Shipped.diagnoser.get().diagnosis(forMail: Array(passedOn(inner).utf8))
        #expect(answer.kind == .failure)
        #expect(answer.diagnoses.map(\.recipient) == ["a@example.jp"])
        #expect(answer.diagnoses.map(\.cause) == [.addressUnknownUser])
        let letter = Self.person + "Subject: Lunch\n\nMy provider wrote 550 5.1.1 about user@example.jp, how odd.\n"
        #expect(try Self.kind(passedOn(letter)) == "not-a-bounce")
    }

    @Test("complaint names who complained")
    func complaint() throws {
        let mail = """
            From: feedback@example.net
            To: abuse@example.com
            Subject: complaint
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary="=b="

            --=b=
            Content-Type: text/plain

            This is an email abuse report.

            --=b=
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: Example/1.0
            Version: 1
            Original-Rcpt-To: user@example.net

            --=b=
            Content-Type: message/rfc822

            From: sender@example.com
            To: user@example.net
            Subject: Offer

            Buy!

            --=b=--

            """
        let answer = try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8))
        #expect(answer.kind == .complaint)
        #expect(answer.diagnoses.map(\.recipient) == ["user@example.net"])
        #expect(answer.diagnoses.map(\.cause.id) == ["notice.complaint"])
    }

    @Test(
        "gives news their own causes, and a delay its reason beside",
        arguments: [
            ("Action: delivered\nStatus: 2.0.0", "notice.delivered", []), ("Action: relayed\nStatus: 2.0.0", "notice.relayed", []),
            ("Action: expanded\nStatus: 2.0.0", "notice.relayed", []),
            ("Action: delayed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 mailbox full", "notice.delayed", ["mailbox.full"]),
        ] as [(String, String, [String])])
    func news(status: String, cause: String, alternatives: [String]) throws {
        let mail = Sketch.report("Final-Recipient: rfc822; a@example.jp\n" + status, text: "This is a report.")
        let answer = try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8))
        #expect(answer.diagnoses.map(\.cause.id) == [cause])
        #expect(answer.diagnoses.flatMap { $0.alternatives.map(\.cause.id) } == alternatives)
        #expect(answer.diagnoses.allSatisfy { $0.suppressRecipient == .no })
    }

    @Test("of nothing at all is an error, and of one byte is not")
    func emptiness() throws {
        let diagnoser = try Shipped.diagnoser.get()
        #expect(throws: (any Error).self) { try diagnoser.diagnosis(forMail: []) }
        for byte in UInt8.min...UInt8.max where !(0x09...0x0D).contains(byte) && byte != 0 && byte != 0x20 {
            #expect(try diagnoser.diagnosis(forMail: [byte]).diagnoses.count <= 1)
        }
    }
}
