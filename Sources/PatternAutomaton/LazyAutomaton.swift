/// An automaton whose states are made when a text leads to them, for regexes whose whole automaton is beyond the limits.
///
/// At most one state is made for a byte, so that time stays linear in the text; when there are too many states all are forgotten.
struct LazyAutomaton: Sendable {
    static let mostStates = 2000
    static let mostBytes = 1 << 20

    private var construction: SubsetConstruction
    /// A row for each state, with a column for the text's end behind the others; 0 is not known yet.
    private var table: [UInt32] = []
    private let stride: Int

    init?(_ program: Program) {
        guard let leaves = ProgramLeaves(program, budget: ProgramLeaves.most * ProgramLeaves.most / 16) else { return nil }
        // Empty matches everywhere need no automaton, and there is none that says so.
        guard leaves.start[leaves.match >> 6] >> UInt64(leaves.match & 63) & 1 == 0 else { return nil }
        construction = SubsetConstruction(leaves, program)
        stride = construction.classes.count + 1
        makeRows()
    }

    var byteCount: Int { construction.byteCount + table.count * 4 + construction.leaves.follow.count * 8 }

    private mutating func makeRows() {
        let missing = construction.stateCount * stride - table.count
        if missing > 0 { table.append(contentsOf: repeatElement(0, count: missing)) }
    }

    /// Makes the state behind a byte of the class. `state` and the result are numbers before and after.
    private mutating func make(_ state: Int, _ column: Int) -> Int {
        var next = construction.step(state, column)
        table[state * stride + column] = UInt32(truncatingIfNeeded: next)
        if construction.stateCount > LazyAutomaton.mostStates || byteCount > LazyAutomaton.mostBytes + construction.leaves.follow.count * 8
        {
            next = construction.reset(keeping: next)
            table.removeAll(keepingCapacity: true)
        }
        makeRows()
        return next
    }

    /// Runs to `target` and on until the automaton waits, a match is found, or the text ends.
    mutating func run(_ text: UnsafePointer<UInt8>, count: Int, from start: Int, past target: Int) -> AutomatonEnd {
        var position = start
        var state = construction.start(after: unsafe Neighbour(before: start, in: text))
        while position < count {
            // Along known rows.
            let (stride, lastIdle, idleFrom) = (stride, construction.lastIdle, target)
            var column = 0
            var isUnknown = false
            unsafe table.withUnsafeBufferPointer { table in
                unsafe construction.classes.map.withUnsafeBufferPointer { classes in
                    while position < count {
                        column = unsafe Int(classes[Int(text[position])])
                        let next = unsafe Int(table[state &* stride &+ column])
                        guard next != 0 else {
                            isUnknown = true
                            return
                        }
                        state = next
                        position &+= 1
                        if state <= lastIdle, state == SubsetConstruction.matched || position > idleFrom { return }
                    }
                }
            }
            if isUnknown {
                state = make(state, column)
                position += 1
            }
            if state == SubsetConstruction.matched { return .matched(position: position - 1) }
            if state <= construction.lastIdle, position > target { return .waits(position: position) }
        }
        return matchesAtEnd(state) ? .matched(position: position) : .ended
    }

    private mutating func matchesAtEnd(_ state: Int) -> Bool {
        let place = state * stride + stride - 1
        if table[place] == 0 { table[place] = construction.matchesAtEnd(state) ? UInt32(SubsetConstruction.matched) : UInt32.max }
        return table[place] == UInt32(SubsetConstruction.matched)
    }

    /// Whether there is a match in a window that counts as a whole text.
    mutating func matches(_ window: SearchWindow) -> Bool {
        guard let base = unsafe window.text.baseAddress else { return matchesAtEnd(construction.start(after: .nothing)) }
        let end = unsafe run(
            base + window.start, count: window.end - window.start, from: 0, past: window.text.count)
        if case .matched = end { return true }
        return false
    }
}

/// The lazy automata of one caller, within bounds.
struct LazyAutomata: Sendable {
    /// Those of one set.
    private struct Owner {
        /// Kept, so that no other image can take its place in memory and be mistaken for it.
        let image: Image
        let set: Int
        /// Negative: not made yet, and how often asked for; `tooLarge`: its program is.
        var slots: [Int32]
    }

    private static let tooLarge = Int32.min
    /// Making an automaton costs as much as many searches without.
    private static let fewUses: Int32 = 64
    static let most = 256
    static let mostBytes = 64 << 20

    var automata: [LazyAutomaton] = []
    private var owners: [Owner] = []
    private var current = 0

    /// The automaton of a regex; `nil` where there is no room for it.
    ///
    /// - Parameter isEager: whether it is wanted at once, or only when it has been asked for several times.
    mutating func slot(of regex: UInt32, in set: PatternSet, isEager: Bool = true) -> Int? {
        if current >= owners.count || owners[current].image !== set.image || owners[current].set != set.number { select(set) }
        let known = owners[current].slots[Int(regex)]
        if known >= 0 { return Int(known) }
        if !isEager, known > -LazyAutomata.fewUses {
            owners[current].slots[Int(regex)] = known - 1
            return nil
        }
        guard known != LazyAutomata.tooLarge, automata.count < LazyAutomata.most, let record = set.regexes[regex] else { return nil }
        guard let automaton = LazyAutomaton(set.expandedProgram(of: record)) else {
            owners[current].slots[Int(regex)] = LazyAutomata.tooLarge
            return nil
        }
        owners[current].slots[Int(regex)] = Int32(automata.count)
        automata.append(automaton)
        return automata.count - 1
    }

    private mutating func select(_ set: PatternSet) {
        if let index = owners.firstIndex(where: { $0.image === set.image && $0.set == set.number }) {
            current = index
            return
        }
        // Sets come and go with reloads: those of long ago are let go with everything they made.
        if owners.count >= 16 { self = LazyAutomata() }
        current = owners.count
        owners.append(Owner(image: set.image, set: set.number, slots: Array(repeating: -1, count: set.regexes.count)))
    }

    /// Between two scans: forgets everything where it has grown too large.
    mutating func trim() {
        guard automata.count > LazyAutomata.most / 2 else { return }
        if automata.count >= LazyAutomata.most || automata.reduce(0, { $0 + $1.byteCount }) > LazyAutomata.mostBytes {
            self = LazyAutomata()
        }
    }
}
