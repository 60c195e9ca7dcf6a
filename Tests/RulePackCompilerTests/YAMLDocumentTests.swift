import RulePackCompiler
import Testing

@Suite("The trees of a pack's files")
struct YAMLDocumentTests {
    private static let source = """
        schema: 1
        texts: [plain, 'single ''quoted''', "double\\tquoted", '']
        literal: |
          two
          lines
        folded: >
          one
          line
        nested: { a: { b: [[], {}, [c]] } }
        日本語: 満杯です
        """

    private var documents: [YAMLDocument] {
        get throws {
            try parseDocuments(files: [
                PackFile(name: "a.yaml", bytes: Array(Self.source.utf8)),
                PackFile(name: "b.yaml", bytes: Array(HostileYAMLTests.sample.utf8)),
            ])
        }
    }

    @Test("Texts are what YAML says, places what editors say")
    func content() throws {
        guard case .mapping(let entries) = try documents[0].root.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(entries.map(\.key.text) == ["schema", "texts", "literal", "folded", "nested", "日本語"])
        guard case .sequence(let texts) = entries[1].value.content else {
            Issue.record("not a list")
            return
        }
        #expect(
            texts.map(\.content) == [
                .scalar("plain", .plain), .scalar("single 'quoted'", .singleQuoted), .scalar("double\tquoted", .doubleQuoted),
                .scalar("", .singleQuoted),
            ])
        #expect(texts[1].place == Place(file: 0, line: 2, column: 16, endLine: 2, endColumn: 35))
        #expect(entries[2].value.content == .scalar("two\nlines\n", .literal))
        #expect(entries[3].value.content == .scalar("one line\n", .folded))
        #expect(entries[5].value.place == Place(file: 0, line: 10, column: 6, endLine: 10, endColumn: 10))
    }

    @Test("Line ends of every kind, and a byte-order mark, keep lines and columns right")
    func lineEnds() throws {
        let text = "\u{FEFF}a: 1\r\nb: 2\rc: 3\nd: 4\u{85}e: 5\u{2028}f: 6\n"
        let document = try parseDocuments(files: [PackFile(name: "a.yaml", bytes: Array(text.utf8))])[0]
        guard case .mapping(let entries) = document.root.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(entries.map(\.key.place.line) == [1, 2, 3, 4, 5, 6])
        #expect(entries.map(\.key.place.column) == [1, 1, 1, 1, 1, 1])
    }
}
