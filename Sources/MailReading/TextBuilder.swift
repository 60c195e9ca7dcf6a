internal import DeliveryTypes

/// Turns the parts of a mail into its readable text, section by section.
struct TextBuilder: ~Copyable {
    let limits: MessageLimits
    var lines = LineScanner(hasBareCR: false)
    var characters = CharacterSetDecoder()
    var header = HeaderText()
    var fileName = FileName()
    /// A body without its transfer encoding, and that in UTF-8; used by one part after the other.
    private var decoded = ReadableText()
    private var converted = ReadableText()

    init(limits: MessageLimits) {
        self.limits = limits
    }

    // MARK: Headers

    mutating func appendHeader(
        _ fields: [HeaderField], _ input: Span<UInt8>, wanted: borrowing WantedFields, kind: ReadableText.Kind,
        into contents: inout MessageContents
    ) {
        for field in fields where wanted.contains(field.nameHash) {
            guard contents.text.bytes.count < limits.maximumTextSize else {
                contents.add(.textTooLarge, at: Int(field.value.start))
                return
            }
            let start = contents.text.bytes.count
            header.append(input, field.value.range.prefixRange(limits.maximumBodyTextSize), &characters, into: &contents.text)
            endLine(of: field, input, into: &contents.text)
            contents.text.endSection(kind, from: start, fieldName: field.nameHash)
        }
    }

    func endLine(of field: HeaderField, _ input: Span<UInt8>, into text: inout ReadableText) {
        var origins = Origins.input
        let end = Int(field.value.end)
        if input.byte(at: end) == 0x0A {
            text.append(input, end..<(end &+ 1), &origins)
        } else {
            text.append(0x0A, for: end..<Swift.min(end &+ 1, input.count), &origins)
        }
    }

    // MARK: Bodies

    /// Appends the words of one part as a section.
    mutating func appendBody(_ part: MIMEPart, _ input: Span<UInt8>, kind: ReadableText.Kind, into contents: inout MessageContents) {
        let isReport = kind == .deliveryStatus || kind == .feedbackReport || kind == .dispositionNotification
        let room = limits.maximumTextSize &- contents.text.bytes.count
        let limit = isReport ? room : Swift.min(room, limits.maximumBodyTextSize)
        var body = part.body.range
        guard limit > 0 else {
            contents.add(.textTooLarge, at: body.lowerBound)
            return
        }
        let form: Form = isReport ? .fields : part.kind == .html ? .html : .plain
        let start = contents.text.bytes.count
        // Markup and encodings shrink; what is read of them is bounded as well.
        let readable = form == .html ? limit &* 4 : limit
        if part.encoding == .base64 || part.encoding == .quotedPrintable {
            decoded.removeAll()
            let bad = TransferDecoder.decode(input, body, part.encoding, lines: lines, limit: readable, into: &decoded)
            if let bad { contents.add(.badTransferEncoding, at: bad) }
            if decoded.bytes.count >= readable { contents.add(.textTooLarge, at: body.lowerBound) }
            appendDecoded(part, form, input, limit: readable, into: &contents)
        } else {
            if body.count > readable {
                contents.add(.textTooLarge, at: body.lowerBound &+ readable)
                body = body.prefixRange(readable)
            }
            appendConverted(part, input, body, .input, form, input, into: &contents)
        }
        finish(start, body, kind: kind, into: &contents)
    }

    /// What the transfer encoding left; its places are those of `decoded`.
    private mutating func appendDecoded(
        _ part: MIMEPart, _ form: Form, _ input: Span<UInt8>, limit: Int, into contents: inout MessageContents
    ) {
        let bytes = decoded.bytes
        appendConverted(part, bytes.span, 0..<Swift.min(bytes.count, limit), Origins(of: decoded), form, input, into: &contents)
    }

    private mutating func appendConverted(
        _ part: MIMEPart, _ source: Span<UInt8>, _ range: Range<Int>, _ origins: consuming Origins, _ form: Form, _ input: Span<UInt8>,
        into contents: inout MessageContents
    ) {
        let declared = part.charset.isEmpty ? nil : CharacterSet.named(input, part.charset.range)
        let set = CharacterSet.of(source, range, declared: declared)
        if set == .utf8, UTF8Check(source, range).badCount == 0 {
            form.append(source, range, &origins, into: &contents.text)
            return
        }
        converted.removeAll()
        let isGood = characters.decode(source, range, from: set, &origins, into: &converted)
        if !isGood { contents.add(.undecodableText, at: part.body.range.lowerBound) }
        var convertedOrigins = Origins(of: converted)
        form.append(converted.bytes.span, 0..<converted.bytes.count, &convertedOrigins, into: &contents.text)
    }

    /// Ends a section with LF, so that the words of two parts never touch.
    private func finish(_ start: Int, _ body: Range<Int>, kind: ReadableText.Kind, into contents: inout MessageContents) {
        var origins = Origins.input
        contents.text.endLine(after: start, for: body.upperBound..<body.upperBound, &origins)
        contents.text.endSection(kind, from: start)
    }

    /// How decoded bytes become text.
    private enum Form {
        case plain, html, fields

        func append(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into text: inout ReadableText) {
            switch self {
            case .plain: LineText.append(source, range, &origins, into: &text)
            case .html: HTMLText.append(source, range, &origins, into: &text)
            case .fields: LineText.appendUnfolded(source, range, &origins, into: &text)
            }
        }
    }
}
