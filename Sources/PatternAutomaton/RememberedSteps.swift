/// Steps of bit automata that texts have taken, so that a text takes them again with a load for each byte.
///
/// A state is the live leaves and the kind of byte before. It has a row in `table`: the state behind a byte of each class, what the text's end
/// brings, and where its leaves are kept. Rows begin at every eighth place; a state is told as the number of that place, twice, and one more where the automaton only
/// waits; 0 is not known yet, 1 is a match.
///
/// A caller's own, and bounded: where there is no room for another state, automata run as they do without, and with the next scan all is forgotten.
struct RememberedSteps: Sendable {
    private static let matched: UInt16 = 1
    private static let ended: UInt16 = 2
    /// Of 16 bits, so that rows begin at 32,768 places at most.
    static let mostEntries = 1 << 18
    static let mostStates = 1 << 13
    private static let mostSetWords = 1 << 16

    /// A regex's steps are remembered once it has run so often: most regexes of most callers never do.
    let fewRuns: Int
    private var table: [UInt16] = []
    /// For each state: whose it is and what is before, its row, the live leaves.
    private var sets: [UInt64] = []
    /// Open addressing over `sets`; 0 is free.
    private var index: [UInt32] = []
    private var stateCount = 0
    private var isFull = false

    /// For each regex of each set: how often it has run, or, beyond `fewRuns`, where the states are that it starts in.
    private var slots: [UInt32] = []
    /// Where the slots of each set of the image begin; negative: not asked for yet.
    private var bases: [Int] = []
    private var base = 0
    /// Kept, so that no other image can take its place in memory and be mistaken for it.
    private var image: Image?

    init(fewRuns: Int) { self.fewRuns = fewRuns }

    var byteCount: Int { table.count * 2 + sets.count * 8 + index.count * 4 }

    /// Between two scans: makes room, and turns to a set. Of another image nothing is kept.
    mutating func begin(_ set: PatternSet) {
        if isFull { forget() }
        if image !== set.image {
            if image != nil { forget() }
            image = set.image
            bases.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }
        if set.number >= bases.count { bases.append(contentsOf: repeatElement(-1, count: set.number + 1 - bases.count)) }
        if bases[set.number] < 0 {
            bases[set.number] = slots.count
            slots.append(contentsOf: repeatElement(0, count: set.regexes.count))
        }
        base = bases[set.number]
    }

    private mutating func forget() {
        for place in slots.indices { slots[place] = 0 }
        for place in index.indices { index[place] = 0 }
        table.removeAll(keepingCapacity: true)
        sets.removeAll(keepingCapacity: true)
        stateCount = 0
        isFull = false
    }

    /// Runs the bit automaton of a regex of the set as `RegexRecord.run` does.
    mutating func run(_ number: Int, _ regex: UnsafePointer<RegexRecord>, _ run: AutomatonRun, in tables: BitTables) -> AutomatonEnd {
        guard let starts = unsafe starts(number, regex) else { return unsafe RegexRecord.run(regex, run, in: tables) }
        let classes = unsafe tables.byteClasses + Int(regex.pointee.classesStart)
        var position = unsafe run.start
        let first = unsafe starts &+ RememberedSteps.startNumber(regex.pointee.kinds, run.entry, Neighbour(before: position, in: run.text))
        var state = table[first]
        if state > RememberedSteps.matched {
            let next = unsafe follow(&state, &position, run, classes)
            if next == RememberedSteps.matched { return .matched(position: position) }
            if next != 0 { return .waits(position: position &+ 1) }
            if unsafe position == run.count {
                let atEnd = unsafe table[RememberedSteps.row(of: state) &+ Int(regex.pointee.classes)]
                if atEnd != 0 { return atEnd == RememberedSteps.matched ? .matched(position: position) : .ended }
            }
        } else if state == RememberedSteps.matched {
            return .matched(position: position &- 1)
        }
        let place = unsafe RunPlace(run: run, starts: starts, first: first, state: state, position: position)
        return switch unsafe regex.pointee.width {
        case 1: unsafe goOn(UInt64.self, regex, place, tables)
        case 2: unsafe goOn(LeafBits128.self, regex, place, tables)
        case 4: unsafe goOn(LeafBits256.self, regex, place, tables)
        default: unsafe goOn(LeafBits512.self, regex, place, tables)
        }
    }

    /// Which of the states a regex starts in: they differ by what has been read, and by what stands before where an assertion may ask for it.
    @inline(__always)
    private static func startNumber(_ kinds: UInt8, _ entry: Int, _ neighbour: Neighbour) -> Int {
        kinds == 1 ? entry : entry &* Neighbour.allCases.count &+ Int(neighbour.rawValue)
    }

    /// Where the states are that the regex starts in; `nil` while its steps are not remembered.
    @inline(__always)
    private mutating func starts(_ number: Int, _ regex: UnsafePointer<RegexRecord>) -> Int? {
        let known = Int(slots[base &+ number])
        if known > fewRuns { return known &- fewRuns &- 1 }
        return unsafe makeStarts(number, regex)
    }

    private mutating func makeStarts(_ number: Int, _ regex: UnsafePointer<RegexRecord>) -> Int? {
        let runs = Int(slots[base + number])
        guard runs >= fewRuns, !isFull else {
            slots[base + number] = UInt32(min(runs + 1, fewRuns))
            return nil
        }
        if index.isEmpty {
            // Once and for all; what is not touched takes no memory.
            index = Array(repeating: 0, count: RememberedSteps.mostStates * 2)
            table.reserveCapacity(RememberedSteps.mostEntries)
            sets.reserveCapacity(RememberedSteps.mostSetWords)
        }
        let count = unsafe RememberedSteps.startNumber(regex.pointee.kinds, Int(regex.pointee.entries) + 1, .nothing)
        guard table.count + count <= RememberedSteps.mostEntries else {
            isFull = true
            return nil
        }
        let place = table.count
        table.append(contentsOf: repeatElement(0, count: count))
        slots[base + number] = UInt32(place + fewRuns + 1)
        return place
    }

    /// Goes on where the way is not known yet, and remembers it.
    @inline(never)
    private mutating func goOn<Bits: LeafBits>(
        _ type: Bits.Type, _ regex: UnsafePointer<RegexRecord>, _ place: RunPlace, _ tables: BitTables
    ) -> AutomatonEnd {
        let run = unsafe place.run
        let classes = unsafe tables.byteClasses + Int(regex.pointee.classesStart)
        let automaton = unsafe BitAutomaton<Bits>(regex, tables)
        let owner = unsafe UInt64(place.starts)
        var (state, position) = unsafe (place.state, place.position)
        if state == 0 {
            let live = unsafe run.entry == 0 ? Bits.none : automaton.entry(run.entry - 1)
            let kind = unsafe automaton.kind(of: Neighbour(before: position, in: run.text))
            state = unsafe live.hasMatch ? RememberedSteps.matched : stateOf(live, kind, owner, automaton)
            guard state != 0 else { return unsafe automaton.run(run, from: position, live) }
            unsafe table[place.first] = state
            if state == RememberedSteps.matched { return .matched(position: position &- 1) }
        }
        while true {
            let next = unsafe follow(&state, &position, run, classes)
            let row = RememberedSteps.row(of: state)
            if unsafe position == run.count {
                let end = unsafe row + automaton.classCount
                if table[end] == 0 {
                    let (live, before): (Bits, Int) = unsafe leaves(of: row, automaton)
                    table[end] = unsafe automaton.matchesAtEnd(live, before) ? RememberedSteps.matched : RememberedSteps.ended
                }
                return unsafe table[end] == RememberedSteps.matched ? .matched(position: run.count) : .ended
            }
            if next == RememberedSteps.matched { return .matched(position: position) }
            if next != 0 { return .waits(position: position &+ 1) }
            let column = unsafe Int(classes[Int(run.text[position])])
            let (live, before): (Bits, Int) = unsafe leaves(of: row, automaton)
            let step = unsafe automaton.step(live, before, column)
            guard let behind = step else {
                table[row + column] = RememberedSteps.matched
                return .matched(position: position)
            }
            let made = unsafe stateOf(behind, automaton.kind(ofClass: column), owner, automaton)
            position += 1
            if made == 0 {
                if unsafe position > run.target, unsafe automaton.isWaiting(behind) { return .waits(position: position) }
                return unsafe automaton.run(run, from: position, behind)
            }
            table[row + column] = made
            if unsafe position > run.target, made & 1 != 0 { return .waits(position: position) }
            state = made
        }
    }

    @inline(__always)
    private static func row(of state: UInt16) -> Int { Int(state & ~1) &<< 2 }

    /// Goes on along known rows: stops before the byte at `position` where that leads to a match (1) or where it leads is not known (0), and beyond the
    /// target also where the automaton then waits.
    @inline(__always)
    private func follow(_ state: inout UInt16, _ position: inout Int, _ run: AutomatonRun, _ classes: UnsafePointer<UInt8>) -> UInt16 {
        unsafe table.withUnsafeBufferPointer { table in
            let table = unsafe table.baseAddress.unsafelyUnwrapped
            let edge = unsafe min(run.target, run.count)
            while position < edge {
                let next = unsafe table[RememberedSteps.row(of: state) &+ Int(classes[Int(run.text[position])])]
                if next <= RememberedSteps.matched { return next }
                state = next
                position &+= 1
            }
            while unsafe position < run.count {
                let next = unsafe table[RememberedSteps.row(of: state) &+ Int(classes[Int(run.text[position])])]
                if next == 0 || next & 1 != 0 { return next }
                state = next
                position &+= 1
            }
            return 0
        }
    }

    private func leaves<Bits: LeafBits>(of row: Int, _ automaton: BitAutomaton<Bits>) -> (Bits, Int) {
        let place = unsafe Int(table[row + automaton.classCount + 1])
        let live = unsafe sets.withUnsafeBufferPointer { unsafe Bits.load($0.baseAddress.unsafelyUnwrapped + place + 2) }
        return (live, Int(sets[place] & 0xFF))
    }

    /// The state with such leaves behind such a byte, made where there is none yet; 0 where there is no room for it.
    private mutating func stateOf<Bits: LeafBits>(
        _ live: Bits, _ before: Int, _ owner: UInt64, _ automaton: BitAutomaton<Bits>
    ) -> UInt16 {
        let head = owner << 8 | UInt64(before)
        let (width, mask) = (Bits.width, index.count - 1)
        return unsafe withUnsafeBytes(of: live) { bytes in
            let words = unsafe bytes.bindMemory(to: UInt64.self)
            var hash = (head ^ head >> 29) &* 0x9E37_79B9_7F4A_7C15
            for place in 0..<width {
                hash = unsafe (hash ^ words[place]) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 29
            }
            var slot = Int(truncatingIfNeeded: hash) & mask
            search: while index[slot] != 0 {
                let known = Int(index[slot])
                slot = (slot + 1) & mask
                guard sets[known] == head else { continue }
                for word in 0..<width where unsafe sets[known + 2 + word] != words[word] { continue search }
                return UInt16(truncatingIfNeeded: sets[known + 1])
            }
            let columns = unsafe automaton.classCount + 2
            guard stateCount < RememberedSteps.mostStates, table.count + columns + 7 <= RememberedSteps.mostEntries,
                sets.count + width + 3 < RememberedSteps.mostSetWords
            else {
                isFull = true
                return 0
            }
            if sets.isEmpty { sets.append(0) }
            while table.count & 7 != 0 { table.append(0) }
            let state = unsafe UInt16(table.count >> 2 | (automaton.isWaiting(live) ? 1 : 0))
            index[slot] = UInt32(sets.count)
            table.append(contentsOf: repeatElement(0, count: columns - 1))
            table.append(UInt16(sets.count))
            sets.append(head)
            sets.append(UInt64(state))
            for place in 0..<width { unsafe sets.append(words[place]) }
            stateCount += 1
            return state
        }
    }
}

/// How far a run has come along remembered steps.
@unsafe private struct RunPlace {
    let run: AutomatonRun
    /// Where the states are that the regex starts in, and the one of this run.
    let starts: Int
    let first: Int
    let state: UInt16
    let position: Int
}
