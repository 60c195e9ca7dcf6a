internal import DeliveryTypes
internal import MailReading

/// Header fields of the message that a bounce gives back, for formats that repeat them.
struct ReturnedHeader {
    private var values: [UInt32: String] = [:]
    /// Of the bounce itself.
    private var outer: [UInt32: String] = [:]
    /// `Feedback-Type:` of a complaint (RFC 5965).
    private(set) var feedbackType = ""

    /// What cannot be read has no fields.
    init(ofMail bytes: [UInt8]) {
        guard let message = try? Message(parsing: bytes) else { return }
        let text = message.contents.text
        values = Self.fields(of: text, .returnedHeader)
        outer = Self.fields(of: text, .header)
        for field in message.contents.feedbackFields where field.nameHash == FieldName.hash("feedback-type".utf8) {
            feedbackType = String(decoding: text.bytes[field.value.range], as: UTF8.self)
        }
        if values.isEmpty, let block = Self.headerInBody(of: text), let returned = try? Message(parsing: block) {
            values = Self.fields(of: returned.contents.text, .header)
        }
    }

    /// Decoded; empty where there is no such field.
    subscript(name: String) -> String { values[FieldName.hash(name.utf8)] ?? "" }

    /// When the returned message was written, otherwise when the bounce was.
    var date: MailDate? { MailDate(self["date"]) ?? MailDate(outer[FieldName.hash("date".utf8)] ?? "") }

    private static func fields(of text: ReadableText, _ kind: ReadableText.Kind) -> [UInt32: String] {
        var values: [UInt32: String] = [:]
        for section in text.sections where section.kind == kind && values[section.fieldName] == nil {
            let value = String(decoding: text.bytes[section.range.range], as: UTF8.self)
            values[section.fieldName] = Printable.oneLine(value)
        }
        return values
    }

    /// The first block of lines in the body that begins like a mail's header: what qmail and Exim append.
    private static func headerInBody(of text: ReadableText) -> [UInt8]? {
        let starts = ["Return-Path:", "Return-path:", "Received:", "From:", "Message-ID:", "Message-Id:", "Date:"].map { Array($0.utf8) }
        for section in text.sections where section.kind == .body {
            let body = text.bytes[section.range.range]
            var isAfterBlank = true
            var start = body.startIndex
            while start < body.endIndex {
                let end = body[start...].firstIndex(of: 0x0A) ?? body.endIndex
                let line = body[start..<end]
                if isAfterBlank && starts.contains(where: { line.starts(with: $0) }) { return Array(body[start...]) }
                isAfterBlank = line.isEmpty
                start = end + 1
            }
        }
        return nil
    }
}
