import Testing

@testable import PatternAutomaton

/// Compiles, loads, scans; the matches as `pattern@start..<end`.
func scan(_ patterns: [Pattern], _ text: String, limits: PatternLimits = PatternLimits()) throws -> [String] {
    let image = try Image(copying: PatternSetCompiler(limits: limits).compile(patterns))
    let set = try PatternSet(image: image)
    var scratch = PatternScratch()
    scratch.scan(Array(text.utf8), with: set)
    return scratch.matches.map { "\($0.pattern)@\($0.start)..<\($0.end)" }
}

@Suite("Scanning a text with a set")
struct ScanTests {
    struct Case: CustomTestStringConvertible {
        var name: String
        var patterns: [Pattern]
        var text: String
        var expected: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "a phrase at an even place", patterns: [.phrase("mailbox full")], text: "a mailbox full", expected: ["0@2..<14"]),
        Case(name: "a phrase at an odd place", patterns: [.phrase("mailbox full")], text: "a  Mailbox FULL.", expected: ["0@3..<15"]),
        Case(name: "a phrase of four bytes", patterns: [.phrase("spam")], text: "xspam", expected: ["0@1..<5"]),
        // Windows of one literal with different bytes behind it may fall into one slot of the filter.
        Case(
            name: "a literal of four bytes whatever follows", patterns: [.regex(" -{1,3}x[^\\n]{3}")], text: " ---xaaa",
            expected: ["0@0..<8"]),
        Case(name: "a phrase of four bytes, even", patterns: [.phrase("spam")], text: "spam", expected: ["0@0..<4"]),
        Case(
            name: "a phrase of one byte", patterns: [.phrase("#", reporting: .everyMatch)], text: "#a#", expected: ["0@0..<1", "0@2..<3"]),
        Case(
            name: "every occurrence, overlapping", patterns: [.phrase("abab", reporting: .everyMatch)], text: "abababab",
            expected: ["0@0..<4", "0@2..<6", "0@4..<8"]),
        Case(name: "only the first", patterns: [.phrase("quota")], text: "quota quota", expected: ["0@0..<5"]),
        Case(
            name: "word boundaries", patterns: [.phrase("quota", isWordBounded: true, reporting: .everyMatch)],
            text: "quotas aquota quota-x _quota quota", expected: ["0@14..<19", "0@29..<34"]),
        Case(
            name: "a boundary only where the phrase ends in a word", patterns: [.phrase("(full)", isWordBounded: true)], text: "a(full)b",
            expected: ["0@1..<7"]),
        Case(
            name: "phrases that hold each other", patterns: [.phrase("quota"), .phrase("over quota")], text: "over quota",
            expected: ["1@0..<10", "0@5..<10"]),
        Case(name: "equal phrases", patterns: [.phrase("quota"), .phrase("QUOTA")], text: "quota", expected: ["0@0..<5", "1@0..<5"]),
        Case(name: "not ASCII", patterns: [.phrase("容量超過")], text: "メールボックスの容量超過です", expected: ["0@24..<36"]),
        Case(
            name: "a regex reports its line", patterns: [.regex("user [a-z]+ unknown")], text: "x\nThe USER joe unknown here\ny",
            expected: ["0@2..<27"]),
        Case(
            name: "every line", patterns: [.regex("quota \\d", reporting: .everyMatch)], text: "quota 1\nquota 2 quota 3\nquota x\nquota 4",
            expected: ["0@0..<7", "0@8..<23", "0@32..<39"]),
        Case(
            name: "line anchors", patterns: [.regex("^quota$", reporting: .everyMatch)], text: "quota x\nquota\nx quota",
            expected: ["0@8..<13"]),
        Case(
            name: "text anchors", patterns: [.regex("\\Aquota", reporting: .everyMatch), .regex("quota\\z", reporting: .everyMatch)],
            text: "quota\nquota", expected: ["0@0..<5", "1@6..<11"]),
        Case(
            name: "a regex across lines", patterns: [.regex("over\\s+quota", reporting: .everyMatch)], text: "a over\nquota b",
            expected: ["0@0..<14"]),
        Case(
            name: "the same confined to lines", patterns: [.regex("over\\s+quota", isConfinedToLines: true)], text: "a over\nquota b",
            expected: []),
        Case(name: "no literal", patterns: [.regex("[45]\\.\\d\\.\\d")], text: "550 5.1.1 x", expected: ["0@0..<11"]),
        Case(name: "empty lines", patterns: [.regex("^$", reporting: .everyMatch)], text: "a\n\nb\n", expected: ["0@2..<2", "0@5..<5"]),
        Case(name: "everywhere", patterns: [.regex("x*", reporting: .everyMatch)], text: "a\nb", expected: ["0@0..<1", "0@2..<3"]),
        Case(name: "an empty text", patterns: [.regex("\\A\\z"), .phrase("abcd"), .phrase("a")], text: "", expected: ["0@0..<0"]),
        Case(name: "alternatives", patterns: [.regex("mailbox|account is (over|full)")], text: "account is over", expected: ["0@0..<15"]),
        Case(name: "word assertions", patterns: [.regex("\\bquota\\b")], text: "quotas quota", expected: ["0@0..<12"]),
        Case(
            name: "literal behind a repeat", patterns: [.regex("a.*quota exceeded")], text: "b quota exceeded a\na quota exceeded",
            expected: ["0@19..<35"]),
        Case(
            name: "sorted by start, then by pattern",
            patterns: [.phrase("later"), .phrase("first", reporting: .everyMatch), .regex("first")], text: "first later first",
            expected: ["1@0..<5", "2@0..<17", "0@6..<11", "1@12..<17"]),
    ]

    @Test("finds what is there, where it is", arguments: cases)
    func finds(_ test: Case) throws {
        #expect(try scan(test.patterns, test.text) == test.expected)
    }

    @Test("sorts matches, however far from their place they were found", arguments: [3, 40, 400])
    func order(regexes: Int) throws {
        // Phrases are found where they stand; regexes without a literal, which are run last, from the start of their line.
        let words = (0..<200).map { "word\($0)x" }
        let patterns = words.map { Pattern.phrase($0) } + (0..<regexes).map { Pattern.regex("[0-9]{\($0 % 3 + 1)}[a-z]") }
        let found = try scan(patterns, words.joined(separator: " ")).map { $0.split(separator: "@") }
        #expect(found.map { $0[0] }.sorted() == patterns.indices.map { "\($0)"[...] }.sorted())
        let places = found.compactMap { match in match[1].split(separator: ".").first.flatMap { Int($0) } }
        #expect(places.count == patterns.count && places == places.sorted())
        #expect(found.first?[0] == "0")
        #expect(places.filter { $0 == 0 }.count == regexes + 1)
    }

    @Test("knows the patterns that matched, and forgets them with the next scan")
    func contains() throws {
        let set = try PatternSet(
            image: Image(copying: PatternSetCompiler().compile([.phrase("quota"), .regex("unk\\w+n"), .phrase("spam")])))
        var scratch = PatternScratch()
        scratch.scan(Array("quota, unknown".utf8), with: set)
        #expect((-1...3).map { scratch.contains($0) } == [false, true, true, false, false])
        scratch.scan(Array("spam".utf8), with: set)
        #expect((0...2).map { scratch.contains($0) } == [false, false, true])
    }

    @Test("cuts groups out")
    func captures() throws {
        let set = try PatternSet(
            image: Image(copying: PatternSetCompiler().compile([.regex("limit of (?<limit>\\d+)(?: (?P<unit>kb|mb))?"), .phrase("limit")])))
        var scratch = PatternScratch()
        let text = Array("The limit of 250 MB".utf8)
        #expect(set.groupNames(of: 0) == ["limit", "unit"])
        #expect(set.groupIndex(named: "unit", of: 0) == 2)
        unsafe text.withUnsafeBufferPointer { bytes in
            #expect(unsafe scratch.captures(of: 0, in: bytes, window: 0..<bytes.count, with: set))
            #expect(scratch.group(0) == 4..<19)
            #expect(scratch.group(1) == 13..<16)
            #expect(scratch.group(2) == 17..<19)
            #expect(scratch.group(3) == nil)
            #expect(unsafe scratch.captures(of: 0, in: bytes, window: 0..<15, with: set))
            #expect(scratch.group(1) == 13..<15)
            #expect(scratch.group(2) == nil)
            #expect(unsafe !scratch.captures(of: 0, in: bytes, window: 5..<19, with: set))
            #expect(unsafe scratch.captures(of: 1, in: bytes, window: 0..<19, with: set))
            #expect(scratch.group(0) == 4..<9)
            #expect(unsafe scratch.matches(0, in: bytes, window: 0..<14, with: set))
            #expect(unsafe !scratch.matches(0, in: bytes, window: 0..<13, with: set))
        }
    }

    @Test("Many literals of one to three bytes are found as if each were alone")
    func manyShortLiterals() throws {
        let literals = ["a", "b", "ab", "ba", "aab", "bab", "abc", "cc", "ca", "a\n", "\n\n", "\u{e9}", "満", "zz", "zzz", "xyz"]
        let set = try PatternSet(
            image: Image(copying: PatternSetCompiler().compile(literals.map { .phrase($0, reporting: .everyMatch) })))
        var scratch = PatternScratch()
        var noise: UInt64 = 7
        for length in 0..<300 {
            let text = (0..<length).flatMap { _ in
                noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // The rarest last: most texts hold few of the literals.
                return Array(["b", "c", "d", "d", "\n", "e", "a", "満"][Int(noise >> 33) % (length % 8 + 1)].utf8)
            }
            scratch.scan(text, with: set)
            let expected = literals.enumerated().flatMap { number, literal in
                let bytes = Array(literal.utf8)
                return text.indices.filter { text[$0...].starts(with: bytes) }.map { "\($0) \(number)" }
            }
            #expect(Set(scratch.matches.map { "\($0.start) \($0.pattern)" }) == Set(expected))
            #expect(scratch.matches.count == expected.count)
        }
    }

    @Test("Literals of one to three bytes are found wherever they stand, and nowhere else", arguments: ["#", "kb", "rbl", "\u{e9}", "満"])
    func shortLiterals(literal: String) throws {
        let bytes = Array(literal.utf8)
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([.phrase(literal, reporting: .everyMatch)])))
        var scratch = PatternScratch()
        for length in bytes.count..<40 {
            for place in 0...length - bytes.count {
                var text = [UInt8](repeating: bytes[0] ^ 1, count: length)
                text.replaceSubrange(place..<place + bytes.count, with: bytes)
                scratch.scan(text, with: set)
                #expect(scratch.matches.map { Int($0.start) } == [place])
                // Cut off by the text's end.
                scratch.scan(Array(text[..<(place + bytes.count - 1)]), with: set)
                #expect(scratch.matches.isEmpty)
            }
        }
    }
}
