internal import DeliveryTypes

/// Turns the parts of a mail into its readable text, section by section.
struct TextBuilder: ~Copyable {
    let limits: MessageLimits
    /// Of the whole mail.
    private var traits = ByteTraits()
    private var lines: LineScanner { LineScanner(hasBareCR: traits.hasBareCR) }
    var characters = CharacterSetDecoder()
    var header = HeaderText()
    var fileName = FileName()
    /// A body without its transfer encoding, and that in UTF-8; used by one part after the other.
    private var decoded = ReadableText()
    private var converted = ReadableText()

    init(limits: MessageLimits) {
        self.limits = limits
    }

    /// Forgets the mail before.
    mutating func begin(_ traits: ByteTraits) {
        self.traits = traits
        header.begin()
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

    /// Appends the words of one part as a section. A delivery status notification inside plain text becomes a section
    /// of its own where `findsStatus`.
    mutating func appendBody(
        _ part: MIMEPart, _ input: Span<UInt8>, kind: ReadableText.Kind, findsStatus: Bool, into contents: inout MessageContents
    ) {
        let isReport = kind == .deliveryStatus || kind == .feedbackReport || kind == .dispositionNotification
        let room = limits.maximumTextSize &- contents.text.bytes.count
        // What holds a report may be long; what people read is short.
        let limit = isReport ? room : Swift.min(room, limits.maximumBodyTextSize)
        var body = part.body.range
        guard limit > 0 else {
            contents.add(.textTooLarge, at: body.lowerBound)
            return
        }
        let isHTML = part.kind == .html && !isReport
        let form: Form = isReport ? .fields : isHTML ? .html(limit: limit) : findsStatus ? .search : .plain
        // Markup shrinks; how much of it is read is bounded as well.
        let readable = isHTML ? limit &* 4 : limit
        let task = BodyTask(part: part, kind: kind, form: form)
        if part.encoding == .base64 || part.encoding == .quotedPrintable {
            decoded.removeAll()
            let bad = TransferDecoder.decode(input, body, part.encoding, lines: lines, limit: readable, into: &decoded)
            if let bad { contents.add(.badTransferEncoding, at: bad) }
            if decoded.bytes.count >= readable { contents.add(.textTooLarge, at: body.lowerBound) }
            appendDecoded(task, input, limit: readable, into: &contents)
        } else {
            if body.count > readable {
                contents.add(.textTooLarge, at: body.lowerBound &+ readable)
                body = body.prefixRange(readable)
            }
            guard traits.has8Bit || traits.hasEscape || isWide(part, input) else {
                // Nothing in the mail but ASCII.
                var origins = Origins.input
                form.append(input, body, &origins, lines: traits.hasCR ? lines : nil, as: kind, into: &contents)
                return
            }
            appendConverted(task, input, body, .input, input, into: &contents)
        }
    }

    /// UTF-16 needs no byte above 0x7F.
    private func isWide(_ part: MIMEPart, _ input: Span<UInt8>) -> Bool {
        let letter = input.lowerByte(at: Int(part.charset.start))
        return !part.charset.isEmpty && (letter == UInt8(ascii: "u") || letter == UInt8(ascii: "i"))
    }

    private struct BodyTask {
        var part: MIMEPart
        var kind: ReadableText.Kind
        var form: Form
    }

    /// What the transfer encoding left; its places are those of `decoded`.
    private mutating func appendDecoded(_ task: BodyTask, _ input: Span<UInt8>, limit: Int, into contents: inout MessageContents) {
        let bytes = decoded.bytes
        appendConverted(task, bytes.span, 0..<Swift.min(bytes.count, limit), Origins(of: decoded), input, into: &contents)
    }

    private mutating func appendConverted(
        _ task: BodyTask, _ source: Span<UInt8>, _ range: Range<Int>, _ origins: consuming Origins, _ input: Span<UInt8>,
        into contents: inout MessageContents
    ) {
        let charset = task.part.charset
        let declared = charset.isEmpty ? nil : CharacterSet.named(input, charset.range)
        let found = CharacterSet.of(source, range, declared: declared)
        if found.isUTF8 {
            task.form.append(source, range, &origins, lines: Self.lines(of: source, range), as: task.kind, into: &contents)
            return
        }
        converted.removeAll()
        let isGood = characters.decode(source, range, from: found.set, &origins, into: &converted)
        if !isGood { contents.add(.undecodableText, at: task.part.body.range.lowerBound) }
        var convertedOrigins = Origins(of: converted)
        let text = 0..<converted.bytes.count
        let lines = Self.lines(of: converted.bytes.span, text)
        task.form.append(converted.bytes.span, text, &convertedOrigins, lines: lines, as: task.kind, into: &contents)
    }

    /// How lines end in decoded bytes; `nil` where there is no CR.
    private static func lines(of source: Span<UInt8>, _ range: Range<Int>) -> LineScanner? {
        guard source.firstOffset(of: 0x0D, in: range) != nil else { return nil }
        return LineScanner(hasBareCR: ByteTraits(of: source, in: range).hasBareCR)
    }

    /// How decoded bytes become text.
    private enum Form {
        case plain, fields
        /// At most so many bytes of words.
        case html(limit: Int)
        /// Plain text that may hold the fields of a report.
        case search

        /// - Parameter lines: how lines end; `nil` where there is no CR.
        func append(
            _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, lines: LineScanner?, as kind: ReadableText.Kind,
            into contents: inout MessageContents
        ) {
            let start = contents.text.bytes.count
            let scanner = lines ?? LineScanner(hasBareCR: false)
            switch self {
            case .plain:
                LineText.append(source, range, &origins, lines: lines, into: &contents.text)
            case .html(let limit):
                let isCut = HTMLText.append(source, range, &origins, limit: limit, into: &contents.text)
                if isCut { contents.add(.textTooLarge, at: Int(origins.inputRange(of: range.upperBound..<range.upperBound).start)) }
            case .fields:
                LineText.appendUnfolded(source, range, &origins, lines: scanner, into: &contents.text)
            case .search:
                guard let block = StatusBlock.find(in: source, range, lines: scanner) else {
                    Form.plain.append(source, range, &origins, lines: lines, as: kind, into: &contents)
                    return
                }
                Form.plain.append(source, range.lowerBound..<block.lowerBound, &origins, lines: lines, as: kind, into: &contents)
                Form.fields.append(source, block, &origins, lines: lines, as: .deliveryStatus, into: &contents)
                Form.plain.append(source, block.upperBound..<range.upperBound, &origins, lines: lines, as: kind, into: &contents)
                return
            }
            // A section ends with LF, so that the words of two of them never touch.
            let end = Swift.max(range.upperBound &- 1, range.lowerBound)
            contents.text.endLine(after: start, for: end..<range.upperBound, &origins)
            contents.text.endSection(kind, from: start)
        }
    }
}
