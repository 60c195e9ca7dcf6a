import AllPacks
import DeliveryTypes
import Testing
import Undelivered

/// One diagnoser with all packs for all tests: making it costs more than most of them.
enum Shipped {
    static let diagnoser = Result { try Diagnoser(packs: .all) }

    static func answer(_ mail: String) throws -> MailDiagnosis { try diagnoser.get().diagnosis(forMail: Array(mail.utf8)) }
}

@Suite("Replies that are easily misread")
struct MustHoldTests {
    @Test(
        "have the right cause and the right side",
        arguments: [
            ("Sorry, no mailbox here by that name. vpopmail (#5.1.1)", "address.unknown-user", "sender"),
            ("user is over quota", "mailbox.full", "recipient"),
            ("552 sorry, that message size exceeds my databytes limit (#5.3.4)", "size.receiver-limit", "sender"),
            (
                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net", "reputation.listed-address", "sender"
            ),
            (
                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7",
                "reputation.listed-address", "sender"
            ),
            ("550 5.7.1 Mail from 192.0.2.7 refused by blackhole site virus.rbl.jp", "reputation.blocklist-misuse", "recipient"),
            ("544 5.0.0 service unavailable", "undetermined", "undetermined"),
            ("552 5.1.1 <u@example.org> mailbox is over quota temporarily (#5.1.1)", "mailbox.full", "recipient"),
        ])
    func causes(reply: String, cause: String, side: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.cause.id == cause)
        #expect(diagnosis.responsible.side.id == side)
        #expect(!diagnosis.explanation(in: .english).summary.isEmpty && !diagnosis.explanation(in: .japanese).summary.isEmpty)
        for evidence in diagnosis.evidence { #expect(Array(reply.utf8)[evidence.range].elementsEqual(evidence.text.utf8)) }
    }

    @Test("name the list and what stands on it")
    func listings() throws {
        let diagnoser = try Shipped.diagnoser.get()
        let spamcop = diagnoser.diagnosis(forReply: "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net")
        #expect(spamcop.blocklist == .init(zone: "bl.spamcop.net", name: "SpamCop", listed: "192.0.2.7"))
        let zen = diagnoser.diagnosis(
            forReply:
                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7"
        )
        #expect(zen.blocklist?.zone == "zen.spamhaus.org" && zen.blocklist?.listed == "192.0.2.7")
        let dead = diagnoser.diagnosis(forReply: "550 5.7.1 Mail from 192.0.2.7 refused by blackhole site virus.rbl.jp")
        #expect(dead.blocklist?.zone == "rbl.jp" && dead.blocklist?.listed == "192.0.2.7")
        // A list that no pack describes has no other name than its zone.
        let unknown = diagnoser.diagnosis(
            forReply: "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using DNSBL.Lists.example.org")
        #expect(unknown.cause.id == "reputation.listed-address")
        #expect(
            unknown.blocklist == .init(zone: "dnsbl.lists.example.org", name: "dnsbl.lists.example.org", listed: "192.0.2.7"))
    }

    @Test("that say nothing leave the cause open, and name the sender's reputation first")
    func openCause() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: "544 5.0.0 service unavailable")
        #expect(diagnosis.confidence < 0.5)
        #expect(diagnosis.alternatives.first?.cause.family == "reputation")
        #expect(diagnosis.replyCode?.rawValue == 544 && diagnosis.enhancedStatus?.description == "5.0.0")
    }

    @Test("whose code and words disagree say so")
    func contradiction() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(
            forReply: "552 5.1.1 <u@example.org> mailbox is over quota temporarily (#5.1.1)")
        #expect(
            diagnosis.contradictions == [.init(kind: .statusAndText, values: ["5.1.1", "address.unknown-user", "mailbox.full"])])
        #expect(diagnosis.alternatives.map(\.cause.id).contains("address.unknown-user"))
        #expect(diagnosis.suppressRecipient != .yes)
    }

    @Test("keep their answer whatever their case, their spaces and their line ends")
    func spellings() throws {
        let diagnoser = try Shipped.diagnoser.get()
        let reply = "552 sorry, that message size exceeds my databytes limit (#5.3.4)"
        let variants = [
            reply.uppercased(), "552-sorry, that message size\r\n552 exceeds my databytes limit (#5.3.4)", reply + "\r\n",
            reply.split(separator: " ").joined(separator: "  "), "552 sorry, that message\n   size exceeds my databytes limit (#5.3.4)",
        ]
        for variant in variants { #expect(diagnoser.diagnosis(forReply: variant).cause == .sizeReceiverLimit, "\(variant)") }
    }

    @Test(
        "may be anything at all", arguments: ["", " ", "\n", "250 ok", "\u{0}", "550", "5.1.1", "550 5.1.1", "999 9.9.9", "<>", "@", "🙂"])
    func nothing(reply: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect((0...1).contains(diagnosis.confidence))
        #expect(diagnosis.evidence.allSatisfy { $0.range.upperBound <= reply.utf8.count })
    }
}
