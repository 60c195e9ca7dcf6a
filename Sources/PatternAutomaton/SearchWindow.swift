/// The part of a text that a regex sees, and what it takes to stand around it.
@unsafe struct SearchWindow {
    let text: UnsafeBufferPointer<UInt8>
    let start: Int
    let end: Int
    /// The window's edges count as the text's (`\A`, `\z`); otherwise a line feed stands beyond them.
    let startsText: Bool
    let endsText: Bool

    /// Between the byte before `position` and the one at it.
    @inline(__always)
    func holds(_ assertion: UInt32, at position: Int) -> Bool {
        let isStart = unsafe position == start
        let isEnd = unsafe position == end
        let before = unsafe isStart ? UInt8.lineFeed : text[position &- 1]
        let after = unsafe isEnd ? UInt8.lineFeed : text[position]
        switch Assertion(rawValue: assertion) {
        case .textStart: return unsafe isStart && startsText
        case .textEnd: return unsafe isEnd && endsText
        case .lineStart: return before == .lineFeed
        case .lineEnd: return after == .lineFeed
        case .wordBoundary: return before.isWord != after.isWord
        case .noWordBoundary: return before.isWord == after.isWord
        case nil: return false
        }
    }
}

/// A regex's program where it lies in the image; `PatternSet.verify` has checked every number in it.
@unsafe struct ProgramView {
    let instructions: UnsafeBufferPointer<Instruction>
    let sets: UnsafeBufferPointer<ByteSet>
    /// For `codePoint` steps, of which an expanded program has none.
    let points: UnsafeBufferPointer<EncodedSetRecord>
    let ranges: UnsafeBufferPointer<EncodedRange>
    let entry: Int
    /// Two for the whole match and two for each group.
    let slotCount: Int

    init(_ regex: RegexRecord, in set: PatternSet) {
        let programs = unsafe set.instructions.unsafeElements
        let allSets = unsafe set.byteSets.unsafeElements
        let allPoints = unsafe set.encodedSets.unsafeElements
        unsafe instructions = UnsafeBufferPointer(rebasing: programs[Int(regex.programStart)...].prefix(Int(regex.programCount)))
        unsafe sets = UnsafeBufferPointer(rebasing: allSets[Int(regex.setsStart)...].prefix(Int(regex.setsCount)))
        unsafe points = UnsafeBufferPointer(rebasing: allPoints[Int(regex.pointsStart)...].prefix(Int(regex.pointsCount)))
        unsafe ranges = unsafe set.encodedRanges.unsafeElements
        unsafe entry = Int(regex.entry)
        unsafe slotCount = regex.slotCount
    }

    /// An expanded program.
    init(_ program: UnsafeBufferPointer<Instruction>, _ sets: UnsafeBufferPointer<ByteSet>, entry: Int, slotCount: Int) {
        unsafe instructions = unsafe program
        unsafe self.sets = unsafe sets
        unsafe points = unsafe UnsafeBufferPointer(start: nil, count: 0)
        unsafe ranges = unsafe UnsafeBufferPointer(start: nil, count: 0)
        unsafe self.entry = entry
        unsafe self.slotCount = slotCount
    }

    /// How many bytes the code point at `position` has; 0 where there is none of the set.
    @inline(__always)
    func length(ofPointIn set: UInt32, at position: Int, in window: SearchWindow) -> Int {
        guard unsafe position < window.end else { return 0 }
        let record = unsafe points[Int(set)]
        let first = unsafe window.text[position]
        if first < 0x80 { return record.contains(ascii: first) ? 1 : 0 }
        for row in Int(record.first)..<Int(record.first) &+ Int(record.count) {
            let range = unsafe ranges[row]
            guard range.accepts(first, at: 0), unsafe position &+ range.length <= window.end else { continue }
            var index = 1
            while index < range.length, unsafe range.accepts(window.text[position &+ index], at: index) { index &+= 1 }
            if index == range.length { return index }
        }
        return 0
    }
}

extension RegexRecord {
    var slotCount: Int { 2 * (Int(groupsCount) + 1) }
}

extension PatternSet {
    /// A regex's program with a step for each byte.
    func expandedProgram(of regex: RegexRecord) -> Program {
        let program = Program(
            instructions: Array(instructions[Int(regex.programStart)..<Int(regex.programStart) + Int(regex.programCount)]),
            sets: Array(byteSets[Int(regex.setsStart)..<Int(regex.setsStart) + Int(regex.setsCount)]),
            points: encodedSets[Int(regex.pointsStart)..<Int(regex.pointsStart) + Int(regex.pointsCount)].map { encodedSet($0) },
            start: Int(regex.entry))
        return program.expanded()
    }

    /// Empty where its rows are not in the table.
    func encodedSet(_ record: EncodedSetRecord) -> EncodedSet {
        EncodedSet(ascii: record.ascii, sequences: Array(encodedRanges[Int(record.first)..<Int(record.first) + Int(record.count)]))
    }
}

extension ParallelSearch {
    /// The same for a regex of a set.
    mutating func find(_ regex: RegexRecord, of set: PatternSet, in window: SearchWindow, captures: Bool) -> Bool {
        guard regex.pointsCount > 0 else { return unsafe find(ProgramView(regex, in: set), in: window, captures: captures) }
        let program = set.expandedProgram(of: regex)
        return unsafe program.instructions.withUnsafeBufferPointer { instructions in
            unsafe program.sets.withUnsafeBufferPointer { sets in
                let view = unsafe ProgramView(instructions, sets, entry: program.start, slotCount: regex.slotCount)
                return unsafe find(view, in: window, captures: captures)
            }
        }
    }
}
