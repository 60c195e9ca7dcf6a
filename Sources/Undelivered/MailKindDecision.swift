import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the mail is, by its standard parts, then by the layout that recognised it, then by its header and words.
    func mailKind(of contents: MessageContents, reading: ReportReading) -> MailKind {
        let text = contents.text
        if !contents.feedbackFields.isEmpty { return .complaint }
        if !contents.dispositionFields.isEmpty { return .notice }
        if let kind = kindOfActions(reading) { return kind }
        if let layout = reading.layout { return kind(of: LayoutKindNumber(rawValue: rules.layouts[layout].kind) ?? .failure) }
        let isFromSystem = isFromMailSystem(text)
        if !isFromSystem, isAutomaticReply(text) { return .autoReply }
        guard reading.reports.isEmpty || !isFromSystem && reading.isGuessed else { return .failure }
        // Only programs leave the reverse-path empty (RFC 3834 section 3.3), and mail systems are told apart above.
        return !isFromSystem && hasNullReversePath(text) ? .autoReply : .notABounce
    }

    private func kindOfActions(_ reading: ReportReading) -> MailKind? {
        let actions = reading.reports.compactMap(\.action)
        if actions.contains(.failed) { return .failure }
        if actions.contains(.delayed) { return .delay }
        if !actions.isEmpty { return .notice }
        guard reading.hasStatusPart else { return nil }
        return reading.reports.contains { $0.status?.class == 2 } ? .notice : .failure
    }

    private func kind(of number: LayoutKindNumber) -> MailKind {
        switch number {
        case .failure: .failure
        case .delay: .delay
        case .notice: .notice
        case .complaint: .complaint
        case .autoReply: .autoReply
        case .challenge: .challenge
        }
    }

    /// RFC 3834 section 5, and what was usual before it.
    private func isAutomaticReply(_ text: ReadableText) -> Bool {
        text.sections.contains { section in
            guard section.kind == .header else { return false }
            if MailFields.autoReply.contains(section.fieldName) { return true }
            let bytes = text.bytes.span
            if section.fieldName == MailFields.autoSubmitted { return bytes.hasWord("auto-replied", at: Int(section.range.start)) }
            if section.fieldName == MailFields.precedence { return bytes.hasWord("auto_reply", at: Int(section.range.start)) }
            return false
        }
    }

    /// A sender's name that only mail systems bear.
    private func isFromMailSystem(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        var hasHeader = false
        for section in text.sections where section.kind == .header {
            hasHeader = true
            if section.fieldName == MailFields.from {
                let value = bytes.string(in: section.range.range).lowercased()
                if Self.systemNames.contains(where: { value.contains($0) }) { return true }
            }
        }
        // A pasted fragment has no header: its words alone must do.
        return !hasHeader
    }

    private func hasNullReversePath(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        return text.sections.contains { section in
            guard section.kind == .header, section.fieldName == MailFields.returnPath else { return false }
            let value = bytes.trimmed(section.range.range)
            return value.count == 2 && bytes.byte(at: value.lowerBound) == UInt8(ascii: "<")
        }
    }

    private static var systemNames: [String] {
        [
            "mailer-daemon", "mailerdaemon", "postmaster", "mail delivery", "maildelivery", "mail-daemon", "maildaemon", "daemon@",
            "bounce", "system administrator",
        ]
    }
}
