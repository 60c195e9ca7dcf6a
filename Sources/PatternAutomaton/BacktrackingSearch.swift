/// Finds the first match by trying paths in order, and never enters the same instruction at the same position twice: its time and memory are
/// bounded by program × window, as `ParallelSearch`'s are. Many times faster where few of those places are entered.
///
/// Which places were entered is kept in a small hash table that needs no clearing; a search that enters more goes on with a bit for each place, and
/// where those would be too many it gives up.
struct BacktrackingSearch: Sendable {
    enum Outcome {
        case found, notFound
        /// Too many places: nothing is known.
        case tooLarge
    }

    /// Instructions × positions for which there may be a bit each: 64 KB.
    private static let mostBits = 1 << 19
    private static let tableCount = 1 << 12
    private static let mostInTable = 1 << 11
    private static let placeBits: UInt64 = 44

    private struct Pending {
        /// Negative: a slot to be given back its old value.
        var counter: Int32
        var position: Int32
    }

    /// Places with the round in which they were entered above them.
    private var table: [UInt64] = []
    private var round: UInt64 = 0
    private var entered = 0
    private var bits: [UInt64] = []
    private var usesBits = false
    private var pending: [Pending] = []
    private(set) var slots: [Int32] = []

    /// Finds the leftmost match that begins at `first` or behind it, among those the first by the regex's order.
    mutating func find(_ program: ProgramView, in window: SearchWindow, from first: Int) -> Outcome {
        let width = unsafe window.end - first + 1
        let places = unsafe program.instructions.count.multipliedSaturated(width)
        guard width > 0, places < 1 << BacktrackingSearch.placeBits else { return .tooLarge }
        usesBits = false
        beginRound()
        if let outcome = unsafe search(program, window, first: first, width: width) { return outcome }
        guard places <= BacktrackingSearch.mostBits else { return .tooLarge }
        usesBits = true
        bits.removeAll(keepingCapacity: true)
        bits.append(contentsOf: repeatElement(0, count: (places + 63) / 64))
        return unsafe search(program, window, first: first, width: width) ?? .tooLarge
    }

    private mutating func beginRound() {
        entered = 0
        round += 1
        if table.isEmpty || round >> (64 - BacktrackingSearch.placeBits) != 0 {
            table = Array(repeating: 0, count: BacktrackingSearch.tableCount)
            round = 1
        }
    }

    /// Whether the place is entered for the first time.
    @inline(__always)
    private mutating func enter(_ place: Int) -> Bool {
        if usesBits {
            let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: place & 63)
            guard bits[place >> 6] & bit == 0 else { return false }
            bits[place >> 6] |= bit
            return true
        }
        let key = round &<< BacktrackingSearch.placeBits | UInt64(truncatingIfNeeded: place)
        var slot = Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15) &>> 52)
        while table[slot] &>> BacktrackingSearch.placeBits == round {
            if table[slot] == key { return false }
            slot = (slot &+ 1) & (BacktrackingSearch.tableCount - 1)
        }
        table[slot] = key
        entered &+= 1
        return true
    }

    /// `nil` where the table is full.
    private mutating func search(_ program: ProgramView, _ window: SearchWindow, first: Int, width: Int) -> Outcome? {
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: unsafe repeatElement(-1, count: program.slotCount))
        var start = first
        while unsafe start <= window.end {
            slots[0] = Int32(truncatingIfNeeded: start)
            // What an earlier start has tried in vain is vain for a later one too: the places stay entered.
            if let end = unsafe run(program, window, from: start, first: first, width: width) {
                slots[1] = Int32(truncatingIfNeeded: end)
                return .found
            }
            if !usesBits, entered >= BacktrackingSearch.mostInTable { return nil }
            start += 1
        }
        return .notFound
    }

    private mutating func run(_ program: ProgramView, _ window: SearchWindow, from start: Int, first: Int, width: Int) -> Int? {
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
                guard enter(counter &* width &+ (position &- first)) else { break }
                if !usesBits, entered >= BacktrackingSearch.mostInTable { return nil }
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
