import DeliveryTypes
import Testing
import Undelivered

@Suite("Backscatter")
struct BackscatterTests {
    private static func isBackscatter(_ returned: String, domains: [String] = ["example.com"]) throws -> Bool? {
        var diagnoser = try OwnPacks.diagnoser("")
        diagnoser.ownDomains = domains
        let mail = Sketch.report("Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1", returned: returned)
        return try diagnoser.diagnosis(forMail: Array(mail.utf8)).isBackscatter
    }

    @Test(
        "is told by where the returned message came from",
        arguments: [
            (
                "servers of others, a Message-ID of others",
                "Received: from host7.example.net (unknown [203.0.113.9]) by mx.example.jp; Mon, 6 Jul 2026 10:00:00 +0900\nMessage-ID: <1@host7.example.net>",
                true
            ),
            (
                "a client that calls itself by an own name",
                "Received: from mail.example.com (unknown [203.0.113.9]) by mx.example.jp; Mon, 6 Jul 2026 10:00:00 +0900", true
            ),
            (
                "an own server took it in",
                "Received: from pc (pc.local [10.0.0.2]) by mail.example.com with ESMTP; Mon, 6 Jul 2026 10:00:00 +0900", false
            ),
            (
                "the next server looked the own name up",
                "Received: from mail.example.com (mail.example.com [192.0.2.1])\n by mx.example.jp; Mon, 6 Jul 2026 10:00:00 +0900", false
            ),
            ("an own Message-ID", "Message-ID: <20260706.1@mail.example.com>", false),
            ("a Message-ID of others", "Message-ID: <20260706.1@mail.example.net>", true),
            ("a name that only ends like an own one", "Message-ID: <20260706.1@notexample.com>", true),
            ("nothing but an own sender", "To: user@example.jp", nil),
        ] as [(String, String, Bool?)])
    func returned(name: String, returned: String, expected: Bool?) throws {
        #expect(try Self.isBackscatter(returned) == expected, "\(name)")
    }

    @Test("is looked for only where domains are given, however they are written")
    func domains() throws {
        let foreign = "Message-ID: <1@example.net>"
        #expect(try Self.isBackscatter(foreign, domains: []) == nil)
        #expect(try Self.isBackscatter(foreign, domains: [" @"]) == nil)
        for own in ["EXAMPLE.NET", "@example.net", ".example.net", "example.org", "example.net."].filter({ $0 != "example.org" }) {
            #expect(try Self.isBackscatter(foreign, domains: ["example.com", own]) == false, "\(own)")
        }
    }

    @Test("is told of bounces without a standard report as well")
    func inText() throws {
        var diagnoser = try Shipped.diagnoser.get()
        diagnoser.ownDomains = ["example.org"]
        #expect(try diagnoser.diagnosis(forMail: Array(PassedOn.qmail.mail.utf8)).isBackscatter == true)
        diagnoser.ownDomains = ["example.com"]
        #expect(try diagnoser.diagnosis(forMail: Array(PassedOn.qmail.mail.utf8)).isBackscatter == nil)
    }
}
