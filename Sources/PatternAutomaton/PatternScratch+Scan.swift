extension PatternScratch {
    /// Looks for every pattern of the set, in time linear in the text for every set. Texts beyond 2 GiB are looked at up to there.
    package mutating func scan(_ text: UnsafeBufferPointer<UInt8>, with set: PatternSet) {
        begin(set)
        let count = min(text.count, Int(Int32.max) - 2 * ScanConstants.padding)
        if folded.count < count + 2 * ScanConstants.padding {
            folded = Array(repeating: 0, count: count * 3 / 2 + 2 * ScanConstants.padding)
        }
        if candidates.isEmpty { candidates = Array(repeating: 0, count: ScanConstants.chunk + 16) }
        // Taken out for the duration: what is borrowed by pointer must not be reached through `self` as well.
        var (folded, candidates, progress): ([UInt8], [UInt32], [RegexProgress]) = ([], [], [])
        swap(&folded, &self.folded)
        swap(&candidates, &self.candidates)
        swap(&progress, &self.progress)
        unsafe folded.withUnsafeMutableBufferPointer { folded in
            let traits = unsafe Scan.fold(text, count, into: folded)
            unsafe candidates.withUnsafeMutableBufferPointer { candidates in
                unsafe progress.withUnsafeMutableBufferPointer { progress in
                    let scan = unsafe Scan(
                        text: UnsafePointer(folded.baseAddress.unsafelyUnwrapped) + ScanConstants.padding, count: count,
                        traits: traits, set: set,
                        candidates: candidates, progress: progress)
                    unsafe scan.run(&self)
                }
            }
        }
        swap(&folded, &self.folded)
        swap(&candidates, &self.candidates)
        swap(&progress, &self.progress)
        sortMatches()
    }

    /// The same for a span.
    package mutating func scan(_ text: Span<UInt8>, with set: PatternSet) {
        unsafe text.withUnsafeBufferPointer { unsafe scan($0, with: set) }
    }

    /// The same for an array.
    package mutating func scan(_ text: [UInt8], with set: PatternSet) {
        unsafe text.withUnsafeBufferPointer { unsafe scan($0, with: set) }
    }

    private mutating func begin(_ set: PatternSet) {
        if isTruncated {
            for index in found.indices { found[index] = 0 }
        } else {
            for match in matches { found[Int(match.pattern >> 6)] = 0 }
        }
        if !matches.isEmpty { matches.removeAll(keepingCapacity: true) }
        isTruncated = false
        let words = (set.count + 63) / 64
        if found.count < words { found.append(contentsOf: repeatElement(0, count: words - found.count)) }
        let regexes = set.regexes.count
        if progress.count < regexes { progress.append(contentsOf: repeatElement(RegexProgress(), count: regexes - progress.count)) }
        lazyAutomata.trim()
        steps.begin(set)
        epoch &+= 1
        if epoch == 0 {
            for index in progress.indices { progress[index].epoch = 0 }
            epoch = 1
        }
    }

    @inline(__always)
    mutating func report(_ pattern: UInt32, _ start: Int, _ end: Int) {
        found[Int(pattern >> 6)] |= 1 &<< UInt64(pattern & 63)
        if matches.count < matchLimit {
            matches.append(
                PatternMatch(pattern: pattern, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end)))
        } else {
            isTruncated = true
        }
    }

    // MARK: - Order

    /// Matches come nearly in order, in texts of many matches in a few runs: what the library's sort, which allocates, is good at.
    private mutating func sortMatches() {
        let count = matches.count
        guard count > 1, !insertMatches(within: max(4096, 16 * count)) else { return }
        matches.sort { PatternMatch.precedes($0, $1) }
    }

    /// Moves each match to its place among those before it; gives up where that takes more steps.
    private mutating func insertMatches(within steps: Int) -> Bool {
        unsafe matches.withUnsafeMutableBufferPointer { matches in
            var left = steps
            for index in 1..<matches.count {
                let match = unsafe matches[index]
                var place = index
                while place > 0, unsafe PatternMatch.precedes(match, matches[place - 1]) {
                    unsafe matches[place] = unsafe matches[place - 1]
                    place -= 1
                }
                unsafe matches[place] = match
                left -= index - place
                if left < 0 { return false }
            }
            return true
        }
    }
}
