import Testing
import Undelivered

@Suite("Recipients whom one explanation is about")
struct SharedExplanationTests {
    @Test("are each judged by their own domain and codes")
    func domains() throws {
        let diagnoser = try OwnPacks.diagnoser(
            """
            layouts:
              - { id: list, recognise: { body: [did not arrive] }, recipients: ['^ +(?<recipient>\\S+@\\S+)$'] }
            rules:
              - { id: full, match: { text: [mailbox is full] }, verdict: { cause: mailbox.full } }
              - { id: there, match: { text: [mailbox is full], recipient_domain: .example.org }, verdict: { cause: content.spam } }

            """)
        let mail = Sketch.bounce("It did not arrive. The mailbox is full.\n\n a@example.jp\n b@EXAMPLE.JP\n c@example.org\n d@example.jp\n")
        let result = try diagnoser.diagnosis(forMail: Array(mail.utf8))
        #expect(result.diagnoses.map(\.cause.id) == ["mailbox.full", "mailbox.full", "content.spam", "mailbox.full"])
        #expect(result.diagnoses.allSatisfy { $0.evidence.contains { $0.text.contains("mailbox is full") } })
        // The next mail has the same words at the same place.
        let other = mail.replacing("mailbox is full", with: "mailbox is gone")
        #expect(try diagnoser.diagnosis(forMail: Array(other.utf8)).diagnoses.allSatisfy { $0.cause == .undetermined })
    }

    /// What a server says of one recipient says nothing of the next, who may have another server, or another reply of the same.
    @Test("or have words of their own, from servers of their own")
    func servers() throws {
        let diagnoser = try OwnPacks.diagnoser(
            """
            rules:
              - { id: full, match: { text: [mailbox is full] }, verdict: { cause: mailbox.full } }
              - { id: gone, match: { text: [mailbox is gone] }, verdict: { cause: address.unknown-user } }
              - { id: there, match: { text: [mailbox is full], remote_mta: .example.org }, verdict: { cause: content.spam } }
              - { id: code, match: { status: 5.4.4 }, verdict: { cause: network.host-not-found } }

            """)
        let groups = [
            ("mx.example.jp", "5.2.2", "552 mailbox is full"), ("mx.example.jp", "5.2.2", "552 mailbox is gone"),
            ("mx.example.org", "5.2.2", "552 mailbox is full"), ("MX.example.org", "5.2.2", "552 mailbox is full"),
            ("mx.example.jp", "5.2.2", "552 mailbox is full"), ("mx.example.jp", "5.4.4", "550 no"), ("mx.example.jp", "5.2.2", "552 no"),
        ]
        let status = groups.enumerated().map { number, group in
            """
            Final-Recipient: rfc822; \(number)@example.jp
            Action: failed
            Status: \(group.1)
            Remote-MTA: dns; \(group.0)
            Diagnostic-Code: smtp; \(group.2)
            """
        }
        let mail = Sketch.report("Reporting-MTA: dns; mx.example.com\n\n" + status.joined(separator: "\n\n"))
        #expect(
            try diagnoser.diagnosis(forMail: Array(mail.utf8)).diagnoses.map(\.cause.id) == [
                "mailbox.full", "address.unknown-user", "content.spam", "content.spam", "mailbox.full", "network.host-not-found",
                "undetermined",
            ])
    }

    @Test("are asked about the words around where the one reason leaves the cause open, and only then")
    func wordsAround() throws {
        let diagnoser = try OwnPacks.diagnoser(
            """
            layouts:
              - { id: list, recognise: { body: [did not arrive] }, blocks: { starts: ['^(?<recipient>\\S+@\\S+): (?<reply>.*)$'] } }
            rules:
              - { id: full, match: { text: [disk quota exceeded] }, verdict: { cause: mailbox.full } }
              - { id: gone, match: { text: [no longer here] }, verdict: { cause: address.unknown-user } }

            """)
        func causes(_ lines: String) throws -> [String] {
            try diagnoser.diagnosis(forMail: Array(Sketch.bounce("It did not arrive.\n\n\(lines)\n\nstore: Disk quota exceeded\n").utf8))
                .diagnoses.map(\.cause.id)
        }
        #expect(try causes("a@example.jp: 550 cannot store it") == ["mailbox.full"])
        #expect(try causes("a@example.jp: 550 no longer here") == ["address.unknown-user"])
        // Of two recipients nobody knows whom the words are about.
        #expect(
            try causes("a@example.jp: 550 cannot store it\n\nb@example.jp: 550 no longer here") == ["undetermined", "address.unknown-user"])
    }
}

@Suite("A layout with weak marks counts only with a recipient and a reason")
struct NeedsReasonTests {
    private static let pack = """
        layouts:
          - { id: weak, needs_reason: true, recognise: { body: [did not arrive] }, blocks: { starts: ['^to:? +(?<recipient>\\S+@[A-Za-z0-9.-]+)'], fields: ['^why: (?<reply>.*)'] } }
          - { id: strong, recognise: { body: [words of a system] } }
          - { id: absence, kind: auto-reply, recognise: { header: { name: Subject, any: [away from here] } } }
        rules:
          - { id: full, match: { text: [mailbox is full] }, verdict: { cause: mailbox.full } }

        """

    private static func read(_ body: String, header: String = "") throws -> String {
        let mail = "From: Robot <robot@example.net>\nTo: me@example.com\nSubject: About your letter\n\(header)\n\(body)\n"
        let result = try OwnPacks.diagnoser(pack).diagnosis(forMail: Array(mail.utf8))
        return ([result.kind.id] + result.diagnoses.map { "\($0.recipient ?? "?") \($0.cause.id)" }).joined(separator: ", ")
    }

    @Test(
        "from any sender",
        arguments: [
            ("It did not arrive.\nto: a@example.jp\nwhy: the mailbox is full", "failure, a@example.jp mailbox.full"),
            ("It did not arrive.\nto: a@example.jp\nwhy: E17\n\nThis mailbox is full.", "failure, a@example.jp mailbox.full"),
            ("It did not arrive.\nto: a@example.jp\nserver: 550 we do not want it", "failure, a@example.jp undetermined"),
            (
                "It did not arrive.\nto: a@example.jp, <b@example.jp>; \"c@example.jp\"\nwhy: the mailbox is full",
                "failure, a@example.jp mailbox.full, b@example.jp mailbox.full, c@example.jp mailbox.full"
            ),
            // Two reasons, of which none is everybody's.
            (
                "It did not arrive.\nto: a@example.jp\nwhy: the mailbox is full\n\nto: b@example.jp\nwhy: E17",
                "failure, a@example.jp mailbox.full, b@example.jp undetermined"
            ),
        ])
    func counts(body: String, expected: String) throws {
        #expect(try Self.read(body) == expected)
    }

    @Test(
        "otherwise it is as if it were not there",
        arguments: [
            "It did not arrive.\nto: a@example.jp\nwhy: E17",
            "It did not arrive: the mailbox is full.",
            // An address that only stands somewhere is anybody's.
            "It did not arrive: the mailbox is full. Write to a@example.jp for more.",
            // Whoever gets the mail, and whoever writes it, did not miss it.
            "It did not arrive.\nto: me@example.com\nwhy: the mailbox is full",
            "It did not arrive.\nto: robot@example.net\nwhy: the mailbox is full",
            "What is this?\n> It did not arrive.\n> a@example.jp: 550 the mailbox is full",
        ])
    func doesNotCount(body: String) throws {
        #expect(try Self.read(body) == "not-a-bounce")
    }

    @Test("and after every other layout but that of an absence")
    func others() throws {
        let body = "It did not arrive.\nto: a@example.jp\nwhy: the mailbox is full"
        func layout(_ body: String, _ header: String) throws -> String {
            let mail = "From: Robot <robot@example.net>\nTo: me@example.com\n\(header)\n\n\(body)\n"
            let result = try OwnPacks.diagnoser(Self.pack).diagnosis(forMail: Array(mail.utf8))
            return "\(result.kind.id) \(result.diagnoses.first?.layout ?? "-")"
        }
        #expect(try layout(body, "X-Robot: 1") == "failure own/weak")
        #expect(try layout(body + "\nwords of a system", "X-Robot: 1") != "failure own/weak")
        let answer = "Subject: away from here\nAuto-Submitted: auto-replied"
        #expect(try layout(body, answer) == "failure own/weak")
        #expect(try layout("It did not arrive.\nto: a@example.jp\nwhy: E17", answer) == "auto-reply own/absence")
    }

    @Test(
        "The packs know such mails in many languages, and leave people and lures alone",
        arguments: [
            ("Your letter to a@example.jp was not delivered: that mailbox has run out of space.", "failure"),
            ("Ihre Nachricht an a@example.jp wurde nicht zugestellt, weil das Postfach voll ist.", "failure"),
            ("Nous n'avons pas pu remettre votre message à a@example.jp : la boîte est pleine.", "failure"),
            ("a@example.jp 宛のメールは、メールボックスの容量がいっぱいのため配信できませんでした。", "failure"),
            ("您发给 a@example.jp 的邮件被退回,原因:邮箱已满。", "failure"),
            ("Your message to a@example.jp was not delivered yet: the mailbox is full. We will keep trying for two days.", "delay"),
            ("Hello, I got this, why? My mail to a@example.jp was not delivered, the mailbox is full.", "not-a-bounce"),
            ("Your mailbox me@example.com is full, messages were not delivered. Click here to get more room.", "not-a-bounce"),
            ("Your parcel for a@example.jp could not be delivered: unknown address.", "not-a-bounce"),
            ("Ihre Zahlung an a@example.jp wurde zurückgewiesen (Konto unbekannt).", "not-a-bounce"),
            ("We are glad that you ordered. Questions? Write to shop@example.net. It was not sent to others.", "not-a-bounce"),
        ])
    func shipped(body: String, kind: String) throws {
        let header = "From: Robot <robot@example.net>\nTo: me@example.com\nSubject: About your letter\n"
        let mail = header + "Content-Type: text/plain; charset=utf-8\n\n\(body)\n"
        let result = try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8))
        #expect(result.kind.id == kind)
        if kind == "failure" { #expect(result.diagnoses.map { "\($0.recipient ?? "?") \($0.cause.id)" } == ["a@example.jp mailbox.full"]) }
    }
}
