// How a pattern set lies in an image. All records consist of numbers without padding, little-endian.

/// The sections of one set: 0x8000_0000 + 256 × set + kind.
enum SetSection: UInt32 {
    case header = 0, patterns, literals, literalBytes, users
    case regexes, instructions, byteSets, byteClasses, transitions
    case groups, names
    case shortLiterals, unfilteredRegexes
    /// Regexes that are tried where a line begins, and the automaton of `LineStartBuilder`.
    case lineRegexes, lineMasks, lineTransitions, lineClasses
    /// Four sections: see `FilterTables`.
    case filter = 32

    static let mostSets = 1 << 22

    func id(set: Int, part: UInt32 = 0) -> SectionID {
        SectionID(0x8000_0000 | UInt32(truncatingIfNeeded: set) << 8 | (rawValue + part))
    }
}

/// The header is one of these.
struct SetHeader: BitwiseCopyable, Sendable {
    static let currentVersion: UInt32 = 1

    var version = SetHeader.currentVersion
    var patternCount: UInt32 = 0
    /// Not 0: there are literals of four bytes, so that the filter looks at odd positions as well.
    var hasOddWindows: UInt32 = 0
    /// Of the automaton for line starts: nodes that lead on, and classes of bytes.
    var lineNodes: UInt32 = 0
    var lineClasses: UInt32 = 0
}

/// The flags of patterns, and of a literal's users.
struct PatternFlags: OptionSet, BitwiseCopyable, Sendable {
    var rawValue: UInt32

    static let isRegex = PatternFlags(rawValue: 1)
    static let everyMatch = PatternFlags(rawValue: 2)
    static let wordBefore = PatternFlags(rawValue: 4)
    static let wordAfter = PatternFlags(rawValue: 8)
    /// Only where a line or the text begins.
    static let lineBefore = PatternFlags(rawValue: 16)
}

struct PatternRecord: BitwiseCopyable, Sendable {
    var flags: PatternFlags
    /// Number of the literal, or of the regex.
    var index: UInt32
}

/// A text that the filter looks for, in lower case: a phrase, or a required literal of regexes, or both.
struct LiteralRecord: BitwiseCopyable, Sendable {
    var bytesStart: UInt32
    var byteCount: UInt32
    var usersStart: UInt32
    var usersCount: UInt32
}

/// Who is told that a literal was seen.
struct LiteralUser: BitwiseCopyable, Sendable {
    var flags: PatternFlags
    var pattern: UInt32
    /// Number of the regex; 0 for a phrase.
    var regex: UInt32
    /// For a regex whose matches begin with the literal: the automaton's state behind it. 0 for the others.
    var state: UInt32
    /// For a regex: the ASCII bytes that can follow the literal, a bit each; with any other byte, or none, it is run.
    var followingLow: UInt64 = .max
    var followingHigh: UInt64 = .max

    @inline(__always)
    func canPrecede(_ byte: UInt8) -> Bool {
        byte >= 128 || ((byte < 64 ? followingLow : followingHigh) &>> UInt64(byte & 63)) & 1 != 0
    }

    mutating func setFollowing(_ bytes: ByteSet) { (followingLow, followingHigh) = (bytes.word0, bytes.word1) }
}

struct RegexFlags: OptionSet, BitwiseCopyable, Sendable {
    var rawValue: UInt32

    static let everyMatch = RegexFlags(rawValue: 1)
    /// A match can hold a line feed: the window is the whole text.
    static let crossesLines = RegexFlags(rawValue: 2)
    /// It matches the empty text without any condition.
    static let matchesEverywhere = RegexFlags(rawValue: 4)
    /// The automaton counts less exactly than the regex: what it finds is looked at again with the program.
    static let isRelaxed = RegexFlags(rawValue: 8)
}

struct RegexRecord: BitwiseCopyable, Sendable {
    /// For `back`.
    static let unbounded: UInt32 = .max
    /// For `before`.
    static let anything: UInt32 = .max

    // The first 64 bytes are all that most runs need.
    var pattern: UInt32 = 0
    var flags: RegexFlags = []
    /// How far before a literal a run begins, `disorder` included.
    var back: UInt32 = RegexRecord.unbounded
    /// A literal that is seen later begins at most so many bytes earlier.
    var disorder: UInt32 = 0
    /// Number of the set of bytes that a match can have before a literal.
    var before: UInt32 = RegexRecord.anything
    /// First of 256 byte classes.
    var classesStart: UInt32 = 0
    var transitionsStart: UInt32 = 0
    /// 0: the automaton was too large, and is run from the program.
    var transitionsCount: UInt32 = 0
    /// Entries of one state; the last class is the end of the text.
    var stride: UInt32 = 0
    /// Start states by what stands before: nothing, a line feed, a word byte, another byte.
    var startOfText: UInt32 = 0
    var startOfLine: UInt32 = 0
    var startAfterWord: UInt32 = 0
    var startAfterOther: UInt32 = 0
    /// States up to this one wait for a match to begin: dead, matched, start states.
    var lastIdle: UInt32 = 0
    var reserved0: UInt64 = 0

    var programStart: UInt32 = 0
    var programCount: UInt32 = 0
    /// First instruction, relative to the program.
    var entry: UInt32 = 0
    var setsStart: UInt32 = 0
    var setsCount: UInt32 = 0
    var groupsStart: UInt32 = 0
    var groupsCount: UInt32 = 0
    var reserved1: UInt32 = 0
    var reserved2: UInt64 = 0
    var reserved3: UInt64 = 0
    var reserved4: UInt64 = 0
    var reserved5: UInt64 = 0
}

struct GroupRecord: BitwiseCopyable, Sendable {
    var nameStart: UInt32
    /// 0: the group has no name.
    var nameCount: UInt32
}

/// A window of four bytes that some literal holds at `windowOffset`; also a slot of the filter, in which one such window or several meet.
struct FilterEntry: BitwiseCopyable, Sendable {
    /// Eight bytes of the literal that include the window; of a shorter literal all, and zeros. In a slot for several: how many.
    var check: UInt64 = 0
    /// In a slot for several: the first of them.
    var literal: UInt32 = 0
    var windowOffset: UInt8 = 0
    /// Where in the literal the eight bytes begin.
    var checkOffset: UInt8 = 0
    /// 255 for all longer ones.
    var length: UInt8 = 0
    /// In a slot: whether there are none, one or several.
    var kind: UInt8 = 0

    static let longest: UInt8 = 255
    static let none: UInt8 = 0
    static let one: UInt8 = 1
    static let several: UInt8 = 2

    /// Which bits of eight bytes of text count.
    @inline(__always)
    var mask: UInt64 { length >= 8 ? .max : (1 &<< (UInt64(length) &<< 3)) &- 1 }
}
