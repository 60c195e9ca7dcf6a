/// The hot loop: one scan of one text. All unsafe reads of it are in this file.
///
/// Invariants:
///  1. `text` has `count` bytes in lower case, and `padding` more of zero before and behind them.
///  2. Every index in `set` leads into its tables (`PatternSet.verify`), and `set` lives as long as the scan.
///  3. `progress` has an entry for each regex of the set; `found` of the scratch a bit for each pattern.
///  4. `candidates` has room for all positions of a chunk and a few more; chunks begin at even positions.
/// The buffers are subscripted, so that debug builds check every access.
@unsafe struct Scan {
    let text: UnsafePointer<UInt8>
    let count: Int
    let traits: TextTraits
    /// Not counted: see 2.
    unowned(unsafe) let set: PatternSet
    let candidates: UnsafeMutableBufferPointer<UInt32>
    let progress: UnsafeMutableBufferPointer<RegexProgress>
    let tables: ScanTables

    init(
        text: UnsafePointer<UInt8>, count: Int, traits: TextTraits, set: PatternSet, candidates: UnsafeMutableBufferPointer<UInt32>,
        progress: UnsafeMutableBufferPointer<RegexProgress>
    ) {
        unsafe self.text = unsafe text
        unsafe self.count = count
        unsafe self.traits = traits
        unsafe self.set = set
        unsafe self.candidates = unsafe candidates
        unsafe self.progress = unsafe progress
        unsafe tables = unsafe set.views
    }

    // MARK: - Text

    /// Copies the text in lower case, and zeros behind it. A plain loop, which the compiler turns into vectors.
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ count: Int, into folded: UnsafeMutableBufferPointer<UInt8>) -> TextTraits {
        precondition(folded.count >= count + 2 * ScanConstants.padding && text.count >= count)
        // The zeros before the text are never written.
        guard let target = unsafe folded.baseAddress.map({ unsafe $0 + ScanConstants.padding }) else { return TextTraits() }
        var lineFeeds: UInt8 = 0
        var all: UInt8 = 0
        if let source = text.baseAddress {
            for index in 0..<count {
                let byte = unsafe source[index]
                unsafe target[index] = byte.foldedASCII
                lineFeeds |= byte == .lineFeed ? 1 : 0
                all |= byte
            }
        }
        for index in count..<count + ScanConstants.padding { unsafe target[index] = 0 }
        return TextTraits(hasLineFeeds: lineFeeds != 0, isASCII: all < 0x80)
    }

    @inline(__always)
    func load<Number: BitwiseCopyable>(_ offset: Int, as type: Number.Type) -> Number {
        unsafe assert(offset >= -ScanConstants.padding && offset + MemoryLayout<Number>.size <= count + ScanConstants.padding)
        return unsafe UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// The start of the line that holds `position`; a line feed belongs to the line that it ends.
    func lineStart(_ position: Int) -> Int {
        guard unsafe traits.hasLineFeeds else { return 0 }
        var start = position
        while unsafe start > 0 && text[start &- 1] != .lineFeed { start &-= 1 }
        return start
    }

    func lineEnd(_ position: Int) -> Int {
        guard unsafe traits.hasLineFeeds else { return unsafe count }
        var end = position
        // Eight bytes at a time: a byte is zero where a line feed stands.
        while unsafe end &+ 8 <= count {
            let bytes = unsafe load(end, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
            let zeros = (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
            if zeros != 0 { return end &+ zeros.trailingZeroBitCount &>> 3 }
            end &+= 8
        }
        while unsafe end < count && text[end] != .lineFeed { end &+= 1 }
        return end
    }

    // MARK: - Filter

    func run(_ scratch: inout PatternScratch) {
        var start = 0
        let hasLiterals = unsafe !tables.filter.slots.isEmpty
        while hasLiterals, unsafe start < count {
            let end = unsafe min(start &+ ScanConstants.chunk, count)
            let found = unsafe narrow(tables.filter.hasOddWindows ? collectAll(from: start, to: end) : collect(from: start, to: end))
            for index in 0..<found { unsafe examine(Int(candidates[index]), &scratch) }
            start = end
        }
        if unsafe !tables.lineRegexes.isEmpty { unsafe runAtLineStarts(&scratch) }
        unsafe searchShortLiterals(&scratch)
        for index in unsafe tables.unfilteredRegexes.indices { unsafe runEverywhere(Int(tables.unfilteredRegexes[index]), &scratch) }
    }

    /// Writes every second position whose window is in the filter to `candidates`, without a branch, and returns how many.
    @inline(never)
    private func collect(from start: Int, to end: Int) -> Int {
        unsafe assert((end - start + 1) / 2 < candidates.count)
        let out = unsafe candidates.baseAddress.unsafelyUnwrapped
        let bitmap = unsafe tables.filter.bitmap.baseAddress.unsafelyUnwrapped
        let shift = unsafe tables.filter.shift
        let bytes = unsafe UnsafeRawPointer(text)
        var found = 0
        var position = start
        while position < end {
            let hash = unsafe FilterTables.hash(bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self), shift: shift)
            let bit = unsafe (bitmap[hash &>> 6] &>> UInt64(truncatingIfNeeded: hash & 63)) & 1
            unsafe out[found] = UInt32(truncatingIfNeeded: position)
            found &+= Int(truncatingIfNeeded: bit)
            position &+= 2
        }
        return found
    }

    /// The same for every position: where there are literals of four bytes, their windows are looked for at odd positions as well.
    @inline(never)
    private func collectAll(from start: Int, to end: Int) -> Int {
        unsafe assert(end - start + 2 < candidates.count)
        let out = unsafe candidates.baseAddress.unsafelyUnwrapped
        let bitmap = unsafe tables.filter.bitmap.baseAddress.unsafelyUnwrapped
        let shift = unsafe tables.filter.shift
        let bytes = unsafe UnsafeRawPointer(text)
        var found = 0
        var position = start
        while position < end {
            let eight = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let even = FilterTables.hash(UInt32(truncatingIfNeeded: eight), shift: shift)
            let odd = FilterTables.hash(UInt32(truncatingIfNeeded: eight &>> 8) ^ FilterTables.oddMask, shift: shift)
            let evenBit = unsafe (bitmap[even &>> 6] &>> UInt64(truncatingIfNeeded: even & 63)) & 1
            let oddBit = unsafe (bitmap[odd &>> 6] &>> UInt64(truncatingIfNeeded: odd & 63)) & 1
            unsafe out[found] = UInt32(truncatingIfNeeded: position)
            found &+= Int(truncatingIfNeeded: evenBit)
            unsafe out[found] = UInt32(truncatingIfNeeded: position &+ 1)
            found &+= Int(truncatingIfNeeded: oddBit)
            position &+= 2
        }
        return found
    }

    /// Keeps the candidates whose neighbours agree with those in a literal of their slot. Without a branch, so that the cache misses of all overlap.
    @inline(never)
    private func narrow(_ found: Int) -> Int {
        let list = unsafe candidates.baseAddress.unsafelyUnwrapped
        let slots = unsafe tables.filter.slots.baseAddress.unsafelyUnwrapped
        let shift = unsafe tables.filter.shift &+ FilterTables.slotShift
        var kept = 0
        for index in 0..<found {
            let position = unsafe Int(list[index])
            let neighbours = unsafe slots[slotNumber(position, shift)].neighbours
            unsafe list[kept] = UInt32(truncatingIfNeeded: position)
            // As far as the bits tell.
            kept &+= unsafe bitsAround(position) & ~neighbours == 0 ? 1 : 0
        }
        return kept
    }

    @inline(__always)
    private func bitsAround(_ position: Int) -> UInt32 {
        unsafe WindowNeighbours.bits(before: load(position &- 2, as: UInt16.self), behind: load(position &+ 4, as: UInt16.self))
    }

    /// The slot of the window at `position`.
    @inline(__always)
    private func slotNumber(_ position: Int, _ shift: UInt32) -> Int {
        let disguise = FilterTables.oddMask & (0 &- UInt32(truncatingIfNeeded: position & 1))
        return unsafe FilterTables.hash(load(position, as: UInt32.self) ^ disguise, shift: shift)
    }

    /// Compares the literals that hold the window at `position`.
    @inline(__always)
    private func examine(_ position: Int, _ scratch: inout PatternScratch) {
        let slot =
            unsafe tables.filter.slots.baseAddress.unsafelyUnwrapped + slotNumber(position, tables.filter.shift &+ FilterTables.slotShift)
        guard unsafe slot.pointee.hasMore else { return unsafe compare(slot.pointee, position, &scratch) }
        var entry = unsafe tables.filter.entries.baseAddress.unsafelyUnwrapped + slot.pointee.place
        let bits = unsafe bitsAround(position)
        while true {
            if unsafe bits & ~entry.pointee.neighbours == 0 { unsafe compare(entry.pointee, position, &scratch) }
            guard unsafe entry.pointee.hasMore else { return }
            unsafe entry += 1
        }
    }

    @inline(__always)
    private func compare(_ entry: FilterEntry, _ position: Int, _ scratch: inout PatternScratch) {
        let start = position &- entry.windowOffset
        guard start >= 0 else { return }
        let words = unsafe tables.literals.baseAddress.unsafelyUnwrapped + entry.place
        let head = unsafe LiteralHead(word: words.pointee)
        guard unsafe start &+ head.byteCount <= count else { return }
        let differs = unsafe load(start, as: UInt64.self) ^ words[1]
        guard differs & head.firstBytes == 0 else { return }
        if head.byteCount > 8, unsafe !equals(words + 1, at: start, head.byteCount) { return }
        unsafe saw(head, start, &scratch)
    }

    /// For literals of more than eight bytes, whose first eight are known to agree; the last eight may overlap those before.
    @inline(__always)
    private func equals(_ literal: UnsafePointer<UInt64>, at start: Int, _ length: Int) -> Bool {
        var offset = 8
        while offset &+ 8 < length {
            guard unsafe load(start &+ offset, as: UInt64.self) == literal[offset &>> 3] else { return false }
            offset &+= 8
        }
        let last = length &- 8
        return unsafe load(start &+ last, as: UInt64.self) == UnsafeRawPointer(literal).loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }

    // MARK: - Literals

    /// A literal stands at `start`.
    @inline(__always)
    private func saw(_ literal: LiteralHead, _ start: Int, _ scratch: inout PatternScratch) {
        guard literal.isPlain else { return unsafe tellUsers(of: literal, start, &scratch) }
        guard !scratch.contains(Int(literal.user)) else { return }
        scratch.report(literal.user, start, start &+ literal.byteCount)
    }

    private func tellUsers(of literal: LiteralHead, _ start: Int, _ scratch: inout PatternScratch) {
        let end = start &+ literal.byteCount
        var place = Int(literal.user)
        if literal.hasTree {
            guard let found = unsafe users(ofTree: place, start, end) else { return }
            place = found
        }
        var user = unsafe tables.users.baseAddress.unsafelyUnwrapped + place
        while true {
            unsafe tell(user, start, end, &scratch)
            guard unsafe !user.pointee.flags.contains(.isLast) else { return }
            unsafe user += 1
        }
    }

    /// The users of a literal that are worth telling by what stands around it: the place of the first.
    @inline(__always)
    private func users(ofTree root: Int, _ start: Int, _ end: Int) -> Int? {
        guard let last = unsafe walk(root, from: end, to: count, isForward: true) else { return nil }
        guard !last.isEnd else { return last.target }
        // An image from anywhere may turn twice.
        guard let before = unsafe walk(last.target, from: start, to: 0, isForward: false), before.isEnd else { return nil }
        return before.target
    }

    /// The step at which a tree ends.
    @inline(__always)
    private func walk(_ root: Int, from position: Int, to edge: Int, isForward: Bool) -> ContinuationStep? {
        let symbols = unsafe tables.symbols.baseAddress.unsafelyUnwrapped
        let first = unsafe tables.continuations.baseAddress.unsafelyUnwrapped
        var step = unsafe first + root
        var position = position
        while isForward ? position < edge : position > edge {
            let bit: UInt64 = unsafe 1 &<< UInt64(symbols[Int(text[isForward ? position : position &- 1])])
            while unsafe step.pointee.symbols & bit == 0 {
                guard unsafe !step.pointee.isLast else { return nil }
                unsafe step += 1
            }
            let tail = unsafe step.pointee.tailCount
            position = isForward ? position &+ 1 : position &- 1 &- tail
            guard unsafe step.pointee.accepts(load(position, as: UInt32.self)) else { return nil }
            if isForward { position &+= tail }
            guard unsafe step.pointee.word & (ContinuationStep.isEnd | ContinuationStep.turns) == 0 else { return unsafe step.pointee }
            unsafe step = unsafe first + step.pointee.target
        }
        while unsafe !step.pointee.isEdge && !step.pointee.isDefault {
            guard unsafe !step.pointee.isLast else { return nil }
            unsafe step += 1
        }
        return unsafe step.pointee
    }

    @inline(__always)
    private func tell(_ user: UnsafePointer<LiteralUser>, _ start: Int, _ end: Int, _ scratch: inout PatternScratch) {
        let flags = unsafe user.pointee.flags
        if flags.contains(.isRegex) {
            guard unsafe user.pointee.state != 0 else { return unsafe run(Int(user.pointee.target), literalAt: start, &scratch) }
            if flags.contains(.wordBefore), start > 0, unsafe text[start &- 1].isWord { return }
            if flags.contains(.lineBefore), start > 0, unsafe text[start &- 1] != .lineFeed { return }
            return unsafe run(user.pointee, literalAt: start, end &- start, &scratch)
        }
        if !flags.contains(.everyMatch), unsafe scratch.contains(Int(user.pointee.target)) { return }
        if flags.contains(.wordBefore), start > 0, unsafe text[start &- 1].isWord { return }
        if flags.contains(.wordAfter), unsafe end < count, unsafe text[end].isWord { return }
        unsafe scratch.report(user.pointee.target, start, end)
    }

    private func searchShortLiterals(_ scratch: inout PatternScratch) {
        guard unsafe !set.shortLiterals.isEmpty else { return }
        let literals = unsafe set.short
        for place in literals.others { unsafe search(Int(place), &scratch) }
        guard !literals.entries.isEmpty else { return }
        var start = 0
        while unsafe start < count {
            let end = unsafe min(start &+ ScanConstants.chunk, count)
            let found = unsafe collectPairs(literals.pairs, from: start, to: end)
            for index in 0..<found { unsafe compare(literals, Int(candidates[index]), &scratch) }
            start = end
        }
    }

    /// Writes every position where a short literal may begin to `candidates`, without a branch, and returns how many.
    @inline(never)
    private func collectPairs(_ pairs: [UInt64], from start: Int, to end: Int) -> Int {
        unsafe assert(end - start + 2 < candidates.count)
        let out = unsafe candidates.baseAddress.unsafelyUnwrapped
        return unsafe pairs.withUnsafeBufferPointer { pairs in
            let bits = unsafe pairs.baseAddress.unsafelyUnwrapped
            var found = 0
            var position = start
            while position < end {
                let two = unsafe load(position, as: UInt32.self)
                let first = ShortLiterals.hash(UInt16(truncatingIfNeeded: two))
                let second = ShortLiterals.hash(UInt16(truncatingIfNeeded: two &>> 8))
                unsafe out[found] = UInt32(truncatingIfNeeded: position)
                found &+= unsafe Int(truncatingIfNeeded: bits[first &>> 6] &>> UInt64(first & 63) & 1)
                unsafe out[found] = UInt32(truncatingIfNeeded: position &+ 1)
                found &+= unsafe Int(truncatingIfNeeded: bits[second &>> 6] &>> UInt64(second & 63) & 1)
                position &+= 2
            }
            return found
        }
    }

    private func compare(_ literals: ShortLiterals, _ position: Int, _ scratch: inout PatternScratch) {
        let three = unsafe load(position, as: UInt32.self)
        let first = Int(three & 0xFF)
        for number in Int(literals.starts[first])..<Int(literals.starts[first &+ 1]) {
            let entry = literals.entries[number]
            guard three & entry.mask == entry.word else { continue }
            let head = unsafe LiteralHead(word: tables.literals[Int(entry.place)])
            if unsafe position &+ head.byteCount <= count { unsafe saw(head, position, &scratch) }
        }
    }

    /// A literal too short for the filter: its one to three bytes are compared at sixteen positions at a time.
    private func search(_ place: Int, _ scratch: inout PatternScratch) {
        let words = unsafe tables.literals.baseAddress.unsafelyUnwrapped + place
        let head = unsafe LiteralHead(word: words.pointee)
        let literal = unsafe words[1]
        guard unsafe head.byteCount <= count, unsafe literal & 0x80_8080 == 0 || !traits.isASCII else { return }
        // Of one or two bytes some are compared twice.
        let (middle, end) = (min(1, head.byteCount &- 1), head.byteCount &- 1)
        let first = SIMD16(repeating: UInt8(truncatingIfNeeded: literal))
        let second = SIMD16(repeating: UInt8(truncatingIfNeeded: literal &>> UInt64(8 &* middle)))
        let third = SIMD16(repeating: UInt8(truncatingIfNeeded: literal &>> UInt64(8 &* end)))
        let last = unsafe count &- head.byteCount
        var start = 0
        while start <= last {
            let agree =
                unsafe (load(start, as: SIMD16<UInt8>.self) .== first) .& (load(start &+ middle, as: SIMD16<UInt8>.self) .== second)
                .& (load(start &+ end, as: SIMD16<UInt8>.self) .== third)
            let halves = unsafe unsafeBitCast(agree, to: SIMD2<UInt64>.self)
            if halves.x | halves.y != 0 {
                for index in 0..<16 where agree[index] && start &+ index <= last { unsafe saw(head, start &+ index, &scratch) }
            }
            start &+= 16
        }
    }
}

/// What the bytes of a text are, as far as it helps.
struct TextTraits {
    var hasLineFeeds = false
    var isASCII = true
}

enum ScanConstants {
    /// Bytes before and behind the folded text that may be read.
    static let padding = 64
    /// Positions looked at before their candidates are worked off.
    static let chunk = 4096
    /// In `progress`: nothing more is to be found for the regex in this scan.
    static let done: UInt32 = .max
}

/// A set's tables where they lie in the image.
@unsafe struct ScanTables {
    let literals: UnsafeBufferPointer<UInt64>
    let users: UnsafeBufferPointer<LiteralUser>
    let continuations: UnsafeBufferPointer<ContinuationStep>
    let symbols: UnsafeBufferPointer<UInt8>
    let regexes: UnsafeBufferPointer<RegexRecord>
    let automata: UnsafeBufferPointer<UInt64>
    let transitions: UnsafeBufferPointer<UInt16>
    let byteClasses: UnsafeBufferPointer<UInt8>
    let byteSets: UnsafeBufferPointer<ByteSet>
    let needs: UnsafeBufferPointer<TextNeed>
    let lineRegexes: UnsafeBufferPointer<UInt32>
    let lineMasks: UnsafeBufferPointer<UInt64>
    let lineTransitions: UnsafeBufferPointer<UInt16>
    let lineClasses: UnsafeBufferPointer<UInt8>
    let lineNodes: Int
    let lineClassCount: Int
    let unfilteredRegexes: UnsafeBufferPointer<UInt32>
    let filter: FilterView
}

/// A filter's tables where they lie in the image.
@unsafe struct FilterView {
    let bitmap: UnsafeBufferPointer<UInt64>
    let slots: UnsafeBufferPointer<FilterEntry>
    let entries: UnsafeBufferPointer<FilterEntry>
    let shift: UInt32
    let hasOddWindows: Bool

    init(_ tables: FilterTables, hasOddWindows: Bool) {
        unsafe self.hasOddWindows = hasOddWindows
        unsafe bitmap = unsafe tables.bitmap.unsafeElements
        unsafe slots = unsafe tables.slots.unsafeElements
        unsafe entries = unsafe tables.entries.unsafeElements
        unsafe shift = tables.isEmpty ? 0 : tables.shift
    }
}
