internal import DeliveryTypes

/// The words of an HTML body: tags, scripts, styles and comments dropped, entities decoded, block ends as LF.
///
/// A single pass: what has no end is taken as text, and a search that failed is not made again.
struct HTMLText {
    private var pendingLines = 0
    private var pendingSpace: Range<Int>?
    private var preformatted = 0
    /// Behind this place no tag with quoted attributes is looked for before it is passed.
    private var quotesFailUntil = 0
    private var hasCommentEnd = true
    private var start = 0

    static func append(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into text: inout ReadableText) {
        var html = HTMLText()
        html.start = text.bytes.count
        html.read(source, range, &origins, into: &text)
    }

    private mutating func read(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into text: inout ReadableText) {
        let end = range.upperBound
        var offset = range.lowerBound
        while offset < end {
            let byte = source.byte(at: offset)
            if byte == UInt8(ascii: "<"), let next = markup(source, offset, end) {
                offset = next
            } else if byte == UInt8(ascii: "&") {
                offset = entity(source, offset, end, &origins, into: &text)
            } else if ASCII.isSpace(byte) {
                offset = space(source, offset, end)
            } else {
                offset = words(source, offset, end, &origins, into: &text)
            }
        }
    }

    // MARK: Words

    /// A run of words with single spaces between them.
    private mutating func words(
        _ source: Span<UInt8>, _ start: Int, _ end: Int, _ origins: inout Origins, into text: inout ReadableText
    ) -> Int {
        var offset = start &+ 1
        while offset < end {
            let byte = source.byte(at: offset)
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { break }
            if ASCII.isSpace(byte) {
                let next = source.byte(at: offset &+ 1)
                guard byte == 0x20, offset &+ 1 < end, !ASCII.isSpace(next), next != UInt8(ascii: "<"), next != UInt8(ascii: "&") else {
                    break
                }
            }
            offset &+= 1
        }
        separate(before: start, source, &origins, into: &text)
        text.append(source, start..<offset, &origins)
        return offset
    }

    private mutating func space(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end, ASCII.isSpace(source.byte(at: offset)) {
            if preformatted > 0, source.byte(at: offset) == 0x0A { pendingLines = Swift.min(pendingLines &+ 1, 2) }
            offset &+= 1
        }
        pendingSpace = start..<offset
        return offset
    }

    /// Appends the line ends or the space that the words before `offset` were parted by.
    private mutating func separate(before offset: Int, _ source: Span<UInt8>, _ origins: inout Origins, into text: inout ReadableText) {
        defer {
            pendingLines = 0
            pendingSpace = nil
        }
        guard text.bytes.count > start else { return }
        let gap = pendingSpace ?? offset..<Swift.min(offset &+ 1, source.count)
        if pendingLines > 0 {
            for _ in 0..<pendingLines { text.append(0x0A, for: gap, &origins) }
        } else if pendingSpace != nil {
            text.append(0x20, for: gap, &origins)
        }
    }

    private mutating func entity(
        _ source: Span<UInt8>, _ start: Int, _ end: Int, _ origins: inout Origins, into text: inout ReadableText
    ) -> Int {
        guard let found = HTMLEntity.read(source, start, end) else { return words(source, start, end, &origins, into: &text) }
        let range = start..<found.end
        if found.character == "\u{A0}" {
            pendingSpace = range
            return found.end
        }
        separate(before: start, source, &origins, into: &text)
        text.append(found.character, for: range, &origins)
        return found.end
    }

    // MARK: Markup

    /// Where the markup at `start` ends; `nil` where `<` is text.
    private mutating func markup(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        if source.hasWord("<!--", at: start) { return comment(source, start, end) }
        let isClosing = source.byte(at: start &+ 1) == UInt8(ascii: "/")
        let name = start &+ (isClosing ? 2 : 1)
        let first = source.byte(at: name)
        guard ASCII.isLetter(first) || first == UInt8(ascii: "!") || first == UInt8(ascii: "?"), name < end else { return nil }
        var nameEnd = name
        while nameEnd < end, ASCII.isLetter(source.byte(at: nameEnd)) || ASCII.isDigit(source.byte(at: nameEnd)) { nameEnd &+= 1 }
        // An address in angle brackets that nobody escaped.
        if isAddress(source, nameEnd, end) { return nil }
        guard let close = tagEnd(source, nameEnd, end) else { return nil }
        return apply(source, name..<nameEnd, isClosing: isClosing, behind: close &+ 1, end)
    }

    private func isAddress(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for offset in start..<Swift.min(end, start &+ 128) {
            let byte = source.byte(at: offset)
            if byte == UInt8(ascii: "@") { return true }
            if ASCII.isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "/") { return false }
        }
        return false
    }

    private mutating func comment(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var offset = start &+ 4
        while hasCommentEnd, let mark = source.search(UInt8(ascii: ">"), from: offset, to: end) {
            if mark >= start &+ 4, source.byte(at: mark &- 1) == 0x2D, source.byte(at: mark &- 2) == 0x2D { return mark &+ 1 }
            offset = mark &+ 1
        }
        hasCommentEnd = false
        return source.search(UInt8(ascii: ">"), from: start, to: end).map { $0 &+ 1 }
    }

    /// The `>` that ends a tag: not one inside a quoted attribute, unless the quote is never closed.
    private mutating func tagEnd(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        if start >= quotesFailUntil {
            let limit = Swift.min(end, start &+ 4_096)
            var quote: UInt8 = 0
            var offset = start
            while offset < limit {
                let byte = source.byte(at: offset)
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    return offset
                }
                offset &+= 1
            }
            quotesFailUntil = limit
        }
        return source.search(UInt8(ascii: ">"), from: start, to: Swift.min(end, start &+ 65_536))
    }

    /// What a tag does to the text around it. Returns where reading goes on.
    private mutating func apply(_ source: Span<UInt8>, _ name: Range<Int>, isClosing: Bool, behind offset: Int, _ end: Int) -> Int {
        guard let tag = HTMLTag(source, name) else { return offset }
        switch tag {
        case .lineBreak:
            pendingLines = Swift.min(pendingLines &+ 1, 2)
        case .line:
            pendingLines = Swift.max(pendingLines, 1)
        case .block:
            pendingLines = 2
        case .cell:
            pendingSpace = pendingSpace ?? Swift.max(name.lowerBound &- 1, 0)..<offset
        case .preformatted:
            preformatted = Swift.max(0, preformatted &+ (isClosing ? -1 : 1))
            pendingLines = Swift.max(pendingLines, 1)
        case .hidden:
            if !isClosing { return endOfHidden(source, name, offset, end) }
        }
        return offset
    }

    /// Behind the tag that closes a script or a style; the end where none does.
    private func endOfHidden(_ source: Span<UInt8>, _ name: Range<Int>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while let mark = source.search(UInt8(ascii: "<"), from: offset, to: end) {
            if source.byte(at: mark &+ 1) == UInt8(ascii: "/") {
                var index = 0
                while index < name.count, source.lowerByte(at: mark &+ 2 &+ index) == source.lowerByte(at: name.lowerBound &+ index) {
                    index &+= 1
                }
                if index == name.count { return mark }
            }
            offset = mark &+ 1
        }
        return end
    }
}

/// The tags that part words or hide them; every other tag is dropped without a trace.
enum HTMLTag {
    case lineBreak, line, block, cell, preformatted, hidden

    init?(_ source: Span<UInt8>, _ name: Range<Int>) {
        for (word, tag) in Self.tags where word.utf8CodeUnitCount == name.count && source.hasWord(word, at: name.lowerBound) {
            self = tag
            return
        }
        return nil
    }

    private static let tags: [(StaticString, HTMLTag)] = [
        ("br", .lineBreak), ("p", .block), ("div", .line), ("tr", .line), ("td", .cell), ("th", .cell), ("li", .line), ("ul", .line),
        ("ol", .line), ("hr", .block), ("h1", .block), ("h2", .block), ("h3", .block), ("h4", .block), ("h5", .block), ("h6", .block),
        ("pre", .preformatted), ("table", .block), ("blockquote", .block), ("dl", .line), ("dt", .line), ("dd", .line), ("center", .line),
        ("address", .line), ("form", .line), ("section", .line), ("article", .line), ("header", .line), ("footer", .line), ("body", .line),
        ("html", .line), ("head", .line), ("script", .hidden), ("style", .hidden), ("title", .hidden), ("noscript", .line),
    ]
}
