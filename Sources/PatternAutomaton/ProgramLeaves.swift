/// A program without its empty steps: which bytes, assertions and matches can come first, and which behind each of them.
struct ProgramLeaves {
    /// Words of a set of leaves.
    let width: Int
    /// The leaf that matches.
    private(set) var match = 0
    /// The leaves that can come first.
    private(set) var start: [UInt64] = []
    /// Behind each leaf, `width` words.
    private(set) var follow: [UInt64] = []
    /// The leaves that assert.
    private(set) var assertions: [UInt64]
    private(set) var work = 0
    private var kinds: [Leaf] = []
    /// Which assertions occur at all.
    private var caresForText = false
    private var caresForLines = false
    private var caresForWords = false
    private let program: Program
    private var columnsOfSet: [[UInt16]?]
    private var columnsOfLeaf: [[UInt16]?] = []

    private enum Leaf {
        case bytes(Instruction)
        case assertion(Assertion)
        case match
    }

    init?(_ program: Program, budget: Int) {
        self.program = program
        columnsOfSet = Array(repeating: nil, count: program.sets.count)
        var numbers = [Int](repeating: -1, count: program.instructions.count)
        var counters: [Int] = []
        for (counter, instruction) in program.instructions.enumerated() {
            switch instruction.operation {
            case .byte, .set: kinds.append(.bytes(instruction))
            case .assertion: kinds.append(.assertion(Assertion(rawValue: instruction.argument) ?? .textStart))
            case .match:
                match = kinds.count
                kinds.append(.match)
            case .split, .save, .fail: continue
            }
            numbers[counter] = kinds.count - 1
            counters.append(counter)
        }
        width = (kinds.count + 63) / 64
        assertions = Array(repeating: 0, count: width)
        guard kinds.count <= Determiniser.mostLeaves, kinds.count * width <= budget else { return nil }
        noteAssertions()
        var closure = Closure(width: width, count: program.instructions.count)
        start = closure.from(program.start, program, numbers)
        follow.reserveCapacity(kinds.count * width)
        for counter in counters {
            let instruction = program.instructions[counter]
            if instruction.operation == .match {
                follow += repeatElement(0, count: width)
            } else {
                follow += closure.from(instruction.nextCounter, program, numbers)
            }
            guard closure.work <= budget else { return nil }
        }
        work = closure.work
    }

    private mutating func noteAssertions() {
        for (leaf, kind) in kinds.enumerated() {
            guard case .assertion(let assertion) = kind else { continue }
            assertions[leaf >> 6] |= 1 << UInt64(leaf & 63)
            switch assertion {
            case .textStart: caresForText = true
            case .lineStart: caresForLines = true
            case .wordBoundary, .noWordBoundary: caresForWords = true
            case .textEnd, .lineEnd: break
            }
        }
    }

    // MARK: - Sets of leaves

    @inline(__always)
    func contains(_ leaf: Int, in set: [UInt64]) -> Bool { set[leaf >> 6] >> UInt64(leaf & 63) & 1 != 0 }

    func intersects(_ one: [UInt64], _ other: [UInt64]) -> Bool {
        for word in 0..<width where one[word] & other[word] != 0 { return true }
        return false
    }

    /// What stood before, as far as a state with these leaves can still ask for it.
    func relevant(_ before: Neighbour, for set: ArraySlice<UInt64>) -> Neighbour {
        var hasAssertion = false
        for (one, other) in zip(set, assertions) where one & other != 0 { hasAssertion = true }
        guard hasAssertion else { return .other }
        switch before {
        case .nothing: return caresForText ? .nothing : caresForLines ? .lineFeed : .other
        case .lineFeed: return caresForLines ? .lineFeed : .other
        case .word: return caresForWords ? .word : .other
        case .other: return .other
        }
    }

    /// With what the assertions that hold here let through.
    func resolve(_ set: [UInt64], before: Neighbour, after: Neighbour) -> [UInt64] {
        var result = set
        var done = [UInt64](repeating: 0, count: width)
        var isChanged = true
        while isChanged {
            isChanged = false
            for word in 0..<width {
                var bits = result[word] & assertions[word] & ~done[word]
                done[word] |= bits
                while bits != 0 {
                    let leaf = word * 64 + bits.trailingZeroBitCount
                    bits &= bits &- 1
                    guard case .assertion(let assertion) = kinds[leaf], ProgramLeaves.holds(assertion, before, after) else { continue }
                    for index in 0..<width { result[index] |= follow[leaf * width + index] }
                    isChanged = true
                }
            }
        }
        return result
    }

    private static func holds(_ assertion: Assertion, _ before: Neighbour, _ after: Neighbour) -> Bool {
        switch assertion {
        case .textStart: before == .nothing
        case .textEnd: after == .nothing
        case .lineStart: before == .nothing || before == .lineFeed
        case .lineEnd: after == .nothing || after == .lineFeed
        case .wordBoundary: (before == .word) != (after == .word)
        case .noWordBoundary: (before == .word) == (after == .word)
        }
    }

    // MARK: - Columns

    /// The classes of bytes that the leaf reads; none for assertions and matches.
    func columns(of leaf: Int) -> [UInt16] {
        columnsOfLeaf[leaf] ?? []
    }

    mutating func prepareColumns(_ classes: ByteClasses) {
        columnsOfLeaf = kinds.map { kind in
            guard case .bytes(let instruction) = kind else { return nil }
            if instruction.operation == .set {
                let number = Int(instruction.argument)
                if let known = columnsOfSet[number] { return known }
                let columns = classes.classes(of: program.sets[number])
                columnsOfSet[number] = columns
                return columns
            }
            let low = UInt16(classes.map[Int(instruction.argument & 255)])
            let high = UInt16(classes.map[Int(instruction.argument >> 8 & 255)])
            return low == high ? [low] : [low, high]
        }
    }

    /// Follows splits and saves.
    private struct Closure {
        let width: Int
        private var seen: [Int32]
        private var round: Int32 = 0
        private var pending: [Int] = []
        private(set) var work = 0

        init(width: Int, count: Int) {
            self.width = width
            seen = Array(repeating: 0, count: count)
        }

        mutating func from(_ counter: Int, _ program: Program, _ numbers: [Int]) -> [UInt64] {
            var result = [UInt64](repeating: 0, count: width)
            round += 1
            pending.append(counter)
            while let counter = pending.popLast() {
                guard seen[counter] != round else { continue }
                seen[counter] = round
                work += 1
                let instruction = program.instructions[counter]
                switch instruction.operation {
                case .split:
                    pending.append(instruction.otherCounter)
                    pending.append(instruction.nextCounter)
                case .save: pending.append(instruction.nextCounter)
                case .byte, .set, .assertion, .match:
                    let leaf = numbers[counter]
                    result[leaf >> 6] |= 1 << UInt64(leaf & 63)
                case .fail: break
                }
            }
            return result
        }
    }
}
