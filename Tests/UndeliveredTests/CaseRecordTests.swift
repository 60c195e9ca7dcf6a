import Testing

@testable import Undelivered

@Suite("A case record")
struct CaseRecordTests {
    private static func record(_ reply: String, redacted: Bool = false) throws -> CaseRecord {
        CaseRecord(try Shipped.diagnoser.get().diagnosis(forReply: reply), isRedacted: redacted)
    }

    @Test(
        "has one fingerprint for one trouble, whoever it strikes",
        arguments: [
            (
                "550 5.1.1 <taro@example.jp>: Recipient address rejected: User unknown",
                "550 5.1.1 <hanako@example.com>: Recipient address rejected: User unknown"
            ),
            (
                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net; see https://www.spamcop.net/bl.shtml?192.0.2.7",
                "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using bl.spamcop.net; see https://www.spamcop.net/bl.shtml?203.0.113.9"
            ),
            (
                "552 5.3.4 Message size 26214401 exceeds limit 26214400 (id 4XyZ12abc)",
                "552 5.3.4 Message size  99999999 exceeds limit 10485760 (id 9QrS77def)"
            ),
            ("550 user unknown 2026-01-02 10:11:12", "550 User Unknown 2025-12-31 23:59:59"),
        ])
    func sameTrouble(one: String, other: String) throws {
        #expect(try Self.record(one).fingerprint == Self.record(other).fingerprint)
        #expect(try Self.record(one, redacted: true).fingerprint == Self.record(one).fingerprint)
        #expect(try Self.record(one).fingerprint.count == 16)
    }

    @Test("has another fingerprint for another trouble")
    func otherTrouble() throws {
        let replies = [
            "550 5.1.1 User unknown", "550 5.1.1 No such user", "450 5.1.1 User unknown", "550 5.1.2 User unknown", "", "552 mailbox full",
        ]
        #expect(Set(try replies.map { try Self.record($0).fingerprint }).count == replies.count)
    }

    @Test("keeps its fingerprint for ever")
    func stability() throws {
        #expect(
            try Self.record("550 5.1.1 User unknown").fingerprint
                == CaseFingerprint.of(try Shipped.diagnoser.get().diagnosis(forReply: "550 5.1.1 User unknown")))
        #expect(
            CaseFingerprint.template(of: "Mailbox taro of a@example.jp (id 12 34) is FULL", without: ["taro"])
                == "mailbox # of # ( id # ) is full")
    }

    @Test(
        "gives nobody away when it is redacted",
        arguments: [
            "taro.yamada@example.jp", "taro.yamada", "mx1.example.jp", "192.0.2.7", "2001:db8::25", "secret-subject", "sender@example.com",
            "host.example.com",
        ])
    func redaction(secret: String) throws {
        var diagnosis = try Shipped.diagnoser.get().diagnosis(
            forReply:
                "550 5.1.1 <taro.yamada@example.jp>: mailbox taro.yamada unknown at mx1.example.jp [192.0.2.7], client 2001:db8::25 (host.example.com)"
        )
        diagnosis.recipient = "taro.yamada@example.jp"
        diagnosis.remoteMTA = "mx1.example.jp"
        let details: [CaseRecord.Field] = [
            .init(name: "sender", value: "sender@example.com"), .init(name: "subject", value: "secret-subject"),
            .init(name: "message-id", value: "<20260101.taro.yamada@example.jp>"),
        ]
        let open = CaseRecord(diagnosis, details: details)
        let redacted = CaseRecord(diagnosis, details: details, isRedacted: true)
        #expect(open.lines(in: .english).contains { $0.contains(secret) })
        for language in Language.all { #expect(!redacted.lines(in: language).contains { $0.contains(secret) }) }
        #expect(redacted["recipient"] == "address-1@domain-1" && redacted["remote-mta"] == "host-1.domain-1")
        #expect(redacted["cause"] == open["cause"] && redacted["cause"] != nil)
        #expect(
            redacted["diagnostic-text"]?.hasPrefix("550 5.1.1 <address-1@domain-1>: mailbox name-1 unknown at host-1.domain-1 [ip-1]")
                == true)
    }

    @Test("says what a support desk will ask for")
    func missing() throws {
        let record = try Self.record("544 5.0.0 service unavailable")
        #expect(record.missing.contains("recipient") && record.missing.contains("date") && !record.missing.contains("diagnostic-text"))
        #expect(!record.questions.isEmpty)
        #expect(record.lines(in: .japanese).contains { $0.hasPrefix("不足している情報：日時、宛先") })
    }

    @Test("is the same JSON for the same case")
    func json() throws {
        var texts: Set<[UInt8]> = []
        for _ in 0..<3 {
            var json = JSONWriter()
            try Self.record("550 5.1.1 <a@example.jp>: User unknown", redacted: true).writeJSON(to: &json)
            texts.insert(json.bytes)
        }
        #expect(texts.count == 1)
        #expect(texts.first.map { String(decoding: $0, as: UTF8.self).hasPrefix(#"{"fingerprint":""#) } == true)
    }
}
