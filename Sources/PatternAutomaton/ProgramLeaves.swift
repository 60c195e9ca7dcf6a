/// A program without its empty steps: which bytes, assertions and matches (the leaves) can come first, and which behind each of them.
struct ProgramLeaves: Sendable {
    enum Leaf: Sendable {
        case bytes(Instruction)
        case assertion(Assertion)
        case match
    }

    static let most = 4096

    private(set) var kinds: [Leaf] = []
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
    let hasAssertions: Bool
    private(set) var work = 0
    /// Which assertions occur that look back.
    private var caresForText = false
    private var caresForLines = false
    private var caresForWords = false

    /// `nil` where there are too many leaves, or the work would be.
    init?(_ program: Program, budget: Int) {
        var numbers = [Int](repeating: -1, count: program.instructions.count)
        var counters: [Int] = []
        for (counter, instruction) in program.instructions.enumerated() {
            switch instruction.operation {
            case .byte, .set: kinds.append(.bytes(instruction))
            case .assertion: kinds.append(.assertion(Assertion(rawValue: instruction.argument) ?? .textStart))
            case .match:
                match = kinds.count
                kinds.append(.match)
            // A program is expanded before leaves are made of it.
            case .split, .save, .fail, .codePoint: continue
            }
            numbers[counter] = kinds.count - 1
            counters.append(counter)
        }
        width = (kinds.count + 63) / 64
        assertions = Array(repeating: 0, count: width)
        hasAssertions = program.instructions.contains { $0.operation == .assertion }
        guard kinds.count <= ProgramLeaves.most, kinds.count * width <= budget else { return nil }
        noteAssertions()
        var closure = Closure(width: width, count: program.instructions.count)
        start = Array(repeating: 0, count: width)
        closure.add(from: program.start, program, numbers, to: &start, at: 0)
        follow = Array(repeating: 0, count: kinds.count * width)
        for (leaf, counter) in counters.enumerated() {
            let instruction = program.instructions[counter]
            guard instruction.operation != .match else { continue }
            closure.add(from: instruction.nextCounter, program, numbers, to: &follow, at: leaf * width)
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

    /// What stood before, as far as a state can still ask for it that has assertions to resolve.
    func relevant(_ before: Neighbour) -> Neighbour {
        switch before {
        case .nothing: caresForText ? .nothing : caresForLines ? .lineFeed : .other
        case .lineFeed: caresForLines ? .lineFeed : .other
        case .word: caresForWords ? .word : .other
        case .other: .other
        }
    }

    /// Adds what the assertions let through that hold here.
    func resolve(_ set: inout [UInt64], before: Neighbour, after: Neighbour) {
        // Each assertion is asked once; what one lets through may be another.
        var done = [UInt64](repeating: 0, count: width)
        var isChanged = true
        while isChanged {
            isChanged = false
            for word in 0..<width {
                var bits = set[word] & assertions[word] & ~done[word]
                done[word] |= bits
                while bits != 0 {
                    let leaf = word * 64 + bits.trailingZeroBitCount
                    bits &= bits &- 1
                    guard case .assertion(let assertion) = kinds[leaf], assertion.holds(before, after) else { continue }
                    for index in 0..<width { set[index] |= follow[leaf * width + index] }
                    isChanged = true
                }
            }
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

        mutating func add(from counter: Int, _ program: Program, _ numbers: [Int], to set: inout [UInt64], at place: Int) {
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
                    set[place + (leaf >> 6)] |= 1 << UInt64(leaf & 63)
                case .fail, .codePoint: break
                }
            }
        }
    }
}

extension Assertion {
    func holds(_ before: Neighbour, _ after: Neighbour) -> Bool {
        switch self {
        case .textStart: before == .nothing
        case .textEnd: after == .nothing
        case .lineStart: before == .nothing || before == .lineFeed
        case .lineEnd: after == .nothing || after == .lineFeed
        case .wordBoundary: (before == .word) != (after == .word)
        case .noWordBoundary: (before == .word) == (after == .word)
        }
    }
}
