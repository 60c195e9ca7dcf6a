import Testing
import Undelivered

@Suite("A bounce that no layout knows")
struct GenericReaderTests {
    private static func lines(_ body: String, header: String = "") throws -> [String] {
        let mail =
            "Return-Path: <>\nFrom: Mail System <MAILER-DAEMON@mx.example.com>\nTo: sender@example.com\nSubject: Undeliverable\n\(header)\n"
            + body + "\n"
        return try OwnPacks.diagnoser("").diagnosis(forMail: Array(mail.utf8)).diagnoses.map(\.line)
    }

    @Test(
        "is read for addresses and the replies that belong to them",
        arguments: [
            (
                "a reply behind an address", "<user@example.jp>: 550 5.1.1 User unknown",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"]
            ),
            (
                "a reply below an address, over two lines", "user@example.jp\n    550 5.1.1 User\n    unknown\n\nGoodbye.",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"]
            ),
            (
                "said:", "user@example.jp: host mx.example.jp[192.0.2.1] said: 552 5.2.2 Over quota",
                ["user@example.jp code=552 status=5.2.2 text=552 5.2.2 Over quota"]
            ),
            (
                "two addresses, two replies", "a@example.jp: 550 one\nb@example.jp: 552 two",
                ["a@example.jp code=550 text=550 one", "b@example.jp code=552 text=552 two"]
            ),
            (
                "a reply about the sender, and the recipient behind it",
                "The sender was refused.\nRemote host said: 553 5.1.8 <sender@example.com>... Domain of sender address does not exist\nRecipient: <user@example.jp>",
                ["user@example.jp code=553 status=5.1.8 text=553 5.1.8 <sender@example.com>... Domain of sender address does not exist"]
            ),
            (
                "codes in parentheses behind the words",
                "a@example.jp\n    nobody of that name here (550 5.1.1)\n\nb@example.jp\n    too busy (421 4.3.2).",
                [
                    "a@example.jp code=550 status=5.1.1 text=nobody of that name here (550 5.1.1)",
                    "b@example.jp code=421 status=4.3.2 text=too busy (421 4.3.2).",
                ]
            ),
            (
                "those to whom it was delivered", "登録されていません。\n  a@example.jp: 550 no\n\n次の宛先には配送しました。\n  b@example.jp\n",
                ["a@example.jp code=550 text=550 no"]
            ),
            (
                "a list before one reply", "These failed:\n  a@example.jp\n  b@example.jp\n\n550 5.1.1 No such users",
                [
                    "a@example.jp code=550 status=5.1.1 text=550 5.1.1 No such users",
                    "b@example.jp code=550 status=5.1.1 text=550 5.1.1 No such users",
                ]
            ),
            (
                "a reply that names the address", "550 5.1.1 <user@example.jp>: Recipient address rejected",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 <user@example.jp>: Recipient address rejected"]
            ),
            (
                "a transcript",
                "Transcript of session:\n>>> MAIL FROM:<sender@example.com>\n<<< 250 ok\n>>> RCPT TO:<user@example.jp>\n<<< 550-5.1.1 No such\n<<< 550 5.1.1 user",
                ["user@example.jp code=550 status=5.1.1 phase=rcpt text=550-5.1.1 No such user"]
            ),
            (
                "a transcript that fails at DATA", ">>> RCPT TO:<user@example.jp>\n<<< 250 ok\n>>> DATA\n<<< 554 5.7.1 Rejected",
                ["user@example.jp code=554 status=5.7.1 phase=data text=554 5.7.1 Rejected"]
            ),
            (
                "a session without marks",
                "MAIL FROM:<me@example.org>\n250 ok\nRCPT TO:<user@example.jp>\n550 5.1.1 <user@example.jp> User unknown",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 <user@example.jp> User unknown"]
            ),
            (
                "names and values", "SENDER=me@example.org\nRECIPIENT=user@example.jp\n550 5.1.1 no",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 no"]
            ),
            (
                "a message's number", "user@example.jp\n(Message-Id:\n<12@mx.example.org>, message-id: <13@mx.example.org>)\n550 no",
                ["user@example.jp code=550 text=550 no"]
            ),
            (
                "an address that leads on", "Mail to user@example.jp could not be forwarded to last@example.org: 550 no",
                ["last@example.org code=550 text=550 no"]
            ),
            (
                "a list of those who got it",
                "Delivered to:\n  first@example.jp\n  second@example.jp\n\nFailed for:\n  user@example.jp: 550 no",
                ["user@example.jp code=550 text=550 no"]
            ),
            (
                "an address with what follows it in the source", "user@example.jp=20\nother@example.jp&gt;\n'third@example.jp'\n550 no",
                ["user@example.jp code=550 text=550 no", "other@example.jp code=550 text=550 no", "third@example.jp code=550 text=550 no"]
            ),
            (
                "entries of a list, only one of which has a reply",
                "<a@example.jp>: connect to mx.example.jp[192.0.2.1]: No route to\n    host\n\n<b@example.jp>: host mx.example.jp said: 550 no\n\n<c@example.jp> (expanded from <d@example.jp>): unknown user: \"c\"",
                [
                    "b@example.jp code=550 text=550 no", "a@example.jp text=connect to mx.example.jp[192.0.2.1]: No route to host",
                    "c@example.jp text=unknown user: \"c\"",
                ]
            ),
            (
                "entries with the reply below what announces it",
                "a@example.jp: no such host\nb@example.jp: the server said:\n    550 no",
                ["b@example.jp code=550 text=550 no", "a@example.jp text=no such host"]
            ),
            (
                "an address, a colon and words, but in no list", "user@example.jp\n    550 no\n\nsupport@example.org: ask us",
                ["user@example.jp code=550 text=550 no"]
            ),
            (
                "replies about one address after the other",
                "550 <a@example.jp>... Remote protocol error\n550 example.org (smtp)... Host unknown\n554 <b@example.jp>... Host unknown",
                [
                    "a@example.jp code=550 text=550 <a@example.jp>... Remote protocol error example.org (smtp)... Host unknown",
                    "b@example.jp code=554 text=554 <b@example.jp>... Host unknown",
                ]
            ),
            (
                "a reply of two lines that names somebody to ask", "550-<a@example.jp> is blocked\n550 ask <help@example.jp> why",
                ["a@example.jp code=550 text=550-<a@example.jp> is blocked ask <help@example.jp> why"]
            ),
            (
                "a sender on a line alone",
                "A message sent by\n\n  <me@example.org>\n\ncould not be delivered to\n\n  <user@example.jp>\n    550 no",
                ["user@example.jp code=550 text=550 no"]
            ),
            ("quoted lines", "> <user@example.jp>: 550 no such\n> mailbox", ["user@example.jp code=550 text=550 no such mailbox"]),
            ("the same address twice", "<user@example.jp>: 550 no\n\nUSER@example.jp: 551 never", ["user@example.jp code=550 text=550 no"]),
            (
                "the reporting system's and the sender's own addresses", "postmaster@mx.example.com: 550 no\nsender@example.com: 550 no",
                []
            ),
            (
                "addresses in passing", "Write to support@example.org for help.\n\n<user@example.jp>: 550 no",
                ["user@example.jp code=550 text=550 no"]
            ),
            (
                "another address in passing",
                "Your mail of Monday, which Admin <admin@example.org> asked about, came back.\n\nIt went to user@example.jp and failed there.\n\n550 5.1.1 no",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 no"]
            ),
            (
                "an address on the line of the reply before others",
                "We tried a@example.org first.\nuser@example.jp said: 550 no",
                ["user@example.jp code=550 text=550 no"]
            ),
            ("ideographic punctuation", "宛先：user@example.jp（山田様）\n550 no", ["user@example.jp code=550 text=550 no"]),
            ("ideographic spaces", "■宛先\n　user@example.jp　\n■エラー内容\n　550 no\n", ["user@example.jp code=550 text=550 no"]),
            ("East Asian words without spaces", "メールuser@example.jpに届きません\n550 no", ["user@example.jp code=550 text=550 no"]),
            ("letters beyond ASCII in an address", "Pošta na žlutý@example.cz\n550 no", ["žlutý@example.cz code=550 text=550 no"]),
            ("an address in Japanese", "山田@例え.jp に届きません\n550 no", ["山田@例え.jp code=550 text=550 no"]),
            ("an address in single quotes", "Mail to 'user@example.jp' came back\n550 no", ["user@example.jp code=550 text=550 no"]),
            ("marks before a reply", "user@example.jp\n*** 550 no\n", ["user@example.jp code=550 text=550 no"]),
            ("arrows before a reply", "user@example.jp\n * <-- 550 no\n", ["user@example.jp code=550 text=550 no"]),
            ("one address in words that nobody knows", "Blah user@example.jp blah.", ["user@example.jp"]),
            (
                "a transcript with letters", "C: RCPT TO:<user@example.jp>\nS: 552 5.2.2 Mailbox full\nC: QUIT",
                ["user@example.jp code=552 status=5.2.2 phase=rcpt text=552 5.2.2 Mailbox full"]
            ),
            (
                "a transcript with words", "Transcript:\nIn:  RCPT TO:<user@example.jp>\nOut: 550 5.1.1 User unknown",
                ["user@example.jp code=550 status=5.1.1 phase=rcpt text=550 5.1.1 User unknown"]
            ),
            (
                "a transcript with arrows",
                "-> MAIL FROM:<sender@example.com>\n<- 250 OK\n-> RCPT TO:<user@example.jp>\n<- 550 5.1.1 User unknown",
                ["user@example.jp code=550 status=5.1.1 phase=rcpt text=550 5.1.1 User unknown"]
            ),
            (
                "entries of a list", "To: user@example.jp\nReason: 550 5.1.1 User unknown\nDate: today",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"]
            ),
            (
                "a reply and a message that had one recipient",
                "It failed.\n\n550 5.1.1 User unknown\n\n----- Original message -----\nFrom: sender@example.com\nTo: user@example.jp\nSubject: Hello\n\nHi",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"]
            ),
            (
                "a field of a report anywhere",
                "Delivery report\n\nRecipient: user@example.jp\nDiagnostic-Code: smtp; 550 5.1.1 no such user",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 no such user"]
            ),
            (
                "a table", "Recipient      Status\n---------\na@example.jp   550 5.1.1 unknown\nb@example.jp   452 4.2.2 full",
                ["a@example.jp code=550 status=5.1.1 text=550 5.1.1 unknown", "b@example.jp code=452 status=4.2.2 text=452 4.2.2 full"]
            ),
            (
                "words and marks of Japanese around it",
                "以下の宛先に配信できませんでした。\n\n宛先: user@example.jp\n理由: 550 5.1.1 User unknown\n\nお問い合わせは support@example.org まで。",
                ["user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"]
            ),
            (
                "a status behind the words", "user@example.jp: Sorry, no mailbox here by that name. (#5.1.1)",
                ["user@example.jp status=5.1.1 text=Sorry, no mailbox here by that name. (#5.1.1)"]
            ),
        ] as [(String, String, [String])])
    func bodies(name: String, body: String, expected: [String]) throws {
        #expect(try Self.lines(body) == expected, "\(name)")
    }

    @Test("may be a long list of entries with and without replies", .timeLimit(.minutes(1)))
    func longList() throws {
        let plain = (0..<4_000).map { "a\($0)@example.jp: no such host" }
        let replies = (0..<4_000).map { "b\($0)@example.jp: the server said:\n    550 no" }
        let lines = try Self.lines((plain + replies).joined(separator: "\n"))
        #expect(lines.count == 8_000)
        #expect(lines.first == "b0@example.jp code=550 text=550 no" && lines.last == "a3999@example.jp text=no such host")
    }

    @Test("is believed most where the returned message was written to the same address")
    func returned() throws {
        let body =
            "other@example.org and user@example.jp: 550 no\n\n--- Original message ---\n\nReceived: by mx.example.com\nFrom: sender@example.com\nTo: user@example.jp\nSubject: Hello\n"
        #expect(try Self.lines(body) == ["user@example.jp code=550 text=550 no"])
    }

    @Test(
        "names those of the returned message's recipients of whom it speaks, where it has no reply",
        arguments: [
            ("Unknown user: user@example.jp", ["user@example.jp"]),
            ("user@example.jp: gone\nother@example.org: see above", ["user@example.jp text=gone"]),
            ("Ask user@example.jp for help.", []),
            ("Nobody is named.", []),
        ])
    func mentioned(body: String, expected: [String]) throws {
        let returned = "\n\n--- Original message ---\n\nFrom: sender@example.com\nTo: user@example.jp, third@example.jp\nSubject: Hello\n"
        #expect(try Self.lines(body + returned) == expected)
    }

    @Test(
        "has the reply that a server is said to have given, also where nobody is named",
        arguments: ["Remote host said:", "The server mx.example.jp responded with", "Remote server replied:"])
    func announced(words: String) throws {
        let mail =
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nTo: sender@example.com\nSubject: Returned mail\n\n"
            + "Your message could not be delivered.\n\n\(words) 550 5.2.2 Mailbox is full\n"
        let diagnosis = try #require(try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8)).diagnoses.first)
        #expect(diagnosis.recipient == nil)
        #expect(diagnosis.diagnosticText == "550 5.2.2 Mailbox is full")
        #expect(diagnosis.replyCode?.description == "550")
        #expect(diagnosis.cause == .mailboxFull)
    }

    @Test("is about the first address of a subject that names more")
    func subject() throws {
        let layout =
            "layouts:\n  - id: own\n    recognise: { header: { name: subject, any: [BOUNCE] } }\n    kind: failure\n    recipient_headers: [Subject]\n"
        let mail =
            "Return-Path: <>\nFrom: owner-dev@lists.example.org\nTo: sender@example.com\n"
            + "Subject: BOUNCE dev@lists.example.org:    Non-member submission from [\"Anna Sender\" <anna@example.com>]\n\nHello\n"
        let answer = try OwnPacks.diagnoser(layout).diagnosis(forMail: Array(mail.utf8))
        #expect(answer.diagnoses.map(\.recipient) == ["dev@lists.example.org"])
    }

    @Test("has the whole reply where the report has only its first line")
    func wholeReply() throws {
        let mail = Sketch.report(
            "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550-Your message was refused.",
            text: ">>> RCPT TO:<user@example.jp>\n<<< 550-Your message was refused.\n<<< 550 It is spam.")
        let diagnosis = try #require(try OwnPacks.diagnoser("").diagnosis(forMail: Array(mail.utf8)).diagnoses.first)
        #expect(diagnosis.diagnosticText == "550-Your message was refused. It is spam.")
    }

    @Test("may name its recipients in the header")
    func failedRecipients() throws {
        #expect(
            try Self.lines("Nothing worked.", header: "X-Failed-Recipients: a@example.jp, b@example.jp, A@example.jp\n") == [
                "a@example.jp", "b@example.jp",
            ])
    }

    @Test(
        "is read in HTML as in text",
        arguments: [
            "<table><tr><td>Recipient</td><td>user@example.jp</td></tr><tr><td>Error</td><td>550 5.1.1 User unknown</td></tr></table>",
            "<p>Your message to <b>user@example.jp</b> came back.</p><p>The server said: <code>550 5.1.1 User unknown</code></p><p>Ask <a>help@example.org</a>.</p>",
            "<div>&lt;user@example.jp&gt;:<br>550 5.1.1 User&nbsp;unknown</div>",
        ])
    func pages(body: String) throws {
        let header = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
        #expect(
            try Self.lines("<html><body>\(body)</body></html>", header: header) == [
                "user@example.jp code=550 status=5.1.1 text=550 5.1.1 User unknown"
            ])
    }
}
