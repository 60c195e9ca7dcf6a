import AllPacks
import Testing
import Undelivered

@Suite("Slips of the pen in addresses")
struct SuggestionTests {
    private static func suggestion(_ reply: String, known: [String] = []) throws -> String? {
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        session.knownAddresses = known
        return session.diagnosis(forReply: reply).suggestion
    }

    @Test(
        "A domain that does not exist is compared with those that many people use",
        arguments: [
            ("taro@gmial.com", "taro@gmail.com"), ("taro@gmail.con", "taro@gmail.com"), ("taro@gmai.com", "taro@gmail.com"),
            ("taro@gmaul.com", "taro@gmail.com"), ("taro@docomo.co.jp", "taro@docomo.ne.jp"), ("taro@docmo.ne.jp", "taro@docomo.ne.jp"),
            ("taro@yahoo.co.jpp", "taro@yahoo.co.jp"), ("taro@yahoo.cojp", "taro@yahoo.co.jp"), ("taro@yaoo.co.jp", "taro@yahoo.co.jp"),
            ("taro@hotmai.com", "taro@hotmail.com"), ("taro@hotmaill.com", "taro@hotmail.com"), ("taro@ezweb.co.jp", "taro@ezweb.ne.jp"),
            ("taro@softbank.co.jp", "taro@softbank.ne.jp"), ("taro@icloud.co", "taro@icloud.com"), ("taro@outlok.com", "taro@outlook.com"),
            ("taro@t-onlin.de", "taro@t-online.de"), ("taro@orangr.fr", "taro@orange.fr"), ("taro@comcast.ent", "taro@comcast.net"),
            ("taro@biglobe.co.jp", "taro@biglobe.ne.jp"), ("taro@nifty.co.jp", "taro@nifty.com"),
        ])
    func domains(written: String, meant: String) throws {
        let domain = written.split(separator: "@").last ?? ""
        #expect(try Self.suggestion("550 5.1.2 <\(written)>: Recipient address rejected: Domain not found") == meant)
        #expect(
            try Self.suggestion("<\(written)>: Host or domain name not found. Name service error for name=\(domain) type=A: Host not found")
                == meant)
    }

    @Test(
        "Where only the user is unknown, the domain answered: only close and well-known slips count",
        arguments: [
            ("taro@gmial.com", "taro@gmail.com"), ("taro@docomo.co.jp", "taro@docomo.ne.jp"), ("taro@hotmial.com", "taro@hotmail.com"),
            ("taro@gmail.com", nil), ("taro@yahoo.be", nil), ("taro@live.nl", nil), ("taro@example.co.jp", nil), ("taro@qq.co", nil),
        ] as [(String, String?)])
    func users(written: String, meant: String?) throws {
        #expect(try Self.suggestion("550 5.1.1 <\(written)>: Recipient address rejected: User unknown in virtual mailbox table") == meant)
    }

    @Test(
        "Words that speak against a slip are heeded",
        arguments: [
            "550 5.1.1 <taro@gmial.com>: User unknown; this account has been deleted", "552 5.2.2 <taro@gmial.com>: Mailbox full",
            "550 5.2.1 <taro@gmial.com>: mailbox disabled, not accepting messages", "550 5.1.1 <taro@gmial.com> no longer at this company",
            "550 5.7.1 <taro@gmial.com>: Relay access denied", "451 4.7.1 <taro@gmial.com>: Greylisted",
            "550 5.1.1 <taro@gmial.com>: ユーザーは退会しました。User unknown",
        ])
    func against(reply: String) throws {
        #expect(try Self.suggestion(reply) == nil)
    }

    @Test(
        "Addresses that the user writes to count as well",
        arguments: [
            ("suzuki.ichiro@example.jp", "suzuki.ichro@example.jp"), ("suzuki.ichiro@example.jp", "suzuki.ihciro@example.jp"),
            ("info@shop.example.co.jp", "info@shop.exmaple.co.jp"),
        ])
    func known(known: String, written: String) throws {
        let reply = "550 5.1.1 <\(written)>: User unknown"
        #expect(try Self.suggestion(reply, known: [known, "yamada@example.jp"]) == known)
        #expect(try Self.suggestion(reply) == nil)
    }

    @Test("Neither other people's numbers nor an address that is known are taken for slips")
    func notSlips() throws {
        #expect(try Self.suggestion("550 5.1.1 <taro2@example.jp>: User unknown", known: ["taro1@example.jp"]) == nil)
        #expect(
            try Self.suggestion("550 5.1.1 <hanako@example.jp>: User unknown", known: ["hanako@example.jp", "hanaka@example.jp"]) == nil)
        #expect(
            try Self.suggestion("550 5.1.1 <hanakc@example.jp>: User unknown", known: ["hanaka@example.jp", "hanako@example.jp"]) == nil)
    }

    @Test(
        "In a mail the address that failed stands as well, and is no proof of itself",
        arguments: [("taro@gmaul.com", "taro@gmail.com"), ("taro@docmo.ne.jp", "taro@docomo.ne.jp"), ("taro@example.net", nil)]
            as [(String, String?)])
    func wholeMail(written: String, meant: String?) throws {
        let mail = Sketch.report(
            "Final-Recipient: rfc822; \(written)\nAction: failed\nStatus: 5.1.2\nDiagnostic-Code: smtp; 550 5.1.2 Host unknown (Name server: host not found)",
            returned: "To: \(written)")
        let diagnosis = try #require(try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8)).diagnoses.first)
        #expect(diagnosis.cause == .addressUnknownDomain)
        #expect(diagnosis.suggestion == meant)
    }

    @Test("Another recipient of the same message may be what was meant")
    func sameMessage() throws {
        let mail = Sketch.report(
            "Final-Recipient: rfc822; yamadaa@example.jp\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown",
            returned: "To: yamada@example.jp\nCc: yamadaa@example.jp")
        let result = try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8))
        #expect(result.diagnoses.map(\.cause) == [.addressUnknownUser])
        // It was written to twice, as it seems: the failing one stands in the message itself.
        #expect(result.diagnoses.first?.suggestion == "yamada@example.jp")
    }

    @Test(
        "Hostile addresses are no trouble",
        arguments: ["@", "a@", "@b", "a@@gmial.com", "a@" + String(repeating: "gmail.", count: 400) + "com", "ÿ@gmîal.com", "a@gmail,com"])
    func hostile(address: String) throws {
        let suggestion = try Self.suggestion("550 5.1.1 <\(address)>: User unknown")
        #expect(suggestion == nil || suggestion?.contains("gmail.com") == true)
    }
}
