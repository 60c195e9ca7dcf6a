import DeliveryTypes
import RuleEngine

extension DiagnosisSession {
    /// What a feedback report (RFC 5965 section 7.3, RFC 6591) or a disposition notification (RFC 8098 section 3.2.6) is about.
    func news(in contents: MessageContents) -> String? {
        let bytes = contents.text.bytes.span
        for field in contents.feedbackFields where field.nameHash == ReportFields.feedbackType {
            if bytes.hasWord("auth-failure", at: Int(field.value.start)) { return "notice.authentication-report" }
            if bytes.hasWord("opt-out", at: Int(field.value.start)) { return "notice.unsubscribe" }
        }
        for field in contents.dispositionFields where field.nameHash == ReportFields.disposition {
            // "automatic-action/MDN-sent-automatically; deleted/error"
            let semicolon = bytes.firstOffset(of: UInt8(ascii: ";"), in: field.value.range) ?? field.value.range.lowerBound - 1
            let type = bytes.trimmed(semicolon + 1..<max(semicolon + 1, field.value.range.upperBound))
            if bytes.hasWord("displayed", at: type.lowerBound) { return "notice.displayed" }
            if bytes.hasWord("deleted", at: type.lowerBound) { return "notice.deleted-unread" }
        }
        return nil
    }

    /// A mail system's message without codes, in a form that nobody knows: its words may still say it all. The only address that they name is
    /// the recipient.
    mutating func failureInWords(of text: ReadableText, _ reading: ReportReading, _ source: VerdictSource) -> Diagnosis? {
        guard reading.reports.isEmpty, reading.layout == nil, isFromMailDaemon(text) else { return nil }
        var report = DeliveryReport()
        report.finalRecipient = reading.loneAddress
        let diagnosis = diagnosis(for: report, layout: nil, kind: .failure, source: source)
        // Words decide, and not the words of news.
        let isKnown = diagnosis.rule != nil && !diagnosis.evidence.isEmpty && diagnosis.cause.family != "notice"
        return isKnown && diagnosis.confidence >= 0.5 ? diagnosis : nil
    }

    /// News that are no failure: the kind of the mail is the cause. Why a mail is late stays visible as an alternative.
    mutating func notice(_ kind: MailKind, _ report: DeliveryReport, _ matches: [RuleMatch], source: VerdictSource) -> Diagnosis {
        let id = source.news ?? noticeCause(kind, report, matches)
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

    private func noticeCause(_ kind: MailKind, _ report: DeliveryReport, _ matches: [RuleMatch]) -> String {
        // Packs know other systems' news.
        let known = matches.map { rules.string(rules.causes[Int(rules.rules[$0.rule].cause)].id) }.first { $0.hasPrefix("notice.") }
        if kind == .notice, report.action == nil, let known { return known }
        return switch kind {
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
