import DeliveryTypes
import RuleEngine

extension DiagnosisSession {
    /// What one line of a mail server's log says about a delivery that failed or waits; `nil` for every other line.
    ///
    /// Lines are to come in the order of the log: some servers name the recipient in an earlier line than the outcome. Offsets of
    /// evidence count in the line.
    public mutating func diagnosis(forLogLine line: String) -> Diagnosis? {
        var text = ReadableText(verbatim: line.utf8.prefix(64 << 10))
        matching.beginMail()
        matching.scanReport(text)
        for layout in matching.recognisedLayouts(in: text, for: .log) {
            let reading = matching.read(layout: layout, text: text)
            var report = reading.reports.first ?? DeliveryReport()
            report.fillGaps(from: reading.common)
            completeDelivery(&report, in: &text)
            guard report.finalRecipient != nil, let words = report.diagnosticText else { continue }
            plainWords(words.range, in: &text)
            if report.action == nil { report.action = .failed }
            matching.beginMail()
            trace = ReadingTrace(reading: .log)
            let source = VerdictSource(text: text, inputSize: line.utf8.count, mailSize: nil)
            return diagnosis(for: report, layout: layout, kind: .failure, source: source)
        }
        return nil
    }

    /// A line that only begins a delivery is remembered; one that only ends it takes its recipient from there.
    private mutating func completeDelivery(_ report: inout DeliveryReport, in text: inout ReadableText) {
        guard let range = report.delivery?.range else { return }
        let number = text.bytes.span.string(in: range)
        if report.diagnosticText == nil {
            // Deliveries that never end must not fill the memory.
            if openDeliveries.count >= 100_000 { openDeliveries.removeAll() }
            openDeliveries[number] = report.finalRecipient.map { text.bytes.span.string(in: $0.range) }
        } else if report.finalRecipient == nil, let recipient = openDeliveries.removeValue(forKey: number) {
            report.finalRecipient = text.addValue(recipient)
        }
    }

    /// Logs whose fields may hold no spaces write `_` in their place.
    private func plainWords(_ range: Range<Int>, in text: inout ReadableText) {
        guard LogCoding.isUsed(in: text.bytes.span, range) else { return }
        LogCoding.undo(in: &text.bytes, range)
    }
}

/// What some logs do to words because their fields may hold no spaces: `Remote_host_said:_550_No_such_user`.
enum LogCoding {
    /// Whether the most of it is one word with marks in it: a short head may stand before ("delivery 12: failure: ").
    static func isUsed(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let range = bytes.trimmed(bytes.clamped(range))
        var start = range.upperBound
        var marks = 0
        while start > range.lowerBound, bytes.byte(at: start - 1) != 0x20 {
            if bytes.byte(at: start - 1) == UInt8(ascii: "_") { marks += 1 }
            start -= 1
        }
        return marks >= 3 && range.upperBound - start > range.count / 2
    }

    static func undo(in bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range.clamped(to: bytes.indices) where bytes[index] == UInt8(ascii: "_") { bytes[index] = 0x20 }
    }
}
