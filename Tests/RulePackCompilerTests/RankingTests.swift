import RuleEngine
import RulePackCompiler
import Testing

@Suite("Of several rules")
struct RankingTests {
    @Test("a site's come first, however weak")
    func site() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "maker", "vendor", LinkedPacks.rules(["words, scope: anywhere, match: { text: [the mailbox is over its quota] }"])),
            LinkedPacks.pack("mine", "site", LinkedPacks.rules(["code, match: { reply: 5xx }"])),
            LinkedPacks.pack("plain", LinkedPacks.rules(["words, match: { text: [over its quota] }"])))
        #expect(packs.matches("552 the mailbox is over its quota") == ["mine/code", "maker/words", "plain/words"])
    }

    @Test("words beat enhanced codes, and those beat reply codes, whatever their tier")
    func strength() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "maker", "vendor",
                LinkedPacks.rules(["status, scope: anywhere, match: { status: 5.2.2 }", "reply, scope: anywhere, match: { reply: 552 }"])),
            LinkedPacks.pack("plain", LinkedPacks.rules(["status, match: { status: 5.2.2 }", "words, match: { text: [full] }"])))
        #expect(packs.matches("552 5.2.2 full") == ["plain/words", "maker/status", "plain/status", "maker/reply"])
    }

    @Test("a vendor's beat the standard's where both have words, though its words are fewer")
    func tiers() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack("maker", "vendor", LinkedPacks.rules(["a, scope: anywhere, match: { text: [quota] }"])),
            LinkedPacks.pack("plain", LinkedPacks.rules(["a, match: { text: [the mailbox is over its quota] }"])))
        #expect(packs.matches("552 the mailbox is over its quota") == ["maker/a", "plain/a"])
    }

    @Test(
        "the weightier wins: more words, more predicates, exacter codes",
        arguments: [
            ("text: [over quota]", "text: [is over quota]"),
            ("text: [over quota]", "text: [over quota], reply: 552"),
            ("text: [over quota], reply: 55x", "text: [over quota], reply: 552"),
            ("text: [over quota]", "text: { all: [over quota, mailbox] }"),
            ("text: [over quota]", "text: [over quota], optional: { text: [mailbox] }"),
            ("status: 5.2.x", "status: 5.2.2"), ("status: x.2.2", "status: 5.2.2"), ("status: 5.x.x", "status: x.2.x"),
            ("reply: 55x", "reply: 552"), ("regex: 'over \\w+'", "regex: 'mailbox is over \\w+'"),
            ("text: [mailbox is]", "text: [RP-17]"), ("text: [mailbox i]", "text: [満杯です満杯です]"),
        ])
    func weights(lighter: String, heavier: String) throws {
        for order in [[lighter, heavier], [heavier, lighter]] {
            let rules = order.map { "\($0 == heavier ? "heavy" : "light"), match: { \($0) }" }
            let packs = try LinkedPacks(LinkedPacks.pack("own", LinkedPacks.rules(rules)))
            #expect(packs.matches("552 5.2.2 mailbox is over quota RP-17 満杯です満杯です") == ["own/heavy", "own/light"])
        }
    }

    @Test("equals are told apart by the order in which they were written")
    func ties() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack("zeta", LinkedPacks.rules(["a, match: { text: [four] }"])),
            LinkedPacks.pack("alpha", LinkedPacks.rules(["b, match: { text: [five] }", "a, match: { text: [nine] }"])))
        #expect(packs.matches("four five nine") == ["alpha/b", "alpha/a", "zeta/a"])
    }

    @Test("a fallback yields to all that hold by the same kind of evidence, and wins over weaker kinds")
    func fallbacks() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "maker", "vendor",
                LinkedPacks.rules(["last, scope: anywhere, rank: fallback, match: { text: [message rejected for policy reasons] }"])),
            LinkedPacks.pack("plain", LinkedPacks.rules(["words, match: { text: [spam] }", "status, match: { status: 5.7.1 }"])))
        #expect(packs.matches("550 5.7.1 message rejected for policy reasons: spam") == ["plain/words", "maker/last", "plain/status"])
        #expect(packs.matches("550 5.7.1 message rejected for policy reasons") == ["maker/last", "plain/status"])
    }

    @Test("those that another says it goes before lose, even against what is weaker")
    func before() throws {
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "own",
                LinkedPacks.rules([
                    "long, match: { text: [the mailbox is over its quota] }", "short, match: { text: [quota] }, before: [own/long]",
                    "middle, match: { text: [over its] }",
                ])))
        #expect(packs.matches("552 the mailbox is over its quota") == ["own/middle", "own/short", "own/long"])
        #expect(packs.matches("552 the mailbox is over its Q") == ["own/middle"])
    }

    @Test("a pack's scope must hold but adds no weight, and rules may be free of it")
    func scope() throws {
        let head = ", scope: { remote_mta: [.example.net, .example.org] }"
        let packs = try LinkedPacks(
            LinkedPacks.pack(
                "maker", "vendor", head,
                LinkedPacks.rules(["own, match: { text: [quota] }", "free, scope: anywhere, match: { text: [its quota] }"])))
        #expect(packs.matches("552 over its quota") == ["maker/free"])
        let there = Situation("552 over its quota") { $0.names = [(\.remoteMTA, "mx.example.org")] }
        #expect(packs.matches(there) == ["maker/free", "maker/own"])
        let elsewhere = Situation("552 over its quota") {
            $0.names = [(\.remoteMTA, "mx.example.com"), (\.reportingMTA, "mx.example.org")]
        }
        #expect(packs.matches(elsewhere) == ["maker/free"])
    }

    @Test("a rule that a pack's override has changed is the one that is linked")
    func overrides() throws {
        let base = LinkedPacks.pack("base", LinkedPacks.rules(["a, match: { text: [alpha] }", "b, match: { text: [beta] }"]))
        let override = LinkedPacks.pack(
            "mine", "site",
            "overrides:\n  - { target: base/a, because: it is wrong here, disable: true }\n"
                + "  - { target: base/b, because: we say gamma, append: { match: { text: [gamma] } } }\n")
        let packs = try LinkedPacks(base, override)
        #expect(packs.matches("alpha gamma") == ["base/b"])
        #expect(packs.matches("beta") == ["base/b"])
        #expect(packs.matches("alpha") == [])
    }

    @Test("the same packs give the same bytes, in whatever order they come")
    func determinism() throws {
        let packs = [
            LinkedPacks.pack(
                "beta", "vendor", ", scope: { remote_mta: [.example.net] }",
                LinkedPacks.rules([
                    "b, match: { text: [two, three], status: 5.1.x }", "a, match: { regex: 'x(?<n>\\d)y', not: { reply: 5xx } }",
                ])),
            LinkedPacks.pack(
                "alpha", LinkedPacks.rules(["z, match: { header: { name: X-A, any: [one] } }", "y, match: { size: '> 1MB' }"])),
            LinkedPacks.pack(
                "gamma", "site",
                "layouts:\n  - { id: gamma, recognise: { body: [undeliverable] }, blocks: { starts: ['^<(?<recipient>.+)>'], reply: following } }\n"
            ),
        ]
        let image = try LinkedPacks(packs).image
        #expect(try LinkedPacks(packs).image == image)
        #expect(try LinkedPacks(packs.reversed()).image == image)
        #expect(try LinkedPacks([packs[1], packs[2], packs[0]], isVocabularyLast: true).image == image)
        #expect(try LinkedPacks(Array(packs.dropLast())).image != image)
    }
}
