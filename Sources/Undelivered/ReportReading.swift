import DeliveryTypes
import MailReading
import RuleEngine

/// What one mail says about its recipients, whoever said it: the standard parts, a layout, or plain words.
struct ReportReading {
    var reports: [DeliveryReport] = []
    /// Row of `RuleSet.layouts`.
    var layout: Int?
    /// The text for people, up to the returned message: evidence where no report has words of its own.
    var explanation: TextRange?
    /// The standard parts of RFC 3464 were there.
    var hasStatusPart = false
    /// Nothing but the generic reader found the recipients.
    var isGuessed = false
}

extension DiagnosisSession {
    mutating func readReport(_ contents: MessageContents) -> ReportReading {
        var reading = ReportReading()
        let layoutReading = readLayout(contents)
        reading.layout = layoutReading?.layout
        let returnedStart = layoutReading?.returnedStart
        reading.explanation = explanation(of: contents.text, until: returnedStart)
        let standard = contents.deliveryReports.filter { $0.finalRecipient != nil || $0.originalRecipient != nil }
        reading.hasStatusPart = !contents.deliveryReports.isEmpty
        if !standard.isEmpty {
            reading.reports = merge(standard, with: layoutReading, in: contents.text)
        } else if let layoutReading, !layoutReading.reports.isEmpty {
            reading.reports = layoutReading.reports
            if let status = contents.deliveryReports.first {
                for index in reading.reports.indices { reading.reports[index].fillGaps(from: status) }
            }
        } else {
            reading.reports = recipientsOfHeaders(contents.text, layoutReading)
        }
        if reading.reports.isEmpty {
            var generic = GenericReader(text: contents.text, end: returnedStart)
            reading.reports = generic.result()
            reading.isGuessed = true
            if let layoutReading {
                for index in reading.reports.indices { reading.reports[index].fillGaps(from: layoutReading.common) }
                if reading.reports.isEmpty, layoutReading.takesReturnedRecipient { reading.reports = returnedRecipients(contents.text, layoutReading.common) }
            }
        }
        return reading
    }

    /// The best recognised layout that finds something; otherwise the best one, for what it says of the mail's kind.
    private mutating func readLayout(_ contents: MessageContents) -> LayoutReading? {
        var first: LayoutReading?
        for layout in matching.recognisedLayouts().prefix(4) {
            let reading = matching.read(layout: layout, text: contents.text)
            let found = reading.reports.contains { $0.finalRecipient != nil || $0.diagnosticText != nil }
            if found || (!contents.deliveryReports.isEmpty && reading.common.diagnosticText != nil) { return reading }
            if first == nil { first = reading }
        }
        return first
    }

    private func merge(_ standard: [DeliveryReport], with layout: LayoutReading?, in text: ReadableText) -> [DeliveryReport] {
        guard let layout else { return standard }
        return standard.map { report in
            var merged = report
            let twin = layout.reports.first { other in
                text.isSameAddress(report.finalRecipient, other.finalRecipient) || text.isSameAddress(report.originalRecipient, other.finalRecipient)
            }
            if let twin {
                merged.fillGaps(from: twin)
            } else if standard.count == 1, layout.reports.count == 1 {
                merged.fillGaps(from: layout.reports[0])
            }
            merged.fillGaps(from: layout.common)
            return merged
        }
    }

    /// `X-Failed-Recipients` and what else the layout names.
    private func recipientsOfHeaders(_ text: ReadableText, _ layout: LayoutReading?) -> [DeliveryReport] {
        var names = [MailFields.failedRecipients]
        if let layout { names = rules.numbers(rules.layouts[layout.layout].recipientHeaders) + names }
        var reports: [DeliveryReport] = []
        for section in text.sections where section.kind == .header && names.contains(section.fieldName) {
            for address in text.addresses(in: section.range) {
                guard !reports.contains(where: { text.isSameAddress($0.finalRecipient, address) }) else { continue }
                var report = DeliveryReport()
                report.finalRecipient = address
                if let layout { report.fillGaps(from: layout.common) }
                reports.append(report)
            }
        }
        return reports
    }

    private func returnedRecipients(_ text: ReadableText, _ common: DeliveryReport) -> [DeliveryReport] {
        var reports: [DeliveryReport] = []
        for section in text.sections where section.kind == .returnedHeader && section.fieldName == MailFields.to {
            for address in text.addresses(in: section.range) {
                var report = common
                report.finalRecipient = address
                reports.append(report)
            }
        }
        return reports
    }

    private func explanation(of text: ReadableText, until end: Int?) -> TextRange? {
        guard let body = text.sections.first(where: { $0.kind == .body && !$0.range.isEmpty }) else { return nil }
        let limit = min(Int(body.range.end), end ?? .max, Int(body.range.start) + 4096)
        return TextRange(Int(body.range.start)..<max(Int(body.range.start), limit))
    }
}

extension ReadableText {
    /// True where both are known and equal but for the case of their letters.
    func isSameAddress(_ left: TextRange?, _ right: TextRange?) -> Bool {
        guard let left, let right else { return false }
        let bytes = bytes.span
        let first = AddressText.addressRange(in: bytes, left.range)
        let second = AddressText.addressRange(in: bytes, right.range)
        guard first.count == second.count, !first.isEmpty else { return false }
        return (0..<first.count).allSatisfy { bytes.lowerByte(at: first.lowerBound + $0) == bytes.lowerByte(at: second.lowerBound + $0) }
    }

    /// The addresses of a comma-separated list.
    func addresses(in range: TextRange) -> [TextRange] {
        let bytes = bytes.span
        var found: [TextRange] = []
        var start = Int(range.start)
        while start < Int(range.end) {
            let end = bytes.firstOffset(of: UInt8(ascii: ","), in: start..<Int(range.end)) ?? Int(range.end)
            let address = AddressText.addressRange(in: bytes, start..<end)
            if bytes.firstOffset(of: UInt8(ascii: "@"), in: address) != nil { found.append(TextRange(address)) }
            start = end + 1
        }
        return found
    }
}
