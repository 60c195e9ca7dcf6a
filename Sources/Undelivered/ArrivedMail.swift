import DeliveryTypes
public import MailReading
import RuleEngine

extension DiagnosisSession {
    /// Who filed away a mail that did arrive: the recipient's own settings, a filter, an administrator's policy.
    ///
    /// - Parameter bytes: the mail as it lies in the junk folder, or its header alone. Offsets of evidence count in it.
    /// - Throws: `MessageError` for nothing at all or more than the limits allow.
    public mutating func diagnosis(forArrivedMail bytes: [UInt8]) throws(MessageError) -> Diagnosis {
        try reader.read(bytes.span)
        let header = headerRange(of: bytes)
        var text = ReadableText(verbatim: bytes[header], at: header.lowerBound)
        var circumstances = Circumstances()
        if !header.isEmpty { circumstances.words = [TextRange(0..<header.count)] }
        // Words that are encoded in the header stand there decoded once more.
        let decoded = reader.contents.text
        if let subject = decoded.sections.first(where: { $0.kind == .header && $0.fieldName == MailFields.subject }) {
            circumstances.words.append(text.addValue("Subject: " + decoded.bytes.span.string(in: subject.range.range)))
        }
        circumstances.symptoms = [text.addValue("arrived=yes")]
        circumstances.isExclusive = true
        matching.beginMail()
        trace = ReadingTrace(reading: .arrivedMail)
        let source = VerdictSource(text: text, inputSize: bytes.count, mailSize: nil, day: day(of: decoded), circumstances: circumstances)
        var report = DeliveryReport()
        report.action = .delivered
        var diagnosis = diagnosis(for: report, layout: nil, kind: .failure, source: source)
        // What was quoted from a decoded copy has no place of its own.
        diagnosis.evidence = diagnosis.evidence.filter { !$0.range.isEmpty }.map {
            Evidence(field: "header", text: $0.text, range: $0.range)
        }
        if diagnosis.openQuestions != nil {
            // Who has the mail in hand is not asked how it was sent.
            let known = ["arrived=yes", "junk-folder=found", "recipient-sees=junk", "returned-mail=no", "when=later", "webmail=unknown"]
            diagnosis.openQuestions = QuestionSource(rules: rules, known: known, isTextMissing: true)
        }
        return diagnosis
    }

    /// From the first field to the end of the last one, in the input; no header is longer than this.
    private func headerRange(of bytes: [UInt8]) -> Range<Int> {
        let fields = reader.contents.fields
        guard let first = fields.first, let last = fields.last else { return 0..<0 }
        let start = Int(first.name.start)
        let end = min(Int(last.value.end), bytes.count, start + 256 << 10)
        return start..<max(start, end)
    }
}

extension Diagnoser {
    /// Who filed away a mail that did arrive; see `DiagnosisSession.diagnosis(forArrivedMail:)`.
    public func diagnosis(forArrivedMail bytes: [UInt8]) throws(MessageError) -> Diagnosis {
        var session = DiagnosisSession(self)
        return try session.diagnosis(forArrivedMail: bytes)
    }
}
