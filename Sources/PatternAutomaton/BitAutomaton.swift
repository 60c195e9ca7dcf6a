/// How the tables of a regex's bit automaton lie one behind the other, in words of 64 bits. A *set* is `width` words with a bit for each leaf.
///
/// Leaves are numbered against the regex's direction, so that most are followed by the one below: one shift moves all of them on. It does not lead from word to
/// word, so that the words of a set can be shifted together.
struct BitAutomatonLayout {
    /// Of a set; 0: there are no tables.
    var width: Int
    /// Classes of bytes.
    var classes: Int
    /// Kinds of neighbours that its assertions tell apart; 1 where there are none.
    var kinds: Int
    /// Leaves that are followed by others than themselves and the two below in their word.
    var exceptions: Int
    /// Sets behind literals with which every match begins.
    var entries: Int

    /// The sets of 64, 128, 256 and 512 leaves are the ones that there is code for.
    static func width(leaves: Int) -> Int? { [1, 2, 4, 8].first { leaves <= $0 * 64 } }
    static let mostLeaves = 512

    // The leaves that are followed by the one below, by the second below, by themselves, by others; those with which nothing begins.
    static let masks = 5
    /// What can come first, by what stands before and behind: `before × kinds + after`.
    @inline(__always) var starts: Int { BitAutomatonLayout.masks &* width }
    /// Those that read a byte of each class.
    @inline(__always) var readers: Int { starts &+ kinds &* kinds &* width }
    /// In bytes: which exception each leaf is. Only where there are some.
    @inline(__always) var rows: Int { readers &+ classes &* width }
    @inline(__always) var rowWords: Int { exceptions == 0 ? 0 : width &* 8 }
    static let mostExceptions = 255
    /// What follows each exception.
    @inline(__always) var followers: Int { rows &+ rowWords }
    @inline(__always) var entrySets: Int { followers &+ exceptions &* width }
    /// The assertions that hold, by what stands before and behind. Only where there are assertions, as what is behind it.
    @inline(__always) var holding: Int { entrySets &+ entries &* width }
    /// In bytes: the kind of each class and of the text's end; then what is before the first byte of a text, behind a line feed, a word byte, another byte.
    @inline(__always) var kindBytes: Int { holding &+ kinds &* kinds &* width }
    @inline(__always) var kindCount: Int { classes &+ 1 &+ Neighbour.allCases.count }
    var count: Int { width == 0 ? 0 : kinds == 1 ? holding : kindBytes + (kindCount + 7) / 8 }
}

/// A regex as an automaton that follows all its leaves at once, with a bit for each: a few instructions for a byte, whatever the regex.
///
/// The live leaves are those that may come next in a match that has begun; those that can come first are added with each byte, so that a match begins
/// everywhere. An assertion waits among the live leaves for the byte behind it.
///
/// Invariant: the tables are those of a record that `PatternSet.verify` has looked at, and live as long as the automaton is used.
@unsafe struct BitAutomaton<Bits: LeafBits> {
    private let tables: UnsafePointer<UInt64>
    private let classes: UnsafePointer<UInt8>
    private let layout: BitAutomatonLayout
    private let readers: UnsafePointer<UInt64>
    private let rows: UnsafePointer<UInt8>
    private let followerSets: UnsafePointer<UInt64>
    private let kindBytes: UnsafePointer<UInt8>
    private let below, secondBelow, itself, others, begun: Bits

    @inline(__always)
    init(_ regex: UnsafePointer<RegexRecord>, _ bits: BitTables) {
        var layout = unsafe regex.pointee.layout
        // Known when this is compiled for a width.
        layout.width = Bits.width
        let tables = unsafe bits.automata + Int(regex.pointee.automatonStart)
        unsafe self.layout = layout
        unsafe self.tables = unsafe tables
        unsafe classes = bits.byteClasses + Int(regex.pointee.classesStart)
        unsafe readers = tables + layout.readers
        unsafe rows = UnsafeRawPointer(tables + layout.rows).assumingMemoryBound(to: UInt8.self)
        unsafe followerSets = tables + layout.followers
        unsafe kindBytes = UnsafeRawPointer(tables + layout.kindBytes).assumingMemoryBound(to: UInt8.self)
        unsafe below = Bits.load(tables, 0)
        unsafe secondBelow = Bits.load(tables, 1)
        unsafe itself = Bits.load(tables, 2)
        unsafe others = Bits.load(tables, 3)
        unsafe begun = Bits.load(tables, 4)
    }

    /// The live leaves behind a literal: see `LiteralUser.state`.
    @inline(__always)
    func entry(_ number: Int) -> Bits { unsafe Bits.load(tables + layout.entrySets, number) }

    /// Runs to the target and on until nothing is left that has begun, a match is found, or the text ends.
    @inline(never)
    func run(_ run: AutomatonRun, from start: Int, _ live: Bits) -> AutomatonEnd {
        if live.hasMatch { return .matched(position: start &- 1) }
        var before = unsafe kind(of: Neighbour(before: start, in: run.text))
        var live = live
        var position = start
        while unsafe position < run.count {
            let number = unsafe Int(classes[Int(run.text[position])])
            guard let next = unsafe step(live, before, number) else { return .matched(position: position) }
            live = next
            position &+= 1
            if unsafe position > run.target && isWaiting(live) { return .waits(position: position) }
            before = unsafe kind(ofClass: number)
        }
        return unsafe matchesAtEnd(live, before) ? .matched(position: position) : .ended
    }

    // MARK: - One step

    @inline(__always) var classCount: Int { unsafe layout.classes }
    @inline(__always) var kindCount: Int { unsafe layout.kinds }
    @inline(__always)
    func kind(of neighbour: Neighbour) -> Int {
        unsafe layout.kinds == 1 ? 0 : Int(kindBytes[layout.classes &+ 1 &+ Int(neighbour.rawValue)])
    }
    @inline(__always)
    func kind(ofClass number: Int) -> Int { unsafe layout.kinds == 1 ? 0 : Int(kindBytes[number]) }

    /// Whether nothing has begun.
    @inline(__always)
    func isWaiting(_ live: Bits) -> Bool { unsafe live.intersection(begun).isEmpty }

    /// The live leaves behind a byte of the class; `nil` for a match.
    @inline(__always)
    func step(_ live: Bits, _ before: Int, _ number: Int) -> Bits? {
        let ready = unsafe layout.kinds == 1 ? live.union(Bits.load(tables + layout.starts)) : resolve(live, before, kind(ofClass: number))
        if ready.hasMatch { return nil }
        let next = unsafe follow(ready.intersection(Bits.load(readers, number)))
        return next.hasMatch ? nil : next
    }

    func matchesAtEnd(_ live: Bits, _ before: Int) -> Bool {
        guard unsafe layout.kinds > 1 else { return false }
        return unsafe resolve(live, before, Int(kindBytes[layout.classes])).hasMatch
    }

    /// What can come behind the leaves that have read a byte.
    @inline(__always)
    private func follow(_ read: Bits) -> Bits {
        let near =
            unsafe read.intersection(below).lowered(by: 1)
            .union(read.intersection(secondBelow).lowered(by: 2)).union(read.intersection(itself))
        let far = unsafe read.intersection(others)
        return unsafe far.isEmpty ? near : near.union(followers(of: far))
    }

    private func followers(of leaves: Bits) -> Bits {
        var result = Bits.none
        var pending = leaves
        while let leaf = pending.popLowest() { result = unsafe result.union(followers(ofLeaf: leaf)) }
        return result
    }

    @inline(__always)
    private func followers(ofLeaf leaf: Int) -> Bits { unsafe Bits.load(followerSets, Int(rows[leaf])) }

    /// The live leaves, those that can come first, and what the assertions among them let through between two such neighbours.
    @inline(__always)
    private func resolve(_ live: Bits, _ before: Int, _ after: Int) -> Bits {
        let place = unsafe before &* layout.kinds &+ after
        let holding = unsafe Bits.load(tables + layout.holding, place)
        let ready = unsafe live.union(Bits.load(tables + layout.starts, place))
        let waiting = live.intersection(holding)
        return unsafe waiting.isEmpty ? ready : ready.union(letThrough(waiting, holding))
    }

    /// Each assertion is asked once; what one lets through may be another.
    private func letThrough(_ waiting: Bits, _ holding: Bits) -> Bits {
        var result = Bits.none
        var asked = waiting
        var pending = waiting
        while let leaf = pending.popLowest() {
            let next = unsafe followers(ofLeaf: leaf)
            result = result.union(next)
            let fresh = next.intersection(holding).subtracting(asked)
            asked = asked.union(fresh)
            pending = pending.union(fresh)
        }
        return result
    }
}

/// Where an automaton has stopped.
enum AutomatonEnd {
    /// At `position`, only waiting for a match to begin.
    case waits(position: Int)
    /// A match became certain with the byte at the position, or with the text's end.
    case matched(position: Int)
    case ended
}

extension Neighbour {
    /// What stands before a position of a text.
    @inline(__always)
    init(before position: Int, in text: UnsafePointer<UInt8>) {
        guard position > 0 else {
            self = .nothing
            return
        }
        let byte = unsafe text[position &- 1]
        self = byte == .lineFeed ? .lineFeed : byte.isWord ? .word : .other
    }
}

// MARK: - Whichever width a regex has

extension RegexRecord {
    /// Runs the regex's automaton; the regex has one.
    ///
    /// - Parameter entry: see `LiteralUser.state`; 0 where nothing has begun.
    @inline(__always)
    static func run(
        _ regex: UnsafePointer<RegexRecord>, _ text: UnsafePointer<UInt8>, count: Int, from start: Int, entry: Int, past target: Int,
        in tables: ScanTables
    ) -> AutomatonEnd {
        guard unsafe regex.pointee.width != TableAutomaton.width else {
            return unsafe TableAutomaton.run(regex, text, count: count, from: start, entry: entry, past: target, in: tables)
        }
        let run = unsafe AutomatonRun(text: text, count: count, start: start, entry: entry, target: target)
        return unsafe self.run(regex, run, in: tables.bits)
    }

    /// Runs the regex's bit automaton; the regex has one.
    static func run(_ regex: UnsafePointer<RegexRecord>, _ run: AutomatonRun, in tables: BitTables) -> AutomatonEnd {
        switch unsafe regex.pointee.width {
        case 1: unsafe self.run(UInt64.self, regex, run, tables)
        case 2: unsafe self.run(LeafBits128.self, regex, run, tables)
        case 4: unsafe self.run(LeafBits256.self, regex, run, tables)
        default: unsafe self.run(LeafBits512.self, regex, run, tables)
        }
    }

    @inline(never)
    private static func run<Bits: LeafBits>(
        _ type: Bits.Type, _ regex: UnsafePointer<RegexRecord>, _ run: AutomatonRun, _ tables: BitTables
    ) -> AutomatonEnd {
        let automaton = unsafe BitAutomaton<Bits>(regex, tables)
        let live = unsafe run.entry == 0 ? Bits.none : automaton.entry(run.entry &- 1)
        return unsafe automaton.run(run, from: run.start, live)
    }
}

/// A run of an automaton over a text: from `start`, where its state is told by `entry`, to `target` and on until it waits; see `LiteralUser.state`.
@unsafe struct AutomatonRun {
    let text: UnsafePointer<UInt8>
    let count: Int
    let start: Int
    let entry: Int
    let target: Int
}

/// What bit automata are read from.
@unsafe struct BitTables {
    let automata: UnsafePointer<UInt64>
    let byteClasses: UnsafePointer<UInt8>
}

extension ScanTables {
    /// There are some where a regex has such an automaton.
    @inline(__always)
    var bits: BitTables {
        unsafe BitTables(
            automata: automata.baseAddress.unsafelyUnwrapped, byteClasses: byteClasses.baseAddress.unsafelyUnwrapped)
    }
}
