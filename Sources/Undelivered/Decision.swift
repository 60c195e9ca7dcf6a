/// How an answer came about: how the mail was read, which rules held, and why one of them won.
///
/// Only a session that `isExplaining` gives it: it costs more than the diagnosis.
public struct Decision: Sendable {
    /// Where the report on this recipient stands.
    public let reading: Reading
    /// Ids of the layouts that recognised the mail, the best first.
    public let layouts: [String]
    /// What the mail states of this recipient, and where.
    public let fields: [Field]
    /// The rules that held, the winner first; at most eight.
    public let candidates: [Candidate]

    /// A way to read a mail. An open set.
    public struct Reading: Hashable, Sendable {
        /// The name used in JSON.
        public let id: String

        public init(id: String) {
            self.id = id
        }

        /// A part of the type `message/delivery-status` (RFC 3464).
        public static let statusPart = Reading(id: "delivery-status")
        /// The text for people, by a layout of a rule pack.
        public static let layout = Reading(id: "layout")
        /// The text for people, whose form no pack knows.
        public static let plainText = Reading(id: "plain-text")
        /// The caller gave the server's words alone.
        public static let reply = Reading(id: "reply")
        /// The caller gave the text of a mail program's error window.
        public static let dialog = Reading(id: "dialog")
        /// A mail that did arrive: its header.
        public static let arrivedMail = Reading(id: "arrived-mail")
        /// A line of a mail server's log.
        public static let log = Reading(id: "log")
        /// A report of what people saw.
        public static let symptoms = Reading(id: "symptoms")
    }

    /// One statement of the mail.
    public struct Field: Hashable, Sendable {
        /// `recipient`, `remote-mta`, `diagnostic-text`…
        public let name: String
        public let text: String
        /// Offsets of the bytes in the input; `nil` where the value was read from several places.
        public let range: Range<Int>?
    }

    /// A rule that held.
    public struct Candidate: Sendable {
        /// `pack/rule`
        public let rule: String
        public let cause: Cause
        /// The strongest kind of evidence that made it hold.
        public let strength: Strength
        /// `rank: fallback`: general words, which yield to every more exact rule of their strength.
        public let isFallback: Bool
        /// `standard`, `vendor` or `site`.
        public let tier: String
        /// How much of the mail the rule accounts for; compared last.
        public let weight: Int
        /// Everything that the rule looked at and that held, as in the keys of a `match`: `text`, `reply`, `remote_mta`…
        public let conditions: [String]
        /// The words that made it hold.
        public let words: [Evidence]
        /// Why it lost against the first one; `nil` for that one.
        public let defeat: Defeat?
    }

    /// Kinds of evidence, the weakest first.
    public enum Strength: UInt32, Comparable, Sendable, CaseIterable {
        case circumstance, replyCode, enhancedStatus, words

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        /// The name used in JSON.
        public var id: String {
            switch self {
            case .circumstance: "circumstance"
            case .replyCode: "reply-code"
            case .enhancedStatus: "enhanced-status"
            case .words: "words"
            }
        }
    }

    /// Why one rule loses against another, in the order in which rules are compared.
    public enum Defeat: String, Sendable, CaseIterable {
        /// The winner is said to go before it.
        case named
        /// The winner is from a pack of the user's own.
        case sitePack = "site-pack"
        case weakerEvidence = "weaker-evidence"
        case fallback
        /// The winner is about this very provider.
        case generalPack = "general-pack"
        case lessWeight = "less-weight"
        /// Equal in everything; the order in the packs decides.
        case order
    }
}
