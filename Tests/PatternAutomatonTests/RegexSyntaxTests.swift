import Testing

@testable import PatternAutomaton

@Suite("The syntax of regexes")
struct RegexSyntaxTests {
    struct Refusal: CustomTestStringConvertible {
        var source: String
        var code: PatternError.Code
        /// The bytes at fault, as text.
        var at: String
        var testDescription: String { source }
    }

    static let refusals: [Refusal] = [
        Refusal(source: "quota(", code: .unclosedGroup, at: "("),
        Refusal(source: "quota)", code: .unopenedGroup, at: ")"),
        Refusal(source: "[a-z", code: .unclosedClass, at: "["),
        Refusal(source: "[z-a]", code: .backwardsRange, at: "z-a"),
        Refusal(source: "[a-\\d]", code: .badRange, at: "a-\\d"),
        Refusal(source: "[[:word2:]]", code: .unknownClass, at: "[:word2:]"),
        Refusal(source: "[\\b]", code: .unknownEscape, at: "\\b"),
        Refusal(source: "[^\\x00-\\x{10FFFF}]", code: .emptyClass, at: "[^\\x00-\\x{10FFFF}]"),
        Refusal(source: "*quota", code: .repeatOfNothing, at: "*"),
        Refusal(source: "a|+", code: .repeatOfNothing, at: "+"),
        Refusal(source: "a**", code: .repeatOfRepeat, at: "**"),
        Refusal(source: "a++", code: .repeatOfRepeat, at: "++"),
        Refusal(source: "a{2}{3}", code: .repeatOfRepeat, at: "{2}{3}"),
        Refusal(source: "a{1001}", code: .repeatTooLarge, at: "{1001}"),
        Refusal(source: "a{3,2}", code: .repeatBackwards, at: "{3,2}"),
        Refusal(source: "(?=a)", code: .lookaround, at: "(?="),
        Refusal(source: "(?<!a)", code: .lookaround, at: "(?<"),
        Refusal(source: "(a)\\1", code: .backReference, at: "\\1"),
        Refusal(source: "(?<1a>b)", code: .badGroupName, at: "(?<1a>"),
        Refusal(source: "(?<a>b)(?<a>c)", code: .duplicateGroupName, at: "a"),
        Refusal(source: "(?x)a", code: .unknownGroup, at: "(?x"),
        Refusal(source: "(?-i)a", code: .unsupportedFlag, at: "(?-i"),
        Refusal(source: "a\\", code: .trailingBackslash, at: "\\"),
        Refusal(source: "\\y", code: .unknownEscape, at: "\\y"),
        Refusal(source: "\\Z", code: .unknownEscape, at: "\\Z"),
        Refusal(source: "\\pL", code: .unsupportedEscape, at: "\\p"),
        Refusal(source: "\\x4", code: .badCodePoint, at: "\\x4"),
        Refusal(source: "\\x{110000}", code: .badCodePoint, at: "\\x{110000}"),
        Refusal(source: String(repeating: "(?:", count: 101), code: .nestedTooDeeply, at: "("),
        Refusal(source: String(repeating: "(a)", count: 65), code: .tooManyGroups, at: "("),
        Refusal(source: "((a{1000}){1000}){1000}", code: .regexTooLarge, at: "((a{1000}){1000}){1000}"),
    ]

    @Test("names the error and its place", arguments: refusals)
    func refuses(_ test: Refusal) throws {
        let source = Array(test.source.utf8)
        let error = try #require(throws: PatternError.self) { _ = try RegexSyntax.check(source) }
        #expect(error.code == test.code)
        #expect(String(decoding: source[error.range], as: UTF8.self) == test.at)
    }

    @Test(
        "refuses a source that is not UTF-8, at the byte",
        arguments: [[0x61, 0xFF], [0x61, 0xC0, 0x80], [0x61, 0xE3, 0x81], [0x61, 0xED, 0xA0, 0x80]])
    func refusesBytes(_ source: [UInt8]) throws {
        let error = try #require(throws: PatternError.self) { _ = try RegexSyntax.check(source) }
        #expect(error.code == .invalidUTF8)
        #expect(error.range.lowerBound == 1)
    }

    @Test("refuses a source beyond the limit")
    func refusesLength() throws {
        let error = try #require(throws: PatternError.self) { _ = try RegexSyntax.check(Array(repeating: 0x61, count: 8193)) }
        #expect(error.code == .regexTooLong)
        #expect(error.range == 8192..<8193)
    }

    @Test("tells the compiler which pattern is at fault")
    func patternNumber() throws {
        let error = try #require(throws: PatternError.self) {
            _ = try PatternSetCompiler().compile([.phrase("quota"), .regex("a"), .regex("(b")])
        }
        #expect(error.pattern == 2)
        let empty = try #require(throws: PatternError.self) { _ = try PatternSetCompiler().compile([.phrase("")]) }
        #expect(empty.code == .emptyPhrase)
        let long = try #require(throws: PatternError.self) {
            _ = try PatternSetCompiler().compile([Pattern(.phrase, Array(repeating: 0x61, count: 1025))])
        }
        #expect(long.code == .phraseTooLong)
    }

    struct Summary: CustomTestStringConvertible {
        var source: String
        var empty = false
        var literal = 0
        var anchored = false
        var crosses = false
        var testDescription: String { source }
    }

    static let summaries: [Summary] = [
        Summary(source: "over quota", literal: 10),
        Summary(source: "(over|exceeded) quota", literal: 10),
        Summary(source: "a*", empty: true),
        Summary(source: "^$", empty: true, anchored: true),
        Summary(source: "^quota|^mailbox", literal: 5, anchored: true),
        Summary(source: "^quota|mailbox", literal: 5),
        Summary(source: "(?:^)\\s+quota", literal: 5, anchored: true, crosses: true),
        Summary(source: "[45]\\.[0-9]\\.[0-9]"),
        Summary(source: "x[^>]+y", crosses: true),
        // What stands before words makes them easier to find, and no weightier.
        Summary(source: "x.+ (?:the )?(?:aws|ec2|gcp[0-9]+z)"),
        Summary(source: "x.+y"),
        Summary(source: "(?s)x.+y", crosses: true),
        Summary(source: "\\Auser unknown\\z", literal: 12, anchored: true),
    ]

    @Test("sums up what a regex needs", arguments: summaries)
    func sumsUp(_ test: Summary) throws {
        let summary = try RegexSyntax.check(Array(test.source.utf8))
        #expect(summary.matchesEmpty == test.empty)
        #expect(summary.longestRequiredLiteral == test.literal)
        #expect(summary.isAnchoredAtStart == test.anchored)
        #expect(summary.crossesLines == test.crosses)
    }

    @Test("says which groups may stay unset")
    func groups() throws {
        let summary = try RegexSyntax.check(Array("(?<a>x)(?:(?P<b>y)|(z))(?<c>w)?(?<d>v)+".utf8))
        #expect(summary.groupNames == ["a", "b", "c", "d"])
        #expect(summary.groups.map(\.mayStayUnset) == [false, true, true, true, false])
        #expect(summary.groups[2].name == nil)
    }
}
