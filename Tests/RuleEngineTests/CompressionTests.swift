import Testing

@testable import RuleEngine

@Suite("Compression")
struct CompressionTests {
    /// Bytes that repeat in many ways: runs of one byte, patterns of few, copies from far, noise.
    private static func bytes(_ seed: UInt64, _ count: Int) -> [UInt8] {
        var state = seed
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var result: [UInt8] = []
        while result.count < count {
            switch next(4) {
            case 0: result += Array(repeating: UInt8(next(256)), count: next(400))
            case 1:
                let pattern = (0...next(12)).map { _ in UInt8(next(256)) }
                for _ in 0..<next(60) { result += pattern }
            case 2 where !result.isEmpty:
                let start = next(result.count)
                result += Array(result[start..<min(result.count, start + next(500))])
            default: result += (0..<next(40)).map { _ in UInt8(next(256)) }
            }
        }
        return Array(result.prefix(count))
    }

    private static func expand(_ blocks: [[UInt8]], _ count: Int) -> [UInt8]? {
        var memory = [UInt8](repeating: 0xAA, count: count + Compression.slack)
        var end = 0
        let isSound = unsafe memory.withUnsafeMutableBytes { target in
            blocks.allSatisfy { block in
                unsafe block.withUnsafeBytes { unsafe Compression.expand($0, into: target, at: &end, count: count) }
            }
        }
        return isSound && end == count ? Array(memory.prefix(count)) : nil
    }

    private static func expand(_ block: [UInt8], _ count: Int) -> [UInt8]? { expand([block], count) }

    /// One block.
    private static func compress(_ bytes: [UInt8]) -> [UInt8] {
        Compression.compress(bytes, mostOfBlock: bytes.count * 2 + 100).reduce([], +)
    }

    @Test("gives back what it was given", arguments: Array(0...40) + [100, 1000, 70_000])
    func roundTrip(_ count: Int) {
        let bytes = Self.bytes(UInt64(count), count)
        #expect(Self.expand(Self.compress(bytes), count) == bytes)
        for most in [600, 2040] {
            let blocks = Compression.compress(bytes, mostOfBlock: most)
            #expect(blocks.allSatisfy { $0.count <= most })
            #expect(Self.expand(blocks, count) == bytes)
        }
    }

    @Test("makes less of what repeats, and little more of what does not")
    func ratio() {
        #expect(Self.compress(Array(repeating: 7, count: 100_000)).count < 500)
        let all = (0...255).map { UInt8($0) }
        #expect(Self.compress(all).count <= 256 + 2)
    }

    @Test("is the block format of LZ4")
    func format() {
        // Fifteen times an a: one literal, a match of nine from one byte before, and the five literals that end a block.
        let text = Array("aaaaaaaaaaaaaaa".utf8)
        #expect(Self.expand([0x15, 0x61, 1, 0, 0x50] + Array("aaaaa".utf8), 15) == text)
        #expect(Self.expand([0xF0, 0] + text, 15) == text)
    }

    @Test("is refused where it says more or less than was asked for")
    func wrongCounts() {
        let block = Self.compress(Self.bytes(4, 1000))
        for count in [0, 1, 999, 1001, 5000] { #expect(Self.expand(block, count) == nil) }
        for length in 0..<block.count - 1 { #expect(Self.expand(Array(block.prefix(length)), 1000) == nil) }
        #expect(Self.expand(block + [0], 1000) == nil)
    }

    @Test("is refused or harmless whatever was changed in it", arguments: 1...8 as ClosedRange<UInt64>)
    func damage(_ seed: UInt64) {
        let bytes = Self.bytes(seed, 600)
        let block = Self.compress(bytes)
        for place in block.indices {
            for value in [0, 1, 0x0F, 0xF0, 0xFF, block[place] ^ 0x10] as [UInt8] {
                var changed = block
                changed[place] = value
                if let result = Self.expand(changed, 600) { #expect(result.count == 600) }
            }
        }
    }
}
