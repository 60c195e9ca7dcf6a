// How a pattern set lies in an image. All records consist of numbers without padding, little-endian.

/// The sections of one set: 0x8000_0000 + 256 × set + kind.
enum SetSection: UInt32 {
    case header = 0, patterns, literals, users, continuations
    case regexes
    case groups, names
    case shortLiterals, unfilteredRegexes
    /// Regexes that are tried where a line begins, and the automaton of `LineStartBuilder`.
    case lineRegexes, lineMasks, lineTransitions, lineClasses
    /// Four sections: see `FilterTables`.
    case filter = 32

    static let mostSets = 1 << 22 - 1

    func id(set: Int, part: UInt32 = 0) -> SectionID {
        SectionID(0x8000_0000 | UInt32(truncatingIfNeeded: set) << 8 | (rawValue + part))
    }
}

/// What all sets of an image share: see `SharedPatternTables`.
enum SharedSection: UInt32 {
    case instructions = 0, byteSets, encodedSets, encodedRanges, byteClasses, automata, transitions, needs
    /// See `ContinuationSymbols`.
    case symbols

    /// Behind the sections of all sets.
    var id: SectionID { SectionID(0x8000_0000 | UInt32(SetSection.mostSets) << 8 | rawValue) }
}

/// The header is one of these.
struct SetHeader: BitwiseCopyable, Sendable {
    static let currentVersion: UInt32 = 7

    var version = SetHeader.currentVersion
    var patternCount: UInt32 = 0
    /// Not 0: there are literals of four bytes, so that the filter looks at odd positions as well.
    var hasOddWindows: UInt32 = 0
    /// Of the automaton for line starts: nodes that lead on, and classes of bytes.
    var lineNodes: UInt32 = 0
    var lineClasses: UInt32 = 0
    var literalCount: UInt32 = 0
}

/// The flags of patterns, and of a literal's users.
struct PatternFlags: OptionSet, BitwiseCopyable, Sendable {
    var rawValue: UInt16

    static let isRegex = PatternFlags(rawValue: 1)
    static let everyMatch = PatternFlags(rawValue: 2)
    static let wordBefore = PatternFlags(rawValue: 4)
    static let wordAfter = PatternFlags(rawValue: 8)
    /// Only where a line or the text begins.
    static let lineBefore = PatternFlags(rawValue: 16)
    /// The literal has no more users.
    static let isLast = PatternFlags(rawValue: 32)
}

struct PatternRecord: BitwiseCopyable, Sendable {
    var flags: PatternFlags
    var reserved: UInt16 = 0
    /// Place of the literal, or number of the regex.
    var index: UInt32
}

/// The head of a text that the filter looks for: a phrase, or a required literal of regexes, or both. The section of literals consists of words of eight bytes: a head,
/// the text in lower case up to a whole number of words, the next head. A literal's place is the number of its head's word.
struct LiteralHead: Sendable {
    var byteCount: Int
    /// The only user is a phrase that is reported once and stands anywhere: `user` is its pattern.
    var isPlain: Bool
    /// `user` is the first step of a tree of continuations, which says who is told.
    var hasTree = false
    /// The first of its users; the last is marked.
    var user: UInt32

    init(byteCount: Int, isPlain: Bool, hasTree: Bool, user: UInt32) {
        self.byteCount = byteCount
        self.isPlain = isPlain
        self.hasTree = hasTree
        self.user = user
    }

    @inline(__always)
    init(word: UInt64) {
        byteCount = Int(truncatingIfNeeded: word & 0xFFFF)
        isPlain = word & 0x1_0000 != 0
        hasTree = word & 0x2_0000 != 0
        user = UInt32(truncatingIfNeeded: word &>> 32)
    }

    var word: UInt64 { UInt64(user) << 32 | (hasTree ? 0x2_0000 : 0) | (isPlain ? 0x1_0000 : 0) | UInt64(byteCount) }
    /// The bits of the text's first word that count.
    @inline(__always) var firstBytes: UInt64 { byteCount >= 8 ? .max : (1 &<< (UInt64(truncatingIfNeeded: byteCount) &<< 3)) &- 1 }
    /// Words of the text.
    var wordCount: Int { (byteCount + 7) / 8 }
}

/// Who is told that a literal was seen.
struct LiteralUser: BitwiseCopyable, Equatable, Sendable {
    var flags: PatternFlags
    /// For a regex whose matches begin with the literal: the automaton's row behind it, or one more than the number of the set of live leaves. 0 for the others.
    var state: UInt16 = 0
    /// The pattern of a phrase, or the number of a regex.
    var target: UInt32
}

struct RegexFlags: OptionSet, BitwiseCopyable, Sendable {
    var rawValue: UInt16

    static let everyMatch = RegexFlags(rawValue: 1)
    /// A match can hold a line feed: the window is the whole text.
    static let crossesLines = RegexFlags(rawValue: 2)
    /// It matches the empty text without any condition.
    static let matchesEverywhere = RegexFlags(rawValue: 4)
    /// The automaton counts less exactly than the regex: what it finds is looked at again with the program.
    static let isRelaxed = RegexFlags(rawValue: 8)
    /// Every match begins where a line or the text begins.
    static let startsLine = RegexFlags(rawValue: 16)
    /// It is run everywhere, and `before` and `disorder` tell of the first places of a match.
    static let hasPlaces = RegexFlags(rawValue: 32)
    /// It is run only in texts that hold what `needsStart` leads to.
    static let hasNeeds = RegexFlags(rawValue: 64)
}

struct RegexRecord: BitwiseCopyable, Sendable {
    /// For `back`.
    static let unbounded: UInt32 = .max
    /// For `before`.
    static let anything: UInt32 = .max

    // The first 32 bytes are all that most runs need.
    var pattern: UInt32 = 0
    /// How far before a literal a run begins, `disorder` included.
    var back: UInt32 = RegexRecord.unbounded
    /// Number of the set of bytes that a match can have before a literal. With `hasPlaces`: where 256 masks begin among the byte classes; bit `8 - disorder + n` of a
    /// byte's says whether it can stand at place `n` of a match, and the bits below are set.
    var before: UInt32 = RegexRecord.anything
    /// First of 256 byte classes.
    var classesStart: UInt32 = 0
    /// Where the automaton begins in its section.
    var automatonStart: UInt32 = 0
    var flags: RegexFlags = []
    /// A literal that is seen later begins at most so many bytes earlier. With `hasPlaces`: of how many places `before` tells, 1 to 8.
    var disorder: UInt16 = 0
    // See `BitAutomatonLayout`.
    /// 0: the automaton was too large, and is run from the program. `TableAutomaton.width`: it is one of those.
    var width: UInt8 = 0
    var kinds: UInt8 = 0
    var classes: UInt16 = 0
    var exceptions: UInt16 = 0
    var entries: UInt16 = 0

    var programStart: UInt32 = 0
    var setsStart: UInt32 = 0
    var groupsStart: UInt32 = 0
    /// The sets of code points that the program asks for.
    var pointsStart: UInt32 = 0
    var programCount: UInt16 = 0
    /// First instruction, relative to the program.
    var entry: UInt16 = 0
    var setsCount: UInt16 = 0
    var groupsCount: UInt16 = 0
    var pointsCount: UInt16 = 0
    var reserved0: UInt16 = 0
    /// First of its `TextNeed`s.
    var needsStart: UInt32 = 0

    var hasAutomaton: Bool { width != 0 }

    @inline(__always)
    var layout: BitAutomatonLayout {
        BitAutomatonLayout(
            width: Int(width), classes: Int(classes), kinds: Int(kinds), exceptions: Int(exceptions), entries: Int(entries))
    }
}

struct GroupRecord: BitwiseCopyable, Sendable {
    var nameStart: UInt32
    /// 0: the group has no name.
    var nameCount: UInt32
}

/// A window of four bytes that some literal holds; also a slot of the filter, in which one such window or several meet.
struct FilterEntry: BitwiseCopyable, Sendable, Equatable {
    /// Places of literals, and numbers of entries, are less.
    static let mostPlaces = 1 << 25
    static let mostOffset = 63
    private static let hasMoreBit: UInt32 = 1 << 31

    /// What can stand around the window, in any of the literals: see `WindowNeighbours`. 0: the slot is empty.
    var neighbours: UInt32 = 0
    /// The place of the literal, where in it the window stands, and a flag.
    private var word: UInt32 = 0

    /// A slot that nothing is registered in.
    init() {}

    init(neighbours: UInt32, literal: UInt32, windowOffset: Int) {
        self.neighbours = neighbours
        word = literal | UInt32(windowOffset) << 25
    }

    /// The slot of several windows.
    ///
    /// - Parameter first: the number of the first of their entries.
    init(neighbours: UInt32, several first: UInt32) {
        self.neighbours = neighbours
        word = first | FilterEntry.hasMoreBit
    }

    /// The literal's place; in a slot of several the number of the first entry.
    @inline(__always) var place: Int { Int(truncatingIfNeeded: word & 0x1FF_FFFF) }
    @inline(__always) var windowOffset: Int { Int(truncatingIfNeeded: word &>> 25 & 63) }
    /// In a slot: several windows meet. In an entry: the next one belongs to the same slot.
    @inline(__always)
    var hasMore: Bool {
        get { word & FilterEntry.hasMoreBit != 0 }
        set { word = newValue ? word | FilterEntry.hasMoreBit : word & ~FilterEntry.hasMoreBit }
    }
}

/// What stands around a window in any of several literals: a bit for the low three bits of each byte that can, for the two bytes before it and the two behind.
enum WindowNeighbours {
    /// Of a literal that holds its window at `offset`: beyond its ends anything stands.
    static func of(_ literal: [UInt8], windowAt offset: Int) -> UInt32 {
        var result: UInt32 = 0
        for (index, place) in [offset - 2, offset - 1, offset + 4, offset + 5].enumerated() {
            let bits: UInt32 = literal.indices.contains(place) ? 1 << UInt32(literal[place] & 7) : 0xFF
            result |= bits << UInt32(8 * index)
        }
        return result
    }

    /// The bits of the bytes around a window of the text.
    @inline(__always)
    static func bits(before: UInt16, behind: UInt16) -> UInt32 {
        let (before, behind) = (UInt32(before), UInt32(behind))
        return 1 &<< (before & 7) | 1 &<< (8 &+ before &>> 8 & 7) | 1 &<< (16 &+ behind & 7) | 1 &<< (24 &+ behind &>> 8 & 7)
    }
}
