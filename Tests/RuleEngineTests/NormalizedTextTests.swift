import Testing

@testable import RuleEngine

@Suite("The one-line view of a text")
struct NormalizedTextTests {
    @Test(
        "joins lines, folds letters and widths, and drops repeated codes",
        arguments: [
            ("", ""),
            (" \t\r\n ", ""),
            ("User  UNKNOWN\r\n\tin  table ", "user unknown in table"),
            (
                "550-5.1.1 The email account\n550-5.1.1 that you tried\n550 5.1.1 does not exist",
                "550-5.1.1 the email account that you tried does not exist"
            ),
            ("550-5.7.1 a 550-5.7.1 b 550 5.7.1 c", "550-5.7.1 a b c"),
            ("550-first\n550-second\n550 third", "550-first second third"),
            ("550 first\n550 second", "550 first second"),
            ("550-5.1.1 a\n550-b\n550 5.1.1 c", "550-5.1.1 a b c"),
            ("550-first 550-second 550 third", "550-first second third"),
            ("550-first 550 5.7.1 second", "550-first second"),
            ("550-5.7.1 first 550 second", "550-5.7.1 first second"),
            ("550-first 551 second", "550-first 551 second"),
            (#"550-first\n550 second"#, "550-first second"),
            (#"550-5.7.1 first.\r\n550 5.7.1 second\r\nthird"#, "550-5.7.1 first. second third"),
            (#"550 first.\nSecond\n"#, "550 first. second"),
            (#"550 DOMAIN\name C:\new"#, #"550 domain\name c:\new"#),
            ("550 limit is 550 messages", "550 limit is 550 messages"),
            ("550 5.1.1 said: 550 5.1.1 unknown", "550 5.1.1 said: 550 5.1.1 unknown"),
            ("550-5.7.1 a\n451 4.7.1 b", "550-5.7.1 a 451 4.7.1 b"),
            ("5501 x\n5501 y", "5501 x 5501 y"),
            ("550-5.1.1 a\n<<< 550 5.1.1 b", "550-5.1.1 a b"),
            ("> 550 a\n> > b > c", "> 550 a b > c"),
            ("a\n<<<b\n>c\n<d>", "a <<<b >c <d>"),
            ("ＵＳＥＲ　ＵＮＫＮＯＷＮ：５５０", "user unknown:550"),
            ("“quoted” – it’s «so»", "\"quoted\" - it's \"so\""),
            ("ÄRGER ÑANDÚ МЕЛ ΑΒΓ ŁÓDŹ", "ärger ñandú мел αβγ łódź"),
            ("soft\u{AD}hyphen zero\u{200B}width\u{FEFF}", "softhyphen zerowidth"),
            ("受信者のメール\n ボックスが満杯", "受信者のメールボックスが満杯"),
            ("用户 不存在", "用户不存在"),
            ("宛先 user@example.jp は", "宛先 user@example.jp は"),
            ("ﾒｰﾙ", "メール"),
            ("a\u{0}b\u{0B}c", "a b c"),
        ])
    func views(text: String, expected: String) {
        #expect(String(decoding: NormalizedText(text.utf8).bytes, as: UTF8.self) == expected)
    }

    @Test("keeps bytes that are no UTF-8")
    func brokenEncoding() {
        let bytes: [UInt8] = [0x41, 0xFF, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xE3, 0x81]
        #expect(NormalizedText(bytes).bytes == [0x61] + bytes.dropFirst())
    }

    @Test("without folding keeps letters as they were written")
    func unfolded() {
        let source = Array("550-5.1.1 User\r\n550 5.1.1 “Unknown” ＡＢ".utf8)
        var text = NormalizedText(isFolding: false)
        text.replace(with: source.span, range: 0..<source.count)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "550-5.1.1 User “Unknown” ＡＢ")
    }

    @Test("leads back to the words as they stand in the original")
    func origins() throws {
        let source = Array("550-5.2.2 The ＭＡＩＬBox\r\n550 5.2.2 is  “full”".utf8)
        let text = NormalizedText(source)
        let view = String(decoding: text.bytes, as: UTF8.self)
        for (words, original) in [
            ("mailbox", "ＭＡＩＬBox"), ("\"full\"", "“full”"), ("mailbox is", "ＭＡＩＬBox\r\n550 5.2.2 is"), ("550", "550"),
        ] {
            let start = try #require(view.utf8.firstOffset(of: words.utf8))
            let range = text.originalRange(of: start..<start + words.utf8.count)
            #expect(String(decoding: source[range], as: UTF8.self) == original)
        }
        for outside in [0..<0, 5..<5, 0..<text.bytes.count + 1, text.bytes.count..<text.bytes.count + 3] {
            #expect(text.originalRange(of: outside).isEmpty)
        }
    }

    @Test("of several runs leads back into each of them")
    func runs() {
        let source = Array("550 First\n---\n550 Second".utf8)
        var text = NormalizedText()
        text.replace(with: source.span, range: 0..<9)
        text.append(source.span, range: 14..<source.count)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "550 first 550 second")
        #expect(text.originalRange(of: 14..<20) == 18..<24)
    }

    @Test("leads back into the original, in order, for any bytes at all")
    func randomOrigins() {
        let pieces: [[UInt8]] =
            [
                "550-5.1.1 ", "550 5.1.1 ", "550-", "\n", "\r\n", " ", "\t", "A", "é", "　", "漢", "字", "ＡＢ", "ﾒ", "\u{AD}", "’",
                "user@example.jp",
            ]
            .map { Array($0.utf8) } + [[0xFF], [0xE3, 0x81], [0xF0, 0x9F], [0]]
        var random = Numbers(seed: 41)
        for _ in 0..<2_000 {
            let source = (0..<random.below(24)).flatMap { _ in pieces[random.below(pieces.count)] }
            let text = NormalizedText(source)
            var last = 0
            for offset in text.bytes.indices {
                let range = text.originalRange(of: offset..<offset + 1)
                #expect(!range.isEmpty && range.lowerBound >= last && range.upperBound <= source.count, "\(source)")
                last = range.lowerBound
            }
            #expect(!text.bytes.contains { $0 < 0x21 && $0 != 0x20 }, "\(source)")
        }
    }

    @Test("of a view without a code is that view again")
    func stable() {
        var random = Numbers(seed: 5)
        let pieces = ["Mailbox", " ", "\n", "満杯", "です", "ＦＵＬＬ", "’", "É", "-", "."]
        for _ in 0..<500 {
            let text = (0..<random.below(20)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let once = NormalizedText(text.utf8).bytes
            #expect(NormalizedText(once).bytes == once, "\(text)")
        }
    }
}

extension Collection where Element == UInt8 {
    /// Where `part` first stands.
    func firstOffset(of part: some Collection<UInt8>) -> Int? {
        let (all, part) = (Array(self), Array(part))
        return (0...Swift.max(0, all.count - part.count)).first { all[$0...].starts(with: part) }
    }
}
