/// The automaton of a regex on its way into the tables: a deterministic one where that is small, and one that follows all leaves where not.
struct AutomatonDraft {
    let table: TableAutomaton?
    private var construction: SubsetConstruction
    /// Sets of live leaves behind literals.
    private var entries: [[UInt64]] = []

    /// `nil` where it can be neither.
    init?(_ leaves: ProgramLeaves, _ program: Program, most: Int, budget: Int) {
        construction = SubsetConstruction(leaves, program)
        table = TableAutomaton(&construction, most: most, budget: budget)
        guard table != nil || BitAutomatonBuilder.canFollow(leaves) else { return nil }
    }

    /// The class of each byte.
    var classes: [UInt8] { construction.classes.map }
    var classCount: UInt16 { UInt16(construction.classes.count) }
    var bitAutomaton: BitAutomatonBuilder? { BitAutomatonBuilder(construction, entries: entries) }
    var work: Int { construction.leaves.work + construction.work }

    // MARK: - Behind literals

    /// Where the automaton is behind a literal with which every match begins, and what must not stand before. Without a state where that is no simple matter.
    mutating func setState(of user: inout LiteralUser, behind literal: [UInt8]) {
        let states = Neighbour.allCases.map { behind(literal, from: construction.start(after: $0)) }
        let (text, line) = (states[Int(Neighbour.nothing.rawValue)], states[Int(Neighbour.lineFeed.rawValue)])
        let (word, other) = (states[Int(Neighbour.word.rawValue)], states[Int(Neighbour.other.rawValue)])
        guard let line, text == line else { return }
        switch (word, other) {
        case (line, line): break
        case (nil, line): user.flags.insert(.wordBefore)
        case (nil, nil): user.flags.insert(.lineBefore)
        default: return
        }
        user.state = UInt16(truncatingIfNeeded: table == nil ? entry(of: line) : line * (construction.classes.count + 1))
    }

    /// One more than the number of the state's set.
    private mutating func entry(of state: Int) -> Int {
        var set = construction.leaves(of: state)
        // No set says that the automaton has matched.
        let match = construction.leaves.match
        if state == SubsetConstruction.matched { set[match >> 6] |= 1 << UInt64(match & 63) }
        if let known = entries.firstIndex(of: set) { return known + 1 }
        entries.append(set)
        return entries.count
    }

    /// The state behind a text; `nil` where nothing has begun.
    private mutating func behind(_ text: [UInt8], from start: Int) -> Int? {
        var state = start
        for byte in text where state != SubsetConstruction.matched {
            state = construction.step(state, Int(construction.classes.map[Int(byte)]))
        }
        return hasBegun(state) ? state : nil
    }

    private func hasBegun(_ state: Int) -> Bool { state > construction.lastIdle || state == SubsetConstruction.matched }
}
