import RulePackCompiler
import Testing

@Suite("What authors see")
struct DiagnosticTests {
    @Test("Every finding reads as written down", arguments: GoldenCase.all)
    func golden(_ golden: GoldenCase) {
        let text = findings(in: golden.files).map(\.description).joined(separator: "\n\n")
        #expect(text == golden.expected)
    }

    @Test("Every code that reading and checking can give has a golden case")
    func everyCodeIsCovered() {
        let covered = Set(GoldenCase.all.map(\.code))
        // Bytes that are not text are in other tests.
        let apart: Set<FindingCode> = [.encoding, .brokenPackImage]
        let missing = FindingCode.allCases.filter { !$0.needsRunning && !apart.contains($0) && !covered.contains($0.rawValue) }
        #expect(missing.isEmpty)
    }

    @Test("The caret stands under wide characters and behind tabs")
    func caretColumns() {
        let files = [
            PackFile(name: "shop.yaml", bytes: Array((GoldenCase.header + "rules:\n  - { id: 満杯, match:\t{ txt: [満杯です] } }\n").utf8))
        ]
        #expect(
            findings(in: files).filter { $0.code != "E010" }.map(\.description) == [
                """
                error[E014]: `満杯` cannot be the id of a rule
                  --> shop.yaml:8:11
                   |
                 8 |   - { id: 満杯, match:\t{ txt: [満杯です] } }
                   |           ^^^^
                  = help: lower-case letters, digits and single hyphens, at most 64: `mailbox-full`
                """,
                """
                error[E008]: unknown matcher `txt`
                  --> shop.yaml:8:24
                   |
                 8 |   - { id: 満杯, match:\t{ txt: [満杯です] } }
                   |                       \t  ^^^ not defined in schema 1
                  = help: did you mean `text`?
                """,
            ])
    }

    @Test("A finding in a line of 40,000 letters is shown with the words around it")
    func longLine() throws {
        let text = "rules: [{ id: full, note: '\(String(repeating: "x", count: 40_000))', mach: {} }]"
        let finding = try #require(findings(in: [file(text)]).first { $0.message.contains("mach") })
        let location = try #require(finding.location)
        #expect(location.column == 40_031)
        #expect(location.sourceLine.unicodeScalars.count <= 162)
        #expect(String(location.sourceLine.unicodeScalars.dropFirst(location.caretOffset).prefix(location.width)) == "mach")
    }

    @Test("Findings come in the order of the file, not of their discovery")
    func order() {
        let found = findings(in: [file("rules:\n  - id: full\n    mach: {}\n    match: { txt: [full] }\n    verdict: { cause: a, sde: b }")]
        )
        #expect(found.map { $0.location?.line } == [9, 10, 11])
    }

    @Test("One line for build tools")
    func summaryLine() throws {
        let finding = try #require(findings(in: [file("rule: []")]).first)
        #expect(finding.summaryLine == "shop.yaml:7:1: error: unknown key `rule`; did you mean `rules`? [E008]")
    }

    @Test("JSON has every part, escaped")
    func json() throws {
        let finding = try #require(findings(in: [file("\"rule\\\"s\": []\nx: 1\nx: 2")]).first { $0.code == "E008" })
        #expect(
            finding.json == """
                {"code":"E008","severity":"error","message":"unknown key `rule\\"s`","file":"shop.yaml","line":7,"column":1,"width":9,\
                "label":"not defined in schema 1","help":"did you mean `rules`?","notes":[]}
                """)
        let double = try #require(findings(in: [file("x: 1\nx: 2")]).first { $0.code == "E006" })
        #expect(
            double.json.hasSuffix(
                #""notes":[{"message":"first written here","file":"shop.yaml","line":7,"column":1,"width":1}]}"#))
    }

    @Test("Control characters of a hostile file never reach the terminal")
    func controlCharacters() {
        let found = findings(in: [file("rules: [{ id: \"a\\e[31m\" }]\n\u{85}x\u{9B}31m: 1")])
        let rendered = found.map(\.description).joined()
        let controls = rendered.unicodeScalars.filter { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        #expect(!found.isEmpty)
        #expect(controls.isEmpty)
    }

    @Test("Findings without end are cut off, errors and warnings apart")
    func manyFindings() {
        let found = findings(in: [file("rules:\n" + String(repeating: "  - {}\n", count: 2000))])
        #expect(found.count == PackLimits.diagnostics)
    }

    private func file(_ text: String) -> PackFile {
        PackFile(name: "shop.yaml", bytes: Array((GoldenCase.header + text + "\n").utf8))
    }
}
