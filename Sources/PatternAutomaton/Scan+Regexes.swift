extension Scan {
    /// A required literal of the regex stands at `literalStart`: finds the matches that hold it.
    ///
    /// The automaton is unanchored: it begins a match at every byte. It starts so far before the literal that no match with this literal begins earlier, and
    /// stops behind it as soon as it only waits for a new match to begin: such a match has a literal of its own, which will be seen. The next
    /// run goes on where this one ended, so that no byte is read twice for one regex.
    func run(_ number: Int, literalAt literalStart: Int, _ scratch: inout PatternScratch) {
        let regex = unsafe regexes[number]
        var state = unsafe progress[number]
        if state.epoch != scratch.epoch { state = RegexProgress(epoch: scratch.epoch, end: 0, state: regex.startOfText) }
        defer { unsafe progress[number] = state }
        guard literalStart >= Int(state.end) else { return }
        let start: Int
        if regex.back != RegexRecord.unbounded {
            start = max(0, literalStart &- Int(regex.back))
        } else {
            start = unsafe firstStart(regex, max(0, literalStart &- Int(regex.disorder)), after: Int(state.end))
        }
        if start > Int(state.end) {
            state.end = UInt32(truncatingIfNeeded: start)
            state.state = unsafe regex.transitionsCount == 0 ? RegexProgress.unknown : startState(regex, at: start)
        }
        if regex.transitionsCount == 0 {
            unsafe runWithoutTable(number, regex, past: literalStart, &state, &scratch)
            return
        }
        while Int(state.end) <= literalStart { unsafe advance(number, regex, past: literalStart, &state, &scratch) }
    }

    /// For a regex without a required literal.
    func runEverywhere(_ number: Int, _ scratch: inout PatternScratch) {
        let regex = unsafe regexes[number]
        if regex.flags.contains(.matchesEverywhere) {
            unsafe reportEveryLine(regex, &scratch)
            return
        }
        var state = RegexProgress(epoch: scratch.epoch, end: 0, state: regex.startOfText)
        if regex.transitionsCount == 0 {
            unsafe runWithoutTable(number, regex, past: count, &state, &scratch)
            return
        }
        while unsafe Int(state.end) <= count { unsafe advance(number, regex, past: count, &state, &scratch) }
    }

    /// Regexes without a literal that begin where a line begins: most lines' first byte rules all of them out.
    func runAtLineStarts(_ scratch: inout PatternScratch) {
        let width = unsafe (lineRegexes.count &+ 63) &>> 6
        var start = 0
        while unsafe start <= count {
            let row = unsafe start < count ? Int(text[start]) : 256
            for word in 0..<width {
                var bits = unsafe lineMasks[row &* width &+ word]
                while bits != 0 {
                    let place = word &<< 6 &+ bits.trailingZeroBitCount
                    bits &= bits &- 1
                    unsafe run(Int(lineRegexes[place]), literalAt: start, &scratch)
                }
            }
            start = unsafe lineEnd(start) &+ 1
        }
    }

    /// How far back from `position` a match can begin whose length before it has no bound: over bytes that may stand there.
    private func firstStart(_ regex: RegexRecord, _ position: Int, after end: Int) -> Int {
        guard unsafe Int(regex.before) < byteSets.count else { return end }
        let before = unsafe byteSets[Int(regex.before)]
        var start = position
        while start > end, unsafe before.contains(text[start &- 1]) { start &-= 1 }
        return start
    }

    @inline(__always)
    private func startState(_ regex: RegexRecord, at position: Int) -> UInt32 {
        guard position > 0 else { return regex.startOfText }
        let before = unsafe text[position &- 1]
        return before == .lineFeed ? regex.startOfLine : before.isWord ? regex.startAfterWord : regex.startAfterOther
    }

    // MARK: - Automaton

    /// Runs to `target` and on until the automaton waits, a match is found, or the text ends; always moves `state.end`.
    private func advance(_ number: Int, _ regex: RegexRecord, past target: Int, _ progress: inout RegexProgress, _ scratch: inout PatternScratch) {
        let table = unsafe transitions.baseAddress.unsafelyUnwrapped + Int(regex.transitionsStart)
        let classes = unsafe byteClasses.baseAddress.unsafelyUnwrapped + Int(regex.classesStart)
        let matched = regex.stride
        let lastIdle = regex.lastIdle
        var position = Int(progress.end)
        var state = progress.state
        while position < target {
            state = unsafe UInt32(table[Int(state &+ UInt32(classes[Int(text[position])]))])
            position &+= 1
            if state == matched { return unsafe finish(number, regex, position &- 1, &progress, &scratch) }
        }
        while unsafe position < count {
            state = unsafe UInt32(table[Int(state &+ UInt32(classes[Int(text[position])]))])
            position &+= 1
            if state <= lastIdle {
                if state == matched { return unsafe finish(number, regex, position &- 1, &progress, &scratch) }
                progress.end = UInt32(truncatingIfNeeded: position)
                progress.state = state
                return
            }
        }
        state = unsafe UInt32(table[Int(state &+ regex.stride &- 1)])
        if state == matched { return unsafe finish(number, regex, position, &progress, &scratch) }
        progress.end = ScanConstants.done
    }

    /// A match became certain with the byte at `position` (or with the text's end).
    private func finish(
        _ number: Int, _ regex: RegexRecord, _ position: Int, _ progress: inout RegexProgress, _ scratch: inout PatternScratch
    ) {
        let began = Int(progress.end)
        progress.end = ScanConstants.done
        let isWhole = regex.flags.contains(.crossesLines)
        let start = unsafe isWhole ? 0 : lineStart(position)
        let end = unsafe isWhole ? count : lineEnd(position)
        var isMatch = true
        if regex.flags.contains(.isRelaxed) {
            // The run began where no earlier match can be pending.
            isMatch = unsafe confirm(number, regex, start, end, from: max(start, began), &scratch)
        }
        if isMatch { scratch.report(regex.pattern, start, end) }
        if !isMatch || regex.flags.contains(.everyMatch), unsafe end < count {
            progress.end = UInt32(truncatingIfNeeded: end &+ 1)
            progress.state = regex.startOfLine
        }
    }

    /// Whether the regex itself matches in the window where its automaton, which counts less exactly, does.
    private func confirm(
        _ number: Int, _ regex: RegexRecord, _ start: Int, _ end: Int, from first: Int, _ scratch: inout PatternScratch
    ) -> Bool {
        guard let slot = unsafe scratch.lazyAutomata.slot(of: UInt32(truncatingIfNeeded: number), in: set, isEager: false) else {
            return unsafe scratch.confirm(regex, in: set, window(start, end), from: first)
        }
        var (position, state) = (first, -1)
        while position <= end {
            switch unsafe scratch.lazyAutomata.automata[slot].run(text, count: count, from: position, state: state, past: position) {
            case .waits(let next, let nextState): (position, state) = (next, nextState)
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
        _ number: Int, _ regex: RegexRecord, past target: Int, _ progress: inout RegexProgress, _ scratch: inout PatternScratch
    ) {
        guard let slot = unsafe scratch.lazyAutomata.slot(of: UInt32(truncatingIfNeeded: number), in: set) else {
            return unsafe runProgram(regex, through: target, &progress, &scratch)
        }
        // A start state of the record is none of the lazy automaton's: those are made anew here.
        while Int(progress.end) <= target {
            let start = Int(progress.end)
            let known = progress.state == RegexProgress.unknown ? nil : Int(progress.state)
            let end = unsafe scratch.lazyAutomata.automata[slot].run(
                text, count: count, from: start, state: known ?? -1, past: target)
            switch end {
            case .waits(let position, let state):
                progress.end = UInt32(truncatingIfNeeded: position)
                progress.state = UInt32(truncatingIfNeeded: state)
            case .matched(let position):
                unsafe finish(number, regex, position, &progress, &scratch)
                progress.state = RegexProgress.unknown
            case .ended: progress.end = ScanConstants.done
            }
        }
    }

    /// For a regex without an automaton: line by line, or over the whole text at once.
    private func runProgram(
        _ regex: RegexRecord, through target: Int, _ progress: inout RegexProgress, _ scratch: inout PatternScratch
    ) {
        let program = unsafe ProgramView(regex, in: set)
        let isWhole = regex.flags.contains(.crossesLines)
        while Int(progress.end) <= target {
            let start = unsafe isWhole ? 0 : lineStart(Int(progress.end))
            let end = unsafe isWhole ? count : lineEnd(start)
            let isLast = unsafe end >= count
            progress.end = isLast ? ScanConstants.done : UInt32(truncatingIfNeeded: end &+ 1)
            if unsafe scratch.parallel.find(program, in: window(start, end), captures: false) {
                scratch.report(regex.pattern, start, end)
                if !regex.flags.contains(.everyMatch) { progress.end = ScanConstants.done }
            }
        }
    }

    private func reportEveryLine(_ regex: RegexRecord, _ scratch: inout PatternScratch) {
        var start = 0
        while true {
            let end = unsafe regex.flags.contains(.crossesLines) ? count : lineEnd(start)
            scratch.report(regex.pattern, start, end)
            guard unsafe end < count, regex.flags.contains(.everyMatch) else { return }
            start = end &+ 1
        }
    }
}
