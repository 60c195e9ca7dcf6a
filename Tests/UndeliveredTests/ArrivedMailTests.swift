import Testing
import Undelivered

@Suite("A mail that arrived and was filed away")
struct ArrivedMailTests {
    private static func header(_ fields: String) -> [UInt8] {
        Array(
            ("From: Sender <sender@example.com>\r\nTo: user@example.org\r\nDate: Tue, 3 Mar 2026 10:00:00 +0900\r\n" + fields
                + "\r\n\r\nHello\r\n").utf8)
    }

    @Test(
        "names who moved it",
        arguments: [
            (
                "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:JP;LANG:ja;\r\n SCL:6;SRV:;IPV:NLI;SFV:BLK;H:mail.example.com;CAT:NONE",
                "mailbox.junked-by-recipient", "recipient", "user"
            ),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:6;SFV:SKB;CAT:SPM", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:6;SFV:SKS;CAT:NONE", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:5;SFV:SPM;CAT:SPM", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:8;SFV:SPM;CAT:HPHSH", "mailbox.junked-by-filter", "recipient", "operator"),
            (
                "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:6;CAT:BULK\r\nX-Microsoft-Antispam: BCL:8;", "mailbox.junked-by-filter",
                "recipient", "operator"
            ),
            ("X-MS-Exchange-Organization-SCL: 9", "mailbox.junked-by-filter", "recipient", "operator"),
            (
                "X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;jmr:0;auth:0;dest:C;OFR:CustomRules;ENG:(750132)", "mailbox.filed-by-rule",
                "recipient", "user"
            ),
            (
                "X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;jmr:1;auth:0;dest:J;OFR:SpamFilterAuthJ;", "mailbox.junked-by-filter",
                "recipient", "operator"
            ),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;SFV:NSPM;CAT:NONE", "mailbox.filed-by-rule", "recipient", "user"),
            ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:-1;SFV:SFE", "mailbox.filed-by-rule", "recipient", "user"),
            (
                "X-Spam-Flag: YES\r\nX-Spam-Status: Yes, score=7.2 required=5.0 tests=BAYES_99,HTML_MESSAGE", "mailbox.junked-by-filter",
                "recipient", "operator"
            ),
            ("X-Spam-Status: No, score=-1.2 required=5.0 tests=BAYES_00", "mailbox.filed-by-rule", "recipient", "user"),
            ("X-Rspamd-Action: add header", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Proofpoint-Spam-Details: rule=spam policy=default score=98", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Barracuda-Spam-Status: Yes, SCORE=5.10 using global scores", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Apple-Action: JUNK/JUNK\r\nX-Apple-MoveToFolder: Junk", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-YahooFilteredBulk: 192.0.2.1", "mailbox.junked-by-filter", "recipient", "operator"),
            ("X-Mozilla-Keys: Junk", "mailbox.junked-by-filter", "recipient", "user"),
            (
                "Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=example.com;\r\n dkim=none; dmarc=fail action=quarantine header.from=example.com",
                "authentication.dmarc", "sender", "operator"
            ),
            (
                "Authentication-Results: mx.example.org; dmarc=fail (p=QUARANTINE sp=NONE dis=QUARANTINE) header.from=example.com\r\nX-Spam-Flag: YES",
                "authentication.dmarc", "sender", "operator"
            ),
            (
                "Authentication-Results: spf=none smtp.mailfrom=example.com; dkim=none; dmarc=none; compauth=fail reason=001",
                "authentication.unauthenticated", "sender", "operator"
            ),
            (
                "Received-SPF: SoftFail (mx.example.org: domain of transitioning sender@example.com)", "authentication.unauthenticated",
                "sender", "operator"
            ),
            ("Subject: [meiwaku] news", "mailbox.junked-by-filter", "recipient", "operator"),
            ("Subject: =?UTF-8?B?44CQ6L+35oOR44Oh44O844Or44CR44GU5qGI5YaF?=", "mailbox.junked-by-filter", "recipient", "operator"),
        ])
    func who(fields: String, cause: String, side: String, actor: String) throws {
        let mail = Self.header(fields)
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forArrivedMail: mail)
        #expect(diagnosis.cause.id == cause, "\(diagnosis.rule ?? "-")")
        #expect(diagnosis.responsible == .init(side: .init(id: side), actor: .init(id: actor)))
        #expect(diagnosis.action == .delivered)
        for language in Language.all { #expect(!diagnosis.explanation(in: language).steps.isEmpty) }
        for evidence in diagnosis.evidence {
            #expect(evidence.field == "header" && mail[evidence.range].elementsEqual(evidence.text.utf8))
        }
    }

    @Test("whose header says nothing of a filter leaves that open, and asks")
    func silentHeader() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(
            forArrivedMail: Self.header("Subject: User unknown; mailbox full, blocked using bl.spamcop.net"))
        #expect(diagnosis.cause == .undetermined)
        let asked = diagnosis.questions().map(\.symptom)
        #expect(!asked.isEmpty && !asked.contains("webmail") && !asked.contains("returned-mail"))
    }

    @Test("is not taken for a bounce where its marks stand in a bounce")
    func marksOfABounce() throws {
        let bounce = Sketch.bounce("<user@example.jp>: 550 5.1.1 User unknown", header: "X-Spam-Flag: YES\nX-Spam-Status: Yes, score=9")
        let rules = try Shipped.diagnoser.get().diagnosis(forMail: Array(bounce.utf8)).diagnoses.compactMap(\.rule)
        #expect(!rules.contains { $0.hasPrefix("junk-headers/") })
    }

    @Test(
        "may be any bytes", arguments: [[0], Array("no header".utf8), [UInt8](repeating: 0xFF, count: 5000), Array("A:\n\tb\n c: d".utf8)])
    func nonsense(bytes: [UInt8]) throws {
        let diagnoser = try Shipped.diagnoser.get()
        #expect((try? diagnoser.diagnosis(forArrivedMail: bytes))?.cause ?? .undetermined == .undetermined)
    }
}
