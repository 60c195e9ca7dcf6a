import RuleEngine
import Testing

@Suite("A blocklist of a pack")
struct BlocklistLinkingTests {
    private static func list(_ zone: String, _ rest: String) -> String {
        "  - { zone: \(zone), name: The list, kind: public, \(rest), delist: { who: automatic } }\n"
    }

    private static let text =
        "blocklists:\n" + list("bl.example.org", "lists: address, status: live, aliases: [example.org/why.cgi]")
        + list("uri.example.org", "lists: url, status: live")
        + list("gone.example.org", "lists: address, status: dead, dead_since: 2019-01-02")
        + list("odd.example.org", "lists: address, status: live, cause: network.loop")

    private static let rules = LinkedPacks.rules(["general, match: { text: [Service unavailable; Client host] }"])

    @Test(
        "is a rule of its own, with the cause that its subject has",
        arguments: [
            (
                "554 Service unavailable; Client host [192.0.2.7] blocked using bl.example.org", "bl.example.org",
                "reputation.listed-address"
            ),
            (
                "554 Service unavailable; Client host [192.0.2.7] blocked using BL.Example.Org", "bl.example.org",
                "reputation.listed-address"
            ),
            ("550 see https://www.example.org/why.cgi?ip=192.0.2.7", "bl.example.org", "reputation.listed-address"),
            ("550 found shop.example.com.uri.example.org", "uri.example.org", "reputation.listed-domain"),
            ("550 refused by gone.example.org", "gone.example.org", "reputation.blocklist-misuse"),
            ("550 refused by odd.example.org", "odd.example.org", "network.loop"),
            ("554 Service unavailable; Client host [192.0.2.7] blocked using notbl.example.org", "general", "mailbox.full"),
            ("554 Service unavailable; Client host [192.0.2.7] blocked using bl.example.organ", "general", "mailbox.full"),
        ])
    func winners(words: String, rule: String, cause: String) throws {
        let packs = try LinkedPacks(LinkedPacks.pack("lists", Self.text), LinkedPacks.pack("own", Self.rules))
        let winner = try #require(packs.matches(Situation(words) { _ in }).first)
        #expect(winner == (rule == "general" ? "own/general" : "lists/\(rule)"))
        let row = try #require((0..<packs.rules.rules.count).first { packs.rules.string(packs.rules.rules[$0].id) == winner })
        #expect(packs.rules.string(packs.rules.causes[Int(packs.rules.rules[row].cause)].id) == cause)
    }

    @Test("carries what people need to get off it")
    func records() throws {
        let packs = try LinkedPacks(LinkedPacks.pack("lists", Self.text)).rules
        #expect(packs.blocklists.count == 4)
        #expect(
            (0..<4).map { packs.string(packs.blocklists[$0].zone) } == [
                "bl.example.org", "uri.example.org", "gone.example.org", "odd.example.org",
            ])
        #expect((0..<4).map { packs.blocklists[$0].lists } == [0, 3, 0, 0])
        #expect((0..<4).map { packs.blocklists[$0].isLive } == [1, 1, 0, 1])
        #expect(packs.string(packs.blocklists[2].deadSince) == "2019-01-02")
        #expect(packs.string(packs.blocklists[0].delistWho) == "automatic")
    }
}
