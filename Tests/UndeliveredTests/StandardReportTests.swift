import DeliveryTypes
import Testing
import Undelivered

@Suite("Standard reports, as systems really write them")
struct StandardReportTests {
    private static func lines(_ mail: String) throws -> [String] {
        try Shipped.answer(mail).diagnoses.map { diagnosis in
            let codes = [diagnosis.replyCode?.description, diagnosis.enhancedStatus?.description].map { $0 ?? "-" }
            return ([diagnosis.recipient ?? "?"] + codes + [diagnosis.cause.id]).joined(separator: " ")
        }
    }

    @Test(
        "of failures (RFC 3464, RFC 6533)",
        arguments: [
            (
                "a status cut short",
                "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.0.\nDiagnostic-Code: smtp; 550 User unknown",
                "Failed.", ["user@example.jp 550 - address.unknown-user"]
            ),
            (
                "a status only in the text", "Final-Recipient: rfc822; user@example.jp\nAction: failed",
                "Your mail to user@example.jp failed: 5.1.1 unknown user", ["user@example.jp - 5.1.1 address.unknown-user"]
            ),
            (
                "a reply only in the text", "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.0.0",
                "<user@example.jp>: host mx.example.jp[203.0.113.5] said: 550 5.1.1 <user@example.jp> User unknown",
                ["user@example.jp 550 5.1.1 address.unknown-user"]
            ),
            (
                "a failure with the codes of success",
                "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 OK",
                "   ----- Transcript of session follows -----\n... while talking to mx.example.jp.:\n>>> RCPT To:<user@example.jp>\n<<< 550 MAILBOX NOT FOUND",
                ["user@example.jp 550 - address.unknown-user"]
            ),
            (
                "another recipient's reply in the text", "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.2.2",
                "other@example.jp: 552 5.2.2 Mailbox full", ["user@example.jp - 5.2.2 mailbox.full"]
            ),
            (
                "no final recipient",
                "Original-Recipient: rfc822; user@example.jp\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 User unknown",
                "Failed.", ["user@example.jp 550 5.1.1 address.unknown-user"]
            ),
            (
                "no recipient but the returned message's", "Action: failed\nDiagnostic-Code: smtp; 550 5.1.1 User unknown", "Failed.",
                ["user@example.jp 550 5.1.1 address.unknown-user"]
            ),
            (
                "several groups about messages",
                "Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1\n\nReporting-MTA: dns; mx2.example.com\n\nFinal-Recipient: rfc822; b@example.jp\nAction: failed\nStatus: 5.2.2",
                "Failed.", ["a@example.jp - 5.1.1 address.unknown-user", "b@example.jp - 5.2.2 mailbox.full"]
            ),
            (
                "an alias that led to several addresses, of which each failed",
                """
                Final-Recipient: RFC822; team@example.com
                X-Actual-Recipient: RFC822; a@example.jp
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: SMTP; 550 5.1.1 User unknown

                Final-Recipient: RFC822; team@example.com
                X-Actual-Recipient: RFC822; b@example.jp
                Action: failed
                Status: 5.2.2
                Diagnostic-Code: SMTP; 552 5.2.2 Mailbox full
                """, "Failed.", ["a@example.jp 550 5.1.1 address.unknown-user", "b@example.jp 552 5.2.2 mailbox.full"]
            ),
            (
                "an alias that led to one address",
                "Final-Recipient: RFC822; team@example.com\nX-Actual-Recipient: RFC822; a@example.jp\nAction: failed\nStatus: 5.1.1",
                "Failed.", ["team@example.com - 5.1.1 address.unknown-user"]
            ),
            (
                "an x400 address, and the one that was written",
                "Final-Recipient: x400; /c=JP/a=mail/p=example/o=sales/s=Taro/\nOriginal-Recipient: rfc822; taro@example.jp\nAction: failed\nStatus: 5.1.1",
                "Failed.", ["taro@example.jp - 5.1.1 address.unknown-user"]
            ),
            (
                "a type that nobody knows",
                "Final-Recipient: unknown; user@example.jp\nAction: failed\nDiagnostic-Code: x-local; no such user",
                "Failed.", ["user@example.jp - - address.unknown-user"]
            ),
            (
                "no action", "Final-Recipient: rfc822; user@example.jp\nStatus: 5.1.1", "Failed.",
                ["user@example.jp - 5.1.1 address.unknown-user"]
            ),
            (
                "an address in UTF-8",
                "Final-Recipient: utf-8; \\x{592A}\\x{90CE}@example.jp\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 User unknown",
                "Failed.", ["太郎@example.jp 550 5.1.1 address.unknown-user"]
            ),
        ] as [(String, String, String, [String])])
    func failures(name: String, status: String, text: String, expected: [String]) throws {
        let mail = Sketch.report(status, text: text)
        #expect(try Shipped.answer(mail).kind == .failure, "\(name)")
        #expect(try Self.lines(mail) == expected, "\(name)")
        let global = mail.replacing("message/delivery-status", with: "message/global-delivery-status")
            .replacing("message/rfc822", with: "message/global")
        #expect(try Self.lines(global) == expected, "\(name)")
    }

    private static func report(_ type: String, _ fields: String) -> String {
        """
        From: reports@example.net
        To: sender@example.com
        Subject: Report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=\(type); boundary="=b="

        --=b=
        Content-Type: text/plain

        This is a report.
        --=b=
        Content-Type: message/\(type)

        \(fields)
        --=b=
        Content-Type: message/rfc822

        From: sender@example.com
        To: user@example.net
        Subject: Offer

        Buy!
        --=b=--

        """
    }

    @Test(
        "of complaints, opt-outs and failed authentication (RFC 5965, RFC 6591, RFC 6430)",
        arguments: [
            (
                "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <user@example.net>", "complaint",
                ["user@example.net - - notice.complaint"]
            ),
            (
                "Feedback-Type: opt-out\nVersion: 1\nRemoved-Recipient: user@example.net", "complaint",
                ["user@example.net - - notice.unsubscribe"]
            ),
            ("Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To:", "complaint", ["? - - notice.complaint"]),
            ("", "complaint", ["? - - notice.complaint"]),
            (
                "Feedback-Type: auth-failure\nVersion: 1\nAuth-Failure: dmarc\nOriginal-Rcpt-To: user@example.net", "notice",
                ["user@example.net - - notice.authentication-report"]
            ),
            ("Feedback-Type: not-spam\nVersion: 1", "notice", ["? - - notice.delivered"]),
        ])
    func feedback(fields: String, kind: String, expected: [String]) throws {
        let mail = Self.report("feedback-report", fields)
        #expect(try Shipped.answer(mail).kind.id == kind)
        #expect(try Self.lines(mail) == expected)
    }

    @Test(
        "of what the recipient did (RFC 8098)",
        arguments: [
            ("manual-action/MDN-sent-manually; displayed", "notice.displayed"),
            ("automatic-action/MDN-sent-automatically; deleted", "notice.deleted-unread"),
            ("manual-action/MDN-sent-manually ;displayed/error", "notice.displayed"), ("dispatched", "notice.delivered"),
            ("manual-action/MDN-sent-manually; processed", "notice.delivered"),
        ])
    func dispositions(disposition: String, cause: String) throws {
        let mail = Self.report(
            "disposition-notification",
            "Final-Recipient: rfc822; user@example.net\nOriginal-Message-ID: <1@example.com>\nDisposition: \(disposition)")
        #expect(try Shipped.answer(mail).kind == .notice)
        #expect(try Self.lines(mail) == ["user@example.net - - \(cause)"])
    }

    @Test(
        "for the owners of domains are news, never failures",
        arguments: [
            "Subject: Report domain: example.com Submitter: example.net Report-ID: 123",
            "Subject: [Preview] Report Domain: example.com Submitter: example.net",
            "Subject: Report\nTLS-Report-Domain: example.com",
        ])
    func aggregates(header: String) throws {
        let mail = "From: noreply@example.net\nTo: dmarc@example.com\n\(header)\nMIME-Version: 1.0\nContent-Type: application/gzip\n\nxx\n"
        #expect(try Shipped.answer(mail).kind == .notice)
        #expect(try Self.lines(mail) == ["? - - notice.authentication-report"])
    }

    private static let subjects = [
        "Out of office: Hello", "Automatic reply: Hello", "Auto-Reply: Hello", "自動応答: Hello", "【自動返信】お問い合わせ", "不在通知",
        "Abwesenheitsnotiz: Hello",
        "Automatische Antwort: Hello", "Réponse automatique : Hello", "Absence du bureau", "Respuesta automática: Hello",
        "Risposta automatica: Hello",
        "Resposta automática: Hello", "Automatisch antwoord: Hello", "Afwezigheidsbericht", "Odpowiedź automatyczna: Hello",
        "Автоматический ответ: Hello",
        "Автоответ: Hello", "自动答复: Hello", "自動回覆: Hello", "자동 회신: Hello", "Autosvar: Hello", "Automatisk svar: Hello", "Fraværsmelding",
        "Automaattinen vastaus: Hello", "Otomatik Yanıt: Hello", "Automatická odpověď: Hello", "Automatikus válasz: Hello",
        "Αυτόματη απάντηση: Hello",
        "Răspuns automat: Hello", "การตอบกลับอัตโนมัติ: Hello", "Trả lời tự động: Hello", "Balasan otomatis: Hello", "رد تلقائي: Hello",
        "תשובה אוטומטית: Hello", "Автоматична відповідь: Hello", "Automatski odgovor: Hello",
    ]

    @Test("of absence are known in many languages", arguments: subjects)
    func vacations(subject: String) throws {
        let mail =
            "From: Taro <taro@example.jp>\nTo: sender@example.com\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n\nI am away. Who gets 550 5.1.1 writes to info@example.jp.\n"
        #expect(try Shipped.answer(mail).kind == .autoReply)
        #expect(try Shipped.answer(mail.replacing("Subject: ", with: "Subject: About the words ")).kind != .failure)
    }

    @Test(
        "of services that ask senders to prove themselves are no failures",
        arguments: [
            "Your message is being held until you confirm your address. Please click the link below to verify that you are a real person.",
            "This message was created automatically by mail delivery software (TMDA).\n\nYour message attached below is being held because the address <sender@example.com> has not been verified.",
        ])
    func challenges(text: String) throws {
        let mail =
            "From: Taro <taro@example.jp>\nTo: sender@example.com\nSubject: Please confirm\nAuto-Submitted: auto-replied\n\n\(text)\n"
        #expect(try Shipped.answer(mail).kind == .challenge)
    }

    @Test(
        "without codes, in a form that nobody knows, are read for their words",
        arguments: [
            (
                "Return-Path: <>\nFrom: <>\nAuto-Submitted: auto-replied",
                "You sent mail to user@example.jp. That's not a valid user here.", "user@example.jp - - address.unknown-user"
            ),
            (
                "From: MAILER-DAEMON@mx.example.com", "The mailbox of user@example.jp is over quota.\nAsk postmaster@example.com.",
                "user@example.jp - - mailbox.full"
            ),
        ])
    func words(header: String, text: String, expected: String) throws {
        let mail = "\(header)\nTo: sender@example.com\nSubject: Hello\n\n\(text)\n"
        #expect(try Shipped.answer(mail).kind == .failure)
        #expect(try Self.lines(mail) == [expected])
        let warning = "From: postmaster@example.com\nTo: sender@example.com\nSubject: Your mailbox\n\n\(text)\n"
        #expect(try Shipped.answer(warning).kind == .notABounce)
    }
}
