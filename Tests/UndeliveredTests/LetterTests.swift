import AllPacks
import Testing
import Undelivered

@Suite("Letters")
struct LetterTests {
    private static let listed =
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7"
    private static let facts = CaseFacts(
        sender: "tanaka@example.com", subject: "Estimate", messageID: "<1@example.com>", date: "Mon, 6 Jul 2026 10:15:30 +0900")

    @Test(
        "suit the cause",
        arguments: [
            (listed, ["to-recipient", "delisting", "allow-listing"]), ("552 user is over quota (#5.2.2)", ["to-recipient"]),
            ("550 5.7.1 Message rejected as spam", ["to-recipient", "allow-listing"]), ("553 5.1.3 Invalid address syntax", []),
        ] as [(String, [String])])
    func choice(reply: String, ids: [String]) throws {
        let diagnoser = try Shipped.diagnoser.get()
        let diagnosis = diagnoser.diagnosis(forReply: reply)
        for language in Language.all { #expect(diagnoser.letters(for: diagnosis, in: language).map(\.id) == ids) }
    }

    @Test("hold every fact of the case, and none that is unknown", arguments: Language.all)
    func facts(language: Language) throws {
        let diagnoser = try Shipped.diagnoser.get()
        let diagnosis = diagnoser.diagnosis(forReply: Self.listed)
        let letters = diagnoser.letters(for: diagnosis, in: language, facts: Self.facts)
        let delisting = try #require(letters.first { $0.id == "delisting" })
        #expect(delisting.reader == .senderOperator)
        for fact in [
            "192.0.2.7", "zen.spamhaus.org", "tanaka@example.com", "<1@example.com>", "Mon, 6 Jul 2026 10:15:30 +0900", Self.listed,
        ] {
            #expect(delisting.body.contains(fact), "\(fact)")
        }
        #expect(delisting.subject.contains("192.0.2.7"))
        let allow = try #require(letters.first { $0.id == "allow-listing" })
        #expect(allow.reader == .recipientOperator && allow.body.contains("192.0.2.7"))
        let bare = diagnoser.letters(for: diagnoser.diagnosis(forReply: "552 user is over quota"), in: language)
        for letter in letters + bare {
            #expect(!letter.body.contains("${") && !letter.body.contains("}") && !letter.subject.contains("\n"))
            #expect(letter.body.split(separator: "\n").allSatisfy { $0.count <= 200 })
        }
        #expect(bare.first?.body.contains("Message-ID") == false)
    }

    @Test(
        "let an address or a range through, in the words of each server",
        arguments: [
            ("192.0.2.7", "192.0.2.7 OK", "<; 192.0.2.7", "Add=\"192.0.2.7\"", "192.0.2.7:allow"),
            ("198.51.100.0/24", "198.51.100.0/24 OK", "<; 198.51.100.0/24", "Add=\"198.51.100.0/24\"", "198.51.100.:allow"),
            ("198.51.100.64/26", "198.51.100.64/26 OK", "<; 198.51.100.64/26", "Add=\"198.51.100.64/26\"", "198.51.100.64-127:allow"),
            ("198.51.96.0/20", "198.51.96.0/20 OK", "<; 198.51.96.0/20", "Add=\"198.51.96.0/20\"", "198.51.96-111.:allow"),
        ])
    func allowLines(range: String, postfix: String, exim: String, exchange: String, qmail: String) throws {
        let diagnoser = try Shipped.diagnoser.get()
        let range = try #require(AddressRange(range))
        for language in Language.all {
            let lines = Dictionary(uniqueKeysWithValues: diagnoser.allowLines(for: range, in: language).map { ($0.id, $0.lines) })
            #expect(lines["postfix"]?.contains(postfix) == true)
            #expect(lines["exim"]?.contains(exim) == true)
            #expect(lines["exchange-online"]?.contains(exchange) == true)
            #expect(lines["qmail-tcpserver"]?.contains(qmail) == true)
            #expect(lines["rspamd"]?.contains(range.description) == true)
        }
    }

    @Test(
        "Who may ask a list for removal, where, and when an entry ends by itself",
        arguments: [
            ("554 5.7.1 Client host [192.0.2.7] blocked using bl.spamcop.net", "automatic", "24h", "bl.shtml?192.0.2.7"),
            ("554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org", "owner", nil, "query/ip/192.0.2.7"),
            ("554 5.7.1 Client host [192.0.2.7] blocked using sbl.spamhaus.org", "provider", nil, "query/ip/192.0.2.7"),
            ("554 5.7.1 Client host [192.0.2.7] blocked using b.barracudacentral.org", "anyone", nil, "lookup-reputation"),
            ("550 5.7.1 Mail from 192.0.2.7 refused by blackhole site virus.rbl.jp", "nobody", nil, nil),
        ] as [(String, String, String?, String?)])
    func removal(reply: String, who: String, expires: String?, lookup: String?) throws {
        let removal = try #require(try Shipped.diagnoser.get().diagnosis(forReply: reply).removal)
        #expect(removal.who.id == who && removal.expires == expires)
        #expect(removal.lookupURL?.hasSuffix(lookup ?? "") ?? (lookup == nil))
        let (english, japanese) = (removal.note(in: .english), removal.note(in: .japanese))
        #expect(english != nil && japanese != nil && english != japanese)
    }

    @Test(
        "What is no range is refused",
        arguments: [
            "", "192.0.2", "192.0.2.256", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/24/8", "01.2.3.4", "::1/129", "2001:db8",
            ":::",
            "2001:db8::1::2", "1:2:3:4:5:6:7:8:9", "example.com", "192.0.2.7; rm -rf", "g::1",
        ])
    func ranges(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test("IPv6 addresses are ranges too", arguments: ["2001:db8::25", "2001:db8::/32", "::1", "1:2:3:4:5:6:7:8"])
    func six(text: String) throws {
        #expect(try #require(AddressRange(text)).description == text)
        let diagnoser = try Shipped.diagnoser.get()
        let lines = diagnoser.allowLines(for: try #require(AddressRange(text)), in: .english)
        #expect(lines.first { $0.id == "postfix" }?.lines.contains(text) == true)
    }
}
