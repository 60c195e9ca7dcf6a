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
    let entry: Int
    /// Two for the whole match and two for each group.
    let slotCount: Int

    init(_ regex: RegexRecord, in set: PatternSet) {
        let programs = unsafe set.instructions.unsafeElements
        let allSets = unsafe set.byteSets.unsafeElements
        unsafe instructions = UnsafeBufferPointer(rebasing: programs[Int(regex.programStart)...].prefix(Int(regex.programCount)))
        unsafe sets = UnsafeBufferPointer(rebasing: allSets[Int(regex.setsStart)...].prefix(Int(regex.setsCount)))
        unsafe entry = Int(regex.entry)
        unsafe slotCount = 2 * (Int(regex.groupsCount) + 1)
    }

    init(_ program: UnsafeBufferPointer<Instruction>, _ sets: UnsafeBufferPointer<ByteSet>, entry: Int, slotCount: Int) {
        unsafe instructions = unsafe program
        unsafe self.sets = unsafe sets
        unsafe self.entry = entry
        unsafe self.slotCount = slotCount
    }
}
