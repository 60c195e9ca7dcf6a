import DeliveryTypes
import RuleEngine

extension DiagnosisSession {
    /// News that are no failure: the kind of the mail is the cause. Why a mail is late stays visible as an alternative.
    mutating func notice(_ kind: MailKind, _ report: DeliveryReport, _ matches: [RuleMatch], source: VerdictSource) -> Diagnosis {
        let id = noticeCause(kind, report)
        var diagnosis = Diagnosis(cause: Cause(id: id))
        if let cause = rules.cause(named: id) {
            let values = VerdictValues(rule: VerdictRecord(), cause: cause.verdict)
            let sisimai = rules.string(cause.sisimaiReason)
            diagnosis = Diagnosis(
                cause: Cause(id: id), responsible: .init(side: values.side, actor: values.actor), permanence: values.permanence,
                suppressRecipient: values.suppression, sisimaiReason: sisimai.isEmpty ? nil : sisimai)
        }
        diagnosis.confidence = 0.95
        guard kind == .delay else { return diagnosis }
        for match in matches where match.weight.strength == EvidenceStrength.words {
            let cause = Cause(id: rules.string(rules.causes[Int(rules.rules[match.rule].cause)].id))
            guard cause != diagnosis.cause, !diagnosis.alternatives.contains(where: { $0.cause == cause }) else { continue }
            diagnosis.alternatives.append(Alternative(cause: cause, confidence: 0.5))
        }
        diagnosis.alternatives = Array(diagnosis.alternatives.prefix(3))
        return diagnosis
    }

    private func noticeCause(_ kind: MailKind, _ report: DeliveryReport) -> String {
        switch kind {
        case .delay: "notice.delayed"
        case .complaint: "notice.complaint"
        case .autoReply: "notice.auto-reply"
        case .challenge: "notice.challenge"
        default:
            switch report.action {
            case .relayed, .expanded: "notice.relayed"
            case .delayed: "notice.delayed"
            default: "notice.delivered"
            }
        }
    }
}
