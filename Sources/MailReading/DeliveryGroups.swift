internal import DeliveryTypes

/// Sorts the fields of delivery status notifications into recipients (RFC 3464 section 2.1).
///
/// By the rules an empty line parts the groups: one about the message, then one for each recipient. Real reports
/// leave empty lines out, put some in, and hold several reports in a row; so a recipient begins where a field comes
/// that the current one has already.
struct DeliveryGroups {
    /// An empty line stands before the next field.
    var hasGap = false
    private var reportingMTA: TextRange?
    private var receivedFromMTA: TextRange?
    private var arrivalDate: TextRange?
    private var current = DeliveryReport()
    private var isOpen = false
    /// Fields of a recipient that stand in a group without an address: they hold for the recipient that follows.
    private var inherited: DeliveryReport?
    /// The field before was the current recipient's Original-Recipient.
    private var endsWithOriginal = false

    mutating func add(_ field: HeaderField, _ text: Span<UInt8>, into reports: inout [DeliveryReport]) {
        let endedWithOriginal = endsWithOriginal
        endsWithOriginal = false
        switch field.nameHash {
        case FieldHash.reportingMTA, FieldHash.receivedFromMTA, FieldHash.arrivalDate, FieldHash.originalEnvelopeID, FieldHash.dsnGateway:
            addMessageField(field, text, into: &reports)
        case FieldHash.finalRecipient:
            beginFinal(endedWithOriginal, into: &reports)
            current.finalRecipient = Self.address(field, text)
            isOpen = true
        case FieldHash.originalRecipient:
            if isOpen, current.originalRecipient != nil || (hasGap && current.finalRecipient != nil) { finish(into: &reports) }
            current.originalRecipient = Self.address(field, text)
            isOpen = true
            endsWithOriginal = true
        case FieldHash.actualRecipient:
            begin(unless: current.actualRecipient == nil, into: &reports)
            current.actualRecipient = current.actualRecipient ?? Self.address(field, text)
        case FieldHash.action, FieldHash.status, FieldHash.remoteMTA, FieldHash.diagnosticCode, FieldHash.lastAttemptDate,
            FieldHash.willRetryUntil:
            addRecipientField(field, text, into: &reports)
        default:
            break
        }
        hasGap = false
    }

    /// Ends the current recipient.
    mutating func finish(into reports: inout [DeliveryReport]) {
        guard isOpen else { return }
        current.reportingMTA = reportingMTA
        current.receivedFromMTA = receivedFromMTA
        current.arrivalDate = arrivalDate
        if let inherited {
            current.action = current.action ?? inherited.action
            current.remoteMTA = current.remoteMTA ?? inherited.remoteMTA
            if current.statusRange == nil {
                current.status = inherited.status
                current.statusRange = inherited.statusRange
            }
            if current.diagnosticText == nil {
                current.diagnosticText = inherited.diagnosticText
                current.diagnosticType = inherited.diagnosticType
            }
        }
        inherited = nil
        reports.append(current)
        current = DeliveryReport()
        isOpen = false
    }

    // MARK: Fields

    /// A second field of the same name about the message begins the next report.
    private mutating func addMessageField(_ field: HeaderField, _ text: Span<UInt8>, into reports: inout [DeliveryReport]) {
        switch field.nameHash {
        case FieldHash.reportingMTA:
            if reportingMTA != nil || (isOpen && hasGap) {
                finish(into: &reports)
                receivedFromMTA = nil
                arrivalDate = nil
            }
            reportingMTA = Self.system(field, text)
        case FieldHash.receivedFromMTA:
            receivedFromMTA = Self.system(field, text)
        case FieldHash.arrivalDate:
            arrivalDate = field.value.isEmpty ? nil : field.value
        default:
            break
        }
    }

    private mutating func beginFinal(_ endedWithOriginal: Bool, into reports: inout [DeliveryReport]) {
        guard isOpen else { return }
        if current.finalRecipient == nil {
            guard hasGap, current.originalRecipient == nil, current.actualRecipient == nil else { return }
            inherited = current
            current = DeliveryReport()
            return
        }
        // Without an empty line between them, Original-Recipient came before the Final-Recipient that it belongs to.
        let original = endedWithOriginal ? current.originalRecipient : nil
        if endedWithOriginal { current.originalRecipient = nil }
        finish(into: &reports)
        current.originalRecipient = original
    }

    /// Opens a recipient for a field; a new one where the current one has that field and an empty line came between.
    private mutating func begin(unless isNew: Bool, into reports: inout [DeliveryReport]) {
        if isOpen, isNew, hasGap { finish(into: &reports) }
        isOpen = true
    }

    private mutating func addRecipientField(_ field: HeaderField, _ text: Span<UInt8>, into reports: inout [DeliveryReport]) {
        let value = field.value
        switch field.nameHash {
        case FieldHash.action:
            begin(unless: current.action != nil, into: &reports)
            current.action = current.action ?? DeliveryAction(parsing: text, in: value.range)
        case FieldHash.status:
            begin(unless: current.statusRange != nil, into: &reports)
            guard current.statusRange == nil, !value.isEmpty else { return }
            current.statusRange = value
            current.status = Self.status(value.range, text)
        case FieldHash.remoteMTA:
            begin(unless: current.remoteMTA != nil, into: &reports)
            current.remoteMTA = current.remoteMTA ?? Self.system(field, text)
        case FieldHash.diagnosticCode:
            begin(unless: current.diagnosticText != nil, into: &reports)
            guard current.diagnosticText == nil else { return }
            var rest = value.range
            let type = TypedField.type(in: text, &rest)
            rest = text.trimmed(rest)
            current.diagnosticType = type.map { TextRange($0) }
            current.diagnosticText = rest.isEmpty ? nil : TextRange(rest)
        case FieldHash.lastAttemptDate:
            begin(unless: current.lastAttemptDate != nil, into: &reports)
            current.lastAttemptDate = current.lastAttemptDate ?? (value.isEmpty ? nil : value)
        default:
            begin(unless: current.willRetryUntil != nil, into: &reports)
            current.willRetryUntil = current.willRetryUntil ?? (value.isEmpty ? nil : value)
        }
    }

    // MARK: Values

    /// The address without its type, brackets and comments.
    private static func address(_ field: HeaderField, _ text: Span<UInt8>) -> TextRange? {
        var rest = field.value.range
        _ = TypedField.type(in: text, &rest)
        let address = AddressText.addressRange(in: text, rest)
        return address.isEmpty ? nil : TextRange(address)
    }

    /// A name that says nothing (`dns;`) is none.
    private static func system(_ field: HeaderField, _ text: Span<UInt8>) -> TextRange? {
        MTAName.ranges(in: text, field.value.range).map { TextRange($0.name) }
    }

    /// `5.1.1`, `5.1.1 (bad mailbox)`, `smtp; 5.1.1`; not `5.0.` and the like.
    private static func status(_ range: Range<Int>, _ text: Span<UInt8>) -> EnhancedStatusCode? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if text.digit(at: offset) != nil {
                return EnhancedStatusCode.read(text, at: offset).flatMap { $0.end <= range.upperBound ? $0.code : nil }
            }
            offset &+= 1
        }
        return nil
    }
}
