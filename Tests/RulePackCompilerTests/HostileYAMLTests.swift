import RulePackCompiler
import Testing

/// A YAML file that is not meant well.
struct HostileFile: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var code: String

    init(_ name: String, _ bytes: [UInt8], _ code: String) {
        self.name = name
        self.bytes = bytes
        self.code = code
    }

    init(_ name: String, _ text: String, _ code: String) {
        self.init(name, Array(text.utf8), code)
    }

    var testDescription: String { name }

    static let all: [HostileFile] = [
        HostileFile("40,000 opened lists", String(repeating: "[", count: 40_000), "E007"),
        HostileFile("40,000 opened lists, one a line", String(repeating: "[\n", count: 40_000), "E007"),
        HostileFile("40,000 opened mappings", String(repeating: "{a: ", count: 40_000), "E007"),
        HostileFile("40,000 block lists in one line", String(repeating: "- ", count: 40_000), "E007"),
        HostileFile("40,000 complex keys", String(repeating: "? ", count: 40_000), "E007"),
        HostileFile("block mappings 2,000 deep", (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), "E007"),
        HostileFile("a billion laughs", laughs, "E003"),
        HostileFile("a list that holds itself", "schema: &a [*a]", "E003"),
        HostileFile("a merge key", "a: &a {b: c}\nd:\n  <<: *a\n", "E003"),
        HostileFile("60,000 nodes", "schema: [" + String(repeating: "a,", count: 60_000) + "]", "E007"),
        HostileFile("a text of 65 KiB", "schema: " + String(repeating: "a", count: 65 << 10), "E007"),
        HostileFile("a file of 4 MiB and a byte", [UInt8](repeating: 0x20, count: (4 << 20) + 1), "E007"),
        HostileFile("a NUL", "schema: 1\0", "E002"),
        HostileFile("an escape character", "schema: \u{1B}[31m", "E002"),
        HostileFile("a byte that is not UTF-8", Array("schema: 1\nx: ".utf8) + [0xFF], "E002"),
        HostileFile("UTF-8 cut in the middle", Array("x: ".utf8) + [0xE5, 0xBA], "E002"),
        HostileFile("an overlong slash", Array("x: ".utf8) + [0xC0, 0xAF], "E002"),
        HostileFile("a surrogate in UTF-8", Array("x: ".utf8) + [0xED, 0xA0, 0x80], "E002"),
        HostileFile("UTF-16", [0xFF, 0xFE, 0x61, 0, 0x3A, 0], "E002"),
        HostileFile("a list as a key", "[a, b]: c", "E009"),
        HostileFile("a directive of another version", "%YAML 3.0\n---\na: b", "E001"),
        HostileFile("a Python object", "schema: !!python/object/apply:os.system [ls]", "E004"),
        HostileFile("only a comment", "# nothing", "E012"),
        HostileFile("nothing", "", "E012"),
        HostileFile("a text alone", "schema", "E009"),
        HostileFile("a colon alone", ":", "E001"),
        HostileFile("a percent sign", "%", "E001"),
        HostileFile("an unclosed escape", "\"\\", "E016"),
    ]

    private static var laughs: String {
        var text = "a0: &a0 [lol, lol]\n"
        for index in 1...30 { text += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n" }
        return text
    }
}

@Suite("Hostile YAML")
struct HostileYAMLTests {
    @Test("is refused in its own words and in bounded time", arguments: HostileFile.all)
    func refused(_ file: HostileFile) {
        let clock = ContinuousClock()
        var found: [Diagnostic] = []
        let time = clock.measure {
            found = findings(in: [PackFile(name: "hostile.yaml", bytes: file.bytes)])
        }
        #expect(found.contains { $0.code == file.code }, "\(found.map(\.description).joined(separator: "\n"))")
        // A debug build on a busy machine.
        #expect(time < .seconds(30))
    }

    @Test("Nesting is refused at its 17th level, before libyaml has paid for the rest")
    func earlyStop() throws {
        let bytes = [UInt8](repeating: 0x5B, count: 4 << 20)
        let found = findings(in: [PackFile(name: "hostile.yaml", bytes: bytes)])
        #expect(found.map { $0.location?.column } == [17])
    }

    @Test("What is broken in one file does not hide what is wrong in another")
    func otherFiles() {
        let files = [
            PackFile(name: "a.yaml", bytes: Array("schema: [".utf8)),
            PackFile(name: "b.yaml", bytes: Array((GoldenCase.header + "rule: []\n").utf8)),
        ]
        #expect(findings(in: files).map(\.code) == ["E001", "E008"])
    }

    @Test("Lists that multiply each other are stopped")
    func listBomb() {
        let list = "lists: { l: [" + (0..<8000).map { "word \($0)" }.joined(separator: ", ") + "] }\n"
        let rules = (0..<2000).map { "  - { id: r\($0), match: { text: { list: l } }, verdict: { cause: a } }\n" }.joined()
        let found = findings(in: [PackFile(name: "x.yaml", bytes: Array((GoldenCase.header + list + "rules:\n" + rules).utf8))])
        #expect(found.contains { $0.code == "E007" && $0.message.contains("lists unfold") })
    }

    @Test("Names that miss everything by a letter do not take quadratic time")
    func suggestionBomb() throws {
        let rules = (0..<3500).map { index in
            "  - { id: r\(index), match: { reply: 550 }, verdict: { cause: a }, before: [\(String(repeating: "x", count: 50))\(index)] }\n"
        }.joined()
        let causes =
            "causes: [{ id: a, title: { en: A, ja: A }, side: none, permanence: none, suppress_recipient: no, summary: { en: A, ja: A } }]\n"
        let text = GoldenCase.header + causes + "rules:\n" + rules
        let pack = try parsePack(files: [PackFile(name: "x.yaml", bytes: Array(text.utf8))])
        let clock = ContinuousClock()
        var found: [Diagnostic] = []
        let time = clock.measure { found = check(packs: [pack]) }
        #expect(found.count { $0.code == "E033" } > 100)
        #expect(time < .seconds(30))
    }

    @Test("Files cut and changed at random are read or refused, never more")
    func mutations() {
        let source = Array((GoldenCase.header + Self.sample).utf8)
        var random = SplitMix(state: 7)
        var refused = 0
        for _ in 0..<1500 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(index..<min(bytes.count, index + 9))
                case 2: bytes[index] = Array("[]{}:,-#&*!|>'\"%@`?\n\t ".utf8).randomElement(using: &random) ?? 0
                default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 30)], at: 0)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            let found = findings(in: [PackFile(name: "x.yaml", bytes: bytes)])
            if found.contains(where: { $0.severity == .error }) { refused += 1 }
            for finding in found { #expect(!finding.description.isEmpty) }
        }
        // Most changes break something; some only change a text.
        #expect(refused > 500 && refused < 1500)
    }

    static let sample = """
        lists: { quota-words: [over quota, quota exceeded] }
        rules:
          - id: full
            match:
              all:
                - { text: { any: [{ list: quota-words }, mailbox is full], none: [almost], words: yes } }
                - { any: [{ reply: [552, 45x] }, { status: x.2.2 }, { regex: 'limit of (?<limit>[0-9]+)' }] }
            verdict: { cause: mailbox.full, confidence: high }
            message: { en: "Full${limit? at ${limit}}.", ja: 満杯です。 }
            references: ["RFC 3463 3.3"]
            examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
        layouts:
          - id: shop
            recognise: { header: { name: Subject, any: [returned mail] }, body: [could not be delivered] }
            returned: { after: [--- copy ---], at: [{ regex: '^Received: ' }] }
            blocks: { starts: ['^<(?<recipient>[^>]+)>:'], ends: [blank-line], reply: following, phase: { rcpt: [user unknown] } }

        """
}

/// The same numbers on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
