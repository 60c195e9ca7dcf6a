import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What differs in the cause of a rule, as the mail came about.
    func particularVerdict(ofCause cause: UInt32) -> ParticularVerdictRecord? {
        guard particularCase != ParticularCase.none else { return nil }
        for row in 0..<rules.particularVerdicts.count {
            let verdict = rules.particularVerdict(row)
            if verdict.cause == cause, verdict.when == particularCase { return verdict }
        }
        return nil
    }

    /// Only where a cause of the rules that hold depends on it: most mails never pay for it.
    mutating func noteParticularCase(_ evidence: DeliveryEvidence, _ report: DeliveryReport, _ source: VerdictSource) {
        particularCase = ParticularCase.none
        var matters = false
        var place = 0
        while let match = matching.ranked(place), !matters {
            matters = causeList.hasParticularVerdicts[causeList.number(rules.rule(match.rule).cause)]
            place += 1
        }
        guard matters else { return }
        let parties = Parties(evidence, in: source.text.bytes.span)
        let isForwarded = parties.isForwarded(report, source)
        particularCase = isForwarded ? ParticularCase.forwarded : parties.speaker(in: source.text.bytes.span)
    }
}

extension ParticularVerdictRecord {
    /// Row of the cause that it then is; `nil` where it stays.
    var replacedCause: UInt32? { otherCause == .max ? nil : otherCause }

    /// Who speaks is more exact than what a rule can know.
    func applied(to stated: VerdictRecord) -> VerdictRecord {
        var stated = replacedCause == nil ? stated : VerdictRecord()
        if verdict.side != .max {
            stated.side = verdict.side
            stated.actor = verdict.actor
        }
        return stated
    }
}
