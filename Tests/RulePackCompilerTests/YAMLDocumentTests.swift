import RulePackCompiler
import Testing

@Suite("The compact form of a pack's files")
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

    @Test("gives back every node with its place and style")
    func roundTrip() throws {
        let documents = try documents
        let bytes = YAMLDocument.encode(documents)
        #expect(try YAMLDocument.decode(bytes) == documents)
        #expect(documents.map(\.name) == ["a.yaml", "b.yaml"])
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

    @Test("Errors found in the compact form keep their places")
    func places() throws {
        let files = [PackFile(name: "shop.yaml", bytes: Array((GoldenCase.header + "rule: []\n").utf8))]
        let decoded = try YAMLDocument.decode(YAMLDocument.encode(parseDocuments(files: files)))
        let error = #expect(throws: RulePackError.self) { try parsePack(documents: decoded) }
        #expect(
            error?.description == """
                error[E008]: unknown key `rule`
                  --> shop.yaml:7:1
                  = help: did you mean `rules`?
                """)
    }

    @Test("A pack read from its compact form is the same pack")
    func samePack() throws {
        let text = GoldenCase.header + HostileYAMLTests.sample
        let files = [PackFile(name: "shop.yaml", bytes: Array(text.utf8))]
        let first = try parsePack(files: files)
        let second = try parsePack(documents: YAMLDocument.decode(YAMLDocument.encode(parseDocuments(files: files))))
        #expect("\(first.rules)" == "\(second.rules)")
        #expect("\(first.layouts)" == "\(second.layouts)")
    }

    @Test("Every truncation and a flipped bit in any byte is refused or gives some tree")
    func damage() throws {
        let bytes = YAMLDocument.encode(try documents)
        for count in 0..<bytes.count {
            #expect(throws: RulePackError.self) { try YAMLDocument.decode(Array(bytes.prefix(count))) }
        }
        var refused = 0
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << (index % 8)
            do {
                let decoded = try YAMLDocument.decode(damaged)
                _ = try? parsePack(documents: decoded)
            } catch {
                #expect(error.diagnostics.map(\.code) == ["E038"])
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("Counts and depths that nobody could have written are refused without being believed")
    func bombs() {
        let magic = Array("YTR1".utf8)
        let name: [UInt8] = [1, 0x61]
        let place: [UInt8] = [1, 1, 0, 1]
        let deep: [UInt8] = (0..<1000).flatMap { _ -> [UInt8] in [5] + place + [1] }
        let bombs: [[UInt8]] = [
            magic + [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            magic + [1] + name + [5] + place + [0xD0, 0x86, 0x03],
            magic + [1] + name + [6] + place + [0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            magic + [1] + name + [0] + place + [0xFF, 0xFF, 0x03],
            magic + [1] + name + deep,
            magic + [1] + name + [9] + place,
            magic + [0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
        ]
        for bomb in bombs {
            #expect(throws: RulePackError.self) { try YAMLDocument.decode(bomb) }
        }
    }
}
