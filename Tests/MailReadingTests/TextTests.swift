import DeliveryTypes
import MailReading
import Testing

@Suite("Text")
struct TextTests {
    private static func mail(_ type: String, _ encoding: String = "8bit", _ body: [UInt8]) -> [UInt8] {
        Array("From: a@example.com\nMIME-Version: 1.0\nContent-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n\n".utf8) + body
    }

    private static func body(_ type: String, _ encoding: String = "8bit", _ body: [UInt8]) throws -> Reading {
        try Reading(mail(type, encoding, body))
    }

    static let sets: [(set: String, bytes: [UInt8], text: String)] = [
        ("utf-8", Array("配信不能".utf8), "配信不能"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x47, 0x5B, 0x3F, 0x2E, 0x49, 0x54, 0x47, 0x3D, 0x1B, 0x28, 0x42], "配信不能"),
        ("ISO-2022-JP", [0x1B, 0x24, 0x40, 0x24, 0x22, 0x1B, 0x28, 0x4A, 0x41, 0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "あAｱ"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x42], "①"),
        ("Shift_JIS", [0x94, 0x7A, 0x90, 0x4D, 0x95, 0x73, 0x94, 0x5C, 0xB1], "配信不能ｱ"),
        ("cp932", [0x87, 0x40, 0xFB, 0xFC], "①髙"),
        ("EUC-JP", [0xC7, 0xDB, 0xBF, 0xAE, 0xC9, 0xD4, 0xC7, 0xBD, 0x8E, 0xB1], "配信不能ｱ"),
        ("iso-8859-1", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x80], "café €"),
        ("windows-1252", [0x93, 0x78, 0x94], "“x”"),
        ("iso-8859-2", [0xE8, 0xB1], "čą"),
        ("iso-8859-15", [0xA4], "€"),
        ("windows-1251", [0xCF, 0xF0, 0xE8], "При"),
        ("koi8-r", [0xF0, 0xD2, 0xC9], "При"),
        ("gb2312", [0xCD, 0xCB, 0xD0, 0xC5], "退信"),
        ("gb18030", [0x81, 0x39, 0xEF, 0x30], "\u{3401}"),
        ("big5", [0xB0, 0x68, 0xAB, 0x48], "退信"),
        ("euc-kr", [0xB9, 0xDD, 0xBC, 0xDB], "반송"),
        ("utf-16", [0xFE, 0xFF, 0x91, 0x4D, 0x00, 0x41], "配A"),
        ("utf-16le", [0x4D, 0x91, 0x41, 0x00], "配A"),
        ("utf-16be", [0xD8, 0x3D, 0xDE, 0x00, 0x00, 0x41], "😀A"),
        // Declared wrongly.
        ("us-ascii", Array("配信不能".utf8), "配信不能"),
        ("iso-8859-1", Array("配信不能".utf8), "配信不能"),
        ("us-ascii", [0x1B, 0x24, 0x42, 0x47, 0x5B, 0x1B, 0x28, 0x42], "配"),
        ("utf-8", [0x82, 0xB1, 0x82, 0xF1, 0x82, 0xC9, 0x82, 0xBF, 0x82, 0xCD], "こんにちは"),
        ("x-unknown", [0xA4, 0xB3, 0xA4, 0xF3, 0xA4, 0xCB, 0xA4, 0xC1, 0xA4, 0xCF], "こんにちは"),
        ("unknown-8bit", [0x63, 0x61, 0x66, 0xE9], "café"),
        ("unknown-8bit", Array("Empf".utf8) + [0xE4] + Array("nger fehlt".utf8), "Empfänger fehlt"),
        // Broken.
        ("utf-8", Array("配信".utf8) + [0xE9, 0x41], "配信\u{FFFD}A"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x47, 0x5B, 0x0A, 0x41, 0x42], "配\nAB"),
        ("Shift_JIS", [0x94, 0x7A, 0x94], "配\u{FFFD}"),
        ("EUC-JP", [0xC7, 0xDB, 0x8F, 0xB0, 0xA1, 0x41], "配\u{FFFD}A"),
        ("gb2312", [0xCD, 0xCB, 0xFF, 0x41], "退\u{FFFD}A"),
    ]

    @Test("Character sets become UTF-8", arguments: sets)
    func characterSets(_ set: String, _ bytes: [UInt8], _ text: String) throws {
        let end: [UInt8] = set.hasPrefix("utf-16") ? [] : [0x0A]
        let mail = try Self.body("text/plain; charset=\"\(set)\"", "8bit", bytes + end)
        #expect(mail.section(.body) == text + "\n")
        if text.unicodeScalars.contains("\u{FFFD}") { #expect(mail.hasDefect(.undecodableText)) }
    }

    @Test("Character sets are the same behind a transfer encoding", arguments: sets.filter { !$0.set.hasPrefix("utf-16") })
    func encodedCharacterSets(_ set: String, _ bytes: [UInt8], _ text: String) throws {
        let quoted = bytes.map {
            $0 == 0x0A ? "\n" : "=" + (String($0, radix: 16, uppercase: true).count < 2 ? "0" : "") + String($0, radix: 16, uppercase: true)
        }
        let mail = try Self.body("text/plain; charset=\(set)", "quoted-printable", Array((quoted.joined() + "=0A").utf8))
        #expect(mail.section(.body) == text + "\n")
    }

    @Test("Every row of JIS X 0208 reads alike in its three spellings", arguments: [1, 3, 4, 5, 13, 16, 48, 84])
    func japaneseSpellings(_ row: Int) throws {
        var iso: [UInt8] = [0x1B, 0x24, 0x42]
        var euc: [UInt8] = []
        var shiftJIS: [UInt8] = []
        for cell in 1...94 {
            iso += [UInt8(0x20 + row), UInt8(0x20 + cell)]
            euc += [UInt8(0xA0 + row), UInt8(0xA0 + cell)]
            let lead = (row - 1) / 2 + ((row - 1) / 2 < 31 ? 0x81 : 0xC1)
            shiftJIS += [UInt8(lead), UInt8(row % 2 == 1 ? (cell <= 63 ? 0x3F + cell : 0x40 + cell) : 0x9E + cell)]
        }
        iso += [0x1B, 0x28, 0x42]
        let first = try Self.body("text/plain; charset=iso-2022-jp", "8bit", iso).section(.body)
        #expect(first.unicodeScalars.count >= 10)
        #expect(try Self.body("text/plain; charset=euc-jp", "8bit", euc).section(.body) == first)
        #expect(try Self.body("text/plain; charset=shift_jis", "8bit", shiftJIS).section(.body) == first)
    }

    @Test(
        "Quoted-printable is undone, broken or not",
        arguments: [
            ("a=3Db", "a=b"), ("soft=\nbreak", "softbreak"), ("soft=  \nbreak", "softbreak"), ("soft=\r\nbreak", "softbreak"),
            ("trailing   \nspace", "trailing\nspace"), ("a=zzb", "a=zzb"), ("=e3=81=82", "あ"), ("end=", "end"), ("=4", "=4"),
        ])
    func quotedPrintable(_ raw: String, _ text: String) throws {
        #expect(try Self.body("text/plain; charset=utf-8", "Quoted-Printable", Array((raw + "\n").utf8)).section(.body) == text + "\n")
    }

    @Test(
        "Base64 is undone, broken or not",
        arguments: [
            ("aGVsbG8K", "hello\n"), ("aGVs\nbG8K", "hello\n"), ("aGVs bG8K", "hello\n"), ("aGVsbG8", "hello\n"), ("aGVsbG8=\n", "hello\n"),
            ("aGVs!bG8K", "hello\n"), ("aGVsbG8=\naGVsbG8K", "hellohello\n"), ("44GT44KT44Gr\n44Gh44Gv", "こんにちは\n"),
        ])
    func base64(_ raw: String, _ text: String) throws {
        #expect(try Self.body("text/plain; charset=utf-8", "base64", Array(raw.utf8)).section(.body) == text)
    }

    @Test("Bytes outside of an encoding are noted")
    func badEncoding() throws {
        #expect(try Self.body("text/plain", "base64", Array("aGVs!bG8K".utf8)).hasDefect(.badTransferEncoding))
        #expect(try Self.body("text/plain", "quoted-printable", Array("a=zz\n".utf8)).hasDefect(.badTransferEncoding))
    }

    @Test(
        "HTML becomes the words that a reader sees",
        arguments: [
            ("<p>one</p><p>two</p>", "one\n\ntwo\n"), ("one<br>two<br/>three", "one\ntwo\nthree\n"), ("<b>bold</b>face", "boldface\n"),
            ("a  b\n c", "a b c\n"), ("<td>a</td><td>b</td>", "a b\n"),
            ("&lt;user@example.com&gt; &amp; &#12354; &#x3042; &nbsp;x", "<user@example.com> & あ あ x\n"),
            ("<style>p{}</style><script>x()</script>shown", "shown\n"), ("a<!-- <p> -->b", "ab\n"), ("1 < 2", "1 < 2\n"),
            ("<user@example.com>: unknown", "<user@example.com>: unknown\n"), ("a &unknown; b & c", "a &unknown; b & c\n"),
            ("<a href=\"x>y\">link</a>", "link\n"), ("<pre>a\nb</pre>", "a\nb\n"), ("<DIV>a</DIV><DIV>b</DIV>", "a\nb\n"),
            (
                "<p class=\"MsoNormal\">one</p>\n<p class=MsoPlainText>two<o:p></o:p></p><p class='MsoNormal'>&nbsp;</p><p class=MsoNormal>three</p>",
                "one\ntwo\n\nthree\n"
            ),
            ("<p style=\"margin:0in 0in 0pt; color:red\">one</p><p style='x;margin: 0'>two</p><p>three</p>", "one\ntwo\n\nthree\n"),
            ("<p style=\"margin:0 0 1em\">one</p><p style=\"margin:auto\">two</p>", "one\n\ntwo\n"),
            ("a<p", "a<p\n"), ("<script>never ends", ""), ("<!-- never ends", "<!-- never ends\n"),
            ("&#0;&#1114112;&#xD800;", "\u{FFFD}\u{FFFD}\u{FFFD}\n"), ("&#146;", "’\n"),
            ("caf&eacute;", "café\n"),
        ])
    func html(_ raw: String, _ text: String) throws {
        #expect(try Self.body("text/html; charset=utf-8", "8bit", Array(raw.utf8)).section(.body) == text)
    }

    @Test("Of an alternative the plain text is read")
    func alternative() throws {
        let mail = try Reading(SampleMails.alternative)
        #expect(mail.section(.body) == "Your message to user@example.com couldn’t be delivered because the mailbox is full.\n")
        #expect(mail.origin(of: "mailbox is full") == "mailbox is full")
        #expect(mail.origin(of: "couldn’t") == "couldn=E2=80=99t")
    }

    @Test("Where the plain text is nearly empty, the HTML is read too")
    func emptyAlternative() throws {
        let mail = try Reading(SampleMails.alternative.replacingOccurrences(of: "Your message", with: "").replacingBody())
        #expect(mail.section(.body).contains("the same in HTML"))
    }

    @Test("Parts that are no text are not read")
    func attachments() throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/pdf\n\n%PDF words\n--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--b--\n"
        )
        #expect(mail.section(.body) == "words\n")
    }

    @Test("NUL bytes and very long lines are kept")
    func oddities() throws {
        let long = String(repeating: "x", count: 100_000)
        let mail = try Self.body("text/plain", "8bit", Array("a\0b\n\(long)\n".utf8))
        #expect(mail.section(.body) == "a\0b\n\(long)\n")
    }
}

extension String {
    fileprivate func replacingOccurrences(of words: String, with other: String) -> String {
        split(separator: words, omittingEmptySubsequences: false).joined(separator: other)
    }

    /// The plain part of the alternative without its words.
    fileprivate func replacingBody() -> String {
        replacingOccurrences(of: " to user@example.com couldn=E2=80=99t be deliver=\ned because the mailbox is full.", with: " ")
    }
}
