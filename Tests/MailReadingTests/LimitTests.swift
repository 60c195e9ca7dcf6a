import DeliveryTypes
import MailReading
import Testing

@Suite("Limits")
struct LimitTests {
    private static func limits(_ change: (inout MessageLimits) -> Void) -> MessageLimits {
        var limits = MessageLimits()
        change(&limits)
        return limits
    }

    @Test("A mail above the maximum size is refused, one at it is read")
    func size() throws {
        let bytes = Array(SampleMails.qmail.utf8)
        #expect(throws: MessageError.tooLarge(size: bytes.count, limit: bytes.count - 1)) {
            try Message(parsing: bytes, limits: Self.limits { $0.maximumSize = bytes.count - 1 })
        }
        #expect(try Message(parsing: bytes, limits: Self.limits { $0.maximumSize = bytes.count }).bytes == bytes)
        #expect(MessageLimits.default.maximumSize == 50 * 1024 * 1024)
    }

    @Test("Nothing is no mail", arguments: [[], [0x0A], [0x20, 0x0D, 0x0A, 0x00], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
    func empty(_ bytes: [UInt8]) {
        #expect(throws: MessageError.empty) { try Message(parsing: bytes) }
    }

    @Test("Header fields beyond the limit are left out and noted")
    func fields() throws {
        let mail = try Reading(
            "From: a@example.com\nSubject: x\nTo: b@example.com\n\nbody\n", limits: Self.limits { $0.maximumHeaderFields = 2 })
        #expect(mail.contents.fields.count == 2)
        #expect(mail.hasDefect(.tooManyHeaderFields))
        #expect(mail.section(.body) == "body\n")
    }

    @Test("Parts beyond the limit are left out and noted")
    func parts() throws {
        let parts = (1...10).map { "--b\n\npart \($0)\n" }.joined()
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n\(parts)--b--\n", limits: Self.limits { $0.maximumParts = 4 }
        )
        #expect(mail.contents.parts.count == 4)
        #expect(mail.hasDefect(.tooManyParts))
        #expect(mail.sections(.body).first == "part 1\n")
    }

    @Test("A thousand nested parts end at the limit of nesting")
    func nesting() throws {
        var text = "From: a@example.com\nContent-Type: multipart/mixed; boundary=b0\n\n"
        for level in 0..<1_000 { text += "--b\(level)\nContent-Type: multipart/mixed; boundary=b\(level + 1)\n\n" }
        let mail = try Reading(text + "--b1000\n\nwords\n")
        #expect(mail.hasDefect(.tooDeeplyNested))
        #expect(mail.contents.parts.allSatisfy { $0.depth <= 32 })
        #expect(violations(in: mail) == [])
    }

    @Test("A thousand messages in messages end at the limit of nesting")
    func nestedMessages() throws {
        let text = "From: a@example.com\n" + String(repeating: "Content-Type: message/rfc822\n\nFrom: b@example.com\n", count: 1_000)
        let mail = try Reading(text + "\nwords\n")
        #expect(mail.hasDefect(.tooDeeplyNested))
        #expect(mail.contents.parts.count < 100)
    }

    @Test("A long body is cut and noted", arguments: ["7bit", "base64", "quoted-printable"])
    func bodyText(_ encoding: String) throws {
        let body = encoding == "base64" ? String(repeating: "eHh4eHh4\n", count: 1_000) : String(repeating: "xxxxxxxxx\n", count: 1_000)
        let limits = Self.limits { $0.maximumBodyTextSize = 100 }
        let mail = try Reading("From: a@example.com\nContent-Transfer-Encoding: \(encoding)\n\n\(body)", limits: limits)
        #expect((100...102).contains(mail.section(.body).utf8.count))
        #expect(mail.hasDefect(.textTooLarge))
    }

    @Test("All text together is bounded")
    func allText() throws {
        let parts = (1...10).map { _ in "--b\n\n\(String(repeating: "x", count: 100))\n" }.joined()
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n\(parts)", limits: Self.limits { $0.maximumTextSize = 250 })
        #expect(mail.text.utf8.count <= 260)
        #expect(mail.hasDefect(.textTooLarge))
    }

    @Test("Recipients beyond the limit are left out and noted")
    func recipients() throws {
        let groups = (1...10).map { "\nFinal-Recipient: rfc822; user\($0)@example.com\nAction: failed\n" }.joined()
        let mail = try Reading(
            "From: a@example.com\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\(groups)",
            limits: Self.limits { $0.maximumRecipients = 3 })
        #expect(mail.contents.deliveryReports.count == 3)
        #expect(mail.hasDefect(.tooManyRecipients))
    }

    @Test("The list of defects is bounded")
    func defects() throws {
        let parts = String(repeating: "--b\nnot a field\n", count: 900)
        let mail = try Reading("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n\(parts)")
        #expect(mail.contents.defects.count <= 200)
    }

    @Test("A public message tells its text and its defects")
    func message() throws {
        let message = try Message(parsing: Array(SampleMails.postfix.utf8))
        #expect(message.text.contains("User unknown"))
        #expect(message.text.contains("Undelivered Mail Returned to Sender"))
        #expect(message.defects.isEmpty)
        #expect("\(MessageError.tooLarge(size: 2, limit: 1))" == "the mail has 2 bytes, more than the limit of 1")
    }
}

@Suite("Mailboxes")
struct MailboxTests {
    private static func mails(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var splitter = MailboxSplitter()
        var found: [String] = []
        while let range = splitter.next(in: bytes.span) { found.append(String(decoding: bytes[range], as: UTF8.self)) }
        return found
    }

    private static let one =
        "From a@example.com Mon Jan  6 10:00:00 2025\nSubject: one\n\nFrom here on\n>From quoted\n\nFrom now on it is text\n"
    private static let two = "From MAILER-DAEMON Mon Jan  6 10:00:01 2025\nSubject: two\n\nbody\n"

    @Test("Mails are parted where a From line follows an empty line")
    func split() {
        #expect(Self.mails(Self.one + "\n" + Self.two) == [Self.one + "\n", Self.two])
        #expect(Self.mails("\n\n" + Self.two) == [Self.two])
        #expect(Self.mails(Self.two) == [Self.two])
    }

    @Test("CRLF parts them too")
    func lineEnds() {
        let text = (Self.one + "\n" + Self.two).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(Self.mails(text).count == 2)
    }

    @Test("A single mail is one mail, and nothing is none")
    func single() {
        #expect(Self.mails("Subject: x\n\nFrom a@example.com Mon Jan  6 10:00:00 2025\n").count == 1)
        #expect(Self.mails("") == [])
    }

    @Test("An mbox is told by its first line")
    func recognise() {
        func isMailbox(_ text: String) -> Bool { MailboxSplitter.isMailbox(Array(text.utf8).span) }
        #expect(isMailbox(Self.one))
        #expect(!isMailbox("From: a@example.com\n"))
        #expect(!isMailbox("From here on\n"))
    }

    @Test("Each mail of an mbox is read")
    func read() throws {
        #expect(try Reading(Self.one).header("Subject") == "one")
        #expect(try Reading(Self.one).section(.body) == "From here on\n>From quoted\n\nFrom now on it is text\n")
    }
}

@Suite("Hostile mails")
struct HostileTests {
    /// What is made to be slow or to use up memory: a prefix and what is repeated behind it.
    static let repetitions: [(prefix: String, unit: String)] = [
        ("Subject: ", "=?a?q?"), ("Subject: ", "=?utf-8?q?x?= "), ("Subject: x", "\n x"), ("Subject: x\n", "broken\n \n"),
        ("From: a\n\n", "\r"),
        ("From: a\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n"),
        ("From: a\nContent-Type: multipart/mixed; boundary=b\n\n", "--c\nContent-x\n"),
        ("From: a\nContent-Type: text/html\n\n", "<a \""), ("From: a\nContent-Type: text/html\n\n", "<!--"),
        ("From: a\nContent-Type: text/html\n\n", "<script>"),
        ("From: a\nContent-Type: text/html\n\n", "<p>a"), ("From: a\nContent-Transfer-Encoding: quoted-printable\n\n", "="),
        ("From: a\n\n", "\u{1B}$B"), ("From: a\n\n", "Reporting-MTA: x\n"), ("From: a\n\n", "Final-Recipient: x\nAction: failed\n\n"),
        ("From: a\nContent-Type: multipart/mixed; ", "a=\"b"), ("From: a\nContent-Type: multipart/mixed; ", "("), ("From: a\n", "X: y\n"),
        ("From: a\nContent-Type: message/delivery-status\n\nDiagnostic-Code: ", "x\n y\n"),
        ("From: a\nContent-Type: message/delivery-status\n\n", "Final-Recipient: <<<<\n"),
        ("From: a\nContent-Type: text/plain; charset=gb2312\n\n", "é\n"),
    ]

    @Test("They keep the invariants", arguments: repetitions)
    func invariants(_ prefix: String, _ unit: String) throws {
        let mail = try Reading(prefix + String(repeating: unit, count: 20_000 / unit.utf8.count))
        #expect(violations(in: mail) == [])
    }

    @Test("Words of HTML are bounded like other words")
    func html() throws {
        var limits = MessageLimits()
        limits.maximumBodyTextSize = 100
        let mail = try Reading("From: a\nContent-Type: text/html\n\n" + String(repeating: "<b>x</b> ", count: 1_000), limits: limits)
        #expect(mail.section(.body).utf8.count <= 102)
        #expect(mail.hasDefect(.textTooLarge))
    }
}
