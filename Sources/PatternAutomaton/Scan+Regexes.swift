extension Scan {
    /// A required literal of the regex stands at `literalStart`: finds the matches that hold it.
    ///
    /// The automaton is unanchored: it begins a match at every byte. It starts so far before the literal that no match with this literal begins earlier,
    /// and stops behind it as soon as it only waits for a new match to begin: such a match has a literal of its own, which will be seen. The next
    /// run goes on where this one ended, so that no byte is read twice for one regex. Where a run ends, the automaton waits, and its
    /// state follows from the byte before: only the position is kept.
    func run(_ number: Int, literalAt literalStart: Int, _ scratch: inout PatternScratch) {
        var state = unsafe progress[number]
        if state.epoch != scratch.epoch { state = RegexProgress(epoch: scratch.epoch) }
        guard literalStart >= Int(state.end) else { return }
        let regex = unsafe tables.regexes.baseAddress.unsafelyUnwrapped + number
        guard unsafe mayMatch(number, regex, &scratch) else { return }
        var start = unsafe max(0, literalStart &- Int(regex.pointee.back))
        if unsafe regex.pointee.before != RegexRecord.anything {
            let last = unsafe max(0, literalStart &- Int(regex.pointee.disorder))
            start = unsafe firstStart(regex, last, after: max(start, Int(state.end)))
        }
        start = max(start, Int(state.end))
        if unsafe regex.pointee.flags.contains(.startsLine) {
            // Where no line begins, nothing begins: nor for a literal that is seen later. No byte is looked at again.
            guard let line = unsafe firstLineStart(in: start...literalStart) else {
                state.end = UInt32(truncatingIfNeeded: literalStart &+ 1)
                unsafe progress[number] = state
                return
            }
            start = line
        }
        state.end = UInt32(truncatingIfNeeded: start)
        unsafe runOn(number, regex, past: literalStart, &state, &scratch)
        unsafe progress[number] = state
    }

    /// The same for a regex whose matches begin with the literal: the run begins behind it, in the state to which the literal leads.
    ///
    /// Literals are seen in the order of their windows; one that begins before the last run's first is run by itself.
    func run(_ user: LiteralUser, literalAt start: Int, _ length: Int, _ scratch: inout PatternScratch) {
        let number = Int(user.target)
        var state = unsafe progress[number]
        if state.epoch != scratch.epoch { state = RegexProgress(epoch: scratch.epoch) }
        guard start >= Int(state.end) || start < Int(state.from) else { return }
        let regex = unsafe tables.regexes.baseAddress.unsafelyUnwrapped + number
        guard unsafe mayMatch(number, regex, &scratch) else { return }
        var run = RegexProgress(epoch: scratch.epoch)
        run.from = UInt32(truncatingIfNeeded: start)
        run.end = run.from
        unsafe advance(number, regex, from: start &+ length, entry: Int(user.state), past: start, &run, &scratch)
        run.end = max(run.end, state.end)
        unsafe progress[number] = run
    }

    /// Whether the text holds what the regex needs; if not, the regex is done with.
    @inline(__always)
    private func mayMatch(_ number: Int, _ regex: UnsafePointer<RegexRecord>, _ scratch: inout PatternScratch) -> Bool {
        guard unsafe regex.pointee.flags.contains(.hasNeeds) else { return true }
        let needs = unsafe tables.needs.baseAddress.unsafelyUnwrapped + Int(regex.pointee.needsStart)
        if unsafe scratch.windows.hold(needs, in: text, count, epoch: scratch.epoch) { return true }
        var state = RegexProgress(epoch: scratch.epoch)
        state.end = ScanConstants.done
        unsafe progress[number] = state
        return false
    }

    /// For a regex without a required literal.
    func runEverywhere(_ number: Int, _ scratch: inout PatternScratch) {
        let regex = unsafe tables.regexes.baseAddress.unsafelyUnwrapped + number
        if unsafe regex.pointee.flags.contains(.matchesEverywhere) {
            unsafe reportEveryLine(regex, &scratch)
            return
        }
        var state = RegexProgress(epoch: scratch.epoch)
        guard unsafe regex.pointee.hasAutomaton, unsafe regex.pointee.flags.contains(.hasPlaces) else {
            return unsafe runOn(number, regex, past: count, &state, &scratch)
        }
        while state.end != ScanConstants.done {
            guard let start = unsafe firstBeginning(of: regex, from: Int(state.end)) else { return }
            state.end = UInt32(truncatingIfNeeded: start)
            unsafe advance(number, regex, from: start, entry: 0, past: start, &state, &scratch)
        }
    }

    /// Where a match of the regex may begin: as many places as are known agree with the bytes there.
    ///
    /// Bit 7 of `agree` is set behind the last place of such bytes; the bits above it tell that of the bytes before, so that eight bytes are looked at without a branch.
    @inline(__always)
    private func firstBeginning(of regex: UnsafePointer<RegexRecord>, from start: Int) -> Int? {
        let masks = unsafe tables.byteClasses.baseAddress.unsafelyUnwrapped + Int(regex.pointee.before)
        let places = unsafe Int(regex.pointee.disorder)
        var agree: UInt64 = 1 &<< UInt64(8 &- places) &- 1
        var position = start
        while unsafe position < count {
            // The text is padded with zeros.
            for step in 0..<8 { agree = unsafe (agree &<< 1 | 1) & (UInt64(masks[Int(text[position &+ step])]) | ~0xFF) }
            let ends = agree &>> 7 & 0xFF
            position &+= 8
            guard ends == 0 else {
                let end = position &- (63 &- ends.leadingZeroBitCount)
                return unsafe end <= count ? end &- places : nil
            }
            agree &= 0x7F
        }
        return nil
    }

    /// Regexes that are tried where a line begins: one automaton for all rules most of them out within a few bytes.
    func runAtLineStarts(_ scratch: inout PatternScratch) {
        let width = unsafe (tables.lineRegexes.count &+ 63) &>> 6
        let transitions = unsafe tables.lineTransitions
        let (nodes, classCount) = unsafe (tables.lineNodes, tables.lineClassCount)
        var start = 0
        while unsafe start <= count {
            var node = 0
            var position = start
            while node < nodes, unsafe position < count {
                node = unsafe Int(transitions[node &* classCount &+ Int(tables.lineClasses[Int(text[position])])])
                position &+= 1
            }
            for word in 0..<width {
                var bits = unsafe tables.lineMasks[node &* width &+ word]
                while bits != 0 {
                    let place = word &<< 6 &+ bits.trailingZeroBitCount
                    bits &= bits &- 1
                    unsafe run(Int(tables.lineRegexes[place]), literalAt: start, &scratch)
                }
            }
            start = unsafe lineEnd(start) &+ 1
        }
    }

    // MARK: - Starts

    /// How far back from `position` a match can begin that may begin far before its literal: over bytes that may stand there.
    private func firstStart(_ regex: UnsafePointer<RegexRecord>, _ position: Int, after end: Int) -> Int {
        let before = unsafe tables.byteSets[Int(regex.pointee.before)]
        var start = position
        while start > end, unsafe before.contains(text[start &- 1]) { start &-= 1 }
        return start
    }

    /// Where the first line begins that begins in the range; its positions are not behind the text.
    private func firstLineStart(in range: ClosedRange<Int>) -> Int? {
        guard unsafe traits.hasLineFeeds else { return range.lowerBound == 0 ? 0 : nil }
        var position = range.lowerBound
        while position <= range.upperBound {
            if unsafe position == 0 || text[position &- 1] == .lineFeed { return position }
            position &+= 1
        }
        return nil
    }

    // MARK: - Automaton

    /// Runs from `progress.end` until that is behind `target`.
    private func runOn(
        _ number: Int, _ regex: UnsafePointer<RegexRecord>, past target: Int, _ progress: inout RegexProgress,
        _ scratch: inout PatternScratch
    ) {
        guard unsafe regex.pointee.hasAutomaton else {
            return unsafe runWithoutTable(number, regex, past: target, &progress, &scratch)
        }
        while Int(progress.end) <= target {
            let start = Int(progress.end)
            unsafe advance(number, regex, from: start, entry: 0, past: target, &progress, &scratch)
        }
    }

    /// Runs to `target` and on until the automaton waits, a match is found, or the text ends; moves `progress.end` there.
    @inline(__always)
    private func advance(
        _ number: Int, _ regex: UnsafePointer<RegexRecord>, from start: Int, entry: Int, past target: Int,
        _ progress: inout RegexProgress, _ scratch: inout PatternScratch
    ) {
        guard unsafe regex.pointee.width != TableAutomaton.width else {
            let end = unsafe TableAutomaton.run(regex, text, count: count, from: start, entry: entry, past: target, in: tables)
            return unsafe note(end, number, regex, &progress, &scratch)
        }
        let run = unsafe AutomatonRun(text: text, count: count, start: start, entry: entry, target: target)
        let end = unsafe scratch.steps.run(number, regex, run, in: tables.bits)
        unsafe note(end, number, regex, &progress, &scratch)
    }

    @inline(__always)
    private func note(
        _ end: AutomatonEnd, _ number: Int, _ regex: UnsafePointer<RegexRecord>, _ progress: inout RegexProgress,
        _ scratch: inout PatternScratch
    ) {
        switch end {
        case .waits(let position): progress.end = UInt32(truncatingIfNeeded: position)
        case .matched(let position): unsafe finish(number, regex, position, &progress, &scratch)
        case .ended: progress.end = ScanConstants.done
        }
    }

    /// A match became certain with the byte at `position` (or with the text's end). It began at `progress.end` or behind it.
    @inline(never)
    private func finish(
        _ number: Int, _ regex: UnsafePointer<RegexRecord>, _ position: Int, _ progress: inout RegexProgress,
        _ scratch: inout PatternScratch
    ) {
        let began = Int(progress.end)
        let flags = unsafe regex.pointee.flags
        let isWhole = flags.contains(.crossesLines)
        let start = unsafe isWhole ? 0 : lineStart(position)
        let end = unsafe isWhole ? count : lineEnd(position)
        var isMatch = true
        if flags.contains(.isRelaxed) {
            isMatch = unsafe confirm(number, regex, start, end, from: max(start, began), &scratch)
        }
        if isMatch { unsafe scratch.report(regex.pointee.pattern, start, end) }
        progress.end = ScanConstants.done
        if !isMatch || flags.contains(.everyMatch), unsafe end < count {
            progress.end = UInt32(truncatingIfNeeded: end &+ 1)
            // The line is dealt with from its start.
            if isMatch { progress.from = min(progress.from, UInt32(truncatingIfNeeded: start)) }
        } else if isMatch {
            progress.from = 0
        }
    }

    /// Whether the regex itself matches in the window where its automaton, which counts less exactly, does.
    private func confirm(
        _ number: Int, _ regex: UnsafePointer<RegexRecord>, _ start: Int, _ end: Int, from first: Int, _ scratch: inout PatternScratch
    ) -> Bool {
        guard let slot = unsafe scratch.lazyAutomata.slot(of: UInt32(truncatingIfNeeded: number), in: set, isEager: false) else {
            return unsafe scratch.confirm(regex.pointee, in: set, window(start, end), from: first)
        }
        var position = first
        while position <= end {
            switch unsafe scratch.lazyAutomata.automata[slot].run(text, count: count, from: position, past: position) {
            case .waits(let next): position = next
            // Behind the window: what began in it has failed.
            case .matched(let place): return place <= end
            case .ended: return false
            }
        }
        return false
    }

    private func window(_ start: Int, _ end: Int) -> SearchWindow {
        unsafe SearchWindow(
            text: UnsafeBufferPointer(start: text, count: count), start: start, end: end, startsText: start == 0, endsText: end == count)
    }

    // MARK: - Without a table

    private func runWithoutTable(
        _ number: Int, _ regex: UnsafePointer<RegexRecord>, past target: Int, _ progress: inout RegexProgress,
        _ scratch: inout PatternScratch
    ) {
        guard let slot = unsafe scratch.lazyAutomata.slot(of: UInt32(truncatingIfNeeded: number), in: set) else {
            return unsafe runProgram(regex, through: target, &progress, &scratch)
        }
        while Int(progress.end) <= target {
            let end = unsafe scratch.lazyAutomata.automata[slot].run(text, count: count, from: Int(progress.end), past: target)
            unsafe note(end, number, regex, &progress, &scratch)
        }
    }

    /// Line by line, or over the whole text at once.
    private func runProgram(
        _ regex: UnsafePointer<RegexRecord>, through target: Int, _ progress: inout RegexProgress, _ scratch: inout PatternScratch
    ) {
        let flags = unsafe regex.pointee.flags
        let isWhole = flags.contains(.crossesLines)
        while Int(progress.end) <= target {
            let start = unsafe isWhole ? 0 : lineStart(Int(progress.end))
            let end = unsafe isWhole ? count : lineEnd(start)
            progress.end = unsafe end >= count ? ScanConstants.done : UInt32(truncatingIfNeeded: end &+ 1)
            if unsafe scratch.parallel.find(regex.pointee, of: set, in: window(start, end), captures: false) {
                unsafe scratch.report(regex.pointee.pattern, start, end)
                if !flags.contains(.everyMatch) { progress.end = ScanConstants.done }
            }
        }
    }

    private func reportEveryLine(_ regex: UnsafePointer<RegexRecord>, _ scratch: inout PatternScratch) {
        var start = 0
        while true {
            let end = unsafe regex.pointee.flags.contains(.crossesLines) ? count : lineEnd(start)
            unsafe scratch.report(regex.pointee.pattern, start, end)
            guard unsafe end < count, unsafe regex.pointee.flags.contains(.everyMatch) else { return }
            start = end &+ 1
        }
    }
}
