import Testing

@testable import UndeliveredCommand

@Suite("Parts of the command")
struct PartsTests {
    @Test(
        "A date is read as a moment",
        arguments: [
            ("Mon, 6 Jul 2026 10:15:27 +0900", 1_783_300_527, "+0900"),
            ("6 Jul 2026 01:15:27 -0000", 1_783_300_527, "-0000"),
            ("Sun, 05 Jul 2026 18:15:27 -0700 (PDT)", 1_783_300_527, "-0700"),
            ("Thu, 29 Feb 1996 23:59 GMT", 825_638_340, "+0000"),
            ("Sat, 1 Jan 00 00:00:00 +0000", 946_684_800, "+0000"),
            ("Thu, 1 Jan 1970 00:00:00 +0000", 0, "+0000"),
        ])
    func dates(text: String, seconds: Int, zone: String) throws {
        let date = try #require(MailDate(text))
        #expect(date.seconds == seconds)
        #expect(date.zone == zone)
    }

    @Test(
        "What is no date is none",
        arguments: ["", "yesterday", "Mon, 6 Jul", "40 Jul 2026 10:00", "6 Jul 2026 25:00", "6 Jul 99999999999999999999 10:00", "Jul"])
    func noDates(text: String) {
        #expect(MailDate(text) == nil)
    }

    @Test(
        "SHA-1 gives the values of RFC 3174",
        arguments: [
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        ])
    func digests(text: String, expected: String) {
        #expect(SHA1.hexadecimal(Array(text.utf8)) == expected)
    }

    @Test("Lines are broken at spaces, and between Japanese letters but not before punctuation")
    func wrapping() {
        let english = TextWrapping.lines(String(repeating: "mailbox ", count: 20), first: "  1. ", rest: "     ")
        #expect(english.count == 3)
        #expect(english.allSatisfy { TextWrapping.columns($0) <= TextWrapping.width })
        #expect(english[1].hasPrefix("     mailbox"))
        // 39 letters fill the line; the comma that follows takes the last letter along.
        let japanese = TextWrapping.lines(String(repeating: "満", count: 39) + "、次の行")
        #expect(japanese == [String(repeating: "満", count: 38), "満、次の行"])
        #expect(TextWrapping.lines("https://www.example.com/" + String(repeating: "x", count: 100)).count == 1)
        #expect(TextWrapping.lines("") == [""])
        #expect(TextWrapping.lines("user@example.jp 宛のメール") == ["user@example.jp 宛のメール"])
    }

    @Test(
        "The first bytes tell what an input is",
        arguments: [
            ("From: a@example.com\n\nx", .mail), ("\r\nReceived: by x\r\n\tid 1\r\n", .mail), ("X-Odd: 1\nSubject: x\n", .mail),
            ("From a@example.com Mon Jul  6 10:15:30 2026\n", .mailbox), ("\u{FEFF}Date: x\n", .mail),
            ("550 5.1.1 User unknown", .text), ("<a@example.jp>:\nSorry", .text), ("Reporting-MTA: dns; x\nAction: failed\n", .text),
            ("\u{1B}$B4A;z\u{1B}(B", .text), ("", .empty), ("\n \r\n", .empty), ("%PDF-1.7", .other("a PDF document")),
            ("ab\u{0}cd", .other("binary data")),
        ] as [(String, ContentForm)])
    func forms(text: String, expected: ContentForm) {
        #expect(ContentForm(of: Array(text.utf8)[...]) == expected)
    }
}
