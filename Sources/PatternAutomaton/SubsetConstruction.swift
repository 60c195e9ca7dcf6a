/// Makes the states of a deterministic automaton one by one: a state is the set of leaves that may come next.
///
/// The automaton begins a match at every byte, and stops at the first proof of one. An assertion depends on the byte behind it, so it waits in the
/// set for one byte and is resolved with the next, or with the end of the text, which is a class of its own. What stood before is part of a
/// state where an assertion of the regex may ask for it.
struct SubsetConstruction: Sendable {
    /// State 0 is none, state 1 has matched; then come those that only wait for a match to begin.
    static let matched = 1

    let leaves: ProgramLeaves
    let classes: ByteClasses
    /// Where to start, by what stands before.
    private(set) var starts: [Int] = []
    private(set) var lastIdle = 1
    /// 64 leaves looked at, or a state made.
    private(set) var work = 0
    private let width: Int
    /// The leaves that read a byte of each class, `width` words a class.
    private var readers: [UInt64]
    /// The leaves of each state, `width` words a state.
    private var sets: [UInt64] = []
    /// What stands before each state.
    private var kinds: [Neighbour] = []
    private var hasAssertion: [Bool] = []
    /// Open addressing over states; 0 is free.
    private var index: [Int32] = []
    private var scratch: [UInt64]
    /// The leaves of the state at work, by what follows: `width` words a kind of neighbour.
    private var resolved: [UInt64]

    init(_ leaves: ProgramLeaves, _ program: Program) {
        self.leaves = leaves
        classes = ByteClasses(program)
        width = leaves.width
        readers = Array(repeating: 0, count: classes.count * leaves.width)
        scratch = Array(repeating: 0, count: leaves.width)
        resolved = Array(repeating: 0, count: leaves.width * Neighbour.allCases.count)
        noteReaders(program)
        reset()
    }

    private mutating func noteReaders(_ program: Program) {
        var columnsOfSet = [[UInt16]?](repeating: nil, count: program.sets.count)
        for (leaf, kind) in leaves.kinds.enumerated() {
            guard case .bytes(let instruction) = kind else { continue }
            let bit: UInt64 = 1 << UInt64(leaf & 63)
            if instruction.operation == .set {
                let number = Int(instruction.argument)
                let columns = columnsOfSet[number] ?? classes.classes(of: program.sets[number])
                columnsOfSet[number] = columns
                for column in columns { readers[Int(column) * width + (leaf >> 6)] |= bit }
            } else {
                readers[Int(classes.map[Int(instruction.argument & 255)]) * width + (leaf >> 6)] |= bit
                readers[Int(classes.map[Int(instruction.argument >> 8 & 255)]) * width + (leaf >> 6)] |= bit
            }
        }
        work += leaves.kinds.count
    }

    /// Forgets all states but those to start in.
    mutating func reset() {
        sets.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        hasAssertion.removeAll(keepingCapacity: true)
        index.removeAll(keepingCapacity: true)
        index.append(contentsOf: repeatElement(0, count: 128))
        sets.append(contentsOf: repeatElement(0, count: 2 * width))
        kinds.append(contentsOf: [.other, .other])
        hasAssertion.append(contentsOf: [false, false])
        starts.removeAll(keepingCapacity: true)
        for kind in Neighbour.allCases {
            for word in 0..<width { scratch[word] = leaves.start[word] }
            starts.append(stateOfScratch(kind))
        }
        lastIdle = kinds.count - 1
    }

    /// Forgets all states but those to start in and one, and returns its new number.
    mutating func reset(keeping state: Int) -> Int {
        let set = Array(sets[state * width..<(state + 1) * width])
        let kind = kinds[state]
        reset()
        guard state != SubsetConstruction.matched else { return state }
        for word in 0..<width { scratch[word] = set[word] }
        return stateOfScratch(kind)
    }

    var stateCount: Int { kinds.count }
    var byteCount: Int { sets.count * 8 + kinds.count * 2 + index.count * 4 }

    /// The leaves that read a byte of the class.
    func readers(of column: Int) -> [UInt64] { Array(readers[column * width..<(column + 1) * width]) }
    /// The leaves that may come next in the state, those that can come first among them.
    func leaves(of state: Int) -> [UInt64] { Array(sets[state * width..<(state + 1) * width]) }

    func start(after neighbour: Neighbour) -> Int { starts[Int(neighbour.rawValue)] }

    // MARK: - Steps

    /// Whether the state matches at the end of the text.
    mutating func matchesAtEnd(_ state: Int) -> Bool {
        guard hasAssertion[state] else { return state == SubsetConstruction.matched }
        var set = Array(sets[state * width..<(state + 1) * width])
        leaves.resolve(&set, before: kinds[state], after: .nothing)
        return set[leaves.match >> 6] >> UInt64(leaves.match & 63) & 1 != 0
    }

    /// The state behind a byte of the class, which may be new.
    mutating func step(_ state: Int, _ column: Int) -> Int {
        let after = classes.neighbours[column]
        resolve(state, before: after, to: 0)
        return isMatch(resolved, at: 0) ? SubsetConstruction.matched : advance(from: 0, column, after)
    }

    /// All columns of a state, appended to `row`.
    mutating func appendRow(_ state: Int, to row: inout [UInt16]) {
        // What assertions let through depends on the byte's kind, not on the byte; without assertions on neither.
        let isUniform = !hasAssertion[state]
        var isResolved = 0
        // Most columns lead where a neighbour leads: the same leaves read the byte.
        var target = -1
        var last = 0
        for column in 0..<classes.count {
            let kind = classes.neighbours[column]
            let number = isUniform ? 0 : Int(kind.rawValue)
            if isResolved >> number & 1 == 0 {
                resolve(state, before: kind, to: number * width)
                isResolved |= 1 << number
            }
            if target < 0 || kind != classes.neighbours[last] || !sameReaders(number * width, column, last) {
                target = isMatch(resolved, at: number * width) ? SubsetConstruction.matched : advance(from: number * width, column, kind)
                last = column
            }
            row.append(UInt16(truncatingIfNeeded: target))
        }
        work += classes.count
    }

    /// Whether the same leaves read both classes.
    private func sameReaders(_ place: Int, _ column: Int, _ other: Int) -> Bool {
        for word in 0..<width where resolved[place + word] & (readers[column * width + word] ^ readers[other * width + word]) != 0 {
            return false
        }
        return true
    }

    /// Writes the state's leaves to `resolved`, with those that its assertions let through before such a byte.
    private mutating func resolve(_ state: Int, before after: Neighbour, to place: Int) {
        guard hasAssertion[state] else {
            for word in 0..<width { resolved[place + word] = sets[state * width + word] }
            return
        }
        for word in 0..<width { scratch[word] = sets[state * width + word] }
        leaves.resolve(&scratch, before: kinds[state], after: after)
        for word in 0..<width { resolved[place + word] = scratch[word] }
    }

    private func isMatch(_ set: [UInt64], at place: Int) -> Bool {
        set[place + (leaves.match >> 6)] >> UInt64(leaves.match & 63) & 1 != 0
    }

    /// The state behind a byte of the class, from the leaves at a place in `resolved`.
    private mutating func advance(from place: Int, _ column: Int, _ after: Neighbour) -> Int {
        for word in 0..<width { scratch[word] = leaves.start[word] }
        work += width
        var isEmpty = true
        for word in 0..<width {
            var bits = resolved[place + word] & readers[column * width + word]
            if bits != 0 { isEmpty = false }
            while bits != 0 {
                let leaf = word * 64 + bits.trailingZeroBitCount
                bits &= bits &- 1
                for index in 0..<width { scratch[index] |= leaves.follow[leaf * width + index] }
                work += width
            }
        }
        if isEmpty { return start(after: after) }
        return isMatch(scratch, at: 0) ? SubsetConstruction.matched : stateOfScratch(after)
    }

    // MARK: - States

    /// The number of the state whose leaves are in `scratch`, made where there is none yet.
    private mutating func stateOfScratch(_ before: Neighbour) -> Int {
        var asserts = false
        var hash: UInt64 = 0
        for word in 0..<width {
            if scratch[word] & leaves.assertions[word] != 0 { asserts = true }
            hash = (hash ^ scratch[word]) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        let kind = asserts ? leaves.relevant(before) : .other
        var slot = Int(truncatingIfNeeded: hash &+ UInt64(kind.rawValue)) & (index.count - 1)
        search: while index[slot] != 0 {
            let known = Int(index[slot])
            slot = (slot + 1) & (index.count - 1)
            guard kinds[known] == kind else { continue }
            for word in 0..<width where sets[known * width + word] != scratch[word] { continue search }
            return known
        }
        let number = kinds.count
        sets.append(contentsOf: scratch)
        kinds.append(kind)
        hasAssertion.append(asserts)
        index[slot] = Int32(number)
        work += width + 4
        if number * 2 > index.count { grow() }
        return number
    }

    private mutating func grow() {
        let count = index.count * 4
        index.removeAll(keepingCapacity: true)
        index.append(contentsOf: repeatElement(0, count: count))
        for number in 2..<kinds.count {
            var hash: UInt64 = 0
            for word in 0..<width {
                hash = (hash ^ sets[number * width + word]) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 29
            }
            var slot = Int(truncatingIfNeeded: hash &+ UInt64(kinds[number].rawValue)) & (count - 1)
            while index[slot] != 0 { slot = (slot + 1) & (count - 1) }
            index[slot] = Int32(number)
        }
    }
}
