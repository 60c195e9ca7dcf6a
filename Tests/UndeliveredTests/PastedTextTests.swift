import DeliveryTypes
import MailReading
import Testing
import Undelivered

@Suite("Text that was copied from a page or a program")
struct PastedTextTests {
    /// The verb of "said:" begins in the line before where nothing else stands in its own; a name that was taken away may be cut in the middle.
    @Test(
        "is read where what names the speaker or the recipient was stripped",
        arguments: [
            "I'm sorry to have to inform you that your message could not be delivered.\n\n: host mx.example.net[192.0.2.13]\n    said: 550 5.1.1 : User unknown\n",
            "said: 550 5.1.1 User unknown\n", "\n returned: 550 no\n", "<ema\n", "Failed: [e\nmail protected]\n550 no\n",
        ])
    func stripped(_ text: String) throws {
        for diagnosis in try Shipped.answer(text).diagnoses { #expect(diagnosis.recipient == nil) }
    }

    @Test("is known by the words of its system where the lines were broken anew, whatever else it could be")
    func wrapped() throws {
        let mail = """
            From: Mailer Daemon <MAILER-DAEMON@mx.example.org>
            To: sender@example.org
            Subject: Delivery status notification: error

                This is the MAILER-DAEMON, please DO NOT REPLY to this
                e-mail.

                An error has occurred while attempting to deliver a
            message for
                the following list of recipients:

            user@example.jp: Domain does not exist

            """
        #expect(try Self.lines(Shipped.answer(mail)) == [["user@example.jp", "-", "-", "address.unknown-domain", "opensmtpd/failure"]])
    }

    @Test("is no bounce where it tells somebody of their own mailbox")
    func quota() throws {
        let mail = """
            From: Mail Admin <postmaster@example.edu>
            To: stud@example.edu
            Subject: Your mailbox is almost full
            Auto-Submitted: auto-generated

            Your mailbox stud@example.edu has reached 95% of its quota. When the quota is exceeded, new messages will be rejected and returned to their senders.

            """
        #expect(try Shipped.answer(mail).kind == .notABounce)
        let bounce = mail.replacing("Your mailbox stud@example.edu has", with: "The mailbox of the recipient has").replacing(
            "almost full", with: "failure")
        #expect(try Shipped.answer(bounce).kind == .failure)
    }

    private static func lines(_ answer: MailDiagnosis) -> [[String]] {
        answer.diagnoses.map {
            [
                $0.recipient ?? "-", $0.replyCode?.description ?? "-", $0.enhancedStatus?.description ?? "-", $0.cause.id,
                $0.layout ?? "-",
            ]
        }
    }

    private static func qmail(_ address: String) -> String {
        """
        Hi. This is the qmail-send program at mail.example.com.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <\(address)>:
        Sorry, no mailbox here by that name. (#5.1.1)

        """
    }

    @Test(
        "names the address without the marks of a forum or of Markdown around it",
        arguments: [
            "[email]taro@example.jp[/email]", "[EMAIL=\"taro@example.jp\"]taro@example.jp[/EMAIL]",
            "[url=mailto:taro@example.jp]taro@example.jp[/url]", "[taro@example.jp](mailto:taro@example.jp)",
        ])
    func marks(address: String) throws {
        #expect(
            try Self.lines(Shipped.answer(Self.qmail(address))) == [["taro@example.jp", "-", "5.1.1", "address.unknown-user", "qmail"]])
    }

    @Test("is read without the entities and line breaks of a page's source")
    func source() throws {
        let page = """
            This is the mail system at host mail.example.com.<br>
            <br>
            &lt;taro@example.jp&gt;: host mx.example.jp[192.0.2.9] said: 550 5.1.1 &lt;taro@example.jp&gt;: Recipient address rejected: User&nbsp;unknown (in reply to RCPT TO command)<br>

            """
        #expect(
            try Self.lines(Shipped.answer(page)) == [["taro@example.jp", "550", "5.1.1", "address.unknown-user", "postfix/failure"]])
    }

    @Test(
        "names nobody where the address was taken away",
        arguments: ["[email protected]", "[email\u{A0}protected]", "redacted", "REMOVED", "email removed"])
    func redacted(address: String) throws {
        let postfix = """
            This is the mail system at host mail.example.com.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

                               The mail system

            <\(address)>: host mx.example.jp[192.0.2.9] said: 550 5.1.1 User unknown (in
                reply to RCPT TO command)

            """
        #expect(try Self.lines(Shipped.answer(postfix)) == [["-", "550", "5.1.1", "address.unknown-user", "postfix/failure"]])
        #expect(try Shipped.answer(Self.qmail(address)).diagnoses.map(\.recipient) == [nil])
    }

    @Test(
        "keeps an address that only looks as if something was taken away",
        arguments: ["xxx@xxx.xxx", "removed@example.jp", "email@example.jp"])
    func kept(address: String) throws {
        #expect(try Shipped.answer(Self.qmail(address)).diagnoses.map(\.recipient) == [address])
    }

    @Test("may be told from an address by its words alone")
    func words() {
        func isRedacted(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return RedactedAddress.isOne(in: bytes.span, 0..<bytes.count)
        }
        for text in ["[email protected]", "<redacted>", "[email", "e-mail_hidden", "*removed*", "(address withheld)"] {
            #expect(isRedacted(text), "\(text)")
        }
        for text in ["", "[]", "email", "root", "remove", "protected", "removed@example.jp", "email list", "addressed"] {
            #expect(!isRedacted(text), "\(text)")
        }
    }

    @Test("names every recipient that its words name, also where the fields of a report were cut")
    func cutFields() throws {
        let text = """
            -----Original Message-----
            From: Mail Delivery System [mailto:Mailer-Daemon@mail.example.com]
            Sent: Monday, July 6, 2026 10:16 AM
            To: hanako@example.com
            Subject: Mail delivery failed: returning message to sender

            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              taro@example.jp
                host mx.example.jp [192.0.2.71]
                SMTP error from remote mail server after RCPT TO:<taro@example.jp>:
                550 5.1.1 User unknown
              jiro@example.jp
                host mx.example.jp [192.0.2.71]
                SMTP error from remote mail server after RCPT TO:<jiro@example.jp>:
                552 5.2.2 Mailbox full

            Reporting-MTA: dns; mail.example.com

            Action: failed
            Final-Recipient: rfc822;jiro@example.jp
            Status: 5.0.0
            Remote-MTA: dns; mx.example.jp
            Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

            """
        let answer = try Shipped.answer(text)
        #expect(answer.diagnoses.map(\.recipient) == ["taro@example.jp", "jiro@example.jp"])
        #expect(answer.diagnoses.map(\.cause.id) == ["address.unknown-user", "mailbox.full"])
    }

    @Test("is not taken for a mail that was passed on where the header of what came back stands above the fields of a report")
    func returnedHeader() throws {
        let text = """
            This is the mail system at host mail.example.com.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

            <taro@example.jp>: mail for example.jp loops back to myself

            Return-Path: <hanako@example.com>
            From: Hanako <hanako@example.com>
            To: Taro <taro@example.jp>
            Subject: Report


            """
        let answer = try Shipped.answer(text + Self.status)
        #expect(!answer.isPassedOn)
        #expect(answer.diagnoses.map(\.layout) == ["postfix/failure"])
        #expect(answer.diagnoses.map(\.enhancedStatus?.description) == ["5.4.6"])
    }

    private static let status = """
        Reporting-MTA: dns; mail.example.com
        Arrival-Date: Mon,  6 Jul 2026 10:15:00 +0900 (JST)

        Final-Recipient: rfc822; taro@example.jp
        Original-Recipient: rfc822;taro@example.jp
        Action: failed
        Status: 5.4.6
        Diagnostic-Code: X-Postfix; mail for example.jp loops back to myself

        """

    @Test(
        "has the fields of a report below a bounce that was passed on",
        arguments: [
            "---------- Forwarded message ---------\nFrom: MAILER-DAEMON@mail.example.com\nDate: Mon, Jul 6, 2026\nSubject: Undelivered Mail\nTo: hanako@example.com\n\n",
            "-----Mensaje original-----\nDe: MAILER-DAEMON (Mail Delivery System)\nEnviado el: lunes, 6 de julio de 2026\nPara: hanako@example.com\nAsunto: Undelivered Mail\n\n",
        ])
    func fields(header: String) throws {
        let text =
            header + "This is the mail system at host mail.example.com.\n\nI'm sorry to have to inform you that your message could not\n"
            + "be delivered to one or more recipients. It's attached below.\n\n                   The mail system\n\n"
            + "<taro@example.jp>: mail for example.jp loops back to myself\n\n\ndetails.txt\n\n" + Self.status
            + "\n\nReturn-Path: <hanako@example.com>\n"
        for mail in [text, PassedOn.letter("Fwd: Undelivered Mail", "What is this?\n\n" + text)] {
            let answer = try Shipped.answer(mail)
            #expect(answer.isPassedOn)
            #expect(answer.diagnoses.map(\.recipient) == ["taro@example.jp"])
            #expect(answer.diagnoses.map(\.enhancedStatus?.description) == ["5.4.6"])
            #expect(answer.diagnoses.map(\.action) == [.failed])
        }
    }
}
