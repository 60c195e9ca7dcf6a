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
    let hasLineFeeds: Bool
    let set: PatternSet
    let candidates: UnsafeMutableBufferPointer<UInt32>
    let progress: UnsafeMutableBufferPointer<RegexProgress>
    let tables: ScanTables

    init(
        text: UnsafePointer<UInt8>, count: Int, hasLineFeeds: Bool, set: PatternSet, candidates: UnsafeMutableBufferPointer<UInt32>,
        progress: UnsafeMutableBufferPointer<RegexProgress>
    ) {
        unsafe self.text = unsafe text
        unsafe self.count = count
        unsafe self.hasLineFeeds = hasLineFeeds
        unsafe self.set = set
        unsafe self.candidates = unsafe candidates
        unsafe self.progress = unsafe progress
        unsafe tables = unsafe set.views
    }

    // MARK: - Text

    /// Copies the text in lower case, and zeros behind it. A plain loop, which the compiler turns into vectors.
    /// - Returns: whether there is a line feed.
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ count: Int, into folded: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        precondition(folded.count >= count + 2 * ScanConstants.padding && text.count >= count)
        // The zeros before the text are never written.
        guard let target = unsafe folded.baseAddress.map({ unsafe $0 + ScanConstants.padding }) else { return false }
        var lineFeeds: UInt8 = 0
        if let source = text.baseAddress {
            for index in 0..<count {
                let byte = unsafe source[index]
                unsafe target[index] = byte.foldedASCII
                lineFeeds |= byte == .lineFeed ? 1 : 0
            }
        }
        for index in count..<count + ScanConstants.padding { unsafe target[index] = 0 }
        return lineFeeds != 0
    }

    @inline(__always)
    func load<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Number.Type) -> Number {
        unsafe assert(offset >= -ScanConstants.padding && offset + MemoryLayout<Number>.size <= count + ScanConstants.padding)
        return unsafe UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// The start of the line that holds `position`; a line feed belongs to the line that it ends.
    func lineStart(_ position: Int) -> Int {
        guard unsafe hasLineFeeds else { return 0 }
        var start = position
        while unsafe start > 0 && text[start &- 1] != .lineFeed { start &-= 1 }
        return start
    }

    func lineEnd(_ position: Int) -> Int {
        guard unsafe hasLineFeeds else { return unsafe count }
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
        for index in unsafe tables.shortLiterals.indices { unsafe search(Int(tables.shortLiterals[index]), &scratch) }
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

    /// Keeps the candidates whose slot's literal agrees in eight bytes, or whose slot has several. Without a branch, so that the cache misses of all overlap.
    @inline(never)
    private func narrow(_ found: Int) -> Int {
        let list = unsafe candidates.baseAddress.unsafelyUnwrapped
        let slots = unsafe tables.filter.slots.baseAddress.unsafelyUnwrapped
        let shift = unsafe tables.filter.shift &+ 2
        var kept = 0
        for index in 0..<found {
            let position = unsafe Int(list[index])
            let slot = unsafe slots + slotNumber(position, shift)
            // At most 63 bytes before the text, which are zeros.
            let start = unsafe position &- Int(slot.pointee.windowOffset) &+ Int(slot.pointee.checkOffset)
            let differs = unsafe (load(start, as: UInt64.self) ^ slot.pointee.check) & slot.pointee.mask
            unsafe list[kept] = UInt32(truncatingIfNeeded: position)
            kept &+= unsafe (differs == 0 ? 1 : 0) | Int(slot.pointee.kind &>> 1)
        }
        return kept
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
        let slot = unsafe tables.filter.slots.baseAddress.unsafelyUnwrapped + slotNumber(position, tables.filter.shift &+ 2)
        if unsafe slot.pointee.kind == FilterEntry.one { return unsafe compare(slot, position, &scratch) }
        let first = unsafe tables.filter.entries.baseAddress.unsafelyUnwrapped + Int(slot.pointee.literal)
        for index in 0..<(unsafe Int(truncatingIfNeeded: slot.pointee.check)) { unsafe compare(first + index, position, &scratch) }
    }

    @inline(__always)
    private func compare(_ entry: UnsafePointer<FilterEntry>, _ position: Int, _ scratch: inout PatternScratch) {
        let start = unsafe position &- Int(entry.pointee.windowOffset)
        guard start >= 0 else { return }
        let eight = unsafe load(start &+ Int(entry.pointee.checkOffset), as: UInt64.self)
        guard unsafe (eight ^ entry.pointee.check) & entry.pointee.mask == 0 else { return }
        let literal = unsafe Int(entry.pointee.literal)
        let short = unsafe entry.pointee.length
        let length = unsafe short < FilterEntry.longest ? Int(short) : Int(tables.literals[literal].byteCount)
        guard unsafe start &+ length <= count else { return }
        if length > 8, unsafe !equals(literal: UInt32(truncatingIfNeeded: literal), at: start, length) { return }
        unsafe saw(literal, start, length, &scratch)
    }

    /// For literals of at least eight bytes, eight at a time; the last eight may overlap those before.
    @inline(__always)
    private func equals(literal: UInt32, at start: Int, _ length: Int) -> Bool {
        let bytes = unsafe UnsafeRawPointer(tables.literalBytes.baseAddress.unsafelyUnwrapped)
        let place = unsafe Int(tables.literals[Int(literal)].bytesStart)
        var offset = 0
        while offset &+ 8 < length {
            let expected = unsafe bytes.loadUnaligned(fromByteOffset: place &+ offset, as: UInt64.self)
            guard unsafe load(start &+ offset, as: UInt64.self) == expected else { return false }
            offset &+= 8
        }
        let last = length &- 8
        return unsafe load(start &+ last, as: UInt64.self) == bytes.loadUnaligned(fromByteOffset: place &+ last, as: UInt64.self)
    }

    // MARK: - Literals

    /// A literal stands at `start`.
    private func saw(_ literal: Int, _ start: Int, _ length: Int, _ scratch: inout PatternScratch) {
        let record = unsafe tables.literals[literal]
        for index in Int(record.usersStart)..<Int(record.usersStart) &+ Int(record.usersCount) {
            let user = unsafe tables.users[index]
            if user.flags.contains(.isRegex) {
                if unsafe start &+ length < count, unsafe !user.canPrecede(text[start &+ length]) { continue }
                if user.state != 0 {
                    let isInWord = unsafe start > 0 && text[start &- 1].isWord
                    if user.flags.contains(.wordBefore), isInWord { continue }
                    if user.flags.contains(.lineBefore), start > 0, unsafe text[start &- 1] != .lineFeed { continue }
                    unsafe run(user, literalAt: start, length, &scratch)
                } else {
                    unsafe run(Int(user.regex), literalAt: start, &scratch)
                }
                continue
            }
            if !user.flags.contains(.everyMatch), scratch.contains(Int(user.pattern)) { continue }
            let end = start &+ length
            if user.flags.contains(.wordBefore), start > 0, unsafe text[start &- 1].isWord { continue }
            if user.flags.contains(.wordAfter), unsafe end < count, unsafe text[end].isWord { continue }
            scratch.report(user.pattern, start, end)
        }
    }

    /// A literal too short for the filter.
    private func search(_ literal: Int, _ scratch: inout PatternScratch) {
        let record = unsafe tables.literals[literal]
        let length = Int(record.byteCount)
        guard unsafe length <= count else { return }
        for start in unsafe 0...count &- length {
            var matched = 0
            while matched < length, unsafe text[start &+ matched] == tables.literalBytes[Int(record.bytesStart) &+ matched] {
                matched &+= 1
            }
            if matched == length { unsafe saw(literal, start, length, &scratch) }
        }
    }
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
    let literals: UnsafeBufferPointer<LiteralRecord>
    let literalBytes: UnsafeBufferPointer<UInt8>
    let users: UnsafeBufferPointer<LiteralUser>
    let regexes: UnsafeBufferPointer<RegexRecord>
    let transitions: UnsafeBufferPointer<UInt16>
    let byteClasses: UnsafeBufferPointer<UInt8>
    let byteSets: UnsafeBufferPointer<ByteSet>
    let lineRegexes: UnsafeBufferPointer<UInt32>
    let lineMasks: UnsafeBufferPointer<UInt64>
    let lineTransitions: UnsafeBufferPointer<UInt16>
    let lineClasses: UnsafeBufferPointer<UInt8>
    let lineNodes: Int
    let lineClassCount: Int
    let shortLiterals: UnsafeBufferPointer<UInt32>
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
