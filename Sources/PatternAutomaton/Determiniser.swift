/// A regex as a deterministic automaton that begins a match at every byte and stops at the first proof of one.
struct Automaton {
    /// Rows of `stride` entries; an entry is the place of the next row. Row 0 is dead, row 1 has matched; then come those that only wait for a match to begin.
    var transitions: [UInt16]
    var classes: [UInt8]
    var stride: Int
    /// The row to start in, by what stands before: nothing, a line feed, a word byte, another.
    var starts: [UInt32]
    var lastIdle: UInt32
}

/// Makes the whole automaton of a program when it is compiled.
enum Determiniser {
    enum Outcome {
        case automaton(Automaton)
        /// Empty matches everywhere: there is nothing to run.
        case matchesEverywhere
        /// Beyond a limit.
        case tooLarge
    }

    static func run(_ program: Program, _ leaves: ProgramLeaves?, limits: PatternLimits, work: inout Int) -> Outcome {
        let budget = min(limits.automatonWork, limits.totalAutomatonWork - work)
        guard budget > 0, let leaves else { return .tooLarge }
        work += leaves.work
        if leaves.start[leaves.match >> 6] >> UInt64(leaves.match & 63) & 1 != 0 { return .matchesEverywhere }
        var construction = SubsetConstruction(leaves, program)
        defer { work += construction.work }
        return explore(&construction, budget: budget, limits: limits).map { .automaton($0) } ?? .tooLarge
    }

    private static func explore(_ construction: inout SubsetConstruction, budget: Int, limits: PatternLimits) -> Automaton? {
        let stride = construction.classes.count + 1
        let mostStates = min(limits.automatonStates, Int(UInt16.max) / stride)
        guard mostStates > 6 else { return nil }
        let matched = UInt16(SubsetConstruction.matched)
        var table = [UInt16](repeating: 0, count: stride) + Array(repeating: matched, count: stride)
        table.reserveCapacity(stride * 64)
        var current = 2
        while current < construction.stateCount {
            guard construction.stateCount <= mostStates, construction.work <= budget else { return nil }
            construction.appendRow(current, to: &table)
            table.append(construction.matchesAtEnd(current) ? matched : 0)
            current += 1
        }
        guard construction.stateCount <= mostStates else { return nil }
        for place in table.indices { table[place] = table[place] &* UInt16(truncatingIfNeeded: stride) }
        return Automaton(
            transitions: table, classes: construction.classes.map, stride: stride,
            starts: construction.starts.map { UInt32($0 * stride) }, lastIdle: UInt32(construction.lastIdle * stride))
    }
}
