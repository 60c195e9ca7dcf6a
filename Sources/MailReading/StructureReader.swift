internal import DeliveryTypes

/// Finds the header and the tree of parts of a mail (RFC 2046) in one pass over its lines: every line is compared
/// with the boundaries of the multiparts that are open there, so that nesting does not cost a second look.
struct StructureReader {
    let limits: MessageLimits
    var lines = LineScanner(hasBareCR: false)
    /// The multiparts around the current line, outermost first.
    var open: [OpenMultipart] = []
    /// The part that the current line belongs to.
    var current = 0
    /// The part that holds the returned message or its header.
    var returnedPart: Int?
    /// Parts that name a file, with what their headers say; decoding the names is left to the text.
    var filesToName: [(part: Int, content: ContentDescription)] = []
    /// The first line that looks like a boundary while none was found.
    var candidate: TextRange?

    struct OpenMultipart {
        var part: Int
        /// Without its leading `--`; empty while it is not known.
        var boundary: TextRange
        var hasChildren = false
        /// A delivery status or feedback report is among its children.
        var isReport: Bool
    }

    init(limits: MessageLimits) {
        self.limits = limits
    }

    var headerReader: HeaderReader { HeaderReader(lines: lines, maximumFields: limits.maximumHeaderFields) }

    mutating func read(_ input: Span<UInt8>, from start: Int, lines: LineScanner, into contents: inout MessageContents) {
        self.lines = lines
        open.removeAll(keepingCapacity: true)
        candidate = nil
        returnedPart = nil
        filesToName.removeAll(keepingCapacity: true)
        let body = readMailHeader(input, from: start, into: &contents)
        scan(input, from: body, into: &contents)
        if let root = open.first, !root.hasChildren {
            readAgain(input, from: body, into: &contents)
        } else {
            finish(input, into: &contents)
        }
        guard let returnedPart else { return }
        let part = contents.parts[returnedPart]
        contents.returnedMessage = part.body
        contents.returnedSize = part.kind == .message ? part.body.count : nil
    }

    /// The mail's own header becomes part 0. Returns where its body begins.
    private mutating func readMailHeader(_ input: Span<UInt8>, from start: Int, into contents: inout MessageContents) -> Int {
        let outcome = headerReader.read(input, start..<input.count, into: &contents.fields)
        var body = outcome.end
        if !MailHeader.isPlausible(contents.fields) {
            contents.fields.removeAll(keepingCapacity: true)
            contents.add(.missingHeader, at: start)
            body = start
        } else {
            contents.add(outcome, at: body)
        }
        var content = ContentDescription(of: contents.fields[...], in: input)
        // A report that was copied without its header still has its boundaries.
        if contents.fields.isEmpty { content.kind = .multipart }
        add(
            content, input, parent: -1, fields: 0..<0, header: TextRange(start..<body),
            body: TextRange(body..<input.count), into: &contents)
        return enter(0, content, input, from: body, into: &contents)
    }

    /// Looks for boundaries from `start` to the end of the input.
    private mutating func scan(_ input: Span<UInt8>, from start: Int, into contents: inout MessageContents) {
        var offset = start
        while offset < input.count, !open.isEmpty {
            if input.byte(at: offset) == 0x2D, input.byte(at: offset &+ 1) == 0x2D {
                let line = lines.line(input, at: offset, limit: input.count)
                if let found = match(line, input) {
                    offset = cross(line, level: found.level, isEnd: found.isEnd, input, into: &contents)
                } else {
                    offset = line.next
                }
            } else if lines.hasBareCR {
                offset = lines.line(input, at: offset, limit: input.count).next
            } else {
                offset = input.firstOffset(of: 0x0A, from: offset, to: input.count).map { $0 &+ 1 } ?? input.count
            }
        }
    }

    /// A declared boundary that never came: the first line that looks like one is taken instead, and without
    /// one the body is read as text.
    private mutating func readAgain(_ input: Span<UInt8>, from body: Int, into contents: inout MessageContents) {
        let wasDeclared = !open[0].boundary.isEmpty
        if !contents.fields.isEmpty { contents.add(wasDeclared ? .boundaryNotFound : .missingBoundary, at: body) }
        guard let candidate, wasDeclared else {
            contents.parts[0].kind = contents.fields.isEmpty && HTMLText.begins(input, at: body) ? .html : .plainText
            contents.parts[0].body = TextRange(body..<input.count)
            open.removeAll(keepingCapacity: true)
            return
        }
        open.removeSubrange(1...)
        open[0].boundary = candidate
        current = 0
        scan(input, from: body, into: &contents)
        finish(input, into: &contents)
    }

    private mutating func finish(_ input: Span<UInt8>, into contents: inout MessageContents) {
        if !open.isEmpty { contents.add(.missingEndBoundary, at: input.count) }
        close(to: -1, at: input.count, into: &contents)
    }

    // MARK: Boundaries

    /// The innermost open multipart whose boundary a line is.
    private mutating func match(_ line: LineScanner.Line, _ input: Span<UInt8>) -> (level: Int, isEnd: Bool)? {
        var end = line.end
        while end > line.start, ASCII.isSpace(input.byte(at: end &- 1)) { end &-= 1 }
        let start = line.start &+ 2
        var level = open.count &- 1
        while level >= 0 {
            let boundary = open[level].boundary.range
            let rest = start &+ boundary.count
            if !boundary.isEmpty, rest <= end, input.isEqual(boundary, to: start..<rest) {
                if rest == end { return (level, false) }
                if input.byte(at: rest) == 0x2D, input.byte(at: rest &+ 1) == 0x2D { return (level, true) }
            }
            level &-= 1
        }
        return adopt(start..<end, line, input)
    }

    /// Takes a line as the boundary of an innermost multipart that declares none, or remembers it.
    private mutating func adopt(_ boundary: Range<Int>, _ line: LineScanner.Line, _ input: Span<UInt8>) -> (level: Int, isEnd: Bool)? {
        let level = open.count &- 1
        guard !boundary.isEmpty, boundary.count <= 200, !open[level].hasChildren, candidate == nil || open[level].boundary.isEmpty,
            beginsPart(input, behind: line)
        else { return nil }
        if open[level].boundary.isEmpty {
            open[level].boundary = TextRange(boundary)
            return (level, false)
        }
        if level == 0 { candidate = TextRange(boundary) }
        return nil
    }

    private func beginsPart(_ input: Span<UInt8>, behind line: LineScanner.Line) -> Bool {
        input.hasWord("content-", at: line.next)
    }

    /// Ends what a boundary line ends and begins what it begins. Returns where reading goes on.
    private mutating func cross(
        _ line: LineScanner.Line, level: Int, isEnd: Bool, _ input: Span<UInt8>, into contents: inout MessageContents
    ) -> Int {
        if open.count &- 1 > level { contents.add(.missingEndBoundary, at: line.start) }
        close(to: level, at: endOfBody(input, before: line.start), into: &contents)
        if isEnd {
            current = open[level].part
            open.removeSubrange(level...)
            return line.next
        }
        if level == 0, !open[0].hasChildren, contents.fields.isEmpty { addPreamble(before: line.start, input, into: &contents) }
        open[level].hasChildren = true
        return beginPart(input, at: line.next, in: open[level].part, into: &contents)
    }

    /// Whoever pasted a report without its header may have pasted words before it.
    private mutating func addPreamble(before offset: Int, _ input: Span<UInt8>, into contents: inout MessageContents) {
        let start = contents.parts[0].body.range.lowerBound
        let words = input.trimmed(start..<offset)
        guard !words.isEmpty else { return }
        add(
            ContentDescription(), input, parent: 0, fields: 0..<0, header: TextRange(start..<start),
            body: TextRange(start..<words.upperBound),
            into: &contents)
        current = 0
    }

    /// The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
    private func endOfBody(_ input: Span<UInt8>, before offset: Int) -> Int {
        var end = offset
        if end > 0, input.byte(at: end &- 1) == 0x0A { end &-= 1 }
        if end > 0, input.byte(at: end &- 1) == 0x0D { end &-= 1 }
        // CR CR LF.
        if end < offset &- 1, input.byte(at: end &- 1) == 0x0D { end &-= 1 }
        return end
    }

    /// Ends every open part below the multipart at `level`.
    private mutating func close(to level: Int, at end: Int, into contents: inout MessageContents) {
        let stop = level >= 0 ? open[level].part : -1
        var part = current
        while part > stop, part < contents.parts.count {
            let body = contents.parts[part].body
            contents.parts[part].body = TextRange(body.start, UInt32(clamping: end))
            part = contents.parts[part].parent
        }
        if level >= 0 {
            open.removeSubrange((level + 1)...)
            current = open[level].part
        } else {
            open.removeAll(keepingCapacity: true)
        }
    }
}
