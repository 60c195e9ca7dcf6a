package import DeliveryTypes

extension DeliveryReport {
    /// Notes what a layout's pattern cut out; what is known already stays.
    mutating func set(_ field: LayoutField, _ range: TextRange, _ bytes: Span<UInt8>) {
        switch field {
        case .recipient: finalRecipient = finalRecipient ?? range
        case .originalRecipient: originalRecipient = originalRecipient ?? range
        case .reply, .replyLine: diagnosticText = diagnosticText ?? range
        case .remoteMTA: remoteMTA = remoteMTA ?? range
        case .reportingMTA: reportingMTA = reportingMTA ?? range
        case .status:
            guard status == nil, let code = EnhancedStatusCode.read(bytes, at: range.range.lowerBound)?.code else { return }
            status = code
            statusRange = range
        case .replyCode: replyCode = replyCode ?? ReplyCode(digitsAt: range.range.lowerBound, in: bytes)
        case .command: phase = phase ?? SMTPPhase(command: bytes, in: range.range)
        case .action: action = action ?? DeliveryAction(parsing: bytes, in: range.range)
        case .delivery: delivery = delivery ?? range
        case .date: return
        }
    }

    /// Takes from `other` whatever this report does not state.
    package mutating func fillGaps(from other: DeliveryReport) {
        finalRecipient = finalRecipient ?? other.finalRecipient
        originalRecipient = originalRecipient ?? other.originalRecipient
        action = action ?? other.action
        if status == nil {
            status = other.status
            statusRange = other.statusRange
        }
        if diagnosticText == nil {
            diagnosticText = other.diagnosticText
            diagnosticType = other.diagnosticType
        }
        remoteMTA = remoteMTA ?? other.remoteMTA
        reportingMTA = reportingMTA ?? other.reportingMTA
        receivedFromMTA = receivedFromMTA ?? other.receivedFromMTA
        phase = phase ?? other.phase
        delivery = delivery ?? other.delivery
        replyCode = replyCode ?? other.replyCode
    }
}
