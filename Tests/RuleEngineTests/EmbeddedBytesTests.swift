import PatternAutomaton
import RuleEngine
import Testing

@Suite("Embedded bytes")
struct EmbeddedBytesTests {
    @Test("come back as they were, whatever their number", arguments: 0...50)
    func roundTrip(count: Int) {
        let bytes = (0..<count).map(EmbeddedCases.byte(at:))
        let text = EmbeddedCases.texts[count]
        #expect(EmbeddedBytes.encode(bytes) == Array("\(text)".utf8))
        #expect(EmbeddedBytes.decode(text) == bytes)
    }

    @Test("are written in characters that need no escape but the backslash")
    func alphabet() {
        let text = EmbeddedBytes.encode((0...255).map { UInt8($0) } + [255, 255, 255])
        #expect(text.allSatisfy { (0x30...0x6F).contains($0) })
    }

    @Test(
        "are refused where the text is shorter or longer than it says",
        arguments: [
            "", "0", "1000000", "10000000", "1000000000", "100000000000000", "00000000x", "oooooooo", "40000000abcd", "41000000abcd",
        ]
            as [StaticString])
    func damage(text: StaticString) {
        #expect(EmbeddedBytes.decode(text) == nil)
        #expect(throws: ImageError.notAnImage) { try EmbeddedBytes.image(text) }
    }

    @Test("never trap on characters outside their alphabet")
    func foreignCharacters() {
        #expect(EmbeddedBytes.decode("30000000~~ \u{7F}")?.count == 3)
        #expect(EmbeddedBytes.decode("60000000é漢字")?.count == 6)
        #expect(throws: ImageError.self) { try EmbeddedBytes.image("60000000abcdefgh") }
    }
}
