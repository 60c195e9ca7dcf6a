import DeliveryTypes
import Testing
import Undelivered

@Suite("A bounce that somebody passes on")
struct PassedOnMailTests {
    private static func lines(_ answer: MailDiagnosis) -> [[String]] {
        answer.diagnoses.map {
            [$0.recipient ?? "-", $0.replyCode?.description ?? "-", $0.enhancedStatus?.description ?? "-", $0.cause.id]
        }
    }

    /// What of the evidence does not stand in the mail. Marks of quotations may stand between the words; what is encoded is not compared.
    private static func misquotes(_ answer: MailDiagnosis, in mail: String) -> [String] {
        let bytes = Array(mail.utf8)
        func letters(_ text: some Sequence<UInt8>) -> [UInt8] { text.filter { $0 > 0x20 && !">|".utf8.contains($0) } }
        return answer.diagnoses.flatMap(\.evidence).filter { evidence in
            guard evidence.range.lowerBound >= 0, evidence.range.upperBound <= bytes.count, !evidence.range.isEmpty else { return true }
            return !mail.contains("base64") && letters(bytes[evidence.range]) != letters(evidence.text.utf8)
        }.map { "\($0)" }
    }

    @Test("is diagnosed as if it had come by itself", arguments: PassedOn.ways.indices)
    func ways(number: Int) throws {
        let way = PassedOn.ways[number]
        for bounce in PassedOn.bounces {
            for lineEnd in ["\n", "\r\n"] {
                let mail = way.mail(bounce).replacing("\n", with: lineEnd)
                let answer = try Shipped.answer(mail)
                #expect(answer.kind == .failure, "\(way.name): \(bounce.name)")
                #expect(Self.lines(answer) == [bounce.expected], "\(way.name): \(bounce.name)")
                #expect(Self.misquotes(answer, in: mail) == [], "\(way.name): \(bounce.name)")
                #expect(!answer.diagnoses.flatMap(\.evidence).isEmpty)
            }
        }
    }

    @Test("stands beside others that are attached: all are answered, each recipient once")
    func several() throws {
        func mail(_ attached: [String]) -> String {
            "From: Ann <ann@example.com>\nTo: help@example.net\nSubject: These came back\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=\"several\"\n\n--several\n\nWhy?\n"
                + attached.map { "--several\nContent-Type: message/rfc822\n\n\($0)\n" }.joined() + "--several--\n"
        }
        let letter = "From: Bob <bob@example.com>\nTo: ann@example.com\nSubject: Lunch\n\nAt noon?\n"
        let both = mail([PassedOn.qmail.mail, letter, PassedOn.postfix.mail, PassedOn.qmail.mail])
        let answer = try Shipped.answer(both)
        #expect(answer.kind == .failure && answer.isPassedOn)
        #expect(Self.lines(answer) == [PassedOn.qmail.expected, PassedOn.postfix.expected])
        #expect(Self.misquotes(answer, in: both) == [])
        #expect(try Shipped.answer(mail([letter, letter])).kind == .notABounce)
    }

    @Test("is said to be passed on, and one that came by itself is not")
    func isPassedOn() throws {
        for way in PassedOn.ways where !way.name.hasPrefix("pasted") {
            #expect(try Shipped.answer(way.mail(PassedOn.postfix)).isPassedOn, "\(way.name)")
        }
        for bounce in PassedOn.bounces { #expect(try !Shipped.answer(bounce.mail).isPassedOn) }
    }

    @Test(
        "may be retyped, broken or a mere fragment",
        arguments: [
            ("a reply", "550 5.1.1 <taro@example.jp>... User unknown\n", ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]),
            (
                "a sentence around it", "taro@example.jp 宛のメールが届きません。「550 5.1.1 User unknown」と出ます。\n",
                ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]
            ),
            (
                "full width", "＜ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ＞： ５５０ ５．１．１ Ｕｓｅｒ ｕｎｋｎｏｗｎ\n",
                ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]
            ),
            ("commas", "taro@example.jp\n550 5,1,1 User unknown\n", ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]),
            (
                "spaces", "taro@example.jp: Sorry, no mailbox here by that name. #5 1 1\n",
                ["taro@example.jp", "-", "5.1.1", "address.unknown-user"]
            ),
            (
                "letters for digits", "taro@example.jp: host mx.example.jp said: 55O 5.l.1 User unknown in virtual mailbox table\n",
                ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]
            ),
            (
                "no brackets, an S for a 5",
                "taro@example.jp:\n203.0.113.25 does not like recipient.\nRemote host said: S50 5.1.I sorry, no mailbox here by that name\n",
                ["taro@example.jp", "550", "5.1.1", "address.unknown-user"]
            ),
            (
                "broken in the middle of a line",
                "This is the mail system at host mail.example.com. I'm sorry to have to\ninform you that your message could not be delivered to one or more\n"
                    + "recipients. It's attached below.\n\n<jiro@example.jp>: host mx.example.jp[203.0.113.7] said: 552 5.2.2 Mailbox\nis\nfull (in reply to RCPT TO command)\n",
                ["jiro@example.jp", "552", "5.2.2", "mailbox.full"]
            ),
            (
                "quoted and broken by the quoting",
                "> <jiro@example.jp>: host mx.example.jp[203.0.113.7] said: 550 5.1.1 <jiro@example.jp>: Recipient\naddress rejected: User unknown in virtual\n> mailbox table (in reply to RCPT TO command)\n",
                ["jiro@example.jp", "550", "5.1.1", "address.unknown-user"]
            ),
            (
                "the fields of a report, quoted",
                "> Reporting-MTA: dns; mail.example.com\n>\n> Final-Recipient: rfc822; jiro@example.jp\n> Action: failed\n> Status: 5.2.2\n> Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\n",
                ["jiro@example.jp", "552", "5.2.2", "mailbox.full"]
            ),
        ] as [(String, String, [String])])
    func fragments(name: String, text: String, expected: [String]) throws {
        let answer = try Shipped.answer(text)
        #expect(Self.lines(answer) == [expected], "\(name)")
        #expect(answer.kind == .failure, "\(name)")
        for evidence in answer.diagnoses.flatMap(\.evidence) {
            #expect(evidence.range.lowerBound >= 0 && evidence.range.upperBound <= text.utf8.count && !evidence.range.isEmpty, "\(name)")
        }
    }

    @Test(
        "is told from a mail that only talks about one",
        arguments: [
            ("a code in a sentence", "Re: trouble", "Yesterday I got \"550 5.1.1 User unknown\" for taro@example.jp. Has he left?\n"),
            ("two quoted lines", "Re: failure notice", "I got this, what is it?\n\n> <user@example.jp>:\n> 550 5.1.1 User unknown\n"),
            (
                "the words that a system begins with", "About bounces",
                "If a mail begins with \"Hi. This is the qmail-send program at\", it is a bounce.\nWrite to postmaster@example.org then.\n"
            ),
            (
                "a letter that is forwarded", "Fwd: Lunch",
                "FYI\n\n---------- Forwarded message ---------\nFrom: Jiro <jiro@example.net>\nDate: Mon, Jul 6, 2026\nSubject: Lunch\nTo: Hanako <hanako@example.com>\n\nMy provider wrote 550 5.1.1 about user@example.jp, how odd.\n"
            ),
            (
                "a quotation in a quotation", "Re: Re: failure notice",
                "Solved, thank you.\n\nJiro wrote:\n> What is this?\n>\n" + PassedOn.quoted(PassedOn.quoted(PassedOn.qmail.body))
            ),
        ])
    func talk(name: String, subject: String, body: String) throws {
        let answer = try Shipped.answer(PassedOn.letter(subject, body))
        #expect(answer.kind == .notABounce, "\(name)")
        #expect(answer.diagnoses.isEmpty, "\(name)")
    }

    @Test("is one where a mail system says nothing but that it failed; whom it told is not who failed")
    func saysNothing() throws {
        let answer = try Shipped.answer(
            """
            From: Taro <taro@example.org>
            To: help@example.org
            Subject: Fwd: Delivery Status Notification (Failure)

            What is this?

            -----Original Message-----
            From: postmaster@example.jp
            Sent: Thursday, March 12, 2026 10:58 AM
            To: taro@example.org
            Subject: Delivery Status Notification (Failure)

            This message could not be delivered.

            """)
        #expect(answer.kind == .failure && answer.diagnoses.allSatisfy { $0.recipient == nil })
    }

    @Test("is told from enclosed letters and lists of addresses")
    func enclosed() throws {
        let letter =
            "From: Jiro <jiro@example.net>\nTo: hanako@example.com\nSubject: Lunch\n\nMy provider wrote 550 5.1.1 about user@example.jp.\n"
        for mail in [
            PassedOn.attached("Content-Type: message/rfc822", letter),
            PassedOn.attached("Content-Type: text/plain; name=\"users.txt\"", "taro@example.jp 550\njiro@example.jp 500 yen\n"),
            PassedOn.attached(
                "Content-Type: application/octet-stream; name=\"a.eml\"\nContent-Transfer-Encoding: base64", Base64.encode(letter)),
        ] {
            #expect(try Shipped.answer(mail).kind == .notABounce)
        }
    }

    @Test("costs time in proportion to its size, whatever stands in it")
    func linear() throws {
        let addresses = (0..<5_000).map { "a\($0)@example.jp " }.joined()
        let hostile = [
            String(repeating: "To: a\n", count: 15_000), String(repeating: "> To: a\n", count: 15_000), addresses + "\n550 5.1.1 no\n",
            "help " + addresses + " 550 5.1.1 no\n", String(repeating: ">", count: 100_000),
            String(repeating: "> From: a\nSubject: b\n", count: 10_000),
            String(repeating: "[", count: 100_000), String(repeating: "[email]a@b", count: 10_000),
            String(repeating: "[a@b](mailto:", count: 8_000), String(repeating: "&lt;<br>", count: 12_000),
            String(repeating: "    a\n", count: 15_000), String(repeating: "５５０ ", count: 15_000), addresses.replacing(" ", with: "\n"),
        ]
        let start = ContinuousClock.now
        for text in hostile {
            #expect(try Shipped.answer(PassedOn.letter("Fwd: x", text)).diagnoses.count <= 5_000)
            #expect(try Shipped.answer(text).diagnoses.count <= 5_000)
        }
        let duration = start.duration(to: .now)
        // Far above what it takes on a slow machine, far below what a square would take.
        #expect(duration < .seconds(240))
    }

    @Test("costs no more however often mails stand in each other")
    func bounded() throws {
        var mail = PassedOn.qmail.body
        for _ in 0..<200 {
            mail =
                "---------- Forwarded message ---------\nFrom: Jiro <jiro@example.net>\nSubject: Fwd: failure notice\nTo: hanako@example.com\n\n"
                + mail
        }
        #expect(try Shipped.answer(PassedOn.letter("Fwd: failure notice", mail)).diagnoses.count <= 1)
        #expect(try Shipped.answer(mail).diagnoses.count <= 1)
    }
}
