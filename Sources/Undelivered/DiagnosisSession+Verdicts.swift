import DeliveryTypes
public import MailReading
import RuleEngine

/// Answers in numbers: no text is made, and once the session is warm, replies need no memory.
extension DiagnosisSession {
    /// What one SMTP reply, or one line of any text that explains a failure, says.
    ///
    /// - Parameter bytes: UTF-8; bytes that are none match nothing.
    public mutating func verdict(forReply bytes: Span<UInt8>) -> Verdict {
        verdict(ofReplyIn: 0..<bytes.count, of: bytes)
    }

    /// What each of many replies says, one call of `body` for each, in their order.
    ///
    ///     session.forEachVerdict(ofReplies: bytes.span, offsets: offsets.span) { index, verdict in … }
    ///
    /// - Parameters:
    ///   - bytes: the replies one behind the other, in UTF-8.
    ///   - offsets: where each reply begins, and behind the last one where it ends: one offset more than there are replies,
    ///     the layout of Apache Arrow's strings. An offset that lies outside, or before the one before it, is moved there.
    ///   - body: takes the index of the reply, from 0.
    public mutating func forEachVerdict(ofReplies bytes: Span<UInt8>, offsets: Span<Int32>, _ body: (Int, Verdict) -> Void) {
        var start = offsets.isEmpty ? 0 : Self.place(offsets[0], from: 0, in: bytes)
        for index in 0..<max(offsets.count - 1, 0) {
            let end = Self.place(offsets[index + 1], from: start, in: bytes)
            body(index, verdict(ofReplyIn: start..<end, of: bytes))
            start = end
        }
    }

    /// The same for offsets of 64 bits, the layout of Apache Arrow's large strings.
    public mutating func forEachVerdict(ofReplies bytes: Span<UInt8>, offsets: Span<Int64>, _ body: (Int, Verdict) -> Void) {
        var start = offsets.isEmpty ? 0 : Self.place(offsets[0], from: 0, in: bytes)
        for index in 0..<max(offsets.count - 1, 0) {
            let end = Self.place(offsets[index + 1], from: start, in: bytes)
            body(index, verdict(ofReplyIn: start..<end, of: bytes))
            start = end
        }
    }

    /// What `bytes`, one mail, says about deliveries: one call of `body` for each recipient that it names, in its order; none for a mail
    /// that is not about a delivery.
    ///
    /// - Returns: what the mail is.
    /// - Throws: `MessageError` for an empty mail or one beyond the limits; everything else is read as far as it goes.
    @discardableResult
    public mutating func forEachVerdict(ofMail bytes: Span<UInt8>, _ body: (Verdict) -> Void) throws(MessageError) -> MailKind {
        try reader.read(bytes)
        let contents = reader.contents
        // Few mails are passed on by people, and those take the long way.
        if mayPassOn(contents), let answer = diagnosisOfPassedOn(in: contents, bytes) {
            for diagnosis in answer.diagnoses { body(diagnosis.verdict) }
            return answer.kind
        }
        let mail = read(contents, around: [])
        guard mail.kind != .notABounce else {
            guard let only = failureInWords(of: contents.text, mail.reading, mail.source) else { return mail.kind }
            body(only.verdict)
            return .failure
        }
        for (index, report) in mail.reports.enumerated() {
            judge(
                report, layout: mail.reading.layout, kind: mail.kind, source: mail.source, in: mail.source.text.bytes.span,
                isNext: index > 0)
            body(judgement.verdict)
        }
        return mail.kind
    }

    private static func place(_ offset: some FixedWidthInteger, from start: Int, in bytes: Span<UInt8>) -> Int {
        min(max(Int(clamping: offset), start), bytes.count)
    }

    private mutating func verdict(ofReplyIn range: Range<Int>, of bytes: Span<UInt8>) -> Verdict {
        // Ranges of texts are 32 bits wide; what a reply says stands in its first bytes.
        let reply = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longestReply))
        if LogCoding.isUsed(in: reply, 0..<reply.count) {
            var plain: [UInt8] = []
            for offset in 0..<reply.count { plain.append(reply.byte(at: offset)) }
            LogCoding.undo(in: &plain, 0..<plain.count)
            return verdict(ofReplyIn: 0..<plain.count, of: plain.span)
        }
        let words = ReadWords(in: reply, 0..<reply.count)
        matching.readWords(words.quoted?.reply.range ?? 0..<reply.count, in: reply)
        memory.ask(words, in: reply)
        matching.appendFoundPatterns(to: &memory.question)
        if let verdict = memory.answer { return verdict }
        matching.beginMail()
        var report = DeliveryReport()
        report.diagnosticText = TextRange(0..<reply.count)
        judge(report, layout: nil, kind: .failure, source: VerdictSource(text: ReadableText(), inputSize: 0), in: reply, known: words)
        if !matching.hasReadAgain { memory.note(judgement.verdict) }
        return judgement.verdict
    }

    private static let longestReply = 1 << 30
}
