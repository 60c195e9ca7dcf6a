import Testing
import Undelivered

@Suite("The size of a mail")
struct MessageSizeTests {
    @Test(
        "base64 with its line ends is reckoned to the byte",
        arguments: [
            (0, 0), (1, 6), (3, 6), (57, 78), (58, 84), (20_000_000, 27_368_424), (20_971_520, 28_697_872), (18_269_229, 24_999_998),
        ] as [(UInt64, UInt64)])
    func base64(raw: UInt64, encoded: UInt64) {
        #expect(AttachmentEncoding.base64.encodedSize(of: raw) == encoded)
        #expect(AttachmentEncoding.base64.largestRawSize(within: encoded) >= raw)
    }

    @Test(
        "The largest file below a limit fits, and one byte more does not",
        arguments: [
            (25_000_000, 18_269_229), (26_214_400, 19_156_674), (20_000_000, 14_615_382), (20_971_520, 15_325_341), (10_485_760, 7_662_669),
            (0, 0), (5, 0), (6, 3),
        ] as [(UInt64, UInt64)])
    func largest(limit: UInt64, raw: UInt64) {
        #expect(AttachmentEncoding.base64.largestRawSize(within: limit) == raw)
        for encoding in AttachmentEncoding.all {
            let largest = encoding.largestRawSize(within: limit)
            #expect(largest == 0 || encoding.encodedSize(of: largest) <= limit)
            #expect(encoding.encodedSize(of: largest + 1) > limit)
        }
    }

    @Test(
        "Text as quoted-printable is counted as it would be written",
        arguments: [
            ("", 0), ("a", 3), ("a\n", 3), ("a\r\n", 3), ("=", 5), ("a \n", 6), ("a b\n", 5), ("\t", 5), ("\r", 5), ("\n\n", 4),
            ("日本語", 29), (String(repeating: "a", count: 76), 78), (String(repeating: "a", count: 77), 82),
            (String(repeating: "=", count: 25), 77), (String(repeating: "=", count: 26), 83),
        ] as [(String, UInt64)])
    func quotedPrintable(text: String, size: UInt64) {
        #expect(AttachmentEncoding.quotedPrintable.encodedSize(of: Array(text.utf8)) == size)
        #expect(AttachmentEncoding.quotedPrintable.encodedSize(of: UInt64(text.utf8.count)) >= size)
    }

    @Test("uuencode takes 63 bytes for 45, and eight for its end", arguments: [(0, 8), (1, 15), (45, 71), (46, 78)] as [(UInt64, UInt64)])
    func uuencode(raw: UInt64, encoded: UInt64) {
        #expect(AttachmentEncoding.uuencode.encodedSize(of: raw) == encoded)
    }

    @Test("Twenty million bytes do not pass a limit of 25 MB, eighteen do, and what is in between is said to be near")
    func verdicts() {
        func mail(_ raw: UInt64) -> MessageSize { MessageSize(attachments: [.init(name: "plan.pdf", rawSize: raw)]) }
        #expect(mail(20_000_000).verdict(limit: 25_000_000) == .exceeds)
        #expect(mail(18_000_000).verdict(limit: 25_000_000) == .fits)
        #expect(mail(18_265_000).verdict(limit: 25_000_000) == .near)
        #expect(mail(20_000_000).mailCount(within: 25_000_000) == 2)
        #expect(mail(18_000_000).mailCount(within: 25_000_000) == 1)
        #expect(mail(1000).mailCount(within: 100) == nil)
        let largest = mail(20_000_000).largestRawSize(within: 25_000_000)
        #expect(mail(largest).total <= 25_000_000 && mail(largest + 1).total > 25_000_000)
    }

    @Test("S/MIME encodes a second time")
    func secureMIME() {
        let plain = MessageSize(attachments: [.init(name: "plan.pdf", rawSize: 10_000_000)])
        var secured = plain
        secured.isSMIME = true
        let ratio = Double(secured.total) / 10_000_000
        #expect(ratio > 1.87 && ratio < 1.88)
        #expect(secured.total - secured.headerSize == AttachmentEncoding.base64.encodedSize(of: plain.total - plain.headerSize + 6144))
    }

    @Test("Numbers beyond 64 bits stop at the largest one")
    func overflow() {
        for encoding in AttachmentEncoding.all { #expect(encoding.encodedSize(of: .max) == .max) }
        let huge = MessageSize(attachments: Array(repeating: .init(name: "x", rawSize: .max), count: 3), textSize: .max, isSMIME: true)
        #expect(huge.total == .max && huge.verdict(limit: .max) != .fits)
        #expect(AttachmentEncoding.base64.largestRawSize(within: .max) > 1 << 63)
    }

    @Test(
        "Sizes are read in any unit",
        arguments: [
            ("25MB", 25_000_000, 26_214_400), ("25 mb", 25_000_000, 26_214_400), ("25MiB", 26_214_400, 26_214_400),
            ("10485760", 10_485_760, 10_485_760),
            ("10,485,760 bytes", 10_485_760, 10_485_760), ("10.485.760", 10_485_760, 10_485_760), ("20,480 KB", 20_480_000, 20_971_520),
            ("1.5 GB", 1_500_000_000, 1_610_612_736), ("1,5 Go", 1_500_000_000, 1_610_612_736), ("10 Mo", 10_000_000, 10_485_760),
            ("２０メガバイト", 20_000_000, 20_971_520), ("２５ＭＢ", 25_000_000, 26_214_400), ("30 МБ", 30_000_000, 31_457_280),
            ("35840K", 35_840_000, 36_700_160), (" 100 B ", 100, 100), ("0", 0, 0),
            ("1 048 576".replacing(" ", with: "\u{A0}"), 1_048_576, 1_048_576),
        ] as [(String, UInt64, UInt64)])
    func quantities(text: String, decimal: UInt64, binary: UInt64) throws {
        let quantity = try #require(ByteQuantity(text))
        #expect(quantity.decimal == decimal && quantity.binary == binary)
        #expect(quantity.isAmbiguous == (decimal != binary))
    }

    @Test(
        "What is no size is none",
        arguments: [
            "", "MB", "25 minutes", "25XB", "-1", "1..2", "99999999999999999999", "9999999999999999 GB", "25MB 30MB", "25 MBs", "١٢",
        ])
    func noQuantities(text: String) {
        #expect(ByteQuantity(text) == nil)
    }
}
