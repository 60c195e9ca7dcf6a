import DeliveryTypes
import Testing

@Suite("Eight bytes at a time")
struct EightBytesTests {
    @Test("tell every byte as one at a time does, whatever stands beside it", arguments: [UInt8(0), 0x20, 0x2F, 0x39, 0x7F, 0x80, 0xFF])
    func everyByte(beside: UInt8) {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var bytes = [UInt8](repeating: beside, count: 8)
                bytes[place] = byte
                let eight = bytes.span.eightBytes(at: 0) ?? 0
                func marked(_ marks: UInt64) -> [Bool] { (0..<8).map { marks >> UInt64(8 * $0) & 0xFF == 0x80 } }
                #expect(marked(EightBytes.digits(eight)) == bytes.map { (0x30...0x39).contains($0) })
                #expect(marked(EightBytes.equal(eight, 0x23)) == bytes.map { $0 == 0x23 })
                #expect(marked(EightBytes.atLeast(eight, 0x21)) == bytes.map { $0 >= 0x21 })
                #expect(marked(EightBytes.beyondASCII(eight)) == bytes.map { $0 > 0x7F })
            }
        }
    }

    @Test("stop where a search one at a time stops")
    func search() {
        for length in 0..<40 {
            for place in 0...length {
                var bytes = [UInt8](repeating: 0x61, count: length)
                if place < length { bytes[place] = 0x35 }
                for start in 0...length {
                    let expected = place < length && place >= start ? place : length
                    #expect(bytes.span.firstOffset(from: start, to: length) { EightBytes.digits($0) } == expected)
                }
            }
        }
        let none: [UInt8] = []
        #expect(none.span.eightBytes(at: 0) == nil && none.span.eightBytes(at: -1) == nil)
    }
}
