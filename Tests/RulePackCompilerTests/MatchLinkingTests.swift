import DeliveryTypes
import RuleEngine
import Testing

@Suite("A linked match")
struct MatchLinkingTests {
    /// Does a rule with this match hold?
    private static func holds(_ match: String, _ situation: Situation) throws -> Bool {
        let packs = try LinkedPacks(LinkedPacks.pack("own", LinkedPacks.rules(["a, match: { \(match) }"])))
        return packs.matches(situation) == ["own/a"]
    }

    @Test(
        "of words sees them normalised, whole, and as the lists say",
        arguments: [
            ("text: [Mailbox FULL]", "452 mailbox\r\n   full", true),
            ("text: [mailbox full]", "452-4.2.2 mailbox\r\n452 4.2.2 full", true),
            ("text: [mailbox full]", "452 mailboxes fully used", false),
            ("text: [mailbox full]", "452 mailbox fuller", true),
            ("text: { any: [mailbox full], words: true }", "452 mailbox fuller", false),
            ("text: { any: [mailbox full], words: true }", "452 (mailbox full)", true),
            ("text: [満杯です]", "メールボックスが満杯\n です", true),
            ("text: [ﾒｰﾙ満杯]", "メール満杯", true),
            ("text: [five, four]", "has four", true),
            ("text: { all: [five, four] }", "has four", false),
            ("text: { all: [five, four] }", "four of five", true),
            ("text: { any: [five], none: [four] }", "four of five", false),
            ("text: { any: [five], none: [four] }", "all five", true),
            ("regex: '^552 .*quota$'", "552 User is\n over Quota", true),
            ("regex: '^quota'", "552 quota", false),
            ("regex: ['one \\d+', 'two \\d+']", "has TWO 22", true),
            ("regex: 'über ＱＵＯＴＡ'", "Über quota", true),
        ] as [(String, String, Bool)])
    func words(match: String, words: String, expected: Bool) throws {
        #expect(try Self.holds(match, Situation(words) { _ in }) == expected)
    }

    @Test(
        "of codes takes wildcards, ranges, and the status that the report states beside the words",
        arguments: [
            ("reply: 550", "550 no", nil, true), ("reply: 550", "551 no", nil, false), ("reply: 55x", "552 no", nil, true),
            ("reply: 5xx", "452 no", nil, false), ("reply: [4xx, 552]", "552 no", nil, true), ("reply: 550-554", "553 no", nil, true),
            ("reply: 550-554", "555 no", nil, false),
            ("status: 5.1.1", "550 5.1.1 no", nil, true), ("status: 5.1.1", "550 5.1.10 no", nil, false),
            ("status: 5.1.x", "550 5.1.10 no", nil, true), ("status: x.2.2", "452 4.2.2 no", nil, true),
            ("status: 5.x.x", "550 5.7.26 no", nil, true), ("status: 5.x.x", "450 4.7.26 no", nil, false),
            ("status: x.x.26", "550 5.7.26 no", nil, true), ("status: x.7.x", "550 5.1.7 no", nil, false),
            ("status: 5.0.0", "550 5.0.0 no", nil, true), ("status: x.0.0", "550 5.1.0 no", nil, false),
            ("status: 5.2.2", "550 5.1.1 no", "5.2.2", true), ("status: 5.1.1", "550 5.1.1 no", "5.2.2", true),
            ("status: 5.3.3", "550 5.1.1 no", "5.2.2", false), ("status: 5.2.2", "no", "5.2.2", true),
        ] as [(String, String, String?, Bool)])
    func codes(match: String, words: String, status: String?, expected: Bool) throws {
        #expect(try Self.holds(match, Situation(words) { $0.status = status }) == expected)
    }

    @Test(
        "of hosts takes the name itself, or a domain and everything below it",
        arguments: [
            ("mx.example.net", "mx.example.net", true), ("mx.example.net", "MX.Example.NET", true),
            ("mx.example.net", "a.mx.example.net", false), (".example.net", "mx.example.net", true),
            (".example.net", "a.b.example.net", true), (".example.net", "example.net", true),
            (".example.net", "notexample.net", false), (".example.net", "example.net.example.com", false),
            ("[mx.example.org, .example.net]", "mail.example.net", true),
        ])
    func hosts(test: String, name: String, expected: Bool) throws {
        let fields: [(String, WritableKeyPath<DeliveryEvidence, TextRange?>)] = [
            ("remote_mta", \.remoteMTA), ("reporting_mta", \.reportingMTA), ("recipient_domain", \.recipientDomain),
            ("sender_domain", \.senderDomain),
        ]
        for (key, field) in fields {
            #expect(try Self.holds("\(key): \(test)", Situation("no") { $0.names = [(field, name)] }) == expected, "\(key)")
            for (_, other) in fields where other != field {
                #expect(try !Self.holds("\(key): \(test)", Situation("no") { $0.names = [(other, name)] }))
            }
        }
    }

    @Test(
        "of header fields sees the field of that name in the bounce or in the returned message",
        arguments: [
            ("header: { name: X-Loop }", true), ("header: { name: x-loop, any: [once] }", true),
            ("header: { name: X-Loop, any: [twice] }", false),
            ("header: { name: X-Loop, regex: '^went \\w+$' }", true), ("header: { name: X-Loop, none: [twice] }", true),
            ("header: { name: X-Loop, any: [went], none: [once] }", false), ("header: { name: X-Loop, all: [went, once] }", true),
            ("header: { name: X-Loop, absent: true }", false), ("header: { name: X-Other, absent: true }", true),
            ("header: { name: X-Other, any: [went] }", false), ("header: { name: Subject, any: [went] }", false),
            ("returned_header: { name: Subject, any: [offer] }", true), ("header: { name: Subject, any: [offer] }", false),
            ("returned_header: { name: X-Loop }", false), ("body: [went once]", false), ("body: [stands in the body]", true),
            ("body: [offer]", false), ("text: [stands in the body]", false),
        ])
    func headers(match: String, expected: Bool) throws {
        let situation = Situation("no") {
            $0.headers = [("X-Loop", "Went once"), ("Subject", "Failure")]
            $0.returnedHeaders = [("Subject", "An offer")]
            $0.body = "It stands in the Body.\n"
        }
        #expect(try Self.holds(match, situation) == expected)
    }

    @Test(
        "of sizes, parts, types, phases and symptoms compares what is known",
        arguments: [
            ("size: '>= 25MB'", true), ("size: '> 25MB'", false), ("size: '<= 25MB'", true), ("size: '< 25MB'", false),
            ("size: 25MB", true),
            ("size: ['< 1KB', '> 20MB']", true), ("mime: { parts: '>= 2' }", true), ("mime: { parts: 2 }", false),
            ("mime: { type: multipart/report }", true), ("mime: { type: text/plain }", false),
            ("mime: { attachment_extension: [EXE] }", true),
            ("mime: { attachment_extension: zip }", false), ("mime: { type: multipart/report, attachment_extension: zip }", false),
            ("phase: rcpt", true), ("phase: [mail, data]", false), ("symptom: { shown: junk }", true), ("symptom: { shown: inbox }", false),
        ])
    func circumstances(match: String, expected: Bool) throws {
        let situation = Situation("no") {
            ($0.size, $0.partCount, $0.phase) = (25 * 1024 * 1024, 3, .rcpt)
            ($0.types, $0.extensions, $0.symptoms) = (["multipart/report"], ["exe"], ["shown=junk"])
        }
        #expect(try Self.holds(match, situation) == expected)
        #expect(try !Self.holds(match, "no"), "nothing is known")
    }

    @Test("of a size beyond 4 GiB is exact")
    func largeSizes() throws {
        #expect(try Self.holds("size: '> 5000MB'", Situation("no") { $0.size = 5001 << 20 }))
        #expect(try !Self.holds("size: '> 5000MB'", Situation("no") { $0.size = 5000 << 20 }))
    }

    @Test(
        "may be composed of others",
        arguments: [
            ("all: [{ text: [alpha] }, { text: [beta] }]", "alpha beta", true),
            ("all: [{ text: [alpha] }, { text: [beta] }]", "beta", false),
            ("any: [{ text: [alpha] }, { reply: 550 }]", "550 gamma", true),
            ("any: [{ text: [alpha] }, { reply: 550 }]", "551 gamma", false),
            ("text: [alpha], not: { text: [beta] }", "alpha", true), ("text: [alpha], not: { text: [beta] }", "alpha beta", false),
            ("text: [alpha], optional: { text: [beta] }", "alpha", true), ("text: [alpha], optional: { text: [beta] }", "beta", false),
            ("text: [alpha], reply: 550", "550 alpha", true), ("text: [alpha], reply: 550", "551 alpha", false),
            (
                "any: [{ all: [{ text: [alpha] }, { not: { text: [beta] } }] }, { all: [{ text: [beta] }, { text: [gamma] }] }]",
                "beta gamma", true
            ),
            (
                "any: [{ all: [{ text: [alpha] }, { not: { text: [beta] } }] }, { all: [{ text: [beta] }, { text: [gamma] }] }]",
                "alpha beta", false
            ),
            ("not: { not: { text: [alpha] } }", "alpha", true), ("not: { not: { text: [alpha] } }", "beta", false),
            ("any: [{ text: [alpha] }, { not: { text: [beta] } }]", "gamma", true),
        ] as [(String, String, Bool)])
    func composition(match: String, words: String, expected: Bool) throws {
        #expect(try Self.holds(match, Situation(words) { _ in }) == expected)
    }

    @Test("cuts out what its named groups stand for, as it was written")
    func captures() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "own",
                LinkedPacks.rules([
                    "a, match: { text: [over], regex: 'limit (of )?(?<limit>\\d+ \\w+)', optional: { regex: 'for (?<who>\\S+@\\S+)' } }"
                ])))
        #expect(packs.answer("552 over the limit of 25\n  MB").captures == ["limit": "25\n  MB"])
        #expect(packs.answer("552 over limit 7 GB for User@Example.JP").captures == ["limit": "7 GB", "who": "User@Example.JP"])
        #expect(packs.answer("552 limit 7 GB").captures == [:])
    }
}
