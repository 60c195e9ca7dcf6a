import RulePackCompiler
import Testing

@testable import Undelivered

@Suite("What a pack claims about itself")
struct PackTesterTests {
    private static func findings(_ rules: String, samples: [(name: String, text: String)] = []) throws -> [String] {
        let head = "schema: 1\npack: { id: own, version: 1.0.0, tier: standard, title: { en: Own, ja: 自 } }\n"
        let folders = [(OwnPacks.vocabulary, []), (head + rules, samples)].map { text, samples in
            PackFolder(
                files: [PackFile(name: "pack.yaml", bytes: Array(text.utf8))],
                samples: samples.map { PackFile(name: $0.name, bytes: Array($0.text.utf8)) })
        }
        var tester = try PackTester(folders)
        return tester.run().filter { $0.severity == .error || $0.code == "W050" }.map(\.code)
    }

    private static func rule(_ id: String, _ match: String, _ cause: String, _ examples: String) -> String {
        "  - { id: \(id), match: { \(match) }, verdict: { cause: \(cause) }, examples: { \(examples) } }\n"
    }

    @Test(
        "about its examples is tried out",
        arguments: [
            ("match: ['552 quota'], no_match: ['552 full']", []),
            ("match: ['552 full']", ["E050"]),
            ("match: ['552 over quota']", ["E050"]),
            ("match: ['552 big quota']", ["W050"]),
            ("no_match: ['552 quota']", ["E051"]),
            ("no_match: ['552 over quota']", []),
            ("match: [{ input: quota, reply: 452 }]", []),
        ] as [(String, [String])])
    func examples(examples: String, expected: [String]) throws {
        let rules =
            "rules:\n" + Self.rule("a", "text: [quota]", "mailbox.full", examples)
            + Self.rule("b", "text: [over quota]", "content.spam", "match: ['over quota']")
            + Self.rule("c", "text: [big quota]", "mailbox.full", "match: ['big quota']")
        #expect(try Self.findings(rules) == expected)
    }

    @Test("about what its regexes cut out is compared")
    func captures() throws {
        func found(_ captures: String) throws -> [String] {
            try Self.findings(
                "rules:\n"
                    + Self.rule(
                        "a", "regex: 'limit (?<limit>\\d+)'", "mailbox.full", "match: [{ input: limit 25, captures: { \(captures) } }]"))
        }
        #expect(try found("limit: 25") == [])
        #expect(try found("limit: 26") == ["E052"])
    }

    @Test("about its samples is compared with what is read")
    func samples() throws {
        let layout =
            "layouts:\n  - { id: own, title: { en: Own, ja: 自 }, recognise: { body: [could not go on] }, "
            + "blocks: { starts: ['^<(?<recipient>[^>]+)>: (?<reply>.*)'] }, samples: ['Samples/*.eml'] }\n"
        let mail = ("Samples/a.eml", Sketch.bounce("<user@example.jp>: 550 5.1.1 no such user"))
        func found(_ expectation: String) throws -> [String] {
            try Self.findings(layout, samples: [mail, ("Samples/a.expected.yaml", expectation)])
        }
        let recipient = "recipient: user@example.jp, reply_code: 550, status: 5.1.1, reply: no such"
        #expect(try found("kind: failure\nlayout: own\nrecipients:\n  - { \(recipient) }\n") == [])
        #expect(try found("kind: delay\n") == ["E053"])
        #expect(try found("recipients:\n  - { recipient: user@example.jp, reply_code: 551, status: 5.1.2 }\n") == ["E053", "E053"])
        #expect(try found("recipients:\n  - { recipient: other@example.jp }\n") == ["E053"])
        #expect(try found("recipients: []\n") == ["E053"])
        #expect(try Self.findings(layout, samples: [mail]) == ["E053"])
        #expect(try Self.findings(layout) == ["E053"])
    }

    @Test(
        "matches names of samples by their stars",
        arguments: [
            ("a.eml", "a.eml", true), ("a.eml", "*.eml", true), ("Samples/x-1.eml", "Samples/x-*.eml", true), ("a.eml", "b*.eml", false),
            ("a.txt", "*.eml", false), ("abcabc", "a*c", true), ("abc", "*b*", true), ("abc", "*", true), ("", "*", true),
            ("abc", "a*b", false),
            ("aXbYc", "a*b*c", true), ("a", "a*a", false), ("aba", "a*a", true),
        ])
    func names(name: String, pattern: String, expected: Bool) {
        #expect(PackTester.matches(name, pattern) == expected)
    }
}
