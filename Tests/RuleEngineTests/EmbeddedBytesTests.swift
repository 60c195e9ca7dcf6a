import PatternAutomaton
import Testing

@testable import RuleEngine

@Suite("Embedded bytes")
struct EmbeddedBytesTests {
    private static let words = Array("mailbox full, mailbox full, mailbox full".utf8)
    private static let literal: StaticBigInt =
        0x16c6c75664003000e202c6c6c756620786f626c69616def0000000000000017

    @Test("come back as they were")
    func roundTrip() {
        #expect(EmbeddedBytes.encode(Self.words) == Array("40,\n\(Self.digits),\n".utf8))
        #expect(EmbeddedBytes.decode([40, Self.literal]) == Self.words)
        #expect(EmbeddedBytes.decode([39, Self.literal]) == nil && EmbeddedBytes.decode([41, Self.literal]) == nil)
        #expect(EmbeddedBytes.decode([80, Self.literal, Self.literal]) == Self.words + Self.words)
    }

    private static let digits =
        "0x16c6c75664003000e202c6c6c756620786f626c69616def0000000000000017"

    @Test("may lie in several places")
    func pieces() {
        let bytes = Array("head ".utf8) + Self.words + Self.words + Array(" tail".utf8)
        let text = EmbeddedBytes.encode(bytes, pieces: [5..<45, 45..<85])
        #expect(String(decoding: text, as: UTF8.self).split(separator: ",\n").map { $0.prefix(3) } == ["90", "0x1", "-1", "-2", "0x1"])
        let parts: [StaticBigInt] = [40, Self.literal]
        #expect(EmbeddedBytes.decode([120, Self.literal, -2, -1], pieces: [[parts], [parts]]) == Self.words + Self.words + Self.words)
        #expect(EmbeddedBytes.decode([80, -1], pieces: [[parts, parts]]) == Self.words + Self.words)
        #expect(EmbeddedBytes.decode([40, -2], pieces: [[parts]]) == nil && EmbeddedBytes.decode([40, -1]) == nil)
        #expect(EmbeddedBytes.decode([80, -1], pieces: [[[80, -1]]]) == nil)
    }

    @Test("of tables stand in the order of their planes")
    func rows() {
        let joined = (0..<20).flatMap { [Self.words[$0], Self.words[20 + $0]] }
        #expect(EmbeddedBytes.decode([40, Self.literal, 10_242]) == joined)
        #expect(EmbeddedBytes.decode([80, Self.literal, 10_242, Self.literal]) == joined + Self.words)
        #expect(EmbeddedBytes.decode([80, Self.literal, Self.literal, 10_241, 10_242]) == Self.words + joined)
        #expect(EmbeddedBytes.decode([80, Self.literal, -1], pieces: [[[40, Self.literal, 10_242]]]) == Self.words + joined)
        // Not of this part, beyond its end, no whole rows, rows of nothing, no rows.
        for order in [10_498, 10_243, 10_240, 2] as [StaticBigInt] {
            #expect(EmbeddedBytes.decode([40, Self.literal, order]) == nil)
        }
        #expect(EmbeddedBytes.decode([40, Self.literal, 10_241, 10_242]) == nil)
        #expect(EmbeddedBytes.decode([80, -1, 10_242, Self.literal], pieces: [[[40, Self.literal]]]) == nil)

        let numbers: [UInt8] = (0..<3000).flatMap { (number: Int) -> [UInt8] in
            [UInt8(truncatingIfNeeded: number), UInt8(number >> 8), 0, 7]
        }
        let text = EmbeddedBytes.encode([1, 2, 3] + numbers + [4], rows: [(3..<12_003, 4)])
        #expect(String(decoding: text, as: UTF8.self).hasSuffix(",\n\(256 * 3 + 1),\n\(256 * 12_000 + 4),\n"))
        #expect(text.count < EmbeddedBytes.encode([1, 2, 3] + numbers + [4]).count / 4)
    }

    @Test("of planes become rows again", arguments: [2, 3, 4, 8, 12, 16, 20, 64, 84, 255])
    func planes(width: Int) {
        for count in [0, 1, 7, 8, 9, 1000, 5000] {
            let bytes = (0..<count * width).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3 &+ $0 % width) }
            var planes = BytePlanes.separate(bytes, width: width)
            #expect(count < 2 || planes != bytes)
            #expect(join(&planes, width))
            #expect(planes == bytes)
        }
        var odd = [UInt8](repeating: 1, count: 3 * width + 1)
        #expect(!join(&odd, width))
    }

    private func join(_ bytes: inout [UInt8], _ width: Int) -> Bool {
        var scratch = [UInt8](repeating: 0, count: BytePlanes.scratchBytes)
        return unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe scratch.withUnsafeMutableBytes { unsafe BytePlanes.join(bytes, width: width, scratch: $0) }
        }
    }

    @Test("may be none")
    func nothing() {
        // A block of one byte: no literals and no match.
        #expect(EmbeddedBytes.encode([]) == Array("0,\n0x1000000000000000001,\n".utf8))
        #expect(EmbeddedBytes.decode([0, 0x1_00_0000_0000_0000_0001]) == [])
        #expect(EmbeddedBytes.decode([0]) == [])
    }

    @Test("are spread over many literals")
    func manyLiterals() {
        var noise: UInt64 = 1
        let bytes = (0..<80_000).map { _ in
            noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: noise >> 33)
        }
        let lines = EmbeddedBytes.encode(bytes).split(separator: 0x0A)
        #expect(lines.count > 5)
        // Two digits a byte, and those of the literal's sizes and of the block's.
        #expect(lines.allSatisfy { $0.count <= 2 * (EmbeddedBytes.mostOfBlock + 32) + 4 })
    }

    @Test(
        "are refused where the literals say what cannot be",
        arguments: [
            [], [-1], [0x1], [0x1_ffff_ffff_ffff_ffff], [1, 0x1], [0x7fff_ffff_ffff_ffff, 0x1_00_0000_0000_0000_0001],
            // One byte, in a block of none, of one that is no block, of more than there is, of more than there may be.
            [1, 0x1_0000_0000_0000_0000], [1, 0x1_ff_0000_0000_0000_0001], [1, 0x1_10_0000_0000_0000_07f8],
            [1, 0x1_10_0000_0000_0000_07f9],
            [1, -0x1_10_0000_0000_0000_0001],
        ] as [[StaticBigInt]])
    func damage(_ literals: [StaticBigInt]) {
        #expect(EmbeddedBytes.decode(literals) == nil)
        #expect(throws: ImageError.self) { try EmbeddedBytes.image(literals) }
    }

    @Test("that are no image are not taken for one")
    func noImage() {
        #expect(throws: ImageError.self) { try EmbeddedBytes.image([40, Self.literal]) }
    }
}
