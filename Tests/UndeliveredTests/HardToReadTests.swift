import Testing
import Undelivered

@Suite("What is hard to read")
struct HardToReadTests {
    private static func diagnosis(_ mail: String) throws -> MailDiagnosis {
        try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8))
    }

    @Test(
        "in one reply is read as it was said",
        arguments: [
            // A log whose fields hold no spaces.
            (
                "failure: 192.0.2.48_does_not_like_recipient./Remote_host_said:_550_No_such_user/Giving_up_on_192.0.2.48./",
                "address.unknown-user", nil, nil
            ),
            // The host is known from the words around the reply: docomo says this of whom the recipient refuses.
            (
                "host mfsmax.docomo.ne.jp[192.0.2.9] said: 550 Unknown user user@docomo.ne.jp (in reply to end of DATA command)",
                "mailbox.refused-by-recipient", "end-of-data", "mfsmax.docomo.ne.jp"
            ),
            // The reply alone says nothing, the words around it do.
            (
                "delivery temporarily suspended: lost connection with mx.example.net[192.0.2.9] while receiving the initial server greeting",
                "network.connection-lost", nil, nil
            ),
        ] as [(String, String, String?, String?)])
    func replies(text: String, cause: String, phase: String?, host: String?) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: text)
        #expect(diagnosis.cause.id == cause)
        #expect(diagnosis.phase?.name == phase && diagnosis.remoteMTA == host)
    }

    @Test("is the recipient where only the subject names him")
    func subject() throws {
        let mail =
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nTo: sender@example.com\n"
            + "Subject: Undeliverable mail to user@example.jp\n\nSorry, there is no such user here.\n"
        #expect(try Self.diagnosis(mail).diagnoses.map(\.recipient) == ["user@example.jp"])
    }

    @Test("is a report whose part a gateway has made an attachment of", arguments: [false, true])
    func disguised(isEncoded: Bool) throws {
        let status = "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.1.1\n"
        // The same bytes in base64.
        let encoded = """
            UmVwb3J0aW5nLU1UQTogZG5zOyBteC5leGFtcGxlLmNvbQoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IHVz
            ZXJAZXhhbXBsZS5qcApBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==
            """
        let mail = """
            Return-Path: <>
            From: Mail Delivery System <mailer-daemon@mx.example.com>
            To: sender@example.com
            Subject: Undeliverable mail
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=b="

            --=b=
            Content-Type: text/plain

            Could not deliver. See the attachment.
            --=b=
            Content-Type: application/octet-stream; name="ATT00001.dat"
            Content-Transfer-Encoding: \(isEncoded ? "base64" : "7bit")

            \(isEncoded ? encoded : status)
            --=b=--

            """
        let answer = try Self.diagnosis(mail)
        #expect(answer.kind == .failure)
        #expect(answer.diagnoses.map(\.line) == ["user@example.jp action=failed status=5.1.1 by=mx.example.com"])
    }

    @Test("are words behind a status code, where nothing else gives a reason")
    func comment() throws {
        let mail = Sketch.report(
            "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.0.0 (mailbox is full)", text: "The report.")
        let diagnosis = try #require(try Self.diagnosis(mail).diagnoses.first)
        #expect(diagnosis.cause == .mailboxFull && diagnosis.evidence.map(\.text) == ["mailbox is full"])
    }

    @Test("is Chinese that nobody declares")
    func chinese() throws {
        // "用户不存在" in GBK.
        let words: [UInt8] = [0xD3, 0xC3, 0xBB, 0xA7, 0xB2, 0xBB, 0xB4, 0xE6, 0xD4, 0xDA]
        let mail = Array(Sketch.bounce("<user@example.cn>: 550 ").utf8).dropLast() + words + [0x0A]
        let answer = try Shipped.diagnoser.get().diagnosis(forMail: Array(mail))
        #expect(answer.diagnoses.map(\.diagnosticText) == ["550 用户不存在"])
    }

    @Test("is UTF-7, in which Exchange 2003 writes")
    func utf7() throws {
        let mail = Sketch.bounce(
            "Die folgenden Empf+AOQ-nger: user+-a+AEA-example.jp\n    550 +ACM-5.1.1 a+b",
            header: "MIME-Version: 1.0\nContent-Type: text/plain; charset=unicode-1-1-utf-7")
        #expect(try Self.diagnosis(mail).diagnoses.map(\.line) == ["user+a@example.jp code=550 status=5.1.1 text=550 #5.1.1 a+b"])
    }

    @Test("is news of an address that was only tried")
    func verified() throws {
        let mail = Sketch.report("Final-Recipient: rfc822; user@example.jp\nAction: deliverable\nStatus: 2.1.5", text: "The report.")
        let answer = try Self.diagnosis(mail)
        #expect(answer.kind == .notice && answer.diagnoses.map(\.cause.id) == ["notice.verified"])
    }

    @Test("is a program's answer to a bounce, which quotes it")
    func answered() throws {
        let mail = """
            Return-Path: <support@example.org>
            From: Support <support@example.org>
            To: sender@example.com
            Subject: [#12345] Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied

            Your request has been received.

            > This is the mail system at host mx.example.com.
            >
            > <user@example.jp>: host mx.example.jp[192.0.2.1] said: 550 5.1.1 User unknown
            >    (in reply to RCPT TO command)

            """
        #expect(try Self.diagnosis(mail).kind == .autoReply)
    }

    @Test("are letters beyond ASCII in either case", arguments: ["Прочитано: тест", "прочитано: тест"])
    func cases(subject: String) throws {
        let layout = """
            layouts:
              - id: own
                kind: notice
                title: { en: Own, ja: 自 }
                recognise: { header: { name: Subject, regex: '^(?:прочитано|gelesen):' } }
            """
        let mail = "From: user@example.jp\nTo: sender@example.com\nSubject: \(subject)\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\nOk\n"
        #expect(try OwnPacks.diagnoser(layout).diagnosis(forMail: Array(mail.utf8)).kind == .notice)
    }

    @Test("are fields of a layout where nobody is named")
    func nameless() throws {
        let layout = "fields: ['^<ex01[^ ]* #(?<status>[0-9.]+)>']"
        let lines = try OwnPacks.reading(layout: layout, mail: Sketch.bounce("Smith, John on 3/8/2026\n<ex01.example.local #5.1.1>"))
        #expect(lines.count == 1 && lines.allSatisfy { $0.contains("status=5.1.1") })
    }
}
