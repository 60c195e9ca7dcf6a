package import DeliveryTypes

/// One pack, read and typed: what the linker starts from.
///
/// Arrays keep the order of the files, so that the same pack always gives the same image. Lists are already
/// replaced by their phrases, and `text: {any/all/none}` is already composed of `MatchModel` cases.
package struct PackModel: Sendable {
    /// Kebab-case; the namespace of the ids of its rules.
    package var id: String
    package var version: PackVersion
    package var tier: PackTier
    /// Holds for every rule that is not `isFreeOfScope`. The linker ANDs it.
    package var scope: MatchModel?
    package var requirements: [PackRequirement]
    package var title: LocalizedText
    package var license: String?
    package var lists: [PhraseListModel]
    package var rules: [RuleModel]
    package var layouts: [LayoutModel]
    package var blocklists: [BlocklistModel]
    package var causes: [CauseModel]
    package var actions: [ActionModel]
    package var mailDomains: [MailDomainModel] = []
    package var letters: [LetterModel] = []
    package var overrides: [OverrideModel]
    /// What `Place.file` counts in, and the lines that diagnostics quote.
    package var sources: SourceText
    /// Findings that did not keep the pack from being read: warnings only.
    package var diagnostics: [Diagnostic]
    package var place: Place
}

/// Where a node stands in the files of a pack.
package struct Place: Hashable, Sendable {
    /// Index in `PackModel.sources`.
    package var file: UInt16
    /// From 1.
    package var line: UInt32
    /// From 1, in characters (Unicode scalars), as editors count.
    package var column: UInt32
    /// The place behind the last character.
    package var endLine: UInt32
    package var endColumn: UInt32

    package init(file: UInt16, line: UInt32, column: UInt32, endLine: UInt32, endColumn: UInt32) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }
}

/// Who speaks: a user's own pack beats a pack for one operator, which beats a pack for server software.
package enum PackTier: String, Sendable, CaseIterable {
    case standard, vendor, site
}

package struct PackVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var major: UInt32
    package var minor: UInt32
    package var patch: UInt32

    package init(major: UInt32, minor: UInt32, patch: UInt32) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    package var description: String { "\(major).\(minor).\(patch)" }
}

/// `requires: { packs: { standard: ">=1.0 <2" } }`; `pack` is nil for `engine`.
package struct PackRequirement: Sendable {
    package var pack: String?
    package var bounds: [Bound]
    package var text: String
    package var place: Place

    package struct Bound: Hashable, Sendable {
        package var comparison: Comparison
        package var version: PackVersion
    }

    package func allows(_ version: PackVersion) -> Bool {
        bounds.allSatisfy { $0.comparison.holds(version, $0.version) }
    }
}

package enum Comparison: String, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case less = "<"
    case greater = ">"
    case equal = "="

    package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .atLeast: left >= right
        case .atMost: left <= right
        case .less: left < right
        case .greater: left > right
        case .equal: left == right
        }
    }
}

/// An entry of `lists:`. The linker does not need it: items are already in the matches.
package struct PhraseListModel: Sendable {
    package var name: String
    package var items: [SpannedText]
    package var isUsed: Bool
    package var place: Place
}

/// A scalar with its place.
package struct SpannedText: Hashable, Sendable {
    package var text: String
    package var place: Place

    package init(text: String, place: Place) {
        self.text = text
        self.place = place
    }
}

package struct RuleModel: Sendable {
    /// The full id, `qmail/mailbox-over-quota`.
    package var id: String
    /// `scope: anywhere`: the wording itself names the vendor, so the pack's scope does not count.
    package var isFreeOfScope: Bool
    /// `rank: fallback`: loses to every rule that other words make hold, wins over codes.
    package var isFallback: Bool
    package var match: MatchModel
    package var verdict: VerdictModel
    /// Empty: the texts of the cause serve.
    package var message: LocalizedText
    /// Full ids of rules that lose against this one where both match.
    package var before: [SpannedText]
    package var references: [SpannedText]
    package var examples: [ExampleModel]
    package var since: PackVersion?
    package var deprecated: String?
    /// Codes of diagnostics silenced for this rule.
    package var suppressed: [String]
    /// The place of the id.
    package var place: Place
}

/// What a rule says.
package struct VerdictModel: Sendable {
    package var cause: SpannedText
    package var statement: VerdictStatement
    package var place: Place
}

/// What a verdict states beside its cause; nil: the cause's default.
package struct VerdictStatement: Sendable {
    package var cause: SpannedText?
    package var side: ResponsibleSide?
    package var actor: ResponsibleActor?
    package var permanence: PermanenceModel?
    package var suppressRecipient: SuppressionModel?
    package var confidence: ConfidenceModel?
    package var actions: [SpannedText]?
    package var sisimaiReason: String?
}

package enum ResponsibleSide: String, Sendable, CaseIterable {
    case sender, recipient
    case thirdParty = "third-party"
    case undetermined, none
}

package enum ResponsibleActor: String, Sendable, CaseIterable {
    case user, `operator`, vendor
}

package enum PermanenceModel: String, Sendable, CaseIterable {
    case permanent, temporary, unknown, none
}

package enum SuppressionModel: String, Sendable, CaseIterable {
    case yes, no
    case afterRepeats = "after-repeats"
}

package enum ConfidenceModel: String, Sendable, CaseIterable {
    case high, medium, low
}

/// One entry of `examples:`; what is nil is not known in the example.
package struct ExampleModel: Sendable {
    /// False: a counter-example, `no_match`.
    package var isMatch: Bool
    package var input: String
    package var remoteMTA: String?
    package var reportingMTA: String?
    package var recipientDomain: String?
    package var senderDomain: String?
    package var phase: SMTPPhase?
    package var reply: UInt16?
    package var status: StatusPattern?
    package var layout: String?
    package var client: String?
    package var sizeInBytes: UInt64?
    package var headers: [NamedText] = []
    package var returnedHeaders: [NamedText] = []
    package var symptoms: [NamedText] = []
    /// `mime`: the type of the mail's parts, extensions of attachments, the number of parts.
    package var mimeTypes: [String] = []
    package var attachmentExtensions: [String] = []
    package var partCount: UInt32?
    /// Days since 1970.
    package var day: UInt32?
    /// Captures that must come out like this.
    package var captures: [NamedText] = []
    package var place: Place
}

package struct NamedText: Hashable, Sendable {
    package var name: String
    package var text: String
    package var place: Place
}

/// A change to a rule of another pack, for whoever uses that pack and knows better.
package struct OverrideModel: Sendable {
    /// Full id.
    package var target: SpannedText
    package var because: String
    package var change: Change
    package var place: Place

    package enum Change: Sendable {
        case disable
        /// Only what is stated replaces; the rest of the rule stays.
        case replace(RuleChange)
        /// The match becomes `any: [old, new]`; examples and references are added.
        case append(RuleChange)
    }

    package struct RuleChange: Sendable {
        package var match: MatchModel?
        package var verdict: VerdictStatement?
        package var message = LocalizedText()
        package var before: [SpannedText] = []
        package var references: [SpannedText] = []
        package var examples: [ExampleModel] = []
    }
}
