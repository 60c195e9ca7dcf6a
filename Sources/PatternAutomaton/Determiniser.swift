/// A regex as a deterministic automaton that begins a match at every byte and stops at the first proof of one.
struct Automaton {
    /// Rows of `stride` entries; an entry is the place of the next row. Row 0 is dead, row 1 has matched; then come the rows that only wait for a match to begin.
    var transitions: [UInt16]
    var classes: [UInt8]
    var stride: Int
    /// The row to start in, by what stands before.
    var starts: [Neighbour: UInt32]
    var lastIdle: UInt32
}

/// Makes an automaton of a program: subset construction over its leaves, which are the instructions that read a byte, assert, or match.
///
/// An assertion depends on the byte behind it, so it waits in the set of leaves for one byte and is resolved with the next, or with the end of
/// the text, which is a class of its own. What stood before is part of a state where an assertion of the regex may ask for it.
struct Determiniser {
    enum Outcome {
        case automaton(Automaton)
        /// Empty matches everywhere: there is nothing to run.
        case matchesEverywhere
        /// Beyond a limit.
        case tooLarge
    }

    static let mostLeaves = 4096
    private static let dead = 0
    private static let matched = 1

    let leaves: ProgramLeaves
    let classes: ByteClasses
    /// Words of a set of leaves.
    private let width: Int
    private let stride: Int
    private let mostStates: Int
    private(set) var work = 0

    /// `width` words a state.
    private var sets: [UInt64] = []
    private var kinds: [Neighbour] = []
    private var table: [UInt16] = []
    /// Open addressing over states; 0 is free, for the dead state is never looked up.
    private var index: [Int32] = Array(repeating: 0, count: 256)
    private var idle: [Int] = []
    /// Where each class leads, while one state is worked on.
    private var targets: [UInt64]
    private var isTouched: [Bool]
    private var touched: [Int] = []

    static func run(_ program: Program, limits: PatternLimits, work: inout Int) -> Outcome {
        let budget = min(limits.automatonWork, limits.totalAutomatonWork - work)
        guard let leaves = ProgramLeaves(program, budget: budget) else {
            work += min(program.instructions.count, budget)
            return .tooLarge
        }
        work += leaves.work
        if leaves.contains(leaves.match, in: leaves.start) { return .matchesEverywhere }
        var determiniser = Determiniser(leaves, ByteClasses(program), limits)
        defer { work += determiniser.work }
        return determiniser.explore(budget: budget - leaves.work).map { .automaton($0) } ?? .tooLarge
    }

    private init(_ leaves: ProgramLeaves, _ classes: ByteClasses, _ limits: PatternLimits) {
        var leaves = leaves
        leaves.prepareColumns(classes)
        self.leaves = leaves
        self.classes = classes
        width = leaves.width
        stride = classes.count + 1
        mostStates = min(limits.automatonStates, Int(UInt16.max) / stride)
        targets = Array(repeating: 0, count: classes.count * leaves.width)
        isTouched = Array(repeating: false, count: classes.count)
    }

    private mutating func explore(budget: Int) -> Automaton? {
        guard mostStates > 6 else { return nil }
        let nothing = [UInt64](repeating: 0, count: width)
        for _ in 0..<2 {
            sets += nothing
            kinds.append(.other)
            table += repeatElement(0, count: stride)
        }
        for kind in Neighbour.allCases {
            idle.append(state(leaves.start[...], kind))
        }
        var current = 2
        let lastIdle = kinds.count - 1
        while current < kinds.count {
            guard kinds.count <= mostStates, work <= budget else { return nil }
            fillRow(current)
            current += 1
        }
        guard kinds.count <= mostStates else { return nil }
        for column in 0..<stride { table[Determiniser.matched * stride + column] = UInt16(Determiniser.matched * stride) }
        var starts: [Neighbour: UInt32] = [:]
        for kind in Neighbour.allCases { starts[kind] = UInt32(idle[Int(kind.rawValue)] * stride) }
        return Automaton(
            transitions: table, classes: classes.map, stride: stride, starts: starts, lastIdle: UInt32(lastIdle * stride))
    }

    // MARK: - Rows

    private mutating func fillRow(_ current: Int) {
        let set = Array(sets[current * width..<(current + 1) * width])
        guard leaves.intersects(set, leaves.assertions) else {
            fillColumns(current, set, for: nil)
            table[current * stride + stride - 1] = 0
            return
        }
        var done: Set<Neighbour> = []
        for next in classes.neighbours where done.insert(next).inserted {
            let resolved = leaves.resolve(set, before: kinds[current], after: next)
            work += width * 2
            if leaves.contains(leaves.match, in: resolved) {
                for column in 0..<stride where classes.neighbours[column] == next {
                    table[current * stride + column] = UInt16(Determiniser.matched * stride)
                }
            } else if next == .nothing {
                table[current * stride + stride - 1] = 0
            } else {
                fillColumns(current, resolved, for: next)
            }
        }
    }

    /// The columns whose class is `kind` to assertions; all but the last for `nil`.
    private mutating func fillColumns(_ current: Int, _ set: [UInt64], for kind: Neighbour?) {
        touched.removeAll(keepingCapacity: true)
        for word in 0..<width {
            var bits = set[word]
            while bits != 0 {
                let leaf = word * 64 + bits.trailingZeroBitCount
                bits &= bits &- 1
                for column in leaves.columns(of: leaf) {
                    let column = Int(column)
                    if let kind, classes.neighbours[column] != kind { continue }
                    touch(column, leaf)
                }
            }
        }
        for column in 0..<stride - 1 where kind == nil || classes.neighbours[column] == kind {
            let target: Int
            if isTouched[column] {
                isTouched[column] = false
                let start = column * width
                target =
                    targets[start + leaves.match >> 6] >> UInt64(leaves.match & 63) & 1 != 0
                    ? Determiniser.matched : state(targets[start..<start + width], classes.neighbours[column])
            } else {
                target = idle[Int(classes.neighbours[column].rawValue)]
            }
            table[current * stride + column] = UInt16(truncatingIfNeeded: target * stride)
        }
        work += stride
    }

    @inline(__always)
    private mutating func touch(_ column: Int, _ leaf: Int) {
        let start = column * width
        let follow = leaf * width
        work += width
        if isTouched[column] {
            for word in 0..<width { targets[start + word] |= leaves.follow[follow + word] }
        } else {
            isTouched[column] = true
            for word in 0..<width { targets[start + word] = leaves.follow[follow + word] | leaves.start[word] }
        }
    }

    // MARK: - States

    /// The number of the state with these leaves, made where there is none yet.
    private mutating func state(_ set: ArraySlice<UInt64>, _ kind: Neighbour) -> Int {
        let kind = leaves.relevant(kind, for: set)
        var hash = UInt64(kind.rawValue)
        for word in set {
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        var slot = Int(truncatingIfNeeded: hash) & (index.count - 1)
        while index[slot] != 0 {
            let known = Int(index[slot])
            if kinds[known] == kind, sets[known * width..<(known + 1) * width] == set { return known }
            slot = (slot + 1) & (index.count - 1)
        }
        let number = kinds.count
        sets += set
        kinds.append(kind)
        table += repeatElement(0, count: stride)
        index[slot] = Int32(number)
        if number * 2 > index.count { grow() }
        return number
    }

    private mutating func grow() {
        index = Array(repeating: 0, count: index.count * 4)
        for number in 2..<kinds.count {
            var hash = UInt64(kinds[number].rawValue)
            for word in sets[number * width..<(number + 1) * width] {
                hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 29
            }
            var slot = Int(truncatingIfNeeded: hash) & (index.count - 1)
            while index[slot] != 0 { slot = (slot + 1) & (index.count - 1) }
            index[slot] = Int32(number)
        }
    }
}
