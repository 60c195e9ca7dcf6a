internal import DeliveryTypes

/// Reads one mail after the other into the same storage: nothing is allocated once it is warm.
///
///     var reader = MessageReader(wantedFields: WantedFields(names: ["Subject", "X-Failed-Recipients"]))
///     try reader.read(bytes.span)
///     reader.contents.deliveryReports
package struct MessageReader: ~Copyable {
    package let limits: MessageLimits
    package let wantedFields: WantedFields
    /// What the last `read` found.
    package private(set) var contents = MessageContents()
    private var structure: StructureReader
    private var builder: TextBuilder

    package init(limits: MessageLimits = .default, wantedFields: WantedFields = .none) {
        self.limits = limits
        self.wantedFields = wantedFields
        structure = StructureReader(limits: limits)
        builder = TextBuilder(limits: limits)
    }

    /// Reads `input`, whatever it is. What was read before is forgotten, also where this throws.
    package mutating func read(_ input: Span<UInt8>) throws(MessageError) {
        contents.removeAll()
        // Offsets are 32 bits wide.
        guard input.count <= limits.maximumSize, UInt32(exactly: input.count) != nil else {
            throw MessageError.tooLarge(size: input.count, limit: limits.maximumSize)
        }
        let start = Self.beginning(of: input)
        guard start < input.count else { throw MessageError.empty }
        contents.inputSize = input.count
        let traits = ByteTraits(of: input, in: 0..<input.count)
        structure.read(input, from: start, lines: LineScanner(hasBareCR: traits.hasBareCR), into: &contents)
        if !hasStatusPart { findDisguisedStatusPart(input) }
        builder.begin(traits)
        nameFiles(input)
        buildText(input)
        ReportReader(limits: limits).read(into: &contents)
    }

    /// Behind a byte order mark, NULs and empty lines.
    private static func beginning(of input: Span<UInt8>) -> Int {
        var offset = 0
        if input.byte(at: 0) == 0xEF, input.byte(at: 1) == 0xBB, input.byte(at: 2) == 0xBF { offset = 3 }
        var lineStart = offset
        while offset < input.count {
            let byte = input.byte(at: offset)
            guard ASCII.isSpace(byte) || byte == 0 else { break }
            offset &+= 1
            if byte != 0x20 && byte != 0x09 { lineStart = offset }
        }
        return offset < input.count ? lineStart : input.count
    }

    private mutating func nameFiles(_ input: Span<UInt8>) {
        for (part, content) in structure.filesToName {
            contents.parts[part].fileName = builder.fileName.append(content, input, &builder.characters, to: &contents.fileNames)
        }
    }

    /// Gateways make attachments (application/octet-stream, details.txt) of what they do not know: told by the fields that begin it.
    private mutating func findDisguisedStatusPart(_ input: Span<UInt8>) {
        for index in contents.parts.indices where contents.parts[index].kind == .other && !contents.parts[index].isEnclosed {
            let start = input.trimmed(contents.parts[index].body.range).lowerBound
            let isEncoded = contents.parts[index].encoding == .base64
            let beginnings = isEncoded ? Self.encodedBeginnings : Self.beginnings
            guard beginnings.contains(where: { Self.begins($0, input, at: start, isEncoded: isEncoded) }) else { continue }
            contents.parts[index].kind = .deliveryStatus
            return
        }
    }

    /// Base64 knows capitals from small letters.
    private static func begins(_ word: StaticString, _ input: Span<UInt8>, at start: Int, isEncoded: Bool) -> Bool {
        guard isEncoded else { return input.hasWord(word, at: start) }
        for index in 0..<word.utf8CodeUnitCount where unsafe input.byte(at: start + index) != word.utf8Start[index] { return false }
        return true
    }

    private static let beginnings: [StaticString] = ["reporting-mta:", "original-envelope-id:", "final-recipient:", "original-recipient:"]
    /// The same in base64, as far as whole groups of three bytes go.
    private static let encodedBeginnings: [StaticString] = ["UmVwb3J0aW5nLU1U", "T3JpZ2luYWwtRW52", "RmluYWwtUmVjaXBp", "T3JpZ2luYWwtUmVj"]

    private var hasStatusPart: Bool { contents.parts.contains { $0.kind == .deliveryStatus } }

    /// The sections in the order that `ReadableText` promises.
    private mutating func buildText(_ input: Span<UInt8>) {
        builder.appendHeader(contents.fields, input, wanted: wantedFields, kind: .header, into: &contents)
        markPlainAlternatives(input)
        for index in contents.parts.indices {
            let part = contents.parts[index]
            guard let kind = sectionKind(of: part, at: index), kind != .enclosed else { continue }
            builder.appendBody(part, input, kind: kind, findsStatus: !hasStatusPart, into: &contents)
        }
        builder.appendHeader(contents.returnedFields, input, wanted: wantedFields, kind: .returnedHeader, into: &contents)
        for index in contents.parts.indices where contents.parts[index].isEnclosed {
            appendEnclosed(index, input)
        }
        if let offset = builder.header.rawBytes { contents.add(.rawHeaderBytes, at: offset) }
        if let offset = builder.header.undecodable { contents.add(.undecodableText, at: offset) }
    }

    /// As which section a part is read; `nil` for what is no text and for text that stands there twice.
    private func sectionKind(of part: MIMEPart, at index: Int) -> ReadableText.Kind? {
        switch part.kind {
        case .deliveryStatus: return .deliveryStatus
        case .feedbackReport: return .feedbackReport
        case .dispositionNotification: return .dispositionNotification
        case .plainText: return part.isEnclosed ? .enclosed : .body
        case .html: return hasPlainSibling(part) ? nil : part.isEnclosed ? .enclosed : .body
        case .multipart, .alternative, .report:
            // A multipart without a single part holds text.
            let hasChild = index + 1 < contents.parts.count && contents.parts[index + 1].parent == index
            return hasChild ? nil : part.isEnclosed ? .enclosed : .body
        case .message, .messageHeader, .other: return nil
        }
    }

    private func hasPlainSibling(_ part: MIMEPart) -> Bool {
        var parent = part.parent
        while parent >= 0 {
            if contents.parts[parent].kind == .alternative { return contents.parts[parent].hasPlainAlternative }
            parent = contents.parts[parent].parent
        }
        return false
    }

    /// Plain text is preferred to HTML unless there are hardly any words in it.
    private mutating func markPlainAlternatives(_ input: Span<UInt8>) {
        for index in contents.parts.indices where contents.parts[index].kind == .plainText {
            var parent = contents.parts[index].parent
            while parent >= 0, contents.parts[parent].kind != .alternative { parent = contents.parts[parent].parent }
            guard parent >= 0 else { continue }
            var wordBytes = 0
            for offset in contents.parts[index].body.range where !ASCII.isSpace(input.byte(at: offset)) {
                wordBytes += 1
                if wordBytes >= 40 { break }
            }
            if wordBytes >= 40 { contents.parts[parent].hasPlainAlternative = true }
        }
    }

    // MARK: Enclosed messages

    /// The header of an enclosed message as lines, or the words of one of its parts.
    private mutating func appendEnclosed(_ index: Int, _ input: Span<UInt8>) {
        let part = contents.parts[index]
        if part.parent >= 0, contents.parts[part.parent].kind == .message {
            let start = contents.text.bytes.count
            for field in contents.partFields[part.fields] where isShown(field.nameHash) {
                guard contents.text.bytes.count - start < 16_384, contents.text.bytes.count < limits.maximumTextSize else { break }
                var origins = Origins.input
                contents.text.append(input, field.name.range, &origins)
                contents.text.append(0x3A, for: field.name.range.upperBound..<(field.name.range.upperBound &+ 1), &origins)
                contents.text.append(0x20, for: field.name.range.upperBound..<(field.name.range.upperBound &+ 1), &origins)
                builder.header.append(input, field.value.range.prefixRange(4_096), &builder.characters, into: &contents.text)
                builder.endLine(of: field, input, into: &contents.text)
            }
            contents.text.endSection(.enclosed, from: start)
        }
        guard sectionKind(of: part, at: index) == .enclosed else { return }
        builder.appendBody(part, input, kind: .enclosed, findsStatus: !hasStatusPart, into: &contents)
    }

    private func isShown(_ hash: UInt32) -> Bool {
        switch hash {
        case FieldHash.from, FieldHash.to, FieldHash.subject, FieldHash.date, FieldHash.failedRecipients: true
        default: wantedFields.contains(hash)
        }
    }

    // MARK: Headers in text

    /// Reads a block of header fields out of text that is already decoded, such as a message returned in the
    /// plain body of a bounce. Ranges count in `text`. Returns where the block ends: behind its empty line, or
    /// at the first line that is no field.
    package static func readHeaderBlock(
        in text: Span<UInt8>, _ range: Range<Int>, limits: MessageLimits = .default, into fields: inout [HeaderField]
    ) -> Int {
        let reader = HeaderReader(lines: LineScanner(hasBareCR: false), maximumFields: limits.maximumHeaderFields)
        return reader.read(text, text.clamped(range), into: &fields).end
    }
}
