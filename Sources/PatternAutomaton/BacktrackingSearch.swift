/// Finds the first match by trying paths in order, and never takes the same way twice: its time and memory are
/// bounded by program × window, as `ParallelSearch`'s are. Many times faster where few places are entered.
///
/// Which places (instructions at positions) were entered is kept for all but those that read a byte: on a run of these there is but one way. Few places have
/// a bit each. Of many only those that were entered are kept, in a small hash table that needs no clearing; a search that enters more goes on
/// with a bit for each place, and where those would be too many it gives up.
struct BacktrackingSearch: Sendable {
    enum Outcome {
        case found, notFound
        /// Too many places: nothing is known.
        case tooLarge
    }

    /// The bits of so many places are cleared in no time.
    private static let fewPlaces = 1 << 14
    /// Instructions × positions for which there may be a bit each: 64 KB.
    private static let mostBits = 1 << 19

    private struct Pending {
        /// Negative: a slot to be given back its old value, `position`.
        var counter: Int32
        var position: Int32
        /// After `position` all positions before it down to this one are to be tried.
        var lowest: Int32

        init(_ counter: Int, _ position: Int, lowest: Int? = nil) {
            self.counter = Int32(truncatingIfNeeded: counter)
            self.position = Int32(truncatingIfNeeded: position)
            self.lowest = lowest.map { Int32(truncatingIfNeeded: $0) } ?? self.position
        }

        init(slot: Int, value: Int32) {
            counter = ~Int32(truncatingIfNeeded: slot)
            position = value
            lowest = value
        }
    }

    private var places = EnteredPlaces()
    private var pending: [Pending] = []
    private(set) var slots: [Int32] = []

    /// Finds the leftmost match that begins at `first` or behind it, among those the first by the regex's order.
    mutating func find(_ program: ProgramView, in window: SearchWindow, from first: Int) -> Outcome {
        let width = unsafe window.end - first + 1
        let count = unsafe program.instructions.count.multipliedSaturated(width)
        guard width > 0, count < 1 << EnteredPlaces.placeBits else { return .tooLarge }
        if count > BacktrackingSearch.fewPlaces {
            places.beginTable()
            if let outcome = unsafe search(program, window, first: first, width: width) { return outcome }
            guard count <= BacktrackingSearch.mostBits else { return .tooLarge }
        }
        places.beginBits(count)
        return unsafe search(program, window, first: first, width: width) ?? .tooLarge
    }

    /// `nil` where the table is full.
    private mutating func search(_ program: ProgramView, _ window: SearchWindow, first: Int, width: Int) -> Outcome? {
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: unsafe repeatElement(-1, count: program.slotCount))
        let opening = unsafe Self.opening(of: program)
        var start = first
        while unsafe start <= window.end {
            if unsafe Self.mayBegin(opening, program, window, at: start) {
                slots[0] = Int32(truncatingIfNeeded: start)
                // What an earlier start has tried in vain is vain for a later one too: the places stay entered.
                let end = unsafe Self.run(program, window, from: start, first: first, width: width, &places, &pending, &slots)
                if let end {
                    slots[1] = Int32(truncatingIfNeeded: end)
                    return .found
                }
                if places.isFull { return nil }
            }
            start += 1
        }
        return .notFound
    }

    /// What every match has to pass first: groups that begin are passed over. Those of an image that nobody vouches for may lead in a circle.
    private static func opening(of program: ProgramView) -> Instruction {
        var counter = unsafe program.entry
        for _ in unsafe 0..<program.instructions.count {
            guard unsafe program.instructions[counter].operation == .save else { break }
            counter = unsafe program.instructions[counter].nextCounter
        }
        return unsafe program.instructions[counter]
    }

    /// False where the program would fail at once.
    @inline(__always)
    private static func mayBegin(_ opening: Instruction, _ program: ProgramView, _ window: SearchWindow, at start: Int) -> Bool {
        switch opening.operation {
        case .byte, .set: unsafe reads(opening, program, window, at: start)
        case .assertion: unsafe window.holds(opening.argument, at: start)
        default: true
        }
    }

    /// Whether the byte at a position is the one, or of the set, that an instruction reads; of a set of code points, whether it is one of ASCII.
    @inline(__always)
    private static func reads(_ instruction: Instruction, _ program: ProgramView, _ window: SearchWindow, at position: Int) -> Bool {
        guard unsafe position < window.end else { return false }
        let byte = unsafe window.text[position]
        switch instruction.operation {
        case .byte: return instruction.accepts(byte)
        case .set: return unsafe program.sets[Int(instruction.argument)].contains(byte)
        case .codePoint: return unsafe byte < 0x80 && program.points[Int(instruction.argument)].contains(ascii: byte)
        default: return false
        }
    }

    /// The end of the match that begins at `start`, if there is one. Static, so that what is in each array can be looked at without asking
    /// whose it is.
    private static func run(
        _ program: ProgramView, _ window: SearchWindow, from start: Int, first: Int, width: Int, _ places: inout EnteredPlaces,
        _ pending: inout [Pending], _ slots: inout [Int32]
    ) -> Int? {
        var slots = slots.mutableSpan
        pending.removeAll(keepingCapacity: true)
        var counter = unsafe program.entry
        var position = start
        while true {
            path: while true {
                let instruction = unsafe program.instructions[counter]
                switch instruction.operation {
                case .byte, .set:
                    guard unsafe reads(instruction, program, window, at: position) else { break path }
                    position += 1
                    counter = instruction.nextCounter
                    continue path
                case .codePoint:
                    let length = unsafe program.length(ofPointIn: instruction.argument, at: position, in: window)
                    guard length > 0 else { break path }
                    position += length
                    counter = instruction.nextCounter
                    continue path
                case .match: return position
                case .fail: break path
                case .split, .save, .assertion:
                    guard places.enter(counter &* width &+ (position &- first)) else { break path }
                }
                switch instruction.operation {
                case .save:
                    let slot = Int(instruction.argument)
                    pending.append(Pending(slot: slot, value: slots[slot]))
                    slots[slot] = Int32(truncatingIfNeeded: position)
                case .assertion:
                    guard unsafe window.holds(instruction.argument, at: position) else { break path }
                default:
                    let body = unsafe program.instructions[instruction.nextCounter]
                    guard body.nextCounter == counter, unsafe reads(body, program, window, at: position) else {
                        pending.append(Pending(instruction.otherCounter, position))
                        break
                    }
                    // A loop over single bytes, as many as there are: the ways out of it are one entry.
                    let lowest = position
                    var isNew = true
                    repeat {
                        position += 1
                        isNew = places.enter(counter &* width &+ (position &- first))
                    } while unsafe isNew && reads(body, program, window, at: position)
                    if isNew, body.operation == .codePoint, unsafe program.length(ofPointIn: body.argument, at: position, in: window) > 0 {
                        // The loop goes on with a code point of several bytes.
                        pending.append(Pending(instruction.otherCounter, position, lowest: lowest))
                        counter = instruction.nextCounter
                        continue path
                    }
                    pending.append(Pending(instruction.otherCounter, position - 1, lowest: lowest))
                    guard isNew else { break path }
                    counter = instruction.otherCounter
                    continue path
                }
                counter = instruction.nextCounter
            }
            // A full table ends the search; nobody looks at the slots again.
            guard !places.isFull, let next = unsafe pop(&pending, &slots, program, window) else { return nil }
            (counter, position) = next
        }
    }

    /// Where the next path begins, `nil` where none is left. Gives slots back their old values.
    private static func pop(
        _ pending: inout [Pending], _ slots: inout MutableSpan<Int32>, _ program: ProgramView, _ window: SearchWindow
    ) -> (counter: Int, position: Int)? {
        while let job = pending.popLast() {
            guard job.counter >= 0 else {
                slots[Int(~job.counter)] = job.position
                continue
            }
            let counter = Int(job.counter)
            var position = Int(job.position)
            guard job.lowest < job.position else { return (counter, position) }
            // Where a byte must follow the loop, most ways out of it are none.
            let instruction = unsafe program.instructions[counter]
            if instruction.operation == .byte || instruction.operation == .set {
                while position > job.lowest, unsafe !reads(instruction, program, window, at: position) { position -= 1 }
            }
            if position > job.lowest { pending.append(Pending(counter, position - 1, lowest: Int(job.lowest))) }
            return (counter, position)
        }
        return nil
    }
}

/// Which places of a search were entered.
private struct EnteredPlaces: Sendable {
    static let placeBits: UInt64 = 44
    private static let tableCount = 1 << 12
    private static let mostInTable = 1 << 11

    /// Places with the round in which they were entered above them.
    private var table: [UInt64] = []
    private var round: UInt64 = 0
    private var entered = 0
    private var bits: [UInt64] = []
    private var usesBits = false

    /// Of the table; bits never are.
    var isFull: Bool { !usesBits && entered >= EnteredPlaces.mostInTable }

    mutating func beginTable() {
        usesBits = false
        entered = 0
        round += 1
        if table.isEmpty || round >> (64 - EnteredPlaces.placeBits) != 0 {
            table = Array(repeating: 0, count: EnteredPlaces.tableCount)
            round = 1
        }
    }

    mutating func beginBits(_ count: Int) {
        usesBits = true
        let words = (count + 63) / 64
        if bits.count < words { bits = Array(repeating: 0, count: words) }
        var span = bits.mutableSpan
        for index in 0..<words { span[index] = 0 }
    }

    /// Whether the place is entered for the first time.
    @inline(__always)
    mutating func enter(_ place: Int) -> Bool {
        if usesBits {
            let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: place & 63)
            var span = bits.mutableSpan
            let word = span[place >> 6]
            span[place >> 6] = word | bit
            return word & bit == 0
        }
        return enterInTable(place)
    }

    private mutating func enterInTable(_ place: Int) -> Bool {
        // Once it is full, no path goes on: there is always room.
        guard entered < EnteredPlaces.mostInTable else { return false }
        let key = round &<< EnteredPlaces.placeBits | UInt64(truncatingIfNeeded: place)
        var slot = Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15) &>> 52)
        while table[slot] &>> EnteredPlaces.placeBits == round {
            if table[slot] == key { return false }
            slot = (slot &+ 1) & (EnteredPlaces.tableCount - 1)
        }
        table[slot] = key
        entered &+= 1
        return true
    }
}
