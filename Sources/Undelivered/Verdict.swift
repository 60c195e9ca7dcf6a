public import DeliveryTypes
import RuleEngine

/// What became of a mail for one recipient, in numbers: for programs that sort, count and store answers by the million.
///
/// A verdict holds no text, and none is made to find it. A `Diagnosis` says the same in words, with what it rests on.
/// The numbers are indices of the lists `Verdict.kinds`, `Verdict.sides` and so on, which only ever grow at their ends,
/// and of `Diagnoser.causes`, which depends on the packs.
public struct Verdict: Hashable, Sendable {
    /// How far to trust the cause: 0…1.
    public package(set) var confidence: Double = 0
    /// Index of `Diagnoser.causes`.
    public package(set) var causeNumber = 0
    /// Index of `Verdict.kinds`.
    public package(set) var kindNumber: UInt8 = 0
    /// Index of `Verdict.sides`.
    public package(set) var sideNumber: UInt8 = 3
    /// Index of `Verdict.actors`; behind its end where the mail does not tell who.
    public package(set) var actorNumber: UInt8 = .max
    /// Index of `Verdict.permanences`.
    public package(set) var permanenceNumber: UInt8 = 2
    /// Index of `Verdict.suppressions`.
    public package(set) var suppressionNumber: UInt8 = 1
    /// Only what the mail states; never inferred from the enhanced status code.
    public package(set) var replyCode: ReplyCode?
    /// Only what the mail states; never inferred from the reply code.
    public package(set) var enhancedStatus: EnhancedStatusCode?
    public package(set) var action: DeliveryAction?
    /// Where in the SMTP session the reply was given.
    public package(set) var phase: SMTPPhase?
    /// The rule that decided, as `Diagnoser.ruleID` takes it; `nil` where only a code or nothing spoke.
    public package(set) var ruleNumber: Int?

    package init() {}

    /// What the mail is.
    public var kind: MailKind { Self.kinds[Int(kindNumber)] }

    public var responsible: ResponsibleParty {
        let actors = Self.actors
        return ResponsibleParty(
            side: Self.sides[Int(sideNumber)], actor: Int(actorNumber) < actors.count ? actors[Int(actorNumber)] : nil)
    }

    public var permanence: Permanence { Self.permanences[Int(permanenceNumber)] }
    public var suppressRecipient: Suppression { Self.suppressions[Int(suppressionNumber)] }

    /// What `kindNumber` counts in.
    public static let kinds: [MailKind] = [.failure, .delay, .notice, .complaint, .autoReply, .challenge, .notABounce]
    /// What `sideNumber` counts in.
    public static let sides: [ResponsibleParty.Side] = [.sender, .recipient, .thirdParty, .undetermined, .none]
    /// What `actorNumber` counts in.
    public static let actors: [ResponsibleParty.Actor] = [.user, .operator, .vendor]
    /// What `permanenceNumber` counts in.
    public static let permanences: [Permanence] = [.permanent, .temporary, .unknown, .none]
    /// What `suppressionNumber` counts in.
    public static let suppressions: [Suppression] = [.yes, .no, .afterRepeats]
}

extension Diagnoser {
    /// The causes that this diagnoser tells apart; `Verdict.causeNumber` counts in them.
    public var causes: [Cause] { causeList.causes }

    /// The cause of a verdict that this diagnoser, or a session of it, has given.
    public func cause(of verdict: Verdict) -> Cause {
        causes.indices.contains(verdict.causeNumber) ? causes[verdict.causeNumber] : .undetermined
    }

    /// The id of the rule that decided, `pack/rule`.
    public func ruleID(of verdict: Verdict) -> String? {
        verdict.ruleNumber.map { rules.string(rules.rule($0).id) }
    }
}
