package import DeliveryTypes

/// A mail that somebody passes on inside another one or pastes: attached, below the mark that mail programs set above it, or quoted.
///
/// Whether it is a bounce shows when it is read like any other mail.
package struct PassedOnMail: Sendable {
    /// The mail without what passing it on put around it. Its segments count in the mail around it.
    package var text: ReadableText
    package var form: Form

    package enum Form: Sendable {
        /// A file: message/rfc822, or a file of another type that holds a mail or text.
        case attachment
        /// Below the header that a mail program shows.
        case forward
        /// Quoted line by line.
        case quotation
        /// All of a text without a header.
        case paste
    }
}

/// Looks for mails inside a mail.
package struct PassedOnMailSearch {
    private let contents: MessageContents
    private var found: [PassedOnMail] = []
    /// Where the fields of a report begin that stand in the middle of the body that is being read.
    private var statusStart = Int.max
    private static let maximumFound = 6
    /// Lines that might begin a header and do not: a text of nothing else must not be read a hundred times over.
    private static let maximumAttempts = 500
    private var attempts = 0
    /// The beginning of an attached mail is enough to know it, and to read it.
    private static let maximumSize = 1 << 20

    private init(_ contents: MessageContents) {
        self.contents = contents
    }

    /// The likeliest first; attachments before text.
    package static func mails(in contents: MessageContents, _ input: Span<UInt8>) -> [PassedOnMail] {
        var search = PassedOnMailSearch(contents)
        search.readAttachments(input)
        let hasHeader = !contents.fields.isEmpty
        for body in bodies(of: contents) {
            guard search.found.count < maximumFound else { break }
            search.statusStart = body.statusStart
            search.readBody(body.range, isPaste: !hasHeader)
        }
        return search.found
    }

    /// The bodies, each with the fields of a report (RFC 3464) that were found in the middle of it, and where these begin: below the header
    /// of a bounce that is passed on they belong to that bounce.
    private static func bodies(of contents: MessageContents) -> [(range: Range<Int>, statusStart: Int)] {
        let isPart = contents.parts.contains { $0.kind == .deliveryStatus }
        var bodies: [(range: Range<Int>, statusStart: Int)] = []
        var endsWithStatus = false
        for section in contents.text.sections where section.kind == .body || section.kind == .deliveryStatus && !isPart {
            let range = section.range.range
            let isStatus = section.kind == .deliveryStatus
            if isStatus || endsWithStatus, let last = bodies.last, last.range.upperBound == range.lowerBound {
                bodies[bodies.count - 1].range = last.range.lowerBound..<range.upperBound
            } else {
                bodies.append((range, .max))
            }
            let last = bodies.count - 1
            if isStatus { bodies[last].statusStart = min(bodies[last].statusStart, range.lowerBound) }
            endsWithStatus = isStatus
        }
        return bodies
    }

    // MARK: Attachments

    private mutating func readAttachments(_ input: Span<UInt8>) {
        let decoder = AttachmentDecoder(limit: Self.maximumSize)
        for index in contents.parts.indices where found.count < Self.maximumFound {
            let part = contents.parts[index]
            guard !part.isEnclosed, part.body != contents.returnedMessage, isMail(part, index, input) else { continue }
            let text = decoder.text(of: part, input)
            if !text.bytes.isEmpty { found.append(PassedOnMail(text: text, form: .attachment)) }
        }
    }

    private func isMail(_ part: MIMEPart, _ index: Int, _ input: Span<UInt8>) -> Bool {
        switch part.kind {
        case .message: return true
        case .plainText, .other: return index > 0 && hasNameOfMail(part)
        default: return false
        }
    }

    /// `bounce.eml`, `returned.txt`.
    private func hasNameOfMail(_ part: MIMEPart) -> Bool {
        let bytes = contents.fileNames
        let names = bytes.span
        let end = Int(part.fileName.end)
        guard part.fileName.count > 4 else { return false }
        let endings: [StaticString] = [".eml", ".txt", ".msg", ".mht", ".log", ".mbox"]
        return endings.contains { names.hasWord($0, at: end - $0.utf8CodeUnitCount) }
    }

    // MARK: Text

    private mutating func readBody(_ section: Range<Int>, isPaste: Bool) {
        let bytes = contents.text.bytes
        let text = bytes.span
        let lines = QuotedLines(text, section, isPaste: isPaste)
        var index = 0
        while index < lines.indices.upperBound, found.count < Self.maximumFound {
            if let header = header(lines, at: index, text) {
                addForward(header, lines, text)
                index = header.end
            } else if !isPaste, lines[index].depth > 0 {
                index = addQuotation(lines, from: index, text)
            } else {
                index += 1
            }
        }
        if isPaste { addPaste(lines, text) }
    }

    private mutating func header(_ lines: QuotedLines, at index: Int, _ text: Span<UInt8>) -> ShownHeader? {
        guard attempts < Self.maximumAttempts, ShownHeader.shownField(lines[index], text) != nil else { return nil }
        attempts += 1
        return ShownHeader(lines, at: index, text)
    }

    private func isFromMailSystem(_ header: ShownHeader, _ text: Span<UInt8>) -> Bool {
        header.fields.contains { field in
            field.shown == .from && field.values.contains { MailHeader.namesMailSystem(text, $0) }
        }
    }

    private mutating func addForward(_ header: ShownHeader, _ lines: QuotedLines, _ text: Span<UInt8>) {
        var end = lines.end(from: header.end, depth: header.depth, text)
        // The header of the message that came back stands above such fields as well.
        if !isFromMailSystem(header, text) {
            while end > header.end, lines[end - 1].range.lowerBound >= statusStart { end -= 1 }
        }
        guard end > header.end else { return }
        var mail = PassedOnText(from: contents.text)
        mail.appendHeader(header, text)
        mail.append(lines, header.end..<end, depth: header.depth, text)
        found.append(PassedOnMail(text: mail.result, form: .forward))
    }

    /// Returns the line behind the quotation.
    private mutating func addQuotation(_ lines: QuotedLines, from first: Int, _ text: Span<UInt8>) -> Int {
        let end = lines.end(from: first, depth: 1, text)
        var depth = lines[first].depth
        for line in first..<end where !lines[line].isBlank(text) && lines[line].depth > 0 { depth = min(depth, lines[line].depth) }
        // A header in it is that of the bounce, or that of the message which came back.
        var line = first
        while line < end, found.count < Self.maximumFound {
            if let header = header(lines, at: line, text) {
                addForward(header, lines, text)
                line = header.end
            } else {
                line += 1
            }
        }
        guard end - first >= 3 else { return end }
        var mail = PassedOnText(from: contents.text)
        if let sender = systemName(above: first, lines, text) { mail.appendSender(sender, text) }
        mail.append(lines, first..<end, depth: depth, text)
        found.append(PassedOnMail(text: mail.result, form: .quotation))
        return end
    }

    /// "On Monday, Mail Delivery System <mailer-daemon@example.com> wrote:", which may fill two lines.
    private func systemName(above first: Int, _ lines: QuotedLines, _ text: Span<UInt8>) -> Range<Int>? {
        for index in ((max(0, first - 3))..<first).reversed() where lines[index].depth == 0 && !lines[index].isBlank(text) {
            let words = text.trimmed(lines[index].range)
            if MailHeader.namesMailSystem(text, words) { return words }
        }
        return nil
    }

    /// The whole text as it was before it was quoted and retyped, where that makes a difference.
    private mutating func addPaste(_ lines: QuotedLines, _ text: Span<UInt8>) {
        var counts: [Int: Int] = [:]
        var total = 0
        for index in lines.indices where !lines[index].isBlank(text) {
            counts[min(lines[index].depth, 20), default: 0] += 1
            total += 1
        }
        // Words above a quotation are not quoted; the quotation is what the text is about.
        let unquoted = counts[0] ?? 0
        let depth = unquoted * 2 <= total ? (counts.keys.filter { $0 > 0 }.min() ?? 0) : 0
        // The line that a mail program sets above what it passes on was pasted with it; to layouts it would announce the returned message.
        let first = lines.indices.first { !lines[$0].isBlank(text) } ?? 0
        let isMark = first < lines.indices.upperBound && ReturnedMessageMark.announces(text, lines[first].range)
        var mail = PassedOnText(from: contents.text)
        mail.append(lines, (isMark ? first + 1 : 0)..<lines.indices.upperBound, depth: depth, text)
        if mail.isChanged { found.append(PassedOnMail(text: mail.result, form: .paste)) }
    }
}

/// The bytes of attached files.
private struct AttachmentDecoder {
    let limit: Int

    func text(of part: MIMEPart, _ input: Span<UInt8>) -> ReadableText {
        var text = ReadableText()
        let body = part.body.range
        switch part.encoding {
        case .base64, .quotedPrintable:
            let lines = LineScanner(hasBareCR: ByteTraits(of: input, in: body.prefixRange(4096)).hasBareCR)
            _ = TransferDecoder.decode(input, body, part.encoding, lines: lines, limit: limit, into: &text)
        case .identity, .unknown:
            var origins = Origins.input
            text.append(input, body.prefixRange(limit), &origins)
        }
        return text
    }
}
