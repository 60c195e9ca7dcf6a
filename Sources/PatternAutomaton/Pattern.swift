/// One thing to look for. Letters `A`…`Z` and `a`…`z` are always equal; every other folding is the caller's, on pattern and text alike.
package struct Pattern: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The bytes themselves.
        case phrase
        /// A regular expression in the subset of RE2 that `RegexSyntax` describes.
        case regex
    }

    package enum Reporting: Sendable, Hashable {
        /// At most one match a scan, the first that is found.
        case existence
        /// Every occurrence of a phrase (they may overlap); every line in which a regex matches.
        case everyMatch
    }

    package var kind: Kind
    /// The phrase, or the source of the regex in UTF-8.
    package var bytes: [UInt8]
    /// Only for phrases: an edge of the phrase that is an ASCII letter, digit or `_` must not touch another such byte.
    package var isWordBounded: Bool
    package var reporting: Reporting
    /// Only for regexes: nothing in it matches a line feed, so that every match lies in one line (`[^>]+` and `\s` stop there).
    package var isConfinedToLines: Bool

    package init(
        _ kind: Kind, _ bytes: [UInt8], isWordBounded: Bool = false, reporting: Reporting = .existence, isConfinedToLines: Bool = false
    ) {
        self.kind = kind
        self.bytes = bytes
        self.isWordBounded = isWordBounded
        self.reporting = reporting
        self.isConfinedToLines = isConfinedToLines
    }

    package static func phrase(_ text: String, isWordBounded: Bool = false, reporting: Reporting = .existence) -> Pattern {
        Pattern(.phrase, Array(text.utf8), isWordBounded: isWordBounded, reporting: reporting)
    }

    package static func regex(_ text: String, reporting: Reporting = .existence, isConfinedToLines: Bool = false) -> Pattern {
        Pattern(.regex, Array(text.utf8), reporting: reporting, isConfinedToLines: isConfinedToLines)
    }
}

/// What a pattern may cost. A pattern beyond a limit that ends in `Bytes`, `Size`, `Count` or `Depth` is refused with an error; one beyond
/// the limits of determinisation is accepted and matched more slowly, still in linear time.
package struct PatternLimits: Sendable, Hashable {
    /// Bytes of one phrase.
    package var phraseBytes = 1024
    /// Bytes of one regex's source.
    package var regexBytes = 8192
    /// Instructions of one regex once its repeats are written out; 65,000 at most.
    package var programSize = 20_000
    /// Instructions of all regexes of a set.
    package var totalProgramSize = 4_000_000
    /// `n` and `m` of `{n,m}`.
    package var repeatCount = 1000
    /// Parentheses inside parentheses.
    package var nestingDepth = 100
    /// Capturing groups of one regex.
    package var groupCount = 64
    /// Patterns of one set.
    package var patternCount = 200_000
    /// Bytes that the phrases of a set and the literals of its regexes take together, each with up to 15 more than it is long; 268,435,456 at most.
    package var literalBytes = 128 << 20

    /// Entries of one regex's table of transitions; beyond them its automaton follows all places in the regex at once.
    package var automatonTransitions = 1024
    /// Places in one regex where a byte or an assertion stands, 512 at most; beyond them the states of its automaton are made while it runs.
    package var automatonLeaves = 512
    /// Steps (64 NFA positions looked at) for one regex's automaton: bounds the time of compiling a hostile regex.
    package var automatonWork = 60_000
    /// Steps for all automata of a set.
    package var totalAutomatonWork = 100_000_000

    package init() {}
}
