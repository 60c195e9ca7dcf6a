import AllPacks
import Testing
import Undelivered

@Suite("The limit in the words of a refusal")
struct SizeLimitTests {
    @Test(
        "is found in any unit and any language",
        arguments: [
            ("552 5.2.3 Message size exceeds fixed maximum message size (10485760)", 10_485_760, 10_485_760),
            ("message size 5242880 exceeds size limit 3145728 of server mx.example.jp[192.0.2.25]", 3_145_728, 3_145_728),
            ("552 5.3.4 Message too big: maximum size is 25 MB", 25_000_000, 26_214_400),
            ("552 5.3.4 Error: message file too big (limit: 20,480 KB)", 20_480_000, 20_971_520),
            ("552 message size exceeds maximum of 10 MiB.", 10_485_760, 10_485_760),
            ("552 5.3.4 Message size (30 MB) exceeds the size limit of 25MB.", 25_000_000, 26_214_400),
            ("552 5.3.4 Votre message est trop volumineux, message size exceeds 10 Mo", 10_000_000, 10_485_760),
            ("552 メールサイズ超過 message size exceeds 上限は２０メガバイトです", 20_000_000, 20_971_520),
        ] as [(String, UInt64, UInt64)])
    func limits(reply: String, decimal: UInt64, binary: UInt64) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.cause.family == "size")
        let limit = try #require(diagnosis.sizeLimit)
        #expect(limit.quantity.decimal == decimal && limit.quantity.binary == binary)
        #expect(reply.contains(limit.text))
        #expect(limit.largestRawSize < decimal * 3 / 4 && limit.largestRawSize > decimal * 7 / 10)
    }

    @Test(
        "is not made up from codes, dates and names",
        arguments: [
            "552 sorry, that message size exceeds my databytes limit (#5.3.4)", "552 5.3.4 Message size exceeds fixed limit",
            "552 5.2.3 mx2.example.jp: message size exceeds limit (20261124-101530-99887766)", "552 5.3.4 message too large for 192.0.2.25",
        ])
    func none(reply: String) throws {
        #expect(try Shipped.diagnoser.get().diagnosis(forReply: reply).sizeLimit == nil)
    }

    @Test("belongs to size alone: a full mailbox has none")
    func otherCauses() throws {
        #expect(try Shipped.diagnoser.get().diagnosis(forReply: "552 5.2.2 Mailbox full: quota 50 MB").sizeLimit == nil)
    }
}
