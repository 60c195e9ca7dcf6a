import PatternAutomaton
import RuleEngine

/// The tables of a pack's object that an image has not. The others have the numbers and rows of `RuleSection`; in them ids of causes, actions and rules stand as
/// rows of `symbols`, and everything else counts from the object's own first row.
enum ObjectSection {
    static let header = SectionID(0x0200_0001)
    /// `PackInterface`.
    static let interface = SectionID(0x0200_0002)
    static let symbols = SectionID(0x0200_0003)
    static let predicates = SectionID(0x0200_0004)
    static let predicateTexts = SectionID(0x0200_0005)
    static let ruleParts = SectionID(0x0200_0006)
    static let layoutConditions = SectionID(0x0200_0007)
    static let overrides = SectionID(0x0200_0008)
}

struct ObjectHeader: Row {
    var id = TextReference()
    var version = TextReference()
    var titles = Run()
    var tier: UInt32 = 0
    /// The rules behind these are those that blocklists bring with them.
    var writtenRules: UInt32 = 0
    var hasScope: UInt32 = 0
    var scope = ConditionPart()
}

/// A condition as a program, and the predicates one of which must hold for it to hold.
struct ConditionPart: Row {
    static let uncovered: UInt32 = .max

    /// `programs`.
    var program = Run()
    /// `numbers`: rows of `predicates`.
    var cover = Run()
    /// How often the cover is expected to hold; `uncovered`: there is none, and the condition is always asked.
    var cost = ConditionPart.uncovered
}

/// What a rule has beside its `RuleRecord`.
struct RulePart: Row {
    var condition = ConditionPart()
    /// 1: the pack's scope does not count.
    var isFreeOfScope: UInt32 = 0
}

/// A change to a rule of any pack.
struct OverridePart: Row {
    static let disables: UInt32 = 0
    static let replaces: UInt32 = 1
    static let appends: UInt32 = 2

    /// Row of `symbols`.
    var target: UInt32 = 0
    var change: UInt32 = 0
    var hasCondition: UInt32 = 0
    var condition = ConditionPart()
    /// Not 0: `record.actions` counts, though it may be empty.
    var hasActions: UInt32 = 0
    /// What is not stated is as in a new record, and the confidence 0.
    var record = RuleRecord()
}

/// A predicate that many conditions may ask for.
struct ObjectPredicate: Row {
    /// `Kind`, the strength of its evidence above it (from bit 8), and its weight above that (from bit 16).
    var head: UInt32 = 0
    /// Bytes of `predicateTexts`, which come in the order of the predicates. Of a number or days: the higher half, and the last day.
    var count: UInt32 = 0
    var first: UInt32 = 0
    var second: UInt32 = 0

    enum Kind {
        /// `first`: 1 at the edges of words only.
        static let phrase: UInt32 = 0
        /// `first`: row of the compiled regexes.
        static let regex: UInt32 = 1
        /// In a whole mail. `first`: the role, and from bit 8 on 1 for the edges of words. `second`: the header field's hash.
        static let mailPhrase: UInt32 = 2
        /// `first`: row of the compiled regexes. `second` as above.
        static let headerRegex: UInt32 = 3
        static let returnedHeaderRegex: UInt32 = 4
        /// `first` to `second`.
        static let code: UInt32 = 5
        /// `first`: the key of a `StatusTest`.
        static let status: UInt32 = 6
        /// `first`: `NameTestKind`; `second`: the hash.
        static let name: UInt32 = 7
        /// `first`: row of `symbols`.
        static let layout: UInt32 = 8
        /// `first`: `NameTestKind`, and from bit 8 on the comparison; `second` and `count`: the number, or the days.
        static let number: UInt32 = 9
    }

    var kind: UInt32 { head & 0xFF }
    var strength: UInt32 { head >> 8 & 0xFF }
    var weight: UInt32 { head >> 16 }
    var hasText: Bool { kind <= Kind.returnedHeaderRegex }

    static func isRegex(_ kind: UInt32) -> Bool {
        kind == Kind.regex || kind == Kind.headerRegex || kind == Kind.returnedHeaderRegex
    }
}
