import DeliveryTypes
import Undelivered

/// The columns that every batch has: one row for each diagnosis.
///
/// Verdicts repeat themselves: each one is written once, and the columns are spread out at the end.
struct DiagnosisColumns {
    private let words: VerdictWords
    private var cause = DictionaryColumn("cause")
    private var rule = DictionaryColumn("rule")
    private var side = DictionaryColumn("side")
    private var actor = DictionaryColumn("actor")
    private var permanence = DictionaryColumn("permanence")
    private var suppressRecipient = DictionaryColumn("suppress_recipient")
    private var confidence = ArrowColumn("confidence", "g")
    private var replyCode = ArrowColumn("reply_code", "S")
    private var enhancedStatus = DictionaryColumn("enhanced_status")
    private var sisimaiReason = DictionaryColumn("sisimai_reason")
    /// Row of the answer -> row of the columns above.
    private var rows: [Int32] = []
    /// The last verdicts, each at the place of its numbers, and where they were written.
    private var known: [(verdict: Verdict, row: Int32)]

    private static let places = 256

    init(_ diagnoser: Diagnoser) {
        words = VerdictWords(diagnoser)
        known = Array(repeating: (Verdict(), -1), count: Self.places)
    }

    /// Room for so many rows.
    mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

    mutating func append(_ diagnosis: Diagnosis?) {
        rows.append(Int32(truncatingIfNeeded: confidence.count))
        cause.append(diagnosis?.cause.id)
        rule.append(diagnosis?.rule)
        side.append(diagnosis?.responsible.side.id)
        actor.append(diagnosis?.responsible.actor?.id)
        permanence.append(diagnosis?.permanence.id)
        suppressRecipient.append(diagnosis?.suppressRecipient.id)
        confidence.append(diagnosis?.confidence)
        replyCode.append(diagnosis?.replyCode?.rawValue)
        enhancedStatus.append(diagnosis?.enhancedStatus?.description)
        sisimaiReason.append(diagnosis?.sisimaiReason)
    }

    /// The same from numbers: a text is made once for each batch.
    mutating func append(_ verdict: Verdict) {
        let place = Self.place(of: verdict)
        if known[place].row >= 0, known[place].verdict == verdict { return rows.append(known[place].row) }
        let row = Int32(truncatingIfNeeded: confidence.count)
        known[place] = (verdict, row)
        rows.append(row)
        write(verdict)
    }

    private static func place(of verdict: Verdict) -> Int {
        let status = verdict.enhancedStatus.map { UInt(VerdictWords.number(of: $0) & 0xFFFF) } ?? 0
        let numbers = UInt(bitPattern: verdict.ruleNumber ?? -1) &* 31 &+ UInt(verdict.replyCode?.rawValue ?? 0) &+ status &* 13
        return Int((numbers &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    private mutating func write(_ verdict: Verdict) {
        let words = words
        cause.append(verdict.causeNumber) { words.cause($0) }
        rule.append(verdict.ruleNumber ?? -1) { words.rule($0) }
        side.append(Int(verdict.sideNumber)) { words.side($0) }
        actor.append(Int(verdict.actorNumber)) { words.actor($0) }
        permanence.append(Int(verdict.permanenceNumber)) { words.permanence($0) }
        suppressRecipient.append(Int(verdict.suppressionNumber)) { words.suppression($0) }
        confidence.append(verdict.confidence)
        replyCode.append(verdict.replyCode?.rawValue)
        let status = verdict.enhancedStatus
        enhancedStatus.append(VerdictWords.number(of: status)) { _ in status?.description }
        sisimaiReason.append(words.sisimaiReasonNumber(of: verdict)) { words.sisimaiReason($0) }
    }

    var count: Int { rows.count }

    /// What another row says, once more.
    mutating func append(copyOf row: Int) {
        if rows.indices.contains(row) { rows.append(rows[row]) } else { append(Diagnosis?.none) }
    }

    var columns: [ArrowColumn] {
        let columns = [
            cause.column, rule.column, side.column, actor.column, permanence.column, suppressRecipient.column, confidence, replyCode,
            enhancedStatus.column, sisimaiReason.column,
        ]
        return rows.count == confidence.count ? columns : columns.map { $0.spread(over: rows) }
    }
}

/// What the numbers of a verdict mean; `nil` for those that mean nothing.
///
/// A class: it is held once for each row.
final class VerdictWords {
    private let diagnoser: Diagnoser

    init(_ diagnoser: Diagnoser) {
        self.diagnoser = diagnoser
    }

    func cause(_ number: Int) -> String? { Self.at(number, diagnoser.causes)?.id }
    func side(_ number: Int) -> String? { Self.at(number, Verdict.sides)?.id }
    func actor(_ number: Int) -> String? { Self.at(number, Verdict.actors)?.id }
    func permanence(_ number: Int) -> String? { Self.at(number, Verdict.permanences)?.id }
    func suppression(_ number: Int) -> String? { Self.at(number, Verdict.suppressions)?.id }

    func rule(_ number: Int) -> String? {
        number >= 0 ? diagnoser.rules.string(diagnoser.rules.rule(number).id) : nil
    }

    func sisimaiReason(_ number: Int) -> String? { Self.at(number, diagnoser.sisimaiReasonNames) }

    /// -1, which is not kept, for none.
    func sisimaiReasonNumber(of verdict: Verdict) -> Int { diagnoser.sisimaiReasonNumber(of: verdict) ?? -1 }

    /// Below 2^13 for codes that are in use; -1, which is not kept, for all others.
    static func number(of status: EnhancedStatusCode?) -> Int {
        guard let status, status.class < 8, status.subject < 16, status.detail < 64 else { return -1 }
        return Int(status.class) << 10 | Int(status.subject) << 6 | Int(status.detail)
    }

    private static func at<Element>(_ number: Int, _ elements: [Element]) -> Element? {
        elements.indices.contains(number) ? elements[number] : nil
    }
}

/// The columns that only mails have.
struct MailColumns {
    private var message = ArrowColumn("message", "l")
    private var kind = DictionaryColumn("kind")
    private var trouble = DictionaryColumn("trouble")
    private var recipient = ArrowColumn("recipient", "u")
    private var action = DictionaryColumn("action")
    private var phase = DictionaryColumn("phase")
    private var reportingMTA = DictionaryColumn("reporting_mta")
    private var remoteMTA = DictionaryColumn("remote_mta")
    private var diagnosticText = ArrowColumn("diagnostic_text", "u")
    private var layout = DictionaryColumn("layout")
    private var evidenceStart = ArrowColumn("evidence_start", "l")
    private var evidenceEnd = ArrowColumn("evidence_end", "l")

    /// False where a column of texts is full.
    mutating func append(_ number: Int, _ kind: MailKind?, _ trouble: String?, _ diagnosis: Diagnosis?) -> Bool {
        guard recipient.append(diagnosis?.recipient), diagnosticText.append(diagnosis?.diagnosticText) else { return false }
        message.append(Int64(number))
        self.kind.append(kind?.id)
        self.trouble.append(trouble)
        action.append(diagnosis?.action?.name)
        phase.append(diagnosis?.phase?.name)
        reportingMTA.append(diagnosis?.reportingMTA)
        remoteMTA.append(diagnosis?.remoteMTA)
        layout.append(diagnosis?.layout)
        let place = diagnosis?.evidence.first?.range
        evidenceStart.append(place.map { Int64($0.lowerBound) })
        evidenceEnd.append(place.map { Int64($0.upperBound) })
        return true
    }

    var columns: [ArrowColumn] {
        [
            message, kind.column, trouble.column, recipient, action.column, phase.column, reportingMTA.column, remoteMTA.column,
            diagnosticText, layout.column, evidenceStart, evidenceEnd,
        ]
    }
}
