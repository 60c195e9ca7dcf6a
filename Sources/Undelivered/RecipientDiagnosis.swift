import DeliveryTypes
import MailReading
import RuleEngine

/// The text that reports point into, and what is known of the whole mail.
struct VerdictSource {
    var text: ReadableText
    var inputSize: Int
    /// Of the returned message, in bytes.
    var mailSize: UInt64?
    var senderDomain: TextRange?
    /// Words for people, where a report has none of its own.
    var explanation: TextRange?
    /// Asked where the words of the one recipient say nothing.
    var otherWords: TextRange?
    /// Asked where otherwise the cause could not be determined.
    var lastWords: TextRange?
    /// The cause of news that a standard report tells of, where it is not that of the mail's kind.
    var news: String?
    /// The mails that this one is inside of, the innermost first.
    var around: [OuterText] = []
    /// When the mail was written: days since 1970.
    var day: UInt32?
    /// What is known where no mail speaks: a dialog, a report of symptoms.
    var circumstances: Circumstances?
    /// Header fields of the returned message.
    var returned: [ReadableText.Section] = []
}

/// The way from the bytes of a mail that is passed on to the bytes of the mail around it.
struct OuterText {
    var text: ReadableText
    var inputSize: Int
}

extension DiagnosisSession {
    /// Decides on one recipient, in words.
    ///
    /// - Parameter isNext: see `judge`.
    mutating func diagnosis(
        for report: DeliveryReport, layout: Int?, kind: MailKind, source: VerdictSource, isNext: Bool = false
    ) -> Diagnosis {
        let bytes = source.text.bytes.span
        if !isNext { related = nil }
        let codes = judge(report, layout: layout, kind: kind, source: source, in: bytes, isNext: isNext)
        let winner = kind == .failure ? matching.ranked(0) : nil
        var diagnosis = spokenJudgement()
        if let winner {
            diagnosis.evidence = quotes(for: winner, source: source)
            diagnosis.blocklist = listing(evidence: evidence, source: source)
        }
        state(report, codes: codes, in: bytes, &diagnosis)
        diagnosis.layout = layout.map { LayoutName.shown(rules.string(rules.layout($0).id)) }
        if diagnosis.evidence.isEmpty, let words = report.diagnosticText, !words.range.isEmpty {
            diagnosis.evidence = [evidenceQuote("diagnostic-text", words, source)]
        }
        addFindings(report, source, to: &diagnosis)
        diagnosis.incident = incident(among: matching.rankedRules)
        if isExplaining { diagnosis.decision = decision(matching.rankedRules, report: report, source: source, trace: trace) }
        if kind == .failure, diagnosis.cause == .undetermined || diagnosis.confidence <= QuestionSource.doubt {
            let known = (source.circumstances?.symptoms ?? []).map { bytes.string(in: $0.range) }
            diagnosis.openQuestions = QuestionSource(rules: rules, known: known, isTextMissing: false)
        }
        explain(&diagnosis, winner, in: bytes)
        return diagnosis
    }

    /// Decides on one recipient: the answer is `judgement`, and makes no text.
    ///
    /// - Parameters:
    ///   - bytes: those of the source's text.
    ///   - known: what was found in the report's words, where `matching` has read them.
    ///   - isNext: the report before this one in the same source was the last that was judged.
    /// - Returns: the codes in the report's words.
    @discardableResult
    mutating func judge(
        _ report: DeliveryReport, layout: Int?, kind: MailKind, source: VerdictSource, in bytes: Span<UInt8>, known: ReadWords? = nil,
        isNext: Bool = false
    ) -> ReplyCodes {
        let comment = report.diagnosticText == nil ? Self.comment(in: report.statusRange, of: bytes) : nil
        let words = report.diagnosticText ?? comment ?? source.explanation
        let read = known ?? report.diagnosticText.map { ReadWords(in: bytes, $0.range) } ?? ReadWords()
        let codes = read.codes
        if isNext { swap(&evidence, &evidenceBefore) }
        evidence.forget()
        if let words { evidence.words.append(words) }
        evidence.wholeWords = source.otherWords ?? (comment == nil ? nil : source.explanation)
        let code = report.replyCode ?? codes.code
        evidence.replyCode = code?.rawValue ?? 0
        evidence.status = codes.status ?? report.status
        evidence.secondStatus = report.status
        evidence.phase = report.phase
        evidence.remoteMTA = report.remoteMTA.flatMap { MTAName.ranges(in: bytes, $0.range) }.map { TextRange($0.name) }
        evidence.reportingMTA = report.reportingMTA.flatMap { MTAName.ranges(in: bytes, $0.range) }.map { TextRange($0.name) }
        if let quoted = read.quoted { evidence.narrow(to: quoted) }
        evidence.recipientDomain = domain(of: report.finalRecipient, in: bytes)
        evidence.senderDomain = source.senderDomain
        evidence.layout = layout
        evidence.size = source.mailSize
        evidence.day = source.day
        if let circumstances = source.circumstances { evidence.add(circumstances, hasReply: report.diagnosticText != nil) }
        // A list of thousands of recipients has one explanation for all of them, or one host that refuses them all: what holds for one holds for the next.
        let onlyWordsDiffer = isNext && evidence.hasSameCircumstances(as: evidenceBefore, in: bytes)
        if !onlyWordsDiffer || !evidence.hasSameWords(as: evidenceBefore) {
            matching.rank(for: evidence, in: bytes, areWordsRead: known != nil, onlyWordsDiffer: onlyWordsDiffer)
        }
        if kind == .failure, let last = source.lastWords, isUndetermined(matching.ranked(0)) {
            evidence.wholeWords = last
            matching.rank(for: evidence, in: bytes, onlyWordsDiffer: true)
        }
        if let circumstances = source.circumstances {
            matching.rankedRules = matchesOfInput(matching.rankedRules, circumstances, evidence, in: bytes)
        }
        noteParticularCase(evidence, report, source)
        if kind == .failure {
            decide(evidence, isGuess: report.diagnosticText == nil && source.circumstances == nil)
        } else {
            announce(kind, report.action, news: source.news)
        }
        judgement.verdict.kindNumber = UInt8(truncatingIfNeeded: Verdict.kinds.firstIndex(of: kind) ?? 0)
        judgement.verdict.replyCode = code
        judgement.verdict.enhancedStatus = StatedStatus.choose(field: report.status, words: codes.status)
        judgement.verdict.action = report.action
        judgement.verdict.phase = evidence.phase
        return codes
    }

    /// The words in `5.1.1 (unknown or illegal alias)`: some systems give their reason nowhere
    /// else (RFC 3464 section 2.3.4 allows a comment there).
    private static func comment(in status: TextRange?, of bytes: Span<UInt8>) -> TextRange? {
        guard let status, let start = bytes.firstOffset(of: UInt8(ascii: "("), in: status.range) else { return nil }
        let end = bytes.firstOffset(of: UInt8(ascii: ")"), in: start..<Int(status.end)) ?? Int(status.end)
        let letters = (start..<end).count { ASCII.isLetter(bytes.byte(at: $0)) || bytes.byte(at: $0) >= 0x80 }
        return letters >= 4 ? TextRange(start + 1..<end) : nil
    }

    private func domain(of address: TextRange?, in bytes: Span<UInt8>) -> TextRange? {
        guard let address else { return nil }
        let range = AddressText.addressRange(in: bytes, address.range)
        var at: Int?
        var search = range
        while let next = bytes.firstOffset(of: UInt8(ascii: "@"), in: search) {
            at = next
            search = next + 1..<range.upperBound
        }
        return at.map { TextRange($0 + 1..<max($0 + 1, range.upperBound)) }
    }

    /// What the mail states, in the types of the public interface.
    private mutating func state(_ report: DeliveryReport, codes: ReplyCodes, in bytes: Span<UInt8>, _ diagnosis: inout Diagnosis) {
        diagnosis.recipient = address(report.finalRecipient, in: bytes)
        diagnosis.originalRecipient = address(report.originalRecipient, in: bytes)
        // Names that only hold inside the receiving system ("user@cluster.local") are nobody's address.
        if let original = diagnosis.originalRecipient, diagnosis.recipient.map({ Self.isInternal($0) }) ?? true, !Self.isInternal(original)
        {
            diagnosis.recipient = original
        }
        diagnosis.action = judgement.verdict.action
        diagnosis.replyCode = judgement.verdict.replyCode
        diagnosis.enhancedStatus = judgement.verdict.enhancedStatus
        diagnosis.phase = judgement.verdict.phase
        diagnosis.reportingMTA = report.reportingMTA.flatMap { MTAName.name(parsing: bytes, in: $0.range) }
        diagnosis.remoteMTA = (report.remoteMTA ?? evidence.remoteMTA).flatMap { MTAName.name(parsing: bytes, in: $0.range) }
        if let words = report.diagnosticText {
            plainWords.replace(with: bytes, range: words.range)
            diagnosis.diagnosticText = String(decoding: plainWords.bytes, as: UTF8.self)
        }
        noteContradictions(report, codes: codes, &diagnosis)
    }

    private func address(_ range: TextRange?, in bytes: Span<UInt8>) -> String? {
        guard let range else { return nil }
        return RecipientAddress.text(parsing: bytes, in: range.range)
    }

    private static func isInternal(_ address: String) -> Bool {
        let bytes = address.utf8
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return true }
        let domain = bytes[bytes.index(after: at)...]
        guard domain.contains(UInt8(ascii: ".")) else { return true }
        return [".local", ".localdomain", ".internal", ".lan"].contains { domain.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    private func noteContradictions(_ report: DeliveryReport, codes: ReplyCodes, _ diagnosis: inout Diagnosis) {
        if let code = diagnosis.replyCode, let status = diagnosis.enhancedStatus, code.severity != status.class {
            diagnosis.contradictions.append(.init(kind: .replyCodeAndStatus, values: [code.description, status.description]))
        }
        if let field = report.status, let words = codes.status, field != words, !StatedStatus.isVague(field), !StatedStatus.isVague(words) {
            diagnosis.contradictions.append(.init(kind: .statusAndDiagnosticStatus, values: [field.description, words.description]))
        }
    }

    func evidenceQuote(_ field: String, _ range: TextRange, _ source: VerdictSource) -> Evidence {
        var place = source.text.inputRange(of: range, inputSize: source.inputSize)
        for outer in source.around { place = outer.text.inputRange(of: TextRange(place), inputSize: outer.inputSize) }
        return Evidence(field: field, text: source.text.bytes.span.string(in: range.range), range: place)
    }
}

/// What stands in the words of a report before any rule is asked.
struct ReadWords {
    var codes = ReplyCodes()
    var quoted: QuotedReply?

    init() {}

    init(in bytes: Span<UInt8>, _ range: Range<Int>) {
        codes = ReplyCodes(scanning: bytes, in: range)
        quoted = QuotedReply(in: bytes, range, codes: codes)
    }
}

/// How layouts are called in answers.
enum LayoutName {
    /// A layout named like its pack goes by the pack's name: `qmail/qmail` is `qmail`.
    static func shown(_ id: String) -> String {
        let bytes = id.utf8
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), bytes[..<slash].elementsEqual(bytes[bytes.index(after: slash)...])
        else { return id }
        return String(id[..<slash])
    }
}

/// Which of the codes that a mail states is the code of the diagnosis.
enum StatedStatus {
    /// The server's own answer says more than the report's field, which the reporting MTA often derives from it.
    static func choose(field: EnhancedStatusCode?, words: EnhancedStatusCode?) -> EnhancedStatusCode? {
        guard let field else { return words }
        guard let words else { return field }
        return isVague(field) && !isVague(words) ? words : field
    }

    /// `x.0.0`: other undefined status (RFC 3463 section 3.1).
    static func isVague(_ status: EnhancedStatusCode) -> Bool { status.subject == 0 && status.detail == 0 }
}
