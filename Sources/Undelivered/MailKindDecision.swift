import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the mail is, by its standard parts, then by the layout that recognised it, then by its header and words.
    func mailKind(of contents: MessageContents, reading: ReportReading) -> MailKind {
        let text = contents.text
        if contents.parts.contains(where: { $0.kind == .feedbackReport && !$0.isEnclosed }) || !contents.feedbackFields.isEmpty {
            return isComplaint(contents) ? .complaint : .notice
        }
        // What a recipient's Sieve rule refuses comes back as a disposition notification (RFC 5429, section 2.2).
        if !contents.dispositionFields.isEmpty {
            guard let layout = reading.layout, rules.layouts[layout].kind == LayoutKindNumber.failure.rawValue else { return .notice }
            return .failure
        }
        // Services that ask senders to prove themselves call that a failure.
        if let layout = reading.layout, rules.layouts[layout].kind == LayoutKindNumber.challenge.rawValue { return .challenge }
        if let kind = kindOfActions(reading) { return kind }
        let isFromSystem = isFromMailSystem(text)
        if let layout = reading.layout {
            let known = kind(of: LayoutKindNumber(rawValue: rules.layouts[layout].kind) ?? .failure)
            // What it says decides: `statesFailure`.
            if reading.isWeak { return known }
            // A person's mail that quotes a system's phrase talks about bounces; a program that answers a bounce quotes it.
            let isTalk =
                !reading.hasLayoutReport && isPersonal(text) || !isFromSystem && isAutomaticReply(text) && isQuoted(reading, in: text)
            guard known == .failure || known == .delay, isTalk else { return known }
        }
        if !isFromSystem, isAutomaticReply(text) { return .autoReply }
        guard reading.reports.isEmpty || !isFromSystem && reading.isGuessed else { return .failure }
        if hasNullReversePath(text), returnsToSender(reading, in: text) || reading.reports.contains(where: { statesRefusal($0, in: text) })
        {
            return .failure
        }
        // Only programs leave the reverse-path empty (RFC 3834 section 3.3), and mail systems are told apart above.
        return !isFromSystem && hasNullReversePath(text) ? .autoReply : .notABounce
    }

    /// All that is known stands in lines that begin with `>`.
    func isQuoted(_ reading: ReportReading, in text: ReadableText) -> Bool {
        let places = reading.reports.compactMap { $0.diagnosticText ?? $0.finalRecipient }
        let bytes = text.bytes.span
        return places.allSatisfy { place in
            let start = bytes.lineStart(before: Int(place.start))
            return bytes.byte(at: bytes.trimmed(start..<max(start, Int(place.end))).lowerBound) == UInt8(ascii: ">")
        }
    }

    /// A reply code and a status code that agree: no automatic letter to a person has both.
    private func statesRefusal(_ report: DeliveryReport, in text: ReadableText) -> Bool {
        guard let words = report.diagnosticText else { return false }
        let codes = ReplyCodes(scanning: text.bytes.span, in: words.range)
        guard let code = codes.code, let status = codes.status else { return false }
        return (code.isPermanent || code.isTransient) && code.severity == status.class
    }

    /// A message in a part of its own goes back to whoever wrote it, and the text names whom it was for.
    private func returnsToSender(_ reading: ReportReading, in text: ReadableText) -> Bool {
        guard !reading.reports.isEmpty else { return false }
        let senders = text.sections.filter { $0.kind == .returnedHeader && $0.fieldName == MailFields.from }
            .flatMap { text.addresses(in: $0.range) }
        let receivers = text.sections.filter { $0.kind == .header && $0.fieldName == MailFields.to }.flatMap {
            text.addresses(in: $0.range)
        }
        return receivers.contains { receiver in senders.contains { text.isSameAddress($0, receiver) } }
    }

    /// A report of failed authentication (RFC 6591) and one that takes a complaint back (RFC 6430) are none.
    private func isComplaint(_ contents: MessageContents) -> Bool {
        let bytes = contents.text.bytes.span
        return !contents.feedbackFields.contains { field in
            field.nameHash == ReportFields.feedbackType
                && (bytes.hasWord("auth-failure", at: Int(field.value.start)) || bytes.hasWord("not-spam", at: Int(field.value.start)))
        }
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
        case .failure, .dialog, .log: .failure
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
    func isFromMailSystem(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        var hasHeader = false
        for section in text.sections where section.kind == .header {
            hasHeader = true
            guard section.fieldName == MailFields.from else { continue }
            if Self.namesMailSystem(bytes, section.range.range) || bytes.hasWord("<>", at: Int(section.range.start)) { return true }
        }
        // A pasted fragment has no header: its words alone must do.
        return !hasHeader
    }

    /// Written by a person, as far as the header tells: by somebody, with a reverse-path, and not by a program.
    func isPersonal(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        var hasSender = false
        for section in text.sections where section.kind == .header {
            switch section.fieldName {
            case MailFields.from:
                if Self.namesMailSystem(bytes, section.range.range) { return false }
                hasSender = hasSender || bytes.firstOffset(of: UInt8(ascii: "@"), in: section.range.range) != nil
            case MailFields.failedRecipients: return false
            case MailFields.autoSubmitted where !bytes.hasWord("no", at: Int(section.range.start)): return false
            default: break
            }
        }
        return hasSender && !hasNullReversePath(text) && !isAutomaticReply(text)
    }

    /// A name that no person has, or one that some have ("postmaster") with a program's marks (RFC 3834 sections 2 and 3.3).
    func isFromMailDaemon(_ text: ReadableText) -> Bool {
        guard isFromMailSystem(text) else { return false }
        let bytes = text.bytes.span
        var hasHeader = false
        for section in text.sections where section.kind == .header {
            hasHeader = true
            switch section.fieldName {
            case MailFields.from:
                if section.range.range.contains(where: { bytes.hasWord("daemon", at: $0) || bytes.hasWord("mail delivery", at: $0) }) {
                    return true
                }
            case MailFields.autoSubmitted:
                if bytes.hasWord("auto-", at: Int(section.range.start)) { return true }
            default: break
            }
        }
        return !hasHeader || hasNullReversePath(text)
    }

    /// Calls itself a mail system and has a link to follow, but by its addresses it is somebody's who wants answers, and no program: lures
    /// about mails that wait are written so.
    func isPretended(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        var isNameOnly = false
        var hasOtherReversePath = false
        for section in text.sections where section.kind == .header {
            let address = AddressText.addressRange(in: bytes, section.range.range)
            switch section.fieldName {
            case MailFields.from:
                isNameOnly = !address.isEmpty && !Self.namesMailSystem(bytes, address)
            case MailFields.returnPath:
                hasOtherReversePath = !address.isEmpty && !Self.namesMailSystem(bytes, address)
            case MailFields.failedRecipients: return false
            case MailFields.autoSubmitted where !bytes.hasWord("no", at: Int(section.range.start)): return false
            default: break
            }
        }
        guard isNameOnly, hasOtherReversePath else { return false }
        return text.sections.contains { section in
            section.kind == .body
                && section.range.range.contains { offset in
                    bytes.byte(at: offset) | 0x20 == UInt8(ascii: "h")
                        && (bytes.hasWord("https://", at: offset) || bytes.hasWord("http://", at: offset))
                }
        }
    }

    static func namesMailSystem(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { offset in
            let letter = bytes.lowerByte(at: offset)
            guard
                letter == UInt8(ascii: "m") || letter == UInt8(ascii: "p") || letter == UInt8(ascii: "b") || letter == UInt8(ascii: "d")
                    || letter == UInt8(ascii: "s")
            else { return false }
            return systemNames.contains { bytes.hasWord($0, at: offset) }
        }
    }

    func hasNullReversePath(_ text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        return text.sections.contains { section in
            guard section.kind == .header, section.fieldName == MailFields.returnPath else { return false }
            let value = bytes.trimmed(section.range.range)
            return value.count == 2 && bytes.byte(at: value.lowerBound) == UInt8(ascii: "<")
        }
    }

    private static var systemNames: [StaticString] {
        [
            "mailer-daemon", "mailerdaemon", "mailer daemon", "postmaster", "mail delivery", "maildelivery", "mail-daemon", "maildaemon",
            "daemon@",
            "bounce", "system administrator", "mail system", "mailsystem", "mail administrator", "mail gateway", "mailscanner",
            "microsoftexchange",
        ]
    }
}
