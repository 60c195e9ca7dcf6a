import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What a feedback report (RFC 5965 section 7.3, RFC 6591), a disposition notification (RFC 8098 section 3.2.6) or the test of an
    /// address is about.
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
        // Not an action of RFC 3464: a mail system was asked whether it could deliver, and sent nothing.
        for field in contents.statusFields where field.nameHash == ReportFields.action {
            if bytes.hasWord("deliverable", at: bytes.trimmed(field.value.range).lowerBound) { return "notice.verified" }
        }
        return nil
    }

    private func onlyRecipient(of returned: [ReadableText.Section], in text: ReadableText) -> TextRange? {
        let addresses = returned.filter { $0.fieldName == MailFields.to }.flatMap { text.addresses(in: $0.range) }
        return addresses.count == 1 ? addresses.first : nil
    }

    /// "Undeliverable mail to user@example.org": the only address in the subject, unless it is one that the mail itself goes from or to.
    func recipientInSubject(of text: ReadableText) -> TextRange? {
        let header = text.sections.filter { $0.kind == .header }
        let bytes = text.bytes.span
        let found = header.filter { $0.fieldName == MailFields.subject }.flatMap { MentionedAddresses.find(in: bytes, $0.range.range) }
        guard found.count == 1, let address = found.first else { return nil }
        return text.ownAddresses.contains { text.isSameAddress($0, address) } ? nil : address
    }

    /// Whether the words speak of the address that the mail is to.
    private func namesItsReceiver(_ text: ReadableText) -> Bool {
        let receivers = text.sections.filter { $0.kind == .header && $0.fieldName == MailFields.to }.flatMap {
            text.addresses(in: $0.range)
        }
        return text.sections.contains { section in
            section.kind == .body
                && MentionedAddresses.find(in: text.bytes.span, section.range.range.prefix(Self.longestText)).contains { mentioned in
                    receivers.contains { text.isSameAddress($0, mentioned) }
                }
        }
    }

    /// Of a text without a header: words that stand farther apart are not what one server said. RFC 5321 section 4.5.3.1.5 gives a line of
    /// a reply 512 bytes; this is room for eight.
    package static let longestText = 4 << 10

    /// A mail system's message without codes, in a form that nobody knows: its words may still say it all. The only address that they name is
    /// the recipient.
    mutating func failureInWords(of text: ReadableText, _ reading: ReportReading, _ source: VerdictSource) -> Diagnosis? {
        guard reading.reports.isEmpty, reading.layout == nil, isFromMailDaemon(text), !isPretended(text) else { return nil }
        guard text.bytes.count <= Self.longestText || text.sections.contains(where: { $0.kind == .header }) else { return nil }
        var report = reading.nameless
        report.finalRecipient = reading.loneAddress ?? onlyRecipient(of: reading.returned, in: text) ?? recipientInSubject(of: text)
        let diagnosis = diagnosis(for: report, layout: nil, kind: .failure, source: source)
        // "Your mailbox a@example.org is nearly full", to a@example.org: nothing of theirs came back.
        if report.finalRecipient == nil, diagnosis.cause.family == "mailbox", namesItsReceiver(text) { return nil }
        // Not the words of news.
        if diagnosis.isSaidInWords, diagnosis.cause.family != "notice" { return diagnosis }
        // What a daemon writes about one address, without wanting an answer, is a report about it, in whatever language.
        return report.finalRecipient != nil && diagnosis.cause.family != "notice" && hasNullReversePath(text) ? diagnosis : nil
    }
}

extension Diagnosis {
    /// Words decide, and a rule is sure enough of them.
    var isSaidInWords: Bool { rule != nil && !evidence.isEmpty && confidence >= 0.5 }
}
