internal import DeliveryTypes

/// What begins behind a boundary.
extension StructureReader {
    /// Reads the header of the part at `offset` and returns where reading goes on.
    mutating func beginPart(_ input: Span<UInt8>, at offset: Int, in parent: Int, into contents: inout MessageContents) -> Int {
        guard contents.parts.count < limits.maximumParts else {
            contents.add(.tooManyParts, at: offset)
            open.removeAll(keepingCapacity: true)
            return input.count
        }
        let first = contents.partFields.count
        let outcome = headerReader.read(input, offset..<input.count, into: &contents.partFields)
        contents.add(outcome, at: outcome.end)
        let fields = first..<contents.partFields.count
        let content = ContentDescription(of: contents.partFields[fields], in: input)
        add(
            content, input, parent: parent, fields: fields, header: TextRange(offset..<outcome.end),
            body: TextRange(outcome.end..<input.count), into: &contents)
        return enter(contents.parts.count &- 1, content, input, from: outcome.end, into: &contents)
    }

    mutating func add(
        _ content: ContentDescription, _ input: Span<UInt8>, parent: Int, fields: Range<Int>, header: TextRange, body: TextRange,
        into contents: inout MessageContents
    ) {
        let outer = parent >= 0 ? contents.parts[parent] : nil
        var part = MIMEPart(
            kind: content.kind, encoding: content.encoding, depth: outer.map { $0.depth + 1 } ?? 0, parent: parent, fields: fields,
            header: header, body: body, mediaType: content.mediaType, charset: content.charset, fileName: TextRange(0, 0))
        part.isEnclosed = outer.map { $0.isEnclosed || $0.kind == .message } ?? false
        if content.namesFile { filesToName.append((contents.parts.count, content)) }
        current = contents.parts.count
        contents.parts.append(part)
    }

    /// Opens a multipart or looks into a message. Returns where reading goes on.
    mutating func enter(
        _ index: Int, _ content: ContentDescription, _ input: Span<UInt8>, from body: Int, into contents: inout MessageContents
    ) -> Int {
        switch content.kind {
        case .multipart, .alternative, .report:
            guard open.count < limits.maximumNesting else {
                contents.add(.tooDeeplyNested, at: body)
                contents.parts[index].kind = .other
                return body
            }
            open.append(
                OpenMultipart(part: index, boundary: TextRange(input.trimmed(content.boundary.range)), isReport: content.kind == .report))
            return body
        case .deliveryStatus, .feedbackReport:
            if let level = open.indices.last { open[level].isReport = true }
            return body
        case .message:
            return enterMessage(index, input, from: body, into: &contents)
        case .messageHeader:
            guard returnedPart == nil, contents.parts[index].encoding != .base64 else { return body }
            returnedPart = index
            return headerReader.read(input, body..<input.count, into: &contents.returnedFields).end
        default:
            return body
        }
    }

    /// The returned message is not looked into beyond its header; another message is read as part of the mail.
    private mutating func enterMessage(_ index: Int, _ input: Span<UInt8>, from body: Int, into contents: inout MessageContents) -> Int {
        guard contents.parts[index].encoding != .base64 else { return body }
        let start = skipBlankLines(input, from: body)
        let first = contents.partFields.count
        let outcome = headerReader.read(input, start..<input.count, into: &contents.partFields)
        let fields = first..<contents.partFields.count
        let content = ContentDescription(of: contents.partFields[fields], in: input)
        if isReturned(index, content, input, contents) {
            if returnedPart == nil {
                returnedPart = index
                contents.returnedFields.append(contentsOf: contents.partFields[fields])
            }
            contents.partFields.removeSubrange(first...)
            return outcome.end
        }
        guard contents.parts.count < limits.maximumParts, contents.parts[index].depth < 2 * limits.maximumNesting else {
            contents.partFields.removeSubrange(first...)
            contents.add(contents.parts.count < limits.maximumParts ? .tooDeeplyNested : .tooManyParts, at: body)
            return body
        }
        add(
            content, input, parent: index, fields: fields, header: TextRange(start..<outcome.end),
            body: TextRange(outcome.end..<input.count), into: &contents)
        return enter(contents.parts.count &- 1, content, input, from: outcome.end, into: &contents)
    }

    private func skipBlankLines(_ input: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset < input.count, input.byte(at: offset) == 0x0A || input.byte(at: offset) == 0x0D { offset &+= 1 }
        return offset
    }

    /// Whether the message in part `index` is the one that came back: it stands in a report, or in a mail that
    /// a mail system wrote, unless it is a report itself (then somebody passes that report on).
    private func isReturned(_ index: Int, _ content: ContentDescription, _ input: Span<UInt8>, _ contents: MessageContents) -> Bool {
        let parent = contents.parts[index].parent
        guard parent >= 0 else { return false }
        if let around = open.last, around.part == parent, around.isReport { return true }
        guard content.kind != .report else { return false }
        var entity = parent
        while entity > 0, contents.parts[entity].parent >= 0, contents.parts[contents.parts[entity].parent].kind != .message {
            entity = contents.parts[entity].parent
        }
        let fields = entity == 0 ? contents.fields[...] : contents.partFields[contents.parts[entity].fields]
        return MailHeader.isFromMailSystem(fields, in: input)
    }
}
