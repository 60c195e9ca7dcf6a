import DeliveryTypes
import Testing

@Suite("Text of bytes that are no UTF-8")
struct PlacesTests {
    @Test(
        "keeps every place",
        arguments: [
            ([], ""), ([0x61, 0xE9, 0x62], "a?b"), ([0xE6, 0xBA], "??"), ([0xE6, 0xBA, 0x80, 0x21], "満!"), ([0xC0, 0x80, 0x31], "??1"),
            ([0xED, 0xA0, 0x80, 0x32], "???2"), ([0xF0, 0x9F, 0x93, 0x33], "???3"), ([0xFF, 0xF0, 0x9F, 0x93, 0xAA], "?📪"),
            ([0x0D, 0x0A], "\r\n"),
        ] as [([UInt8], String)])
    func places(_ bytes: [UInt8], _ text: String) {
        let read = String(keepingPlacesOf: bytes)
        #expect(read == text && read.utf8.count == bytes.count)
    }
}

@Suite("The start of a line")
struct LineStartTests {
    @Test("is behind the line feed before, or as far back as lines are long")
    func starts() {
        let text = Array("one\ntwo three".utf8) + [UInt8](repeating: 0x61, count: 5000)
        #expect(text.span.lineStart(before: 2) == 0 && text.span.lineStart(before: 4) == 4 && text.span.lineStart(before: 9) == 4)
        #expect(text.span.lineStart(before: 5000) == 904 && text.span.lineStart(before: -1) == 0)
        #expect(text.span.lineStart(before: 9999) == text.count - 4096)
    }
}
