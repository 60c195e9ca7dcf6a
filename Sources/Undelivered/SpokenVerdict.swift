import DeliveryTypes
import PatternAutomaton
import RuleEngine

extension DiagnosisSession {
    /// The judgement in the types of the public interface.
    func spokenJudgement() -> Diagnosis {
        let verdict = judgement.verdict
        let cause = causeList.causes[verdict.causeNumber]
        let reasons = causeList.sisimaiReasons
        var diagnosis = Diagnosis(
            cause: cause, responsible: verdict.responsible, permanence: verdict.permanence, suppressRecipient: verdict.suppressRecipient,
            confidence: verdict.confidence, sisimaiReason: reasons.number(of: verdict, in: rules).map { reasons.names[$0] })
        diagnosis.verdict = verdict
        diagnosis.rule = verdict.ruleNumber.map { rules.string(rules.rule($0).id) }
        for rival in judgement.rivals.prefix(Judgement.mostAlternatives) {
            diagnosis.alternatives.append(Alternative(cause: causeList.causes[rival.cause], confidence: rival.confidence))
        }
        if let clash = judgement.clash {
            let other = causeList.causes[clash.cause].id
            let values = clash.kind == .textAndText ? [cause.id, other] : [evidence.status?.description ?? "", other, cause.id]
            diagnosis.contradictions.append(.init(kind: clash.kind, values: values))
        }
        return diagnosis
    }

    /// The words that made the winner win, where they stand in the input.
    mutating func quotes(for winner: RuleMatch, source: VerdictSource) -> [Evidence] {
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
