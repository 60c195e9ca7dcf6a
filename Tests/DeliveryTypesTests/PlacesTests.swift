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
