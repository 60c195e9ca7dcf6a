/// A regex as a deterministic automaton, for those where that is small: it takes a load for each byte.
///
/// Rows of `stride` entries; an entry is the place of the next row. Row 0 is dead, row 1 has matched; then come those that only wait for a match to begin. The last
/// column is the end of the text.
struct TableAutomaton {
    /// What `RegexRecord.width` says of a regex that has one.
    static let width: UInt8 = 255

    let transitions: [UInt16]
    /// The last row that only waits.
    let lastIdle: UInt16
    /// Two bits for each `Neighbour`: the row to begin in behind it, less two.
    let starts: UInt8

    /// `nil` where it would have more than `most` entries.
    init?(_ construction: inout SubsetConstruction, most: Int, budget: Int) {
        let stride = construction.classes.count + 1
        let mostStates = min(most, Int(UInt16.max)) / stride
        let matched = UInt16(SubsetConstruction.matched)
        var table = [UInt16](repeating: 0, count: stride) + Array(repeating: matched, count: stride)
        table.reserveCapacity(most)
        var current = 2
        while current < construction.stateCount {
            guard construction.stateCount <= mostStates, construction.work <= budget else { return nil }
            construction.appendRow(current, to: &table)
            table.append(construction.matchesAtEnd(current) ? matched : 0)
            current += 1
        }
        guard construction.stateCount <= mostStates else { return nil }
        for place in table.indices { table[place] = table[place] &* UInt16(truncatingIfNeeded: stride) }
        transitions = table
        lastIdle = UInt16(construction.lastIdle * stride)
        starts = Neighbour.allCases.reduce(0) { $0 | UInt8(construction.start(after: $1) - 2) << (2 * $1.rawValue) }
    }

    /// Runs as `BitAutomaton.run` does.
    ///
    /// - Parameter entry: the place of a row to begin in; 0 for that of what stands before.
    @inline(__always)
    static func run(
        _ regex: UnsafePointer<RegexRecord>, _ text: UnsafePointer<UInt8>, count: Int, from start: Int, entry: Int, past target: Int,
        in tables: ScanTables
    ) -> AutomatonEnd {
        let table = unsafe tables.transitions.baseAddress.unsafelyUnwrapped + Int(regex.pointee.automatonStart)
        let classes = unsafe tables.byteClasses.baseAddress.unsafelyUnwrapped + Int(regex.pointee.classesStart)
        let matched = unsafe UInt32(regex.pointee.stride)
        let lastIdle = unsafe UInt32(regex.pointee.lastIdle)
        var position = start
        var state = UInt32(truncatingIfNeeded: entry)
        if entry == 0 { state = unsafe regex.pointee.firstRow(after: Neighbour(before: start, in: text)) &* matched }
        if state == matched { return .matched(position: position &- 1) }
        while position < target, position < count {
            state = unsafe UInt32(table[Int(state &+ UInt32(classes[Int(text[position])]))])
            position &+= 1
            if state == matched { return .matched(position: position &- 1) }
        }
        while position < count {
            state = unsafe UInt32(table[Int(state &+ UInt32(classes[Int(text[position])]))])
            position &+= 1
            if state <= lastIdle { return state == matched ? .matched(position: position &- 1) : .waits(position: position) }
        }
        return unsafe UInt32(table[Int(state &+ matched &- 1)]) == matched ? .matched(position: position) : .ended
    }
}

extension RegexRecord {
    // What a table's fields mean.
    @inline(__always) var stride: UInt16 { classes &+ 1 }
    @inline(__always) var lastIdle: UInt16 { exceptions }
    @inline(__always) var transitionsCount: Int { Int(entries) }

    @inline(__always)
    func firstRow(after neighbour: Neighbour) -> UInt32 { 2 &+ (UInt32(kinds) &>> UInt32(2 &* neighbour.rawValue)) & 3 }
}
