/// A regex as its matches are followed from one of its literals, forwards or backwards. Sets of leaves lie in a pool, `width` words each.
final class ContinuationReader: Sendable {
    let width: Int
    private let count: Int
    private let isReversed: Bool
    /// In both directions the leaf behind which nothing more is asked for.
    private let match: Int
    /// The symbols that each leaf reads; none for an assertion.
    private let symbols: [UInt64]
    /// What can come behind each leaf (in front of it, where reversed), `width` words a leaf.
    private let follow: [UInt64]
    private let start: [UInt64]
    private let assertions: [UInt64]
    private let kinds: [ProgramLeaves.Leaf]

    init(_ leaves: ProgramLeaves, _ program: Program) {
        width = leaves.width
        count = leaves.kinds.count
        isReversed = false
        match = leaves.match
        let ofSets = program.sets.map { ContinuationSymbols.of($0) }
        symbols = leaves.kinds.map { kind in
            guard case .bytes(let instruction) = kind else { return 0 }
            if instruction.operation == .set { return ofSets[Int(instruction.argument)] }
            return 1 << UInt64(ContinuationSymbols.map[Int(instruction.argument & 255)])
                | 1 << UInt64(ContinuationSymbols.map[Int(instruction.argument >> 8)])
        }
        follow = leaves.follow
        start = leaves.start
        assertions = leaves.assertions
        kinds = leaves.kinds
        hasAssertions = leaves.hasAssertions
    }

    /// The same regex read backwards.
    private init(reversing reader: ContinuationReader) {
        width = reader.width
        count = reader.count
        isReversed = true
        match = reader.match
        symbols = reader.symbols
        assertions = reader.assertions
        kinds = reader.kinds
        hasAssertions = reader.hasAssertions
        var before = [UInt64](repeating: 0, count: reader.follow.count)
        for leaf in 0..<reader.count {
            ContinuationReader.forEachLeaf(of: reader.follow, at: leaf * reader.width, reader.width) { next in
                before[next * reader.width + leaf >> 6] |= 1 << UInt64(leaf & 63)
            }
        }
        start = Array(before[reader.match * reader.width..<(reader.match + 1) * reader.width])
        for word in 0..<reader.width { before[reader.match * reader.width + word] = 0 }
        ContinuationReader.forEachLeaf(of: reader.start, at: 0, reader.width) { first in
            before[first * reader.width + reader.match >> 6] |= 1 << UInt64(reader.match & 63)
        }
        follow = before
    }

    func reversed() -> ContinuationReader { ContinuationReader(reversing: self) }

    let hasAssertions: Bool

    // MARK: - Sets of leaves

    /// Adds what can come behind a literal: of a match that begins with it, or of any that holds it.
    func behind(_ literal: [UInt8], beginsMatch: Bool, in pool: inout [UInt64]) -> Int {
        var place = pool.count
        if beginsMatch {
            pool.append(contentsOf: start)
        } else {
            pool.append(contentsOf: repeatElement(.max, count: width))
            if count & 63 != 0 { pool[pool.count - 1] = .max >> UInt64(64 - count & 63) }
        }
        var before: Neighbour?
        for byte in literal {
            let symbol = ContinuationSymbols.map[Int(byte)]
            let neighbour = ContinuationSymbols.neighbours[Int(symbol)]
            place = advance(resolved(place, before: before, after: neighbour, in: &pool), symbol, in: &pool)
            before = neighbour
        }
        return place
    }

    @inline(__always)
    func mayMatch(_ place: Int, in pool: [UInt64]) -> Bool { pool[place + match >> 6] >> UInt64(match & 63) & 1 != 0 }

    func isEmpty(_ place: Int, in pool: [UInt64]) -> Bool {
        for word in place..<place + width where pool[word] != 0 { return false }
        return true
    }

    /// Whether assertions are to be asked with the next byte.
    func asserts(_ place: Int, in pool: [UInt64]) -> Bool {
        guard hasAssertions else { return false }
        for word in 0..<width where pool[place + word] & assertions[word] != 0 { return true }
        return false
    }

    /// The set with what its assertions let through, as if they held where it is not known what stands before.
    func resolved(_ place: Int, before: Neighbour?, after: Neighbour, in pool: inout [UInt64]) -> Int {
        guard asserts(place, in: pool) else { return place }
        let result = pool.count
        for word in place..<place + width { pool.append(pool[word]) }
        var done = [UInt64](repeating: 0, count: width)
        var isChanged = true
        while isChanged {
            isChanged = false
            for word in 0..<width {
                var bits = pool[result + word] & assertions[word] & ~done[word]
                done[word] |= bits
                while bits != 0 {
                    let leaf = word * 64 + bits.trailingZeroBitCount
                    bits &= bits &- 1
                    guard case .assertion(let assertion) = kinds[leaf], holds(assertion, before, after) else { continue }
                    isChanged = true
                    for index in 0..<width { pool[result + index] |= follow[leaf * width + index] }
                }
            }
        }
        return result
    }

    private func holds(_ assertion: Assertion, _ before: Neighbour?, _ after: Neighbour) -> Bool {
        guard let before else { return true }
        return isReversed ? assertion.holds(after, before) : assertion.holds(before, after)
    }

    /// Adds what can come behind the symbol, where assertions are resolved.
    func advance(_ place: Int, _ symbol: UInt8, in pool: inout [UInt64]) -> Int {
        let result = pool.count
        for _ in 0..<width { pool.append(0) }
        for word in 0..<width {
            var bits = pool[place + word]
            while bits != 0 {
                let leaf = word * 64 + bits.trailingZeroBitCount
                bits &= bits &- 1
                guard symbols[leaf] >> UInt64(symbol) & 1 != 0 else { continue }
                for index in 0..<width { pool[result + index] |= follow[leaf * width + index] }
            }
        }
        return result
    }

    /// What is read by the leaves of the set; the blocks of symbols are parted so that each leaf reads either all of a block or nothing of it.
    func split(_ blocks: inout [UInt64], by place: Int, in pool: [UInt64]) -> UInt64 {
        var result: UInt64 = 0
        for word in 0..<width {
            var bits = pool[place + word]
            while bits != 0 {
                let read = symbols[word * 64 + bits.trailingZeroBitCount]
                bits &= bits &- 1
                result |= read
                for index in blocks.indices where blocks[index] & read != 0 && blocks[index] & ~read != 0 {
                    blocks.append(blocks[index] & ~read)
                    blocks[index] &= read
                }
            }
        }
        return result
    }

    private static func forEachLeaf(of sets: [UInt64], at place: Int, _ width: Int, _ body: (Int) -> Void) {
        for word in 0..<width {
            var bits = sets[place + word]
            while bits != 0 {
                body(word * 64 + bits.trailingZeroBitCount)
                bits &= bits &- 1
            }
        }
    }
}
