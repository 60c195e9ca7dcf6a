/// Finds the first match by trying paths in order, and never enters the same instruction at the same position twice: its time and memory are
/// bounded by program × window, as `ParallelSearch`'s are. Several times faster where that product is small.
struct BacktrackingSearch: Sendable {
    /// Instructions × positions; a bit each: 32 KB.
    static let mostVisits = 1 << 18

    private struct Pending {
        /// Negative: a slot to be given back its old value.
        var counter: Int32
        var position: Int32
    }

    private var visited: [UInt64] = []
    private var pending: [Pending] = []
    private(set) var slots: [Int32] = []

    static func suits(_ program: ProgramView, _ window: SearchWindow) -> Bool {
        unsafe program.instructions.count.multipliedSaturated(window.end - window.start + 1) <= mostVisits
    }

    /// Finds the leftmost match, among those the first by the regex's order.
    mutating func find(_ program: ProgramView, in window: SearchWindow) -> Bool {
        let width = unsafe window.end - window.start + 1
        let words = unsafe (program.instructions.count * width + 63) / 64
        visited.removeAll(keepingCapacity: true)
        visited.append(contentsOf: repeatElement(0, count: words))
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: unsafe repeatElement(-1, count: program.slotCount))
        var start = unsafe window.start
        while unsafe start <= window.end {
            slots[0] = Int32(truncatingIfNeeded: start)
            // What an earlier start has tried in vain is vain for a later one too: `visited` stays.
            if let end = unsafe run(program, window, from: start, width: width) {
                slots[1] = Int32(truncatingIfNeeded: end)
                return true
            }
            start += 1
        }
        return false
    }

    private mutating func run(_ program: ProgramView, _ window: SearchWindow, from start: Int, width: Int) -> Int? {
        pending.removeAll(keepingCapacity: true)
        pending.append(Pending(counter: unsafe Int32(program.entry), position: Int32(truncatingIfNeeded: start)))
        while let job = pending.popLast() {
            guard job.counter >= 0 else {
                slots[Int(~job.counter)] = job.position
                continue
            }
            var counter = Int(job.counter)
            var position = Int(job.position)
            path: while true {
                let visit = unsafe counter &* width &+ (position &- window.start)
                let bit: UInt64 = 1 &<< UInt64(visit & 63)
                if visited[visit >> 6] & bit != 0 { break }
                visited[visit >> 6] |= bit
                let instruction = unsafe program.instructions[counter]
                switch instruction.operation {
                case .byte:
                    guard unsafe position < window.end, unsafe instruction.accepts(window.text[position]) else { break path }
                    position += 1
                case .set:
                    guard unsafe position < window.end,
                        unsafe program.sets[Int(instruction.argument)].contains(window.text[position])
                    else { break path }
                    position += 1
                case .split:
                    pending.append(Pending(counter: Int32(instruction.otherCounter), position: Int32(truncatingIfNeeded: position)))
                case .save:
                    let slot = Int(instruction.argument)
                    pending.append(Pending(counter: ~Int32(slot), position: slots[slot]))
                    slots[slot] = Int32(truncatingIfNeeded: position)
                case .assertion:
                    guard unsafe window.holds(instruction.argument, at: position) else { break path }
                case .match: return position
                case .fail: break path
                }
                counter = instruction.nextCounter
            }
        }
        return nil
    }
}
