package import DeliveryTypes

/// What was read from one mail. Ranges count in the input unless it is said that they count in `text`.
package struct MessageContents: Sendable {
    /// The mail's own header.
    package var fields: [HeaderField] = []
    /// Header fields of every part below; `MIMEPart.fields` says whose.
    package var partFields: [HeaderField] = []
    /// Every part, parents before their children, in the order of the mail. The first one is the mail itself.
    package var parts: [MIMEPart] = []
    /// UTF-8 names of attached files; `MIMEPart.fileName` counts in it.
    package var fileNames: [UInt8] = []
    package var defects: [MessageDefect] = []

    /// The words of the mail: header, bodies and reports, header of the returned message, enclosed messages.
    package var text = ReadableText()

    /// The recipients of delivery status notifications (RFC 3464); ranges count in `text`.
    package var deliveryReports: [DeliveryReport] = []
    /// Fields of message/feedback-report (RFC 5965); ranges count in `text`.
    package var feedbackFields: [HeaderField] = []
    /// Fields of message/disposition-notification (RFC 8098); ranges count in `text`.
    package var dispositionFields: [HeaderField] = []
    /// Every field of the delivery status parts, for what `DeliveryReport` has no place for; ranges count in `text`.
    package var statusFields: [HeaderField] = []

    /// Where the returned message (or the header alone) stands.
    package var returnedMessage: TextRange?
    package var returnedFields: [HeaderField] = []
    /// Bytes of the returned message; `nil` where only its header came back.
    package var returnedSize: Int?

    /// Bytes of the input.
    package var inputSize = 0

    package init() {}

    /// Where in the input a run of `text` comes from: the exact bytes where the text stands there as it is,
    /// else the encoded run that holds it. Always inside the input.
    package func inputRange(of range: TextRange) -> Range<Int> {
        text.inputRange(of: range, inputSize: inputSize)
    }

    package mutating func removeAll() {
        fields.removeAll(keepingCapacity: true)
        partFields.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        fileNames.removeAll(keepingCapacity: true)
        defects.removeAll(keepingCapacity: true)
        text.removeAll()
        deliveryReports.removeAll(keepingCapacity: true)
        feedbackFields.removeAll(keepingCapacity: true)
        dispositionFields.removeAll(keepingCapacity: true)
        statusFields.removeAll(keepingCapacity: true)
        returnedMessage = nil
        returnedFields.removeAll(keepingCapacity: true)
        returnedSize = nil
        inputSize = 0
    }
}

/// One field of a header (RFC 5322 section 2.2) or of a report.
package struct HeaderField: Sendable {
    package var name: TextRange
    /// Without white space around it; in a header still folded and encoded.
    package var value: TextRange
    /// `FieldName.hash` of the name.
    package var nameHash: UInt32

    package init(name: TextRange, value: TextRange, nameHash: UInt32) {
        self.name = name
        self.value = value
        self.nameHash = nameHash
    }
}

/// One part of a mail (RFC 2045, RFC 2046).
package struct MIMEPart: Sendable {
    package var kind: Kind
    package var encoding: TransferEncoding
    /// Inside a message that this mail encloses, other than its returned message.
    package var isEnclosed = false
    /// Children of a multipart/alternative of which one is text/plain with words in it.
    package var hasPlainAlternative = false
    /// How many parts it stands in.
    package var depth: Int
    /// Index of the part that it stands in; -1 for the mail itself.
    package var parent: Int
    /// Its header in `MessageContents.partFields`; for the mail itself empty (see `MessageContents.fields`).
    package var fields: Range<Int>
    package var header: TextRange
    package var body: TextRange
    /// `type/subtype` as it is declared; empty where it is not.
    package var mediaType: TextRange
    /// The charset parameter as it is declared, without quotes; empty where it is not.
    package var charset: TextRange
    /// In `MessageContents.fileNames`, decoded; empty where the part names no file.
    package var fileName: TextRange

    package enum Kind: UInt8, Sendable {
        case multipart, alternative, report
        case plainText, html
        /// message/rfc822 and message/global (RFC 6532).
        case message
        /// text/rfc822-headers and message/global-headers.
        case messageHeader
        case deliveryStatus, feedbackReport, dispositionNotification
        case other
    }

    package enum TransferEncoding: UInt8, Sendable {
        case identity, base64, quotedPrintable, unknown
    }
}
