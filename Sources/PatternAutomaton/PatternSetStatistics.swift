/// What became of the patterns, for tools that tell authors what a pack costs.
package struct PatternSetStatistics: Sendable, Hashable {
    package var patterns = 0
    package var literals = 0
    package var regexes = 0
    /// Patterns without a literal that the filter could look for: these run over every text.
    package var unfiltered: [Int] = []
    /// Literals that are too short for the filter: each is looked for in every text.
    package var shortLiterals: [[UInt8]] = []
    /// Regexes without such a literal that are looked at only where a line begins.
    package var ofLineStarts = 0
    /// Patterns whose automaton is beyond the limits: their states are made while they run.
    package var withoutAutomaton: [Int] = []
    /// Patterns whose automaton counts less exactly than they do, so that its matches are looked at again.
    package var relaxed = 0
    /// Of the tables of all automata of the image.
    package var automatonBytes = 0
}

extension PatternSet {
    package var statistics: PatternSetStatistics {
        PatternSetStatistics(
            patterns: count, literals: Int(header.literalCount), regexes: regexes.count,
            unfiltered: unfilteredRegexes.compactMap { regexes[$0].map { Int($0.pattern) } },
            shortLiterals: shortLiterals.compactMap { place in
                literals[place].map { word in
                    (0..<LiteralHead(word: word).byteCount).map {
                        UInt8(truncatingIfNeeded: (literals[Int(place) + 1 + $0 / 8] ?? 0) >> UInt64(8 * ($0 % 8)))
                    }
                }
            },
            ofLineStarts: lineRegexes.count,
            withoutAutomaton: regexes.filter { !$0.hasAutomaton && !$0.flags.contains(.matchesEverywhere) }.map { Int($0.pattern) },
            relaxed: regexes.reduce(0) { $0 + ($1.flags.contains(.isRelaxed) ? 1 : 0) },
            automatonBytes: automata.count * 8 + transitions.count * 2)
    }
}
