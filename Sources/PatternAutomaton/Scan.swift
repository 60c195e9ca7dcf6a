/// The hot loop: one scan of one text. All unsafe reads of it are in this file.
///
/// Invariants:
///  1. `text` has `count` bytes in lower case and `padding` more of zero.
///  2. Every index in `set` leads into its tables (`PatternSet.verify`), and `set` lives as long as the scan.
///  3. `progress` has an entry for each regex of the set; `found` of the scratch a bit for each pattern.
///  4. `candidates` has room for all positions of a chunk, once for each filter.
/// The buffers are subscripted, so that debug builds check every access.
@unsafe struct Scan {
    let text: UnsafePointer<UInt8>
    let count: Int
    let set: PatternSet
    let candidates: UnsafeMutableBufferPointer<UInt32>
    let progress: UnsafeMutableBufferPointer<RegexProgress>
    let literals: UnsafeBufferPointer<LiteralRecord>
    let literalBytes: UnsafeBufferPointer<UInt8>
    let users: UnsafeBufferPointer<LiteralUser>
    let regexes: UnsafeBufferPointer<RegexRecord>
    let transitions: UnsafeBufferPointer<UInt16>
    let byteClasses: UnsafeBufferPointer<UInt8>
    let byteSets: UnsafeBufferPointer<ByteSet>
    let lineRegexes: UnsafeBufferPointer<UInt32>
    let lineMasks: UnsafeBufferPointer<UInt64>
    let evenFilter: FilterView
    let oddFilter: FilterView

    init(
        text: UnsafePointer<UInt8>, count: Int, set: PatternSet, candidates: UnsafeMutableBufferPointer<UInt32>,
        progress: UnsafeMutableBufferPointer<RegexProgress>
    ) {
        unsafe self.text = unsafe text
        unsafe self.count = count
        unsafe self.set = set
        unsafe self.candidates = unsafe candidates
        unsafe self.progress = unsafe progress
        unsafe literals = unsafe set.literals.unsafeElements
        unsafe literalBytes = unsafe set.literalBytes.unsafeElements
        unsafe users = unsafe set.users.unsafeElements
        unsafe regexes = unsafe set.regexes.unsafeElements
        unsafe transitions = unsafe set.transitions.unsafeElements
        unsafe byteClasses = unsafe set.byteClasses.unsafeElements
        unsafe byteSets = unsafe set.byteSets.unsafeElements
        unsafe lineRegexes = unsafe set.lineRegexes.unsafeElements
        unsafe lineMasks = unsafe set.lineMasks.unsafeElements
        unsafe evenFilter = unsafe FilterView(set.evenFilter)
        unsafe oddFilter = unsafe FilterView(set.oddFilter)
    }

    // MARK: - Text

    /// Copies the text in lower case, and zeros behind it. A plain loop, which the compiler turns into vectors.
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ count: Int, into folded: UnsafeMutableBufferPointer<UInt8>) {
        precondition(folded.count >= count + ScanConstants.padding && text.count >= count)
        guard let target = folded.baseAddress else { return }
        if let source = text.baseAddress {
            for index in 0..<count { unsafe target[index] = source[index].foldedASCII }
        }
        for index in count..<count + ScanConstants.padding { unsafe target[index] = 0 }
    }

    @inline(__always)
    func load<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Number.Type) -> Number {
        unsafe assert(offset >= 0 && offset + MemoryLayout<Number>.size <= count + ScanConstants.padding)
        return unsafe UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// The start of the line that holds `position`; a line feed belongs to the line that it ends.
    func lineStart(_ position: Int) -> Int {
        var start = position
        while unsafe start > 0 && text[start &- 1] != .lineFeed { start &-= 1 }
        return start
    }

    func lineEnd(_ position: Int) -> Int {
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
        let hasOdd = unsafe !oddFilter.isEmpty
        let hasEven = unsafe !evenFilter.isEmpty
        while unsafe start < count {
            let end = unsafe min(start &+ ScanConstants.chunk, count)
            let evens = unsafe hasEven ? collect(evenFilter, from: start, to: end, at: 0) : 0
            let odds = unsafe hasOdd ? collect(oddFilter, from: start &+ 1, to: end, at: ScanConstants.chunk) : 0
            var (even, odd) = (0, ScanConstants.chunk)
            // In the order of the text, as the runs of the regexes want it.
            while true {
                let nextEven = unsafe even < evens ? candidates[even] : .max
                let nextOdd = unsafe odd < ScanConstants.chunk &+ odds ? candidates[odd] : .max
                if nextEven < nextOdd {
                    unsafe examine(Int(nextEven), evenFilter, &scratch)
                    even &+= 1
                } else if nextOdd != .max {
                    unsafe examine(Int(nextOdd), oddFilter, &scratch)
                    odd &+= 1
                } else {
                    break
                }
            }
            start = end
        }
        if unsafe !lineRegexes.isEmpty { unsafe runAtLineStarts(&scratch) }
        let shorts = unsafe set.shortLiterals.unsafeElements
        for index in shorts.indices { unsafe search(Int(shorts[index]), &scratch) }
        let others = unsafe set.unfilteredRegexes.unsafeElements
        for index in others.indices { unsafe runEverywhere(Int(others[index]), &scratch) }
    }

    /// Writes every second position whose window is in the filter to `candidates`, without a branch, and returns how many.
    @inline(never)
    func collect(_ filter: FilterView, from start: Int, to end: Int, at place: Int) -> Int {
        unsafe assert(place + (end - start + 1) / 2 + 1 <= candidates.count)
        let out = unsafe self.candidates.baseAddress.unsafelyUnwrapped + place
        let bitmap = unsafe filter.bitmap.baseAddress.unsafelyUnwrapped
        let shift = unsafe filter.shift
        let bytes = unsafe UnsafeRawPointer(text)
        var found = 0
        var position = start
        while position < end {
            let window: UInt32 = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let hash = FilterTables.hash(window, shift: shift)
            let bit = unsafe (bitmap[hash &>> 6] &>> UInt64(truncatingIfNeeded: hash & 63)) & 1
            unsafe out[found] = UInt32(truncatingIfNeeded: position)
            found &+= Int(truncatingIfNeeded: bit)
            position &+= 2
        }
        return found
    }

    /// Compares the literals that hold the window at `position`.
    @inline(__always)
    func examine(_ position: Int, _ filter: FilterView, _ scratch: inout PatternScratch) {
        let hash = unsafe FilterTables.hash(load(position, as: UInt32.self), shift: filter.shift)
        let word = hash &>> 6
        let below = unsafe filter.bitmap[word] & ((1 &<< UInt64(truncatingIfNeeded: hash & 63)) &- 1)
        let bucket = unsafe Int(filter.ranks[word]) &+ below.nonzeroBitCount
        var index = unsafe Int(filter.buckets[bucket])
        let end = unsafe Int(filter.buckets[bucket &+ 1])
        while index < end {
            let entry = unsafe filter.entries[index]
            index &+= 1
            let start = position &- Int(entry.windowOffset)
            guard start >= 0 else { continue }
            guard unsafe load(start &+ Int(entry.checkOffset), as: UInt64.self) & entry.mask == entry.check else { continue }
            let length = unsafe entry.length < FilterEntry.longest ? Int(entry.length) : Int(literals[Int(entry.literal)].byteCount)
            guard unsafe start &+ length <= count else { continue }
            if length > 8, unsafe !equals(literal: entry.literal, at: start, length) { continue }
            unsafe saw(Int(entry.literal), start, length, &scratch)
        }
    }

    /// For literals of at least eight bytes, eight at a time; the last eight may overlap those before.
    @inline(__always)
    private func equals(literal: UInt32, at start: Int, _ length: Int) -> Bool {
        let bytes = unsafe UnsafeRawPointer(literalBytes.baseAddress.unsafelyUnwrapped)
        let place = unsafe Int(literals[Int(literal)].bytesStart)
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
        let record = unsafe literals[literal]
        for index in Int(record.usersStart)..<Int(record.usersStart) &+ Int(record.usersCount) {
            let user = unsafe users[index]
            if user.flags.contains(.isRegex) {
                unsafe run(Int(user.regex), literalAt: start, &scratch)
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
        let record = unsafe literals[literal]
        let length = Int(record.byteCount)
        guard unsafe length <= count else { return }
        for start in unsafe 0...count &- length {
            var matched = 0
            while matched < length, unsafe text[start &+ matched] == literalBytes[Int(record.bytesStart) &+ matched] { matched &+= 1 }
            if matched == length { unsafe saw(literal, start, length, &scratch) }
        }
    }
}

enum ScanConstants {
    /// Bytes behind the folded text that may be read.
    static let padding = 64
    /// Positions looked at before their candidates are worked off.
    static let chunk = 4096
    /// In `progress`: nothing more is to be found for the regex in this scan.
    static let done: UInt32 = .max
}

/// A filter's tables where they lie in the image.
@unsafe struct FilterView {
    let bitmap: UnsafeBufferPointer<UInt64>
    let ranks: UnsafeBufferPointer<UInt32>
    let buckets: UnsafeBufferPointer<UInt32>
    let entries: UnsafeBufferPointer<FilterEntry>
    let shift: UInt32

    init(_ tables: FilterTables) {
        unsafe bitmap = unsafe tables.bitmap.unsafeElements
        unsafe ranks = unsafe tables.ranks.unsafeElements
        unsafe buckets = unsafe tables.buckets.unsafeElements
        unsafe entries = unsafe tables.entries.unsafeElements
        unsafe shift = tables.isEmpty ? 0 : tables.shift
    }

    var isEmpty: Bool { unsafe entries.isEmpty }
}
