import DeliveryTypes
import Undelivered

/// The columns that every batch has: one row for each diagnosis.
struct DiagnosisColumns {
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
    private var evidenceStart = ArrowColumn("evidence_start", "l")
    private var evidenceEnd = ArrowColumn("evidence_end", "l")

    mutating func append(_ diagnosis: Diagnosis?) {
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
        let place = diagnosis?.evidence.first?.range
        evidenceStart.append(place.map { Int64($0.lowerBound) })
        evidenceEnd.append(place.map { Int64($0.upperBound) })
    }

    var count: Int { confidence.count }

    /// What another row says, once more.
    mutating func append(copyOf row: Int) {
        cause.append(copyOf: row)
        rule.append(copyOf: row)
        side.append(copyOf: row)
        actor.append(copyOf: row)
        permanence.append(copyOf: row)
        suppressRecipient.append(copyOf: row)
        confidence.append(copyOf: row)
        replyCode.append(copyOf: row)
        enhancedStatus.append(copyOf: row)
        sisimaiReason.append(copyOf: row)
        evidenceStart.append(copyOf: row)
        evidenceEnd.append(copyOf: row)
    }

    var columns: [ArrowColumn] {
        [
            cause.column, rule.column, side.column, actor.column, permanence.column, suppressRecipient.column, confidence, replyCode,
            enhancedStatus.column, sisimaiReason.column, evidenceStart, evidenceEnd,
        ]
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
        return true
    }

    var columns: [ArrowColumn] {
        [
            message, kind.column, trouble.column, recipient, action.column, phase.column, reportingMTA.column, remoteMTA.column,
            diagnosticText, layout.column,
        ]
    }
}
