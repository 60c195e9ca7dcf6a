import DeliveryTypes
public import MailReading
import RuleEngine

/// Diagnoses many mails in one thread, keeping its working memory from one to the next.
///
/// The answers are those of the `Diagnoser` that it was made with.
public struct DiagnosisSession: ~Copyable {
    let rules: RuleSet
    let causeList: CauseList
    /// Whether diagnoses tell how they came about (`Diagnosis.decision`). Costs more time than the diagnosis itself.
    public var isExplaining = false
    /// Addresses, or domains alone, to which the user writes: unknown addresses are compared with them for slips of the pen.
    public var knownAddresses: [String] = [] {
        didSet { loweredKnownAddresses = knownAddresses.map { Array($0.lowercased().utf8) } }
    }
    private(set) var loweredKnownAddresses: [[UInt8]] = []
    var trace = ReadingTrace(reading: .reply)
    /// In lower case; see `Diagnoser.ownDomains`.
    let ownDomains: [[UInt8]]
    /// `ParticularCase` of the recipient that is being diagnosed.
    var particularCase: UInt32 = ParticularCase.none
    var reader: MessageReader
    /// Of a log: the recipients of deliveries that have begun, by the log's number.
    var openDeliveries: [String: String] = [:]
    var matching: RuleSession
    /// Of the last recipient.
    var evidence = DeliveryEvidence()
    /// Of the one before, in a list of recipients: see `judge`.
    var evidenceBefore = DeliveryEvidence()
    /// To whom the returned message went and who wrote it, in lower case; nil until a recipient of the mail asks.
    var related: [[UInt8]]?
    /// On the last recipient.
    var judgement = Judgement()
    var memory = VerdictMemory()
    /// The last diagnostic text as it is shown.
    var plainWords = NormalizedText(isFolding: false)

    public init(_ diagnoser: Diagnoser) {
        rules = diagnoser.rules
        causeList = diagnoser.causeList
        ownDomains = diagnoser.ownDomains.map { Diagnoser.domainBytes($0) }.filter { !$0.isEmpty }
        let wanted = diagnoser.rules.wantedHeaders + MailFields.wanted + (ownDomains.isEmpty ? [] : MailFields.ofOrigin)
        reader = MessageReader(limits: diagnoser.limits, wantedFields: WantedFields(hashes: wanted))
        matching = RuleSession(rules: diagnoser.rules)
    }

    /// What `bytes`, one mail, says about deliveries.
    ///
    /// - Throws: `MessageError` for an empty mail or one beyond the limits; everything else is read as far as it goes.
    public mutating func diagnosis(forMail bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        try reader.read(bytes.span)
        return diagnosis(of: reader.contents, bytes.span)
    }

    public mutating func diagnosis(for message: Message) -> MailDiagnosis {
        diagnosis(of: message.contents, message.bytes.span)
    }

    /// A mail that was found inside another one; nil for nothing at all.
    mutating func contents(of passedOn: PassedOnMail) -> MessageContents? {
        let bytes = passedOn.text.bytes
        do throws(MessageError) {
            try reader.read(bytes.span)
            return reader.contents
        } catch {
            return nil
        }
    }

    /// What one SMTP reply, or one line of any text that explains a failure, says. Offsets of evidence count in its UTF-8.
    public mutating func diagnosis(forReply text: String) -> Diagnosis {
        var bytes = Array(text.utf8)
        if LogCoding.isUsed(in: bytes.span, 0..<bytes.count) { LogCoding.undo(in: &bytes, 0..<bytes.count) }
        var readable = ReadableText()
        readable.bytes = bytes
        readable.segments = [.init(text: 0, input: 0, inputCount: UInt32(clamping: bytes.count), isVerbatim: true)]
        matching.beginMail()
        trace = ReadingTrace(reading: .reply)
        var report = DeliveryReport()
        report.diagnosticText = TextRange(bytes.span.trimmed(0..<bytes.count))
        let source = VerdictSource(text: readable, inputSize: bytes.count, mailSize: nil)
        return diagnosis(for: report, layout: nil, kind: .failure, source: source)
    }

    private mutating func diagnosis(of contents: MessageContents, _ input: Span<UInt8>) -> MailDiagnosis {
        if mayPassOn(contents), let answer = diagnosisOfPassedOn(in: contents, input) { return answer }
        return ownDiagnosis(of: contents, around: []).answer
    }

    /// What the mail itself says, whatever mails it encloses, and how it was read.
    mutating func ownDiagnosis(of contents: MessageContents, around: [OuterText]) -> (answer: MailDiagnosis, reading: ReportReading) {
        let mail = read(contents, around: around)
        var answer = MailDiagnosis(kind: mail.kind)
        guard mail.kind != .notABounce else {
            if let only = failureInWords(of: contents.text, mail.reading, mail.source) {
                answer = MailDiagnosis(kind: .failure, diagnoses: [only])
            }
            return (answer, mail.reading)
        }
        let reports = mail.reports
        answer.diagnoses.reserveCapacity(reports.count)
        for (index, report) in reports.enumerated() {
            answer.diagnoses.append(
                diagnosis(for: report, layout: mail.reading.layout, kind: mail.kind, source: mail.source, isNext: index > 0))
        }
        answer.isBackscatter = isBackscatter(mail.reading.returned, in: contents.text)
        return (answer, mail.reading)
    }

    /// What there is to decide on in the mail itself.
    mutating func read(_ contents: MessageContents, around: [OuterText]) -> DeliveryMail {
        matching.beginMail()
        matching.scanReport(contents.text)
        matching.keepForMail()
        var mail = deliveryMail(contents, readReport(contents), around: around)
        if mail.reading.isWeak, !statesFailure(mail) {
            mail = deliveryMail(contents, readReport(contents, trustsWeakMarks: false), around: around)
        }
        if isExplaining { trace = trace(of: contents, mail.reading) }
        return mail
    }

    private func deliveryMail(_ contents: MessageContents, _ reading: ReportReading, around: [OuterText]) -> DeliveryMail {
        let kind = mailKind(of: contents, reading: reading)
        let source = VerdictSource(
            text: contents.text, inputSize: contents.inputSize, mailSize: contents.returnedSize.map(UInt64.init),
            senderDomain: senderDomain(of: contents.text, reading.returned), explanation: reading.explanation,
            otherWords: otherWords(of: reading, in: contents.text), lastWords: lastWords(of: reading), news: news(in: contents),
            around: around, day: day(of: contents.text), returned: reading.returned)
        var mail = DeliveryMail(kind: kind, reading: reading, source: source)
        if reading.reports.isEmpty, kind == .failure || kind == .delay {
            mail.reading.nameless.finalRecipient = reading.nameless.finalRecipient ?? recipientInSubject(of: contents.text)
        }
        return mail
    }

    /// In somebody's own form all is about its one recipient: where the words that are given as the reason say nothing, the others may, and then the subject.
    private func otherWords(of reading: ReportReading, in text: ReadableText) -> TextRange? {
        guard reading.isWeak, reading.reports.count == 1 else { return nil }
        guard reading.reports[0].diagnosticText == nil else { return reading.explanation }
        return text.sections.first { $0.kind == .header && $0.fieldName == MailFields.subject }?.range
    }

    /// What a report about one recipient says around its reason: the transcript of a program that failed, a second reply.
    private func lastWords(of reading: ReportReading) -> TextRange? {
        reading.reports.count == 1 && reading.reports[0].diagnosticText != nil ? reading.explanation : nil
    }

    /// Whether the words name a recipient, neither the mail's own sender nor its receiver, and say why he did not get the message: a server's
    /// refusal, or words that some rule understands. They are not all quoted.
    private mutating func statesFailure(_ mail: DeliveryMail) -> Bool {
        guard mail.kind == .failure || mail.kind == .delay, !isQuoted(mail.reading, in: mail.source.text) else { return false }
        let text = mail.source.text
        let own = text.ownAddresses
        return mail.reading.reports.prefix(Self.mostAsked).contains { report in
            guard let address = report.finalRecipient, text.isAddress(address), !own.contains(where: { text.isSameAddress($0, address) })
            else { return false }
            let diagnosis = diagnosis(for: report, layout: mail.reading.layout, kind: .failure, source: mail.source)
            if let code = diagnosis.replyCode, code.isPermanent || code.isTransient { return true }
            return diagnosis.isSaidInWords && (diagnosis.cause.family != "notice" || diagnosis.cause.id == "notice.suppressed")
        }
    }

    /// Of a list of recipients: that none of so many has a reason is enough to know.
    private static let mostAsked = 8

    /// The domain that the returned message came from.
    private func senderDomain(of text: ReadableText, _ returned: [ReadableText.Section]) -> TextRange? {
        for name in [MailFields.returnPath, MailFields.from] {
            for section in returned where section.fieldName == name {
                let bytes = text.bytes.span
                let address = AddressText.addressRange(in: bytes, section.range.range)
                guard let at = bytes.firstOffset(of: UInt8(ascii: "@"), in: address) else { continue }
                return TextRange(at + 1..<address.upperBound)
            }
        }
        return nil
    }
}

/// Fields of reports that the diagnosis itself looks at.
enum ReportFields {
    static let feedbackType = FieldName.hash("feedback-type".utf8)
    static let complainants = ["original-rcpt-to", "removed-recipient"].map { FieldName.hash($0.utf8) }
    static let finalRecipient = FieldName.hash("final-recipient".utf8)
    static let action = FieldName.hash("action".utf8)
    static let disposition = FieldName.hash("disposition".utf8)
}

/// A mail that was read and not yet decided on.
struct DeliveryMail {
    var kind: MailKind
    var reading: ReportReading
    var source: VerdictSource

    /// One for each recipient. A mail that names nobody still says what it says.
    var reports: [DeliveryReport] { reading.reports.isEmpty ? [reading.nameless] : reading.reports }
}

/// Header fields that the diagnosis itself looks at.
enum MailFields {
    static let from = FieldName.hash("from".utf8)
    static let to = FieldName.hash("to".utf8)
    static let copyTo = FieldName.hash("cc".utf8)
    static let subject = FieldName.hash("subject".utf8)
    static let returnPath = FieldName.hash("return-path".utf8)
    static let autoSubmitted = FieldName.hash("auto-submitted".utf8)
    static let precedence = FieldName.hash("precedence".utf8)
    static let failedRecipients = FieldName.hash("x-failed-recipients".utf8)
    static let received = FieldName.hash("received".utf8)
    static let messageID = FieldName.hash("message-id".utf8)
    static let autoReply = ["x-autoreply", "x-autorespond", "x-auto-reply", "x-mail-autoreply"].map { FieldName.hash($0.utf8) }
    static let date = FieldName.hash("date".utf8)
    static let contentType = FieldName.hash("content-type".utf8)

    /// What tells where a message was sent.
    static let ofOrigin = [received, messageID]
    static let wanted = [from, to, copyTo, subject, returnPath, autoSubmitted, precedence, failedRecipients, contentType, date] + autoReply
}
