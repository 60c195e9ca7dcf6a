import Testing

@testable import PatternAutomaton

@Suite("Sets of code points")
struct CodePointSetTests {
    @Test(
        "accept exactly the encodings of their members",
        arguments: [
            [0x41...0x5A], [0x7F...0x80], [0x3042...0x3096], [0...0x10FFFF], [0x80...0x7FF], [0x7FF...0x800], [0xFFFF...0x10000],
            [0xE9...0x4E00],
            [0x10FFFF...0x10FFFF], [0x12345...0x54321],
        ] as [[ClosedRange<UInt32>]])
    func sequences(_ ranges: [ClosedRange<UInt32>]) {
        let set = CodePointSet(ranges)
        let sequences = set.utf8Sequences()
        func accepts(_ bytes: [UInt8]) -> Bool {
            sequences.contains { $0.count == bytes.count && zip($0, bytes).allSatisfy { $0.contains($1) } }
        }
        let edges = ranges.flatMap { [$0.lowerBound, $0.upperBound] }
        let near = edges.flatMap { edge in (0...130).flatMap { [edge &- $0, edge &+ $0] } }
        for point in near + Array(stride(from: 0, through: 0x10FFFF, by: 977)) where point <= CodePointSet.last {
            #expect(accepts(CodePointSet.encoded(point)) == set.contains(point), "\(point)")
        }
    }

    @Test("know their other case and their complement")
    func operations() {
        let set = CodePointSet([0x41...0x43, 0x45...0x45]).closedUnderCase()
        #expect(set.ranges == [0x41...0x43, 0x45...0x45, 0x61...0x63, 0x65...0x65])
        #expect(set.inverted().inverted() == set)
        #expect(CodePointSet([5...9, 1...4, 20...30]).ranges == [1...9, 20...30])
        #expect(CodePointSet.any.removingLineFeed() == CodePointSet.anyButLineFeed)
        #expect(CodePointSet.any.inverted().isEmpty)
    }
}
