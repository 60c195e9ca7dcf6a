import Testing

@testable import RuleEngine

@Suite("A condition")
struct RuleProgramTests {
    private typealias P = RuleProgram

    /// Predicates 0…9 never hold; 10…39 do, with their number as weight, from 20 on by words; the last one weighs nearly as much as can be.
    private static func value(_ words: [UInt32]) -> EvidenceWeight? {
        let worth = (0...heavy).map { ConditionValue.make(strength: $0 < 20 ? 1 : 3, weight: $0 == heavy ? 0xFFF0 : $0) } as [UInt64]
        let table = ConditionTable(owners: [Run(first: 0, count: UInt32(words.count))], programs: words, predicateValues: worth)
        var values = Array(repeating: 0 as UInt64, count: table.valueCount)
        var raised: [(group: UInt32, before: UInt64)] = []
        for number in Array(10...39) + [heavy] { #expect(table.fire(number, in: &values, raised: &raised)) }
        let value = ConditionValue.evidenceWeight(table.value(of: 0, values))
        // Firing leaves nothing behind that cannot be taken back.
        for change in raised.reversed() { values[Int(change.group)] = change.before }
        #expect(values[worth.count...].allSatisfy { $0 == 0 })
        return value
    }

    private static let heavy: UInt32 = 63
    private static func p(_ number: UInt32) -> UInt32 { P.word(P.predicate, number) }
    private static let (and, or, not) = (P.word(P.and), P.word(P.or), P.word(P.not))
    private static let (optional, around) = (P.word(P.optional), P.word(P.circumstance))
    private static let (yes, no) = (P.word(P.alwaysTrue), P.word(P.alwaysFalse))

    @Test(
        "holds as its parts do, and is worth what holds in it",
        arguments: [
            ("nothing", [], nil, 0),
            ("one that holds", [p(12)], 12, 1),
            ("one that does not", [p(2)], nil, 0),
            ("all: weights add up, the strongest kind counts", [p(12), p(21), and], 33, 3),
            ("all with one that fails", [p(12), p(2), and], nil, 0),
            ("any: the best counts", [p(12), p(21), or], 21, 3),
            ("any: a stronger kind beats a heavier one", [p(20), p(19), or], 20, 3),
            ("any with one that fails", [p(2), p(12), or], 12, 1),
            ("any of many", [p(2), p(12), or, p(3), or, p(22), or, p(21), or], 22, 3),
            ("any of lists", [p(2), p(12), or, p(3), p(22), or, or], 22, 3),
            ("any of all and lists", [p(2), p(12), or, p(13), p(14), and, or], 27, 1),
            ("all of lists", [p(2), p(12), or, p(3), p(22), or, and], 34, 3),
            ("a list between others", [p(12), p(2), p(13), p(14), or, or, and, not, p(15), or], 15, 1),
            ("any of none", [p(2), p(3), or], nil, 0),
            ("not of what holds", [p(12), not], nil, 0),
            ("not of what does not", [p(2), not], 0, 0),
            ("a not adds no weight", [p(12), p(2), not, and], 12, 1),
            ("an optional that holds adds its weight", [p(12), p(21), optional, and], 33, 3),
            ("an optional that does not is no hindrance", [p(12), p(2), optional, and], 12, 1),
            ("a circumstance adds nothing", [p(12), p(21), around, and], 12, 1),
            ("a circumstance must hold", [p(12), p(2), around, and], nil, 0),
            ("always", [yes], 0, 0),
            ("never", [no], nil, 0),
            ("always, in any", [no, yes, or], 0, 0),
            ("nested", [p(12), p(2), or, p(3), not, and, p(21), and], 33, 3),
        ] as [(String, [UInt32], UInt32?, UInt32)])
    func values(name: String, words: [UInt32], weight: UInt32?, strength: UInt32) {
        let value = Self.value(words)
        #expect(value?.weight == weight, "\(name)")
        #expect(value.map { $0.strength == strength } ?? true, "\(name)")
    }

    @Test("never traps where its words are damaged")
    func damaged() {
        var random = Numbers(seed: 7)
        for _ in 0..<2_000 {
            let words = (0..<random.below(60)).map { _ in random.next32() & 0x0F00_003F }
            _ = Self.value(words)
        }
        #expect(Self.value([Self.and]) == nil)
        #expect(Self.value([Self.or, Self.not]) == EvidenceWeight())
        #expect(Self.value(Array(repeating: Self.yes, count: P.maximumStack)) == EvidenceWeight())
        #expect(Self.value(Array(repeating: Self.yes, count: P.maximumStack + 1)) == nil)
    }

    @Test("stays below the top of what a weight can be")
    func saturation() {
        var words = [Self.p(Self.heavy)]
        for _ in 0..<10 { words += [Self.p(Self.heavy), Self.and] }
        #expect(Self.value(words) == EvidenceWeight(strength: 3, weight: 0xFFFF))
    }
}

/// The same numbers on every machine (xorshift64*).
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next32() -> UInt32 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return UInt32(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 32)
    }

    mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : Int(next32()) % limit }
}
