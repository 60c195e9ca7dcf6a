import DeliveryTypes
import MailReading
import RuleEngine

/// What one mail says about its recipients, whoever said it: the standard parts, a layout, or plain words.
struct ReportReading {
    var reports: [DeliveryReport] = []
    /// Row of `RuleSet.layouts`.
    var layout: Int?
    /// The layout counts only with a recipient and a reason: see `LayoutRecord.needsReason`.
    var isWeak = false
    /// The text for people, up to the returned message: evidence where no report has words of its own.
    var explanation: TextRange?
    /// The standard parts of RFC 3464 were there.
    var hasStatusPart = false
    /// The layout found a recipient or words, not only a phrase that it is known by.
    var hasLayoutReport = false
    /// Nothing but the generic reader found the recipients.
    var isGuessed = false
    /// The only address in a text without replies, where nothing else names a recipient.
    var loneAddress: TextRange?
    /// What is said where no recipient is named.
    var nameless = DeliveryReport()
    /// Header fields of the returned message, from its own part or from behind a marker line.
    var returned: [ReadableText.Section] = []
}

extension DiagnosisSession {
    /// - Parameter trustsWeakMarks: see `LayoutRecord.needsReason`.
    mutating func readReport(_ contents: MessageContents, trustsWeakMarks: Bool = true) -> ReportReading {
        var reading = ReportReading()
        let text = contents.text
        let layout = readLayout(contents, trustsWeakMarks: trustsWeakMarks)
        reading.layout = layout?.layout
        reading.isWeak = layout.map { rules.layouts[$0.layout].needsReason } ?? false
        reading.hasLayoutReport = layout.map { $0.common.diagnosticText != nil || !$0.reports.isEmpty } ?? false
        let returnedStart = layout?.returnedStart ?? ReturnedMessageMark.find(in: text)
        reading.returned = returnedHeaders(text, from: returnedStart)
        reading.explanation = explanation(of: text, until: returnedStart)
        reading.hasStatusPart = !contents.deliveryReports.isEmpty
        var named = contents.deliveryReports.filter { $0.finalRecipient != nil || $0.originalRecipient != nil }
        for index in named.indices { named[index].forgetSuccess(in: text) }
        let standard = namingMembers(named, in: text)
        if !standard.isEmpty {
            reading.reports = merge(standard, with: layout, in: text, isCopy: contents.parts.count == 1)
            nameRecipient(of: &reading, text, until: returnedStart)
            addWordsOfText(to: &reading, text, until: returnedStart)
        } else {
            reading.reports = (layout?.reports ?? []).filter { !isPostmasterToAsk($0, in: text) }
            if reading.isWeak { readWeak(&reading, text, until: returnedStart) }
            let isFailure = !reading.isWeak && isLayout(layout, of: .failure)
            if reading.reports.isEmpty { reading.reports = recipientsOfHeaders(text, layout) }
            if reading.reports.isEmpty, layout == nil || isFailure && layout?.common.diagnosticText == nil {
                var generic = GenericReader(text: text, returned: reading.returned, end: returnedStart)
                reading.reports = generic.result()
                reading.loneAddress = generic.loneAddress
                if reading.reports.isEmpty { reading.nameless.diagnosticText = generic.announcedReply }
                reading.isGuessed = !(generic.areOnlyMentioned && isFailure)
            }
            if reading.reports.isEmpty { reading.reports = complainant(contents) }
            if reading.reports.isEmpty, reading.hasStatusPart || isFailure || layout?.takesReturnedRecipient ?? false {
                reading.isGuessed = false
                reading.reports = returnedRecipients(text, reading.returned, isTrusted: layout?.takesReturnedRecipient ?? false)
                if reading.reports.isEmpty, isFailure, let address = reading.loneAddress {
                    reading.reports = [DeliveryReport()]
                    reading.reports[0].finalRecipient = address
                }
            }
            for index in reading.reports.indices {
                if let layout { reading.reports[index].fillGaps(from: layout.common) }
                if let status = contents.deliveryReports.first { reading.reports[index].fillGaps(from: status) }
            }
            if let layout { reading.nameless.fillGaps(from: layout.common) }
            if let status = contents.deliveryReports.first { reading.nameless.fillGaps(from: status) }
        }
        for index in reading.reports.indices { reading.reports[index].forgetRedactedAddresses(in: text) }
        return reading
    }

    /// "For further assistance, please send mail to postmaster@example.jp": also where a list of recipients would have such a line.
    private func isPostmasterToAsk(_ report: DeliveryReport, in text: ReadableText) -> Bool {
        let bytes = text.bytes.span
        guard report.diagnosticText == nil, let address = report.finalRecipient, bytes.hasWord("postmaster@", at: Int(address.start)) else {
            return false
        }
        let start = Int(address.start)
        return AddressContext.isAboutHelp(bytes, bytes.lineStart(before: start)..<start)
    }

    /// Of a layout with weak marks: lists beside replies are surer than labels and sentences, and the mail's own sender and receiver are
    /// named by many labels. An address that only stands somewhere is anybody's.
    private func readWeak(_ reading: inout ReportReading, _ text: ReadableText, until end: Int?) {
        let bytes = text.bytes.span
        let own = Set(text.ownAddresses.map { text.addressHash($0) })
        reading.reports.removeAll { report in
            guard let address = report.finalRecipient, !bytes.hasWord("postmaster@", at: Int(address.start)) else { return true }
            return own.contains(text.addressHash(address)) || AddressContext.isLabelled(Int(address.start), bytes)
        }
        var generic = GenericReader(text: text, returned: reading.returned, end: end)
        let found = generic.result()
        let named = Set(reading.reports.compactMap(\.finalRecipient).map { text.addressHash($0) })
        let isSure = generic.areAllListed || found.allSatisfy { $0.finalRecipient.map { named.contains(text.addressHash($0)) } ?? false }
        let haveWords = found.allSatisfy { report in report.diagnosticText.map { text.hasWords($0) } ?? false }
        if !found.isEmpty, found.count >= reading.reports.count, isSure, haveWords { reading.reports = found }
    }

    /// Who called the mail spam or wants no more of it (RFC 5965 section 3.2), or who read it (RFC 8098 section 3.2.4).
    private func complainant(_ contents: MessageContents) -> [DeliveryReport] {
        let fields = contents.feedbackFields.filter { ReportFields.complainants.contains($0.nameHash) }
        let readers = contents.dispositionFields.filter { $0.nameHash == ReportFields.finalRecipient }
        return (fields + readers).filter { !$0.value.isEmpty }.map { field in
            var report = DeliveryReport()
            report.finalRecipient = field.value
            return report
        }
    }

    /// Where the only recipient of a standard report is a host, a program or a file, the text for people may name who was written to.
    private func nameRecipient(of reading: inout ReportReading, _ text: ReadableText, until end: Int?) {
        guard reading.reports.count == 1, text.isNobody(reading.reports[0].finalRecipient),
            !text.isAddress(reading.reports[0].originalRecipient)
        else { return }
        var generic = GenericReader(text: text, returned: reading.returned, end: end)
        let found = generic.result()
        if found.count == 1 { reading.reports[0].finalRecipient = found[0].finalRecipient }
    }

    /// Where a standard report has no words of its own, the text for people may have the server's.
    private func addWordsOfText(to reading: inout ReportReading, _ text: ReadableText, until end: Int?) {
        let lacksWords = { (report: DeliveryReport) in report.diagnosticText.map { text.beginsLongReply($0) } ?? true }
        guard reading.reports.contains(where: { lacksWords($0) && ($0.action ?? .failed) == .failed }) else { return }
        var generic = GenericReader(text: text, returned: [], end: end)
        let found = generic.result().filter { $0.diagnosticText != nil }
        for index in reading.reports.indices where lacksWords(reading.reports[index]) {
            let report = reading.reports[index]
            let twin = found.first {
                text.isSameAddress($0.finalRecipient, report.finalRecipient)
                    || text.isSameAddress($0.finalRecipient, report.originalRecipient)
            }
            guard let twin else { continue }
            reading.reports[index].takeWholeReply(of: twin, in: text)
            reading.reports[index].fillGaps(from: twin)
        }
    }

    private func isLayout(_ layout: LayoutReading?, of kind: LayoutKindNumber) -> Bool {
        guard let layout else { return false }
        return rules.layouts[layout.layout].kind == kind.rawValue
    }

    /// From the returned message's own part, otherwise from behind the line that announces it in the text for people.
    private func returnedHeaders(_ text: ReadableText, from start: Int?) -> [ReadableText.Section] {
        let own = text.sections.filter { $0.kind == .returnedHeader }
        let enclosed = text.sections.first { $0.kind == .enclosed }.map { Int($0.range.start) }
        guard own.isEmpty, let start = start ?? enclosed else { return own }
        let bytes = text.bytes.span
        var fields: [HeaderField] = []
        var line = start
        // Between the marker and the header stand blank lines, and the marker itself.
        for _ in 0..<6 where fields.isEmpty && line < bytes.count {
            let end = bytes.firstOffset(of: 0x0A, in: line..<bytes.count) ?? bytes.count
            if !bytes.trimmed(line..<end).isEmpty {
                _ = MessageReader.readHeaderBlock(in: bytes, line..<bytes.count, into: &fields)
                if fields.count < 2 { fields = [] }
            }
            line = end + 1
        }
        // A mail system's own header, which a program put above the bounce that somebody answers, is not that of what came back.
        let isBounce = fields.contains { $0.nameHash == MailFields.from && Self.namesMailSystem(bytes, $0.value.range) }
        return isBounce ? [] : fields.map { ReadableText.Section(kind: .returnedHeader, range: $0.value, fieldName: $0.nameHash) }
    }

    /// The best recognised layout that finds something; otherwise the best one, for what it says of the mail's kind.
    private mutating func readLayout(_ contents: MessageContents, trustsWeakMarks: Bool) -> LayoutReading? {
        var first: LayoutReading?
        let recognised = matching.recognisedLayouts(in: contents.text)
        let weak = recognised.firstIndex { rules.layouts[$0].needsReason } ?? recognised.endIndex
        for layout in recognised[..<weak].prefix(4) + recognised[weak...].prefix(trustsWeakMarks ? 2 : 0) {
            if first != nil, rules.layouts[layout].needsReason, !isLayout(first, of: .autoReply) { break }
            let reading = matching.read(layout: layout, text: contents.text)
            let found = reading.reports.contains { $0.finalRecipient != nil || $0.diagnosticText != nil }
            if found || (!contents.deliveryReports.isEmpty && reading.common.diagnosticText != nil) { return reading }
            if first == nil { first = reading }
        }
        return first
    }

    /// What a layout found fills the gaps of the standard report about the same recipient.
    ///
    /// - Parameter isCopy: the fields stand in a text, which people may have cut: recipients that only the words name count as well.
    private func merge(
        _ standard: [DeliveryReport], with layout: LayoutReading?, in text: ReadableText, isCopy: Bool
    ) -> [DeliveryReport] {
        guard let layout else { return standard }
        var left = layout.reports
        var merged: [DeliveryReport] = []
        for report in standard {
            var report = report
            let number = report.diagnosticText.flatMap { text.isNumber($0) ? $0 : nil }
            // An exit status ("X-Unix; 77") is no explanation where the text has one.
            if number != nil { report.diagnosticText = nil }
            let twin = left.firstIndex { other in
                text.isSameAddress(report.finalRecipient, other.finalRecipient)
                    || text.isSameAddress(report.originalRecipient, other.finalRecipient)
            }
            if let twin {
                let other = left.remove(at: twin)
                report.takeWholeReply(of: other, in: text)
                report.fillGaps(from: other)
            } else if left.count == 1, standard.count == 1 || !text.isAddress(report.finalRecipient) {
                let other = left.removeFirst()
                // A program or a file is where delivery ended, not who was written to.
                if !text.isAddress(report.finalRecipient) { report.finalRecipient = other.finalRecipient ?? report.finalRecipient }
                report.fillGaps(from: other)
            }
            report.fillGaps(from: layout.common)
            report.diagnosticText = report.diagnosticText ?? number
            merged.append(report)
        }
        guard isCopy, isLayout(layout, of: .failure) else { return merged }
        return left.filter { text.isAddress($0.finalRecipient) && $0.diagnosticText != nil } + merged
    }

    /// `X-Failed-Recipients` and what else the layout names.
    private func recipientsOfHeaders(_ text: ReadableText, _ layout: LayoutReading?) -> [DeliveryReport] {
        var names = [MailFields.failedRecipients]
        if let layout { names = rules.numbers(rules.layouts[layout.layout].recipientHeaders) + names }
        var reports: [DeliveryReport] = []
        for section in text.sections where section.kind == .header && names.contains(section.fieldName) {
            // Words, and no list: what comes after the first address tells of somebody else.
            let isWords = section.fieldName == MailFields.subject
            let addresses =
                isWords
                ? Array(MentionedAddresses.find(in: text.bytes.span, section.range.range).prefix(1)) : text.addresses(in: section.range)
            for address in addresses {
                guard !reports.contains(where: { text.isSameAddress($0.finalRecipient, address) }) else { continue }
                var report = DeliveryReport()
                report.finalRecipient = address
                reports.append(report)
            }
        }
        return reports
    }

    /// The recipient of the returned message, where it has only one; of several nobody knows which failed, unless the layout says all did.
    private func returnedRecipients(_ text: ReadableText, _ returned: [ReadableText.Section], isTrusted: Bool) -> [DeliveryReport] {
        let addresses = returned.filter { $0.fieldName == MailFields.to }.flatMap { text.addresses(in: $0.range) }
        let isKnown = addresses.count == 1 || isTrusted && !addresses.isEmpty
        return (isKnown ? addresses : []).map { address in
            var report = DeliveryReport()
            report.finalRecipient = address
            return report
        }
    }

    private func explanation(of text: ReadableText, until end: Int?) -> TextRange? {
        guard let body = text.sections.first(where: { $0.kind == .body && !$0.range.isEmpty }) else { return nil }
        let limit = min(Int(body.range.end), end ?? .max, Int(body.range.start) + 4096)
        return TextRange(Int(body.range.start)..<max(Int(body.range.start), limit))
    }
}

extension DeliveryReport {
    /// What failed, or waits, has no code of success: some relays put the reply that took the mail in into the report (`250 OK`, `Status: 2.0.0`).
    fileprivate mutating func forgetSuccess(in text: ReadableText) {
        guard action == .failed || action == .delayed else { return }
        if status?.class == 2 { (status, statusRange) = (nil, nil) }
        if let words = diagnosticText, ReplyCodes(scanning: text.bytes.span, in: words.range).code?.severity == 2 { diagnosticText = nil }
    }

    /// Some systems put only the first line of a reply into the report, and all of it into the text: `550-First line`.
    fileprivate mutating func takeWholeReply(of other: DeliveryReport, in text: ReadableText) {
        guard let words = diagnosticText, let whole = other.diagnosticText, text.beginsLongReply(words) else { return }
        let bytes = text.bytes.span
        let (own, others) = (bytes.trimmed(words.range), bytes.trimmed(whole.range))
        guard others.count > own.count, bytes.areEqualIgnoringCase(own.prefix(3), others.prefix(3)) else { return }
        diagnosticText = whole
    }
}

extension ReadableText {
    /// One line, `550-…`: its reply goes on (RFC 5321 section 4.2.1).
    fileprivate func beginsLongReply(_ words: TextRange) -> Bool {
        let bytes = bytes.span
        let range = bytes.trimmed(words.range)
        return ReplyCode(digitsAt: range.lowerBound, in: bytes) != nil && bytes.byte(at: range.lowerBound + 3) == UInt8(ascii: "-")
            && bytes.firstOffset(of: 0x0A, in: range) == nil
    }

    /// True where both are known and equal but for the case of their letters.
    func isSameAddress(_ left: TextRange?, _ right: TextRange?) -> Bool {
        guard let left, let right else { return false }
        let bytes = bytes.span
        let first = AddressText.addressRange(in: bytes, left.range)
        let second = AddressText.addressRange(in: bytes, right.range)
        return !first.isEmpty && bytes.areEqualIgnoringCase(first, second)
    }

    /// Those of the mail's own sender and receivers.
    var ownAddresses: [TextRange] {
        sections.filter { $0.kind == .header && [MailFields.from, MailFields.to].contains($0.fieldName) }.flatMap {
            addresses(in: $0.range)
        }
    }

    /// The same for addresses that differ in the case of their letters: where there are thousands they must not be compared pairwise.
    func addressHash(_ range: TextRange) -> UInt32 {
        let bytes = bytes.span
        return FieldName.hash(bytes, in: AddressText.addressRange(in: bytes, range.range))
    }

    /// More than a code: eight letters.
    func hasWords(_ range: TextRange) -> Bool {
        let bytes = bytes.span
        return range.range.count { ASCII.isLetter(bytes.byte(at: $0)) || bytes.byte(at: $0) >= 0x80 } >= 8
    }

    /// `@mx.example.jp`, `|/bin/program user@example.jp`, `/var/mail/user`.
    func isNobody(_ range: TextRange?) -> Bool {
        guard let range else { return false }
        let bytes = bytes.span
        let address = AddressText.addressRange(in: bytes, range.range)
        return !address.isEmpty && "@|/\"".utf8.contains(bytes.byte(at: address.lowerBound))
    }

    /// A local part, an @ and a domain; not `|/bin/program user@domain`, not `@route`.
    func isAddress(_ range: TextRange?) -> Bool {
        guard let range else { return false }
        let bytes = bytes.span
        let address = AddressText.addressRange(in: bytes, range.range)
        guard let at = bytes.firstOffset(of: UInt8(ascii: "@"), in: address), at > address.lowerBound else { return false }
        let first = bytes.byte(at: address.lowerBound)
        return first != UInt8(ascii: "|") && first != UInt8(ascii: "/")
    }

    func isNumber(_ range: TextRange) -> Bool {
        range.range.allSatisfy { bytes.indices.contains($0) && ASCII.isDigit(bytes[$0]) }
    }

    /// The addresses of a comma-separated list, or of words: `Rejected posting to list@example.org`.
    func addresses(in range: TextRange) -> [TextRange] {
        let bytes = bytes.span
        var found: [TextRange] = []
        var start = Int(range.start)
        while start < Int(range.end) {
            let end = bytes.firstOffset(of: UInt8(ascii: ","), in: start..<Int(range.end)) ?? Int(range.end)
            let address = AddressText.addressRange(in: bytes, start..<end)
            let isQuoted = bytes.byte(at: address.lowerBound) == UInt8(ascii: "\"")
            if !isQuoted, bytes.firstOffset(of: 0x20, in: address) != nil {
                found += MentionedAddresses.find(in: bytes, address)
            } else if bytes.firstOffset(of: UInt8(ascii: "@"), in: address) != nil {
                found.append(TextRange(address))
            }
            start = end + 1
        }
        return found
    }
}
