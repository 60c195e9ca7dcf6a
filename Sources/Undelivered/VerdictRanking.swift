import DeliveryTypes
import RuleEngine

/// What was decided on one recipient before any of it is put into words. The rules that hold stay in the `RuleSession`.
struct Judgement {
    var verdict = Verdict()
    /// Other causes that rules which hold speak for, each once, the likeliest first.
    var rivals: [Rival] = []
    /// What speaks against the winner.
    var clash: Clash?

    struct Rival {
        var cause: Int
        var confidence: Double
    }

    struct Clash {
        var kind: Contradiction.Kind
        var cause: Int
    }

    /// Most of the rivals are not worth telling.
    static let mostAlternatives = 3
}

extension DiagnosisSession {
    /// From the rules that hold to a cause, how sure it is, and what else it may be: all in `judgement`.
    mutating func decide(_ evidence: DeliveryEvidence, isGuess: Bool) {
        judgement.rivals.removeAll(keepingCapacity: true)
        judgement.clash = nil
        judgement.verdict = Verdict()
        judgement.verdict.causeNumber = causeList.undetermined
        judgement.verdict.confidence = 0.1
        guard let winner = matching.ranked(0) else { return }
        let rule = rules.rule(winner.rule)
        let particular = particularVerdict(ofCause: rule.cause)
        let cause = causeList.number(particular?.replacedCause ?? rule.cause)
        judgement.verdict.causeNumber = cause
        judgement.verdict.ruleNumber = winner.rule
        judgement.verdict.state(rule: particular?.applied(to: rule.verdict) ?? rule.verdict, cause: causeList.verdicts[cause])
        judgement.verdict.confidence = Self.confidence(of: winner, rule, isGuess: isGuess)
        // Nobody is sure of knowing nothing.
        if cause == causeList.undetermined { judgement.verdict.confidence = min(judgement.verdict.confidence, 0.3) }
        // What is refused for now may come later, whatever the cause is as a rule.
        let isTransient = evidence.replyCode == 0 ? evidence.status?.class == 4 : evidence.replyCode / 100 == 4
        if isTransient, judgement.verdict.permanenceNumber == VerdictNumber.permanent, rule.verdict.permanence == .max {
            judgement.verdict.permanenceNumber = VerdictNumber.temporary
        }
        addRivals(of: winner, cause: cause, evidence: evidence)
    }

    func isUndetermined(_ winner: RuleMatch?) -> Bool {
        winner.map { causeList.number(rules.rule($0.rule).cause) == causeList.undetermined } ?? true
    }

    private func number(ofCauseOf rule: RuleRecord) -> Int {
        causeList.number(particularVerdict(ofCause: rule.cause)?.replacedCause ?? rule.cause)
    }

    private static func confidence(of match: RuleMatch, _ rule: RuleRecord, isGuess: Bool) -> Double {
        // Shares of right answers, measured: Documentation/Confidence.md.
        let stated =
            switch rule.confidence {
            case 0: 0.2
            case 1: 0.6
            case 2: 0.93
            default: 0.95
            }
        let cap =
            switch match.weight.strength {
            case EvidenceStrength.words: isGuess ? 0.8 : 1.0
            case EvidenceStrength.status: 0.9
            case EvidenceStrength.replyCode: 0.4
            default: 0.5
            }
        return min(stated, cap)
    }

    /// Other causes, each once; what speaks against the winner lowers the trust in it.
    private mutating func addRivals(of winner: RuleMatch, cause: Int, evidence: DeliveryEvidence) {
        var place = 1
        while let match = matching.ranked(place) {
            place += 1
            let rule = rules.rule(match.rule)
            let other = number(ofCauseOf: rule)
            guard other != cause, other != causeList.undetermined, !judgement.rivals.contains(where: { $0.cause == other }) else {
                continue
            }
            let share = Self.confidence(of: match, rule, isGuess: false)
            judgement.rivals.append(.init(cause: other, confidence: min(share * 0.5, judgement.verdict.confidence * 0.9)))
            if judgement.clash == nil { judgement.clash = clash(of: match, rule, with: winner, cause: cause, evidence: evidence) }
        }
        guard judgement.clash != nil else { return }
        // Words that say it stand against a contradiction; words that only mean it as a rule do not.
        let isCertain = rules.rule(winner.rule).confidence >= 3
        judgement.verdict.confidence = max(0.1, judgement.verdict.confidence - (isCertain ? 0.1 : 0.25))
        let limit = judgement.verdict.confidence * 0.9
        for index in judgement.rivals.indices { judgement.rivals[index].confidence = min(judgement.rivals[index].confidence, limit) }
    }

    private func clash(
        of rival: RuleMatch, _ rule: RuleRecord, with winner: RuleMatch, cause: Int, evidence: DeliveryEvidence
    ) -> Judgement.Clash? {
        let other = number(ofCauseOf: rule)
        // A code that only hints at its cause contradicts nobody, nor does one of the same family.
        guard rule.confidence >= 2, causeList.families[other] != causeList.families[cause],
            winner.weight.strength == EvidenceStrength.words
        else { return nil }
        if rival.weight.strength == EvidenceStrength.status, evidence.status != nil {
            return .init(kind: .statusAndText, cause: other)
        }
        if rival.weight.strength == EvidenceStrength.words, rival.weight.weight >= winner.weight.weight / 2 {
            return .init(kind: .textAndText, cause: other)
        }
        return nil
    }

    // MARK: - News

    /// News that are no failure: the kind of the mail is the cause. Why a mail is late stays visible as a rival.
    ///
    /// - Parameter news: the cause that the mail's standard report names.
    mutating func announce(_ kind: MailKind, _ action: DeliveryAction?, news: String?) {
        judgement.rivals.removeAll(keepingCapacity: true)
        judgement.clash = nil
        let cause = news.flatMap { causeList.number(named: $0) } ?? noticeCause(kind, action)
        judgement.verdict = Verdict()
        judgement.verdict.causeNumber = cause
        judgement.verdict.state(rule: VerdictRecord(), cause: causeList.verdicts[cause])
        judgement.verdict.confidence = 0.95
        guard kind == .delay else { return }
        var place = 0
        while let match = matching.ranked(place) {
            place += 1
            let other = causeList.number(rules.rule(match.rule).cause)
            guard match.weight.strength == EvidenceStrength.words, other != cause, !judgement.rivals.contains(where: { $0.cause == other })
            else { continue }
            judgement.rivals.append(.init(cause: other, confidence: 0.5))
        }
    }

    private func noticeCause(_ kind: MailKind, _ action: DeliveryAction?) -> Int {
        // Packs know other systems' news.
        if kind == .notice, action == nil, let known = rankedNews() { return known }
        return switch kind {
        case .delay: causeList.delayed
        case .complaint: causeList.complaint
        case .autoReply: causeList.autoReply
        case .challenge: causeList.challenge
        default:
            switch action {
            case .relayed, .expanded: causeList.relayed
            case .delayed: causeList.delayed
            default: causeList.delivered
            }
        }
    }
}

extension DiagnosisSession {
    /// The first cause of the rules that hold which is news.
    private func rankedNews() -> Int? {
        var place = 0
        while let match = matching.ranked(place) {
            let cause = causeList.number(rules.rule(match.rule).cause)
            if causeList.isNews[cause] { return cause }
            place += 1
        }
        return nil
    }
}

/// Numbers of the packs' closed lists, which are indices of the lists of `Verdict`.
enum VerdictNumber {
    static let permanent: UInt8 = 0
    static let temporary: UInt8 = 1
}

extension Verdict {
    /// What a rule says, completed by what its cause says.
    fileprivate mutating func state(rule: VerdictRecord, cause: VerdictRecord) {
        sideNumber = Self.pick(rule.side, cause.side, of: 5) ?? 3
        // An actor belongs to a side: a rule that moves the side and names no actor leaves it open.
        let isSideKept = rule.side == .max || rule.side == cause.side
        actorNumber = Self.pick(rule.actor, isSideKept ? cause.actor : .max, of: 3) ?? .max
        permanenceNumber = Self.pick(rule.permanence, cause.permanence, of: 4) ?? 2
        suppressionNumber = Self.pick(rule.suppression, cause.suppression, of: 3) ?? 1
    }

    private static func pick(_ first: UInt32, _ second: UInt32, of count: UInt32) -> UInt8? {
        let number = first == .max ? second : first
        return number < count ? UInt8(truncatingIfNeeded: number) : nil
    }
}
