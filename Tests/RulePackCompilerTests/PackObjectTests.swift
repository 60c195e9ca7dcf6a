import DeliveryTypes
import RulePackCompiler
import Testing

@Suite("Packs compiled before they are joined")
struct PackObjectTests {
    private static let base = """
        rules:
          - id: full
            match: { any: [{ regex: 'limit of (?<limit>[0-9]+) (?:KB|MB)' }, { text: { any: [mailbox is full, over quota], none: [almost] } }] }
            verdict: { cause: mailbox.full }
            message: { en: "Over ${limit? ${limit}}.", ja: 超過。 }
          - { id: loop, match: { header: { name: X-Loop, regex: '^<[a-z]+>' }, status: 5.4.x }, verdict: { cause: network.loop, confidence: high }, before: [full] }
          - { id: large, match: { size: ">= 25MB", reply: [552, 55x], layout: own }, verdict: { cause: mailbox.full } }
        layouts:
          - id: own
            recognise: { body: [The mail could not go on] }
            fields: ['^To: <(?<recipient>[^>]+)>$', '^It said: (?<reply>.+)$']
            phase: { rcpt: [in RCPT] }
        blocklists:
          - { zone: bl.example.net, name: Example, lists: address, status: dead, dead_since: 2020-01-01, references: [x] }

        """
    private static let site = """
        overrides:
          - { target: base/full, because: x, append: { match: { text: [quota is gone], phase: data } } }
          - { target: base/loop, because: x, replace: { verdict: { cause: mailbox.full, side: sender }, message: { en: Round., ja: 循環。 } } }
          - { target: base/large, because: x, disable: true }
        rules:
          - { id: lamp, match: { text: [the lamp is blue] }, verdict: { cause: mailbox.full } }

        """

    private func objects() throws -> [PackObject] {
        let texts = [LinkedPacks.vocabulary, LinkedPacks.pack("base", "standard", Self.base), LinkedPacks.pack("site", "site", Self.site)]
        return try texts.map { try PackObject(try parsePack(files: [PackFile(name: "pack.yaml", bytes: Array($0.utf8))])) }
    }

    @Test("give the image that they give when they were just read, in whatever order they come")
    func identity() throws {
        let objects = try objects()
        let image = try linkPacks(objects)
        let stored = try objects.map { try PackObject(bytes: $0.bytes) }
        #expect(try linkPacks(stored) == image)
        #expect(try linkPacks(stored.reversed()) == image)
        #expect(try linkPacks([objects[0], stored[1], objects[2]]) == image)
        #expect(try self.objects().map(\.bytes) == objects.map(\.bytes))
    }

    @Test("obey the overrides of others")
    func overrides() throws {
        let packs = try LinkedPacks([LinkedPacks.pack("base", "standard", Self.base), LinkedPacks.pack("site", "site", Self.site)])
        #expect(packs.matches("the mailbox is full") == ["base/full"])
        #expect(packs.matches("mailbox is full, almost") == [])
        #expect(packs.matches(Situation("quota is gone") { $0.phase = .data }) == ["base/full"])
        #expect(packs.matches("quota is gone") == [])
        #expect(packs.matches(Situation("552 too large") { $0.size = 30 << 20 }) == [])
    }

    @Test("are named in errors by the places of their rules")
    func places() throws {
        let object = try PackObject(bytes: try objects()[1].bytes)
        let error = #expect(throws: RulePackError.self) { try linkPacks([object]) }
        #expect(error?.diagnostics.first?.location?.file == "pack.yaml")
        #expect(error?.diagnostics.first?.location?.line == 4)
        #expect(error?.diagnostics.first?.message.hasPrefix("unknown cause `mailbox.full`") == true)
    }

    @Test("that were cut or changed in any bit are refused")
    func damage() throws {
        let bytes = try objects()[1].bytes
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: RulePackError.self) { try PackObject(bytes: Array(bytes.prefix(count))) }
        }
        for index in stride(from: 0, to: bytes.count, by: 11) {
            var damaged = bytes
            damaged[index] ^= 1 << (index % 8)
            let error = #expect(throws: RulePackError.self, "byte \(index)") { try PackObject(bytes: damaged) }
            #expect(error?.diagnostics.map(\.code) == ["E038"])
        }
    }

    @Test("do not hold where they were written in what tells images apart")
    func digest() throws {
        let image = try image(of: "words.yaml", LinkedPacks.vocabulary)
        #expect(try image == self.image(of: "other/words.yaml", "# a line more\n" + LinkedPacks.vocabulary))
        #expect(try image != self.image(of: "words.yaml", LinkedPacks.vocabulary.replacing("Full.", with: "Fall.")))
    }

    private func image(of name: String, _ text: String) throws -> [UInt8] {
        try linkPacks([try PackObject(try parsePack(files: [PackFile(name: name, bytes: Array(text.utf8))]))])
    }
}
