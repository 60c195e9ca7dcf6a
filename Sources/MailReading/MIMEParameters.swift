internal import DeliveryTypes

/// The value of Content-Type or Content-Disposition (RFC 2045 section 5.1): a word and parameters.
enum MIMEParameters {
    /// The word before the parameters: `multipart/report`, `attachment`.
    static func mainValue(_ bytes: Span<UInt8>, in range: Range<Int>) -> Range<Int> {
        let range = bytes.trimmed(bytes.clamped(range))
        var end = range.lowerBound
        while end < range.upperBound {
            let byte = bytes.byte(at: end)
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "(") || ASCII.isSpace(byte) { break }
            end &+= 1
        }
        return range.lowerBound..<end
    }

    /// Calls `body` with each parameter: its name, and its value without quotes.
    static func forEach(_ bytes: Span<UInt8>, in range: Range<Int>, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void) {
        var offset = mainValue(bytes, in: range).upperBound
        let end = bytes.clamped(range).upperBound
        while offset < end {
            let byte = bytes.byte(at: offset)
            if byte == UInt8(ascii: "(") {
                offset = skipComment(bytes, offset, end)
                continue
            }
            guard ASCII.isLetter(byte) else {
                offset &+= 1
                continue
            }
            let nameStart = offset
            while offset < end, isToken(bytes.byte(at: offset)) { offset &+= 1 }
            let name = nameStart..<offset
            while offset < end, ASCII.isSpace(bytes.byte(at: offset)) { offset &+= 1 }
            guard offset < end, bytes.byte(at: offset) == UInt8(ascii: "=") else { continue }
            offset &+= 1
            while offset < end, ASCII.isSpace(bytes.byte(at: offset)) { offset &+= 1 }
            let value = value(bytes, offset, end)
            body(name, value.range)
            offset = Swift.max(value.next, offset)
        }
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
    }

    private static func value(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (range: Range<Int>, next: Int) {
        let quote = bytes.byte(at: start)
        if quote == UInt8(ascii: "\"") {
            var offset = start &+ 1
            while offset < end, bytes.byte(at: offset) != quote {
                offset &+= bytes.byte(at: offset) == UInt8(ascii: "\\") ? 2 : 1
            }
            let close = Swift.min(offset, end)
            return ((Swift.min(start &+ 1, close))..<close, Swift.min(close &+ 1, end))
        }
        var offset = start
        while offset < end, bytes.byte(at: offset) != UInt8(ascii: ";"), bytes.byte(at: offset) != 0x0A, bytes.byte(at: offset) != 0x0D {
            offset &+= 1
        }
        return (bytes.trimmed(start..<offset), offset)
    }

    private static func skipComment(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var depth = 0
        var offset = start
        while offset < end {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "("): depth &+= 1
            case UInt8(ascii: ")"): depth &-= 1
            case UInt8(ascii: "\\"): offset &+= 1
            default: break
            }
            offset &+= 1
            if depth == 0 { return offset }
        }
        return end
    }
}

/// What a part's header says about its content.
struct ContentDescription {
    var mediaType = TextRange(0, 0)
    var boundary = TextRange(0, 0)
    var charset = TextRange(0, 0)
    var kind = MIMEPart.Kind.plainText
    var encoding = MIMEPart.TransferEncoding.identity
    /// Values of Content-Disposition and Content-Type, where a file name may stand.
    var disposition: TextRange?
    var contentType: TextRange?
    var namesFile = false

    init() {}

    init(of fields: ArraySlice<HeaderField>, in bytes: Span<UInt8>) {
        for field in fields {
            switch field.nameHash {
            case FieldHash.contentType where contentType == nil:
                contentType = field.value
                readType(field.value, in: bytes)
            case FieldHash.contentTransferEncoding:
                readEncoding(field.value, in: bytes)
            case FieldHash.contentDisposition where disposition == nil:
                disposition = field.value
                MIMEParameters.forEach(bytes, in: field.value.range) { name, _ in
                    if bytes.hasWord("filename", at: name.lowerBound) { namesFile = true }
                }
            default:
                break
            }
        }
    }

    private mutating func readType(_ value: TextRange, in bytes: Span<UInt8>) {
        let main = MIMEParameters.mainValue(bytes, in: value.range)
        mediaType = TextRange(main)
        kind = Self.kind(ofType: main, in: bytes)
        var boundary: TextRange?
        var charset: TextRange?
        var namesFile = false
        MIMEParameters.forEach(bytes, in: value.range) { name, value in
            switch name.count {
            case 8 where bytes.hasWord("boundary", at: name.lowerBound): boundary = boundary ?? TextRange(value)
            case 7 where bytes.hasWord("charset", at: name.lowerBound): charset = charset ?? TextRange(value)
            default: if bytes.hasWord("name", at: name.lowerBound) { namesFile = true }
            }
        }
        if let boundary { self.boundary = boundary }
        if let charset { self.charset = charset }
        if namesFile { self.namesFile = true }
    }

    private mutating func readEncoding(_ value: TextRange, in bytes: Span<UInt8>) {
        let word = MIMEParameters.mainValue(bytes, in: value.range)
        switch bytes.lowerByte(at: word.lowerBound) {
        case UInt8(ascii: "b") where bytes.hasWord("base64", at: word.lowerBound): encoding = .base64
        case UInt8(ascii: "q") where bytes.hasWord("quoted-printable", at: word.lowerBound): encoding = .quotedPrintable
        case UInt8(ascii: "x") where word.count > 1, UInt8(ascii: "u"): encoding = .unknown
        default: encoding = .identity
        }
    }

    private static func kind(ofType range: Range<Int>, in bytes: Span<UInt8>) -> MIMEPart.Kind {
        for (name, kind) in kinds where name.utf8CodeUnitCount == range.count && bytes.hasWord(name, at: range.lowerBound) {
            return kind
        }
        if bytes.hasWord("multipart/", at: range.lowerBound) { return .multipart }
        // A type without a slash is what broken systems write for plain text.
        return bytes.firstOffset(of: UInt8(ascii: "/"), in: range) == nil ? .plainText : .other
    }

    private static let kinds: [(StaticString, MIMEPart.Kind)] = [
        ("text/plain", .plainText), ("text/html", .html), ("multipart/report", .report), ("message/delivery-status", .deliveryStatus),
        ("message/rfc822", .message), ("multipart/mixed", .multipart), ("multipart/alternative", .alternative),
        ("text/rfc822-headers", .messageHeader), ("text/rfc822-header", .messageHeader), ("message/global", .message),
        ("message/global-headers", .messageHeader), ("message/global-delivery-status", .deliveryStatus),
        ("message/feedback-report", .feedbackReport), ("message/disposition-notification", .dispositionNotification),
        ("message/global-disposition-notification", .dispositionNotification), ("text/enriched", .plainText), ("text", .plainText),
        ("message/rfc822-headers", .messageHeader), ("text/rfc822", .message),
    ]
}
