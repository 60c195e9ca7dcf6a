import Testing

@testable import PatternAutomaton

/// Every way to answer whether a regex matches, and where.
struct Engines {
    let table: PatternSet
    let bits: PatternSet
    let relaxed: PatternSet
    let slow: PatternSet

    init(_ source: String) throws {
        func set(_ change: (inout PatternLimits) -> Void) throws -> PatternSet {
            var limits = PatternLimits()
            change(&limits)
            return try PatternSet(
                image: Image(copying: PatternSetCompiler(limits: limits).compile([.regex(source, reporting: .everyMatch)])))
        }
        table = try set { $0.automatonTransitions = 60_000 }
        bits = try set { $0.automatonTransitions = 0 }
        // Few leaves: counted repeats are relaxed and confirmed.
        relaxed = try set {
            $0.automatonTransitions = 0
            $0.automatonLeaves = 24
        }
        slow = try set { $0.automatonLeaves = 0 }
    }

    /// The answers by the name of the engine: is there a match?
    func answers(_ text: [UInt8]) -> [String: Bool] {
        var result: [String: Bool] = [:]
        var scratch = PatternScratch()
        var remembering = PatternScratch(remembersAfter: 0)
        for (name, set) in [("table", table), ("bits", bits), ("relaxed", relaxed), ("lazy", slow)] {
            scratch.scan(text, with: set)
            result["scan, \(name)"] = scratch.contains(0)
            for time in ["first", "second"] {
                remembering.scan(text, with: set)
                result["\(time) scan, \(name)"] = remembering.contains(0)
            }
            result["alone, \(name)"] = unsafe text.withUnsafeBufferPointer {
                unsafe scratch.matches(0, in: $0, window: 0..<$0.count, with: set)
            }
        }
        let (parallel, backtracking) = groups(text)
        result["parallel"] = parallel != nil
        result["backtracking"] = backtracking != nil
        return result
    }

    /// The groups found by the parallel search and by backtracking; `nil` for no match.
    func groups(_ text: [UInt8]) -> ([Int32]?, [Int32]?) {
        guard let regex = slow.regex(of: 0) else { return (nil, nil) }
        var parallel = ParallelSearch()
        var backtracking = BacktrackingSearch()
        return unsafe text.withUnsafeBufferPointer { bytes in
            let program = unsafe ProgramView(regex, in: slow)
            let window = unsafe SearchWindow(text: bytes, start: 0, end: bytes.count, startsText: true, endsText: true)
            let one = unsafe parallel.find(regex, of: slow, in: window, captures: true) ? parallel.slots : nil
            let other: [Int32]? =
                switch unsafe backtracking.find(program, in: window, from: 0) {
                case .found: backtracking.slots
                case .notFound: nil
                case .tooLarge: one
                }
            return (one, other)
        }
    }
}

@Suite("All engines")
struct EngineTests {
    struct Case: CustomTestStringConvertible {
        var regex: String
        var text: String
        /// Start and end of the match and the groups, -1 for none; `nil`: no match.
        var groups: [Int32]?
        var testDescription: String { "\(regex) in \(text.debugDescription)" }
    }

    static let cases: [Case] = [
        Case(regex: "a", text: "", groups: nil),
        Case(regex: "", text: "", groups: [0, 0]),
        Case(regex: "quota", text: "over Quota", groups: [5, 10]),
        Case(regex: "a+", text: "baaac", groups: [1, 4]),
        Case(regex: "a+?", text: "baaac", groups: [1, 2]),
        Case(regex: "(a|ab)(c|bcd)", text: "abcd", groups: [0, 4, 0, 1, 1, 4]),
        Case(regex: "(a*)*", text: "aa", groups: [0, 2, 0, 2]),
        Case(regex: "(a*)+", text: "b", groups: [0, 0, 0, 0]),
        Case(regex: "(|a)*", text: "aa", groups: [0, 0, 0, 0]),
        Case(regex: "(a)|b", text: "b", groups: [0, 1, -1, -1]),
        Case(regex: "x{2,3}", text: "xxxx", groups: [0, 3]),
        Case(regex: "x{2,3}?", text: "xxxx", groups: [0, 2]),
        Case(regex: "x{3}", text: "xx", groups: nil),
        Case(regex: "x{,3}", text: "x{,3}", groups: [0, 5]),
        Case(regex: "^b", text: "a\nb", groups: [2, 3]),
        Case(regex: "\\Ab", text: "a\nb", groups: nil),
        Case(regex: "a$", text: "a\nb", groups: [0, 1]),
        Case(regex: "a\\z", text: "a\nb", groups: nil),
        Case(regex: "a\\z", text: "b\na", groups: [2, 3]),
        Case(regex: "\\bfoo\\b", text: "food foo", groups: [5, 8]),
        Case(regex: "\\Boo\\b", text: "oo foo", groups: [4, 6]),
        Case(regex: ".", text: "\n", groups: nil),
        Case(regex: "(?s).", text: "\n", groups: [0, 1]),
        Case(regex: "(?s:.)(.)", text: "\na\n", groups: [0, 2, 1, 2]),
        Case(regex: "[^a]", text: "A\n", groups: [1, 2]),
        Case(regex: "[^a-z\\s]+", text: "abc 12é3 x", groups: [4, 9]),
        Case(regex: "[[:^alpha:]]{2}", text: "a1b23", groups: [3, 5]),
        Case(regex: "[]x]+", text: "a]x]", groups: [1, 4]),
        Case(regex: "[あ-ん]{3}", text: "ひらがな", groups: [0, 9]),
        Case(regex: "日.語", text: "日本語", groups: [0, 9]),
        Case(regex: "\\x{65e5}\\x41", text: "日a", groups: [0, 4]),
        Case(regex: "\\Qa.b*\\E+", text: "A.B***", groups: [0, 6]),
        Case(regex: "x\\Q\\E\\Q*\\E", text: "x*", groups: [0, 2]),
        Case(regex: "k", text: "\u{212A}", groups: nil),
        Case(regex: "(?<code>5\\d\\d)[- ](?P<status>\\d\\.\\d+\\.\\d+)?", text: "x 550 5.1.10 y", groups: [2, 12, 2, 5, 6, 12]),
        Case(regex: "a.{0,60}b", text: "axxxxxxb", groups: [0, 8]),
        Case(regex: "user .{3,40} unknown", text: "user ab unknown, user joe unknown", groups: [0, 33]),
        Case(regex: "(mail|mailbox) full$", text: "mailbox full\nmail full", groups: [0, 12, 0, 7]),
    ]

    /// Regexes whose leaves do not fit into one word, with what follows from the last of a word to the first of the next.
    @Test("agree where there are many leaves", arguments: [1, 20, 63, 64, 65, 127, 128, 129, 255, 256, 300, 511])
    func manyLeaves(_ count: Int) throws {
        let word = String(repeating: "ab", count: count / 2 + 1).prefix(count)
        for regex in [String(word), "\\b\(word)(?:x|\(word)y|z)*\\b$", "(?:\(word)|c[ab]*)d", "^(?:\(word)|\(word)\(word)) ?x"] {
            let engines = try Engines(regex)
            for text in [
                "\(word)", "c\(word)d", " \(word)xz\(word)y\n", "\(word) x", "a\(word)\(word)x", "\(word.dropFirst())d", "x \(word)_",
            ] {
                let expected = engines.groups(Array(text.utf8)).0 != nil
                for (engine, answer) in engines.answers(Array(text.utf8)) { #expect(answer == expected, "\(engine): \(regex) in \(text)") }
            }
        }
    }

    @Test("agree where nearly every leaf is followed by far ones: more than a bit automaton can number")
    func manyExceptions() throws {
        let branches = (0..<130).map { "(?:x\($0 % 10)a?b?c?)*" }.joined(separator: "|")
        let engines = try Engines("quota (?:\(branches))+z")
        for text in ["quota x1abx1z", "quota x1abx2z", "quota x3", "quota z"] {
            let expected = engines.groups(Array(text.utf8)).0 != nil
            for (engine, answer) in engines.answers(Array(text.utf8)) { #expect(answer == expected, "\(engine) in \(text)") }
        }
    }

    @Test("agree on the match and its groups", arguments: cases)
    func agree(_ test: Case) throws {
        let engines = try Engines(test.regex)
        let text = Array(test.text.utf8)
        for (engine, answer) in engines.answers(text) { #expect(answer == (test.groups != nil), "\(engine)") }
        let (parallel, backtracking) = engines.groups(text)
        #expect(parallel == test.groups)
        #expect(backtracking == test.groups)
    }

    @Test("match no byte that belongs to no character", arguments: [".", "[^a]", "\\W", "\\S", "[\\x{80}-\\x{10FFFF}]"])
    func invalidBytes(_ regex: String) throws {
        let engines = try Engines("x" + regex + "y")
        for bytes: [UInt8] in [[0x80], [0xFF], [0xC3], [0xE3, 0x81], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            for (engine, answer) in engines.answers([0x78] + bytes + [0x79]) { #expect(!answer, "\(engine) \(bytes)") }
        }
        for (engine, answer) in engines.answers(Array("xéy".utf8)) { #expect(answer, "\(engine)") }
    }

    @Test("agree on random regexes and texts", arguments: 1...8)
    func random(_ seed: UInt64) throws {
        var generator = RandomRegexes(seed: seed)
        for _ in 0..<60 {
            let source = generator.regex(depth: 3)
            guard (try? RegexSyntax.check(Array(source.utf8))) != nil else { continue }
            let engines = try Engines(source)
            for _ in 0..<6 {
                let text = generator.text()
                let (parallel, backtracking) = engines.groups(text)
                #expect(parallel == backtracking, "\(source.debugDescription) in \(text)")
                for (engine, answer) in engines.answers(text) {
                    #expect(answer == (parallel != nil), "\(engine): \(source.debugDescription) in \(text)")
                }
            }
        }
    }
}

/// Regexes and texts over few letters, so that they meet; the same for the same seed.
struct RandomRegexes {
    private var state: UInt64
    private static let letters = Array("aabbc1_ .\n日é")

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func literal() -> String {
        let letter = RandomRegexes.letters[next(RandomRegexes.letters.count)]
        return letter == "." ? "\\." : letter == "\n" ? "\\n" : String(letter)
    }

    mutating func regex(depth: Int) -> String {
        (0...next(3) / 2).map { _ in concatenation(depth) }.joined(separator: "|")
    }

    private mutating func concatenation(_ depth: Int) -> String {
        (0..<next(5)).map { _ in
            var atom = self.atom(depth)
            if next(3) == 0 {
                let bounds = (next(3), next(30))
                atom = "(?:\(atom))" + ["*", "+", "?", "{\(bounds.0)}", "{\(bounds.0),}", "{\(bounds.0),\(bounds.0 + bounds.1)}"][next(6)]
                if next(3) == 0 { atom += "?" }
            }
            return atom
        }.joined()
    }

    private mutating func atom(_ depth: Int) -> String {
        switch next(10) {
        case 0...3: literal()
        case 4: ["abab", "mailbox", "aaaaa", "日本語"][next(4)]
        case 5: ["\\d", "\\s", "\\w", "\\W", ".", "[^a]", "[a-c]", "[日-本]", "[^b\\n]"][next(9)]
        case 6: ["^", "$", "\\b", "\\B", "\\A", "\\z"][next(6)]
        case 7 where depth > 0: "(\(regex(depth: depth - 1)))"
        case 8 where depth > 0: "(?:\(regex(depth: depth - 1)))"
        default: literal()
        }
    }

    mutating func text() -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<next(20) {
            switch next(8) {
            case 0: text += Array(["abab", "mailbox", "aaaaa", "日本語", "ABAB"][next(5)].utf8)
            case 1: text.append(UInt8(next(256)))
            default: text += Array(String(RandomRegexes.letters[next(RandomRegexes.letters.count)]).utf8)
            }
        }
        return text
    }
}
