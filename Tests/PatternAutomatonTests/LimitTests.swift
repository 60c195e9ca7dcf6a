import Testing

@testable import PatternAutomaton

@Suite("Hostile patterns and texts")
struct LimitTests {
    /// Regexes on which a backtracking matcher takes exponential or quadratic time, and a text of many times the letter.
    static let regexes = [
        "(a+)+b", "(a|a)*b", "(a|aa)+$b", ".*.*.*x", "(?:a?){30}a{30}c", "(x+x+)+y", "a.{0,300}b.{0,300}c", "((a{0,20}){0,20}){0,10}b",
        "(.*)(.*)(.*)(.*)(.*)[^a]b", "aaaaa.{0,1000}b", "[a-z]+@[a-z]+", "(?s).*a.*b", "^(([a-z])+.)+[A-Z]([a-z])+$b",
    ]

    @Test("take linear time", arguments: regexes)
    func linear(_ regex: String) throws {
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([.regex(regex, reporting: .everyMatch)])))
        var scratch = PatternScratch()
        func time(_ count: Int) -> Duration {
            let text = Array(repeating: UInt8(ascii: "a"), count: count)
            return ContinuousClock().measure { scratch.scan(text, with: set) }
        }
        _ = time(1000)
        let (short, long) = (min(time(8000), time(8000)), min(time(64_000), time(64_000)))
        // Eight times the text; quadratic would be 64 times. Short runs are all noise.
        #expect(long < max(short * 24, .milliseconds(100)), "\(short) \(long)")
    }

    @Test("take linear time where no line begins before any of many literals")
    func linearBehindLineStarts() throws {
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([.regex("^[^x]*quota"), .regex("^\\s*quota (a|b)")])))
        var scratch = PatternScratch()
        func time(_ count: Int) -> Duration {
            let text = [UInt8(ascii: "x")] + Array(repeatElement(Array("quota".utf8), count: count).joined())
            return ContinuousClock().measure { scratch.scan(text, with: set) }
        }
        _ = time(1000)
        let (short, long) = (min(time(4000), time(4000)), min(time(32_000), time(32_000)))
        #expect(long < max(short * 24, .milliseconds(100)), "\(short) \(long)")
        #expect(!scratch.contains(0))
    }

    @Test(
        "are compiled in bounded time and size",
        arguments: [
            "(?:.{0,1000}x){15}", "((((a{0,9}){0,9}){0,9}){0,9})", "(a|b|c|d|e|f|g|h){900}", "[^a]{1000}[^b]{1000}",
            "(?:a|b)*a(?:a|b){14}", "(?:\\b.?){500}", "(" + String(repeating: "a?", count: 2000) + ")b",
        ])
    func bounded(_ regex: String) throws {
        let duration = ContinuousClock().measure {
            do throws(PatternError) {
                let image = try PatternSetCompiler().compile([.regex(regex)])
                #expect(image.count < 4_000_000)
            } catch {
                #expect(error.code == .regexTooLarge)
            }
        }
        #expect(duration < .seconds(20))
    }

    @Test("are searched for literals once, however many groups lie inside each other")
    func nestedAlternatives() throws {
        let depth = PatternLimits().nestingDepth
        let regex = "to " + String(repeating: "(?:x|ab[0-9]? ", count: depth) + "z" + String(repeating: ")", count: depth)
        let duration = try ContinuousClock().measure { _ = try PatternSetCompiler().compile([.regex(regex)]) }
        #expect(duration < .seconds(20))
    }

    @Test("cannot make a set of any size")
    func totals() throws {
        var limits = PatternLimits()
        limits.totalProgramSize = 1000
        let error = try #require(throws: PatternError.self) {
            _ = try PatternSetCompiler(limits: limits).compile((0..<20).map { .regex("a{90}\($0)") })
        }
        #expect(error.code == .regexesTooLarge)
        #expect(error.pattern == 10)
        limits.patternCount = 3
        let count = try #require(throws: PatternError.self) {
            _ = try PatternSetCompiler(limits: limits).compile((0..<4).map { .phrase("phrase \($0)") })
        }
        #expect(count.code == .tooManyPatterns)
        limits.literalBytes = 47
        let literals = try #require(throws: PatternError.self) {
            _ = try PatternSetCompiler(limits: limits).compile(["seventeen letters", "eightyeight", "word"].map { .phrase($0) })
        }
        #expect(literals.code == .literalsTooLarge && literals.pattern == 3)
        limits.literalBytes = 72
        _ = try PatternSetCompiler(limits: limits).compile(["seventeen letters", "eightyeight", "word"].map { .phrase($0) })
    }

    @Test("with automata of no size are matched all the same")
    func withoutAutomata() throws {
        var limits = PatternLimits()
        limits.totalAutomatonWork = 0
        #expect(
            try scan([.regex("user \\w+ unknown"), .regex("a*"), .regex("^b")], "user joe unknown\nb", limits: limits) == [
                "0@0..<16", "1@0..<16", "2@17..<18",
            ])
    }

    @Test("compile to the same bytes every time")
    func deterministic() throws {
        let patterns = LimitTests.regexes.map { Pattern.regex($0) } + (0..<200).map { .phrase("phrase number \($0)") }
        #expect(try PatternSetCompiler().compile(patterns) == PatternSetCompiler().compile(patterns))
    }
}
