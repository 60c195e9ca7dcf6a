import DeliveryTypes
import PatternAutomaton
import RuleEngine

extension DiagnosisSession {
    /// From the rules that hold to a cause, how sure it is, and what else it may be.
    mutating func decide(_ matches: [RuleMatch], evidence: DeliveryEvidence, isGuess: Bool, source: VerdictSource) -> Diagnosis {
        guard let winner = matches.first else { return undetermined() }
        var diagnosis = verdict(of: winner.rule)
        diagnosis.confidence = confidence(of: winner, isGuess: isGuess)
        // Nobody is sure of knowing nothing.
        if diagnosis.cause == .undetermined { diagnosis.confidence = min(diagnosis.confidence, 0.3) }
        // What is refused for now may come later, whatever the cause is as a rule.
        let isTransient = evidence.replyCode == 0 ? evidence.status?.class == 4 : evidence.replyCode / 100 == 4
        if isTransient, diagnosis.permanence == .permanent, rules.rules[winner.rule].verdict.permanence == .max {
            diagnosis.permanence = .temporary
        }
        diagnosis.rule = rules.string(rules.rules[winner.rule].id)
        addRivals(matches.dropFirst(), of: winner, evidence: evidence, to: &diagnosis)
        diagnosis.evidence = quotes(for: winner, source: source)
        diagnosis.blocklist = listing(of: matches, evidence: evidence, source: source)
        return diagnosis
    }

    private func undetermined() -> Diagnosis {
        var diagnosis = Diagnosis(sisimaiReason: "undefined")
        diagnosis.confidence = 0.1
        return diagnosis
    }

    private func verdict(of row: Int) -> Diagnosis {
        let rule = rules.rules[row]
        let particular = particularVerdict(ofCause: rule.cause)
        let cause = rules.causes[Int(particular?.replacedCause ?? rule.cause)]
        let sisimai = rules.string(cause.sisimaiReason)
        let values = VerdictValues(rule: particular?.applied(to: rule.verdict) ?? rule.verdict, cause: cause.verdict)
        return Diagnosis(
            cause: Cause(id: rules.string(cause.id)), responsible: .init(side: values.side, actor: values.actor),
            permanence: values.permanence, suppressRecipient: values.suppression,
            sisimaiReason: sisimai.isEmpty ? nil : sisimai)
    }

    private func confidence(of match: RuleMatch, isGuess: Bool) -> Double {
        // Shares of right answers, measured: Documentation/Confidence.md.
        let stated = [0.2, 0.6, 0.93, 0.95][min(3, Int(rules.rules[match.rule].confidence))]
        let cap =
            switch match.weight.strength {
            case EvidenceStrength.words: isGuess ? 0.8 : 1.0
            case EvidenceStrength.status: 0.9
            case EvidenceStrength.replyCode: 0.4
            default: 0.5
            }
        return min(stated, cap)
    }

    /// Other causes, each once; what speaks against the winner is named and lowers the trust in it.
    private func addRivals(_ rivals: ArraySlice<RuleMatch>, of winner: RuleMatch, evidence: DeliveryEvidence, to diagnosis: inout Diagnosis)
    {
        for rival in rivals {
            let other = verdict(of: rival.rule)
            guard other.cause != diagnosis.cause, other.cause != .undetermined || diagnosis.cause == .undetermined,
                !diagnosis.alternatives.contains(where: { $0.cause == other.cause })
            else { continue }
            let share = confidence(of: rival, isGuess: false)
            diagnosis.alternatives.append(Alternative(cause: other.cause, confidence: min(share * 0.5, diagnosis.confidence * 0.9)))
            noteContradiction(rival, other, of: winner, evidence: evidence, in: &diagnosis)
        }
        diagnosis.alternatives = Array(diagnosis.alternatives.prefix(3))
        guard !diagnosis.contradictions.isEmpty else { return }
        // Words that say it stand against a contradiction; words that only mean it as a rule do not.
        let isCertain = rules.rules[winner.rule].confidence >= 3
        diagnosis.confidence = max(0.1, diagnosis.confidence - (isCertain ? 0.1 : 0.25))
        let limit = diagnosis.confidence * 0.9
        diagnosis.alternatives = diagnosis.alternatives.map { Alternative(cause: $0.cause, confidence: min($0.confidence, limit)) }
    }

    private func noteContradiction(
        _ rival: RuleMatch, _ other: Diagnosis, of winner: RuleMatch, evidence: DeliveryEvidence, in diagnosis: inout Diagnosis
    ) {
        // A code that only hints at its cause contradicts nobody, nor does one of the same family.
        guard rules.rules[rival.rule].confidence >= 2, other.cause.family != diagnosis.cause.family,
            winner.weight.strength == EvidenceStrength.words, diagnosis.contradictions.isEmpty
        else { return }
        if rival.weight.strength == EvidenceStrength.status, let status = evidence.status {
            diagnosis.contradictions.append(
                .init(kind: .statusAndText, values: [status.description, other.cause.id, diagnosis.cause.id]))
        } else if rival.weight.strength == EvidenceStrength.words, rival.weight.weight >= winner.weight.weight / 2 {
            diagnosis.contradictions.append(.init(kind: .textAndText, values: [diagnosis.cause.id, other.cause.id]))
        }
    }

    /// The words that made the winner win, where they stand in the input.
    private mutating func quotes(for winner: RuleMatch, source: VerdictSource) -> [Evidence] {
        var quoted: [Evidence] = []
        var end = 0
        for range in matching.wordRanges(of: winner.rule).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound >= end, quoted.count < 3 else { continue }
            end = range.upperBound
            let original = matching.words.originalRange(of: range)
            if !original.isEmpty { quoted.append(evidenceQuote("diagnostic-text", TextRange(original), source)) }
        }
        return quoted
    }
}

/// What a rule says, completed by what its cause says.
struct VerdictValues {
    var side: ResponsibleParty.Side
    var actor: ResponsibleParty.Actor?
    var permanence: Permanence
    var suppression: Suppression

    init(rule: VerdictRecord, cause: VerdictRecord) {
        let sides: [ResponsibleParty.Side] = [.sender, .recipient, .thirdParty, .undetermined, .none]
        let actors: [ResponsibleParty.Actor] = [.user, .operator, .vendor]
        let permanences: [Permanence] = [.permanent, .temporary, .unknown, .none]
        let suppressions: [Suppression] = [.yes, .no, .afterRepeats]
        side = Self.pick(sides, rule.side, cause.side) ?? .undetermined
        // An actor belongs to a side: a rule that moves the side and names no actor leaves it open.
        let isSideKept = rule.side == .max || rule.side == cause.side
        actor = Self.pick(actors, rule.actor, isSideKept ? cause.actor : .max)
        permanence = Self.pick(permanences, rule.permanence, cause.permanence) ?? .unknown
        suppression = Self.pick(suppressions, rule.suppression, cause.suppression) ?? .no
    }

    private static func pick<Value>(_ values: [Value], _ first: UInt32, _ second: UInt32) -> Value? {
        let index = first == .max ? second : first
        return index < UInt32(values.count) ? values[Int(index)] : nil
    }
}
