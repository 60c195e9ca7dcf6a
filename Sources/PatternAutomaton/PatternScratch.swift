/// The working memory of one caller. Make one, keep it, and give it to every call: once it has grown to the size of the texts, a scan allocates nothing.
/// Results stay until the next scan.
package struct PatternScratch: Sendable {
    /// The matches of the last scan, by start, then by pattern.
    package internal(set) var matches: [PatternMatch] = []
    /// The last scan found more than `matchLimit` matches and kept only the first that it came upon. `contains` knows them all.
    package internal(set) var isTruncated = false
    /// The most matches that one scan keeps.
    package var matchLimit = 65_536

    /// A bit for each pattern.
    var found: [UInt64] = []
    /// The text in lower case, padded.
    var folded: [UInt8] = []
    var candidates: [UInt32] = []
    var progress: [RegexProgress] = []
    /// The number of the scan, so that `progress` need not be cleared.
    var epoch: UInt32 = 0
    var parallel = ParallelSearch()
    var lazyAutomata = LazyAutomata()
    var steps: RememberedSteps
    var backtracking = BacktrackingSearch()
    var windows = TextWindows()
    private var groups: [Int32] = []

    /// - Parameter remembersAfter: how often a regex has run before the steps of its automaton are remembered; so bounded that the count and a place
    ///   fit into one slot.
    package init(remembersAfter runs: Int = 48) { steps = RememberedSteps(fewRuns: min(runs, 1 << 20)) }

    /// Whether the pattern matched in the last scan.
    @inline(__always)
    package func contains(_ pattern: Int) -> Bool {
        let word = pattern >> 6
        return word >= 0 && word < found.count && found[word] &>> UInt64(pattern & 63) & 1 != 0
    }

    // MARK: - Captures

    /// Finds a regex's leftmost match in a part of the text, among those the first by the regex's order (greedy and lazy as written).
    ///
    /// The window counts as a whole text: `^ $ \A \z \b` see its edges as the text's, and bytes around it are not looked at. For a phrase
    /// the match is its first occurrence and there are no groups.
    ///
    /// - Returns: whether there is a match; then `group` says where.
    package mutating func captures(
        of pattern: Int, in text: UnsafeBufferPointer<UInt8>, window: Range<Int>, with set: PatternSet
    ) -> Bool {
        groups.removeAll(keepingCapacity: true)
        let window = window.clamped(to: 0..<min(text.count, Int(Int32.max) - 1))
        guard let regex = set.regex(of: pattern) else {
            guard let start = unsafe set.firstOccurrence(of: pattern, in: text, window: window) else { return false }
            let length = set.literal(of: pattern)?.byteCount ?? 0
            groups.append(Int32(start))
            groups.append(Int32(start + length))
            return true
        }
        let program = unsafe ProgramView(regex, in: set)
        let part = unsafe SearchWindow(text: text, start: window.lowerBound, end: window.upperBound, startsText: true, endsText: true)
        switch unsafe backtracking.find(program, in: part, from: window.lowerBound) {
        case .found: groups.append(contentsOf: backtracking.slots)
        case .notFound: return false
        case .tooLarge:
            guard unsafe parallel.find(regex, of: set, in: part, captures: true) else { return false }
            groups.append(contentsOf: parallel.slots)
        }
        return true
    }

    /// After `captures`: where a group matched, in bytes of the text. Group 0 is the whole match; `nil` for a group that took no part.
    package func group(_ index: Int) -> Range<Int>? {
        guard index >= 0, 2 * index + 1 < groups.count else { return nil }
        let start = groups[2 * index]
        let end = groups[2 * index + 1]
        return start >= 0 && end >= start ? Int(start)..<Int(end) : nil
    }

    /// The number of groups of the last `captures` that matched, the whole match included.
    package var groupCount: Int { groups.count / 2 }

    // MARK: - One pattern

    /// Whether one pattern matches in a part of the text, which counts as a whole text as in `captures`.
    package mutating func matches(
        _ pattern: Int, in text: UnsafeBufferPointer<UInt8>, window: Range<Int>, with set: PatternSet
    ) -> Bool {
        let window = window.clamped(to: 0..<min(text.count, Int(Int32.max) - 1))
        guard let regex = set.regex(of: pattern) else {
            return unsafe set.firstOccurrence(of: pattern, in: text, window: window) != nil
        }
        let part = unsafe SearchWindow(text: text, start: window.lowerBound, end: window.upperBound, startsText: true, endsText: true)
        if regex.flags.contains(.matchesEverywhere) { return true }
        guard regex.hasAutomaton else {
            guard let slot = lazyAutomata.slot(of: set.patterns[pattern]?.index ?? 0, in: set) else {
                return unsafe parallel.find(regex, of: set, in: part, captures: false)
            }
            return unsafe lazyAutomata.automata[slot].matches(part)
        }
        guard unsafe set.runAutomaton(regex, in: part) else { return false }
        return unsafe regex.flags.contains(.isRelaxed) ? confirm(regex, in: set, part, from: window.lowerBound) : true
    }

    /// Whether the regex itself matches where an automaton that counts less exactly does. No match begins before `first`.
    mutating func confirm(_ regex: RegexRecord, in set: PatternSet, _ window: SearchWindow, from first: Int) -> Bool {
        let program = unsafe ProgramView(regex, in: set)
        switch unsafe backtracking.find(program, in: window, from: first) {
        case .found: return true
        case .notFound: return false
        case .tooLarge: return unsafe parallel.find(regex, of: set, in: window, captures: false)
        }
    }
}

/// How far the automaton of one regex has run in this scan.
struct RegexProgress: Sendable {
    var epoch: UInt32 = 0
    /// Everything before this position is done, ...
    var end: UInt32 = 0
    /// ... as far back as here. Only for regexes that begin with their literal; 0 for the others.
    var from: UInt32 = 0
}

extension PatternSet {
    func literal(of pattern: Int) -> LiteralHead? {
        guard let record = patterns[pattern], !record.flags.contains(.isRegex) else { return nil }
        return literals[record.index].map { LiteralHead(word: $0) }
    }

    /// Whether the automaton finds a match in a window that counts as a whole text.
    func runAutomaton(_ regex: RegexRecord, in window: SearchWindow) -> Bool {
        guard let base = unsafe window.text.baseAddress else { return false }
        let end = unsafe withUnsafePointer(to: regex) {
            unsafe RegexRecord.run(
                $0, base + window.start, count: window.end - window.start, from: 0, entry: 0, past: window.text.count, in: views)
        }
        if case .matched = end { return true }
        return false
    }

    /// Where a phrase first occurs in the window.
    func firstOccurrence(of pattern: Int, in text: UnsafeBufferPointer<UInt8>, window: Range<Int>) -> Int? {
        guard let record = patterns[pattern], let literal = literal(of: pattern) else { return nil }
        let length = literal.byteCount
        let first = Int(record.index) + 1
        let phrase = unsafe UnsafeRawBufferPointer(
            UnsafeBufferPointer(rebasing: literals.unsafeElements[first..<first + literal.wordCount]))
        guard let first = unsafe phrase.first else { return nil }
        var position = window.lowerBound
        while position + length <= window.upperBound {
            defer { position += 1 }
            guard unsafe text[position].foldedASCII == first else { continue }
            var matched = 1
            while matched < length, unsafe text[position + matched].foldedASCII == phrase[matched] { matched += 1 }
            guard matched == length else { continue }
            if record.flags.contains(.wordBefore), position > window.lowerBound, unsafe text[position - 1].isWord { continue }
            if record.flags.contains(.wordAfter), position + length < window.upperBound, unsafe text[position + length].isWord { continue }
            return position
        }
        return nil
    }
}
