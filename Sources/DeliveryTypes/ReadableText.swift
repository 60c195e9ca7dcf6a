/// The words of a mail as a person would read them, with the place of every word in the input.
///
/// `bytes` is UTF-8 with LF line ends: transfer encodings, character sets, header folding and
/// encoded words are undone. `segments` says where each run of it stands in the input, still encoded.
package struct ReadableText: Sendable {
    package var bytes: [UInt8] = []
    /// Sorted by `text`, without gaps: together they cover `bytes`.
    package var segments: [Segment] = []
    /// Sorted, without overlap: which part of the mail a run of `bytes` comes from.
    package var sections: [Section] = []

    package init() {}

    /// A run of text and the run of the input that it was made from.
    package struct Segment: Sendable {
        package var text: UInt32
        package var input: UInt32
        package var inputCount: UInt32
        /// True where text and input are equal byte by byte, so that offsets inside map one to one.
        package var isVerbatim: Bool

        package init(text: UInt32, input: UInt32, inputCount: UInt32, isVerbatim: Bool) {
            self.text = text
            self.input = input
            self.inputCount = inputCount
            self.isVerbatim = isVerbatim
        }
    }

    package struct Section: Sendable {
        package var kind: Kind
        package var range: TextRange
        /// `.header` and `.returnedHeader`: the hash of the field's name (`FieldName.hash`); else 0.
        package var fieldName: UInt32

        package init(kind: Kind, range: TextRange, fieldName: UInt32 = 0) {
            self.kind = kind
            self.range = range
            self.fieldName = fieldName
        }
    }

    package enum Kind: UInt8, Sendable {
        /// The value of one header field of the mail: decoded, unfolded, one line.
        case header
        /// Text for people: text/plain, text/html with its markup removed, or the body of a mail without MIME.
        case body
        /// message/delivery-status (RFC 3464), message/global-delivery-status (RFC 6533): fields unfolded.
        case deliveryStatus
        /// message/feedback-report (RFC 5965).
        case feedbackReport
        /// message/disposition-notification (RFC 8098).
        case dispositionNotification
        /// The value of one header field of the returned message: decoded, unfolded, one line.
        case returnedHeader
        /// Text of a message enclosed in this one that is not its returned message.
        case enclosed
    }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
        sections.removeAll(keepingCapacity: true)
    }
}
