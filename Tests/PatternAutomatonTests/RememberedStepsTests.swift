import Testing

@testable import PatternAutomaton

@Suite("Remembered steps")
struct RememberedStepsTests {
    /// Regexes of each width of sets, with and without assertions, with and without a literal at the beginning.
    static let regexes = [
        "user (is )?unknown", #"\b(over|above) quota\b"#, #"^[a-z]{2,9} rejected\b.{1,40}policy$"#, #"mail(box)?\s+(is\s+)?full\b"#,
        #"\b(not|never|no longer) (accept|allow|permit|take)(ed|s)? .{0,60}(mail|message|letter)s?\b"#,
        #"(relay|relaying|forward|forwarding).{1,100}(denied|refused|forbidden|prohibited|not (allowed|permitted)).{1,150}$"#,
    ]

    private func set(_ regexes: [String]) throws -> PatternSet {
        var limits = PatternLimits()
        limits.automatonTransitions = 0
        return try PatternSet(
            image: Image(copying: PatternSetCompiler(limits: limits).compile(regexes.map { .regex($0, reporting: .everyMatch) })))
    }

    private func texts(_ count: Int) -> [[UInt8]] {
        let words = [
            "user", "unknown", "is", "over", "quota", "mailbox", "full", "rejected", "for", "policy", "not", "accepted", "mail", "relay",
            "denied",
            "abc", "forwarding", "messages", "no longer", "allowed", "\n", "_", "é",
        ]
        var state: UInt64 = 7
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        return (0..<count).map { _ in
            Array((0..<next(40)).map { _ in words[next(words.count)] + (next(4) == 0 ? "" : " ") }.joined().utf8)
        }
    }

    @Test("lead where the automata lead, however warm")
    func same() throws {
        let set = try set(Self.regexes)
        let texts = texts(1500)
        var remembering = PatternScratch(remembersAfter: 0)
        var soon = PatternScratch(remembersAfter: 5)
        var found = 0
        for text in texts + texts {
            var plain = PatternScratch(remembersAfter: .max)
            plain.scan(text, with: set)
            remembering.scan(text, with: set)
            soon.scan(text, with: set)
            #expect(remembering.matches == plain.matches, "\(String(decoding: text, as: UTF8.self))")
            #expect(soon.matches == plain.matches)
            found += plain.matches.count
        }
        #expect(found > 500)
        #expect(remembering.steps.byteCount > 0)
    }

    @Test("are those of regexes that run often, and grow no more once they are known")
    func warm() throws {
        let set = try set(Self.regexes)
        let texts = texts(300)
        var scratch = PatternScratch(remembersAfter: 16)
        scratch.scan(Array("the user unknown".utf8), with: set)
        #expect(scratch.steps.byteCount == 0)
        for text in texts { scratch.scan(text, with: set) }
        for text in texts { scratch.scan(text, with: set) }
        let known = scratch.steps.byteCount
        for text in texts { scratch.scan(text, with: set) }
        #expect(scratch.steps.byteCount == known)
    }

    @Test("take bounded memory, and are right when there is no more of it")
    func bounded() throws {
        // What has been read of the last bytes is the state: there are two to the 40th.
        let set = try set(["x[ab]*a[ab]{40}z", "y[ab]*b[ab]{100}z"])
        var remembering = PatternScratch(remembersAfter: 0)
        var plain = PatternScratch(remembersAfter: .max)
        var state: UInt64 = 1
        for round in 0..<20 {
            var text = Array("xy".utf8)
            for _ in 0..<4000 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(state >> 40 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b"))
            }
            if round % 2 == 0 { text.append(UInt8(ascii: "z")) }
            remembering.scan(text, with: set)
            plain.scan(text, with: set)
            #expect(remembering.matches == plain.matches)
            #expect(remembering.steps.byteCount <= 1 << 21)
        }
    }

    @Test("of one set are not those of another")
    func sets() throws {
        let sets = try (0..<20).map { try set(["(quota|limit) \($0) (is )?reached\\b", "\\bfull( at)? \($0)\\b"]) }
        var scratch = PatternScratch(remembersAfter: 0)
        for round in 0..<3 {
            for (number, set) in sets.enumerated() {
                scratch.scan(Array("limit \(number) reached, full \(number)".utf8), with: set)
                #expect(scratch.matches.map(\.pattern) == [0, 1], "\(round) \(number)")
                scratch.scan(Array("limit \(number + 1) reached, full \(number + 1)".utf8), with: set)
                #expect(scratch.matches.isEmpty)
            }
        }
    }
}
