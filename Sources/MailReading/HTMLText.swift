internal import DeliveryTypes

/// The words of an HTML body: tags, scripts, styles and comments dropped, entities decoded, block ends as LF.
///
/// A single pass: what has no end is taken as text, and a search that failed is not made again.
struct HTMLText {
    private var pendingLines = 0
    private var pendingSpace: Range<Int>?
    private var preformatted = 0
    /// The last paragraph that began has no space around it.
    private var isTight = false
    /// Behind this place no tag with quoted attributes is looked for before it is passed.
    private var quotesFailUntil = 0
    private var hasCommentEnd = true
    /// The `>` that was found last, and `Int.max` once there is none; so that none is looked for twice.
    private var nextClose = -1
    private var start = 0
    private var stop = 0

    /// Appends the words of `range` until they are `limit` bytes. Returns whether there are more.
    static func append(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, limit: Int, into text: inout ReadableText
    ) -> Bool {
        var html = HTMLText()
        html.start = text.bytes.count
        html.stop = text.bytes.count &+ limit
        return html.read(source, range, &origins, into: &text) < range.upperBound
    }

    private mutating func read(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into text: inout ReadableText) -> Int {
        let end = range.upperBound
        var offset = range.lowerBound
        while offset < end, text.bytes.count < stop {
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
        return offset
    }

    /// Whether text without a header is a copy of a page: it begins with a tag that no mail address looks like.
    static func begins(_ source: Span<UInt8>, at offset: Int) -> Bool {
        var start = offset
        while start < source.count, ASCII.isSpace(source.byte(at: start)) { start &+= 1 }
        guard source.byte(at: start) == UInt8(ascii: "<") else { return false }
        let tags: [StaticString] = [
            "!doctype html", "!--", "html", "head", "body", "div", "p>", "p ", "table", "pre", "span", "blockquote", "meta", "br", "font",
            "style",
        ]
        return tags.contains { tag in
            guard source.hasWord(tag, at: start &+ 1) else { return false }
            let end = source.byte(at: start &+ 1 &+ tag.utf8CodeUnitCount)
            return !(ASCII.isLetter(end) || ASCII.isDigit(end) || "@._-".utf8.contains(end)) || tag.utf8CodeUnitCount == 2
        }
    }

    // MARK: Words

    /// A run of words with single spaces between them.
    private mutating func words(
        _ source: Span<UInt8>, _ start: Int, _ end: Int, _ origins: inout Origins, into text: inout ReadableText
    ) -> Int {
        var offset = start &+ 1
        let end = Swift.min(end, start &+ Swift.max(1, stop &- text.bytes.count))
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
        if nameEnd &- name == 1, first | 0x20 == UInt8(ascii: "p") {
            if !isClosing { isTight = HTMLTag.isTightParagraph(source, nameEnd..<close) }
            if isTight {
                // Every line is a paragraph, and an empty one is an empty line.
                pendingLines = isClosing ? Swift.min(pendingLines &+ 1, 2) : Swift.max(pendingLines, 1)
                return close &+ 1
            }
        }
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
        while hasCommentEnd, let mark = source.firstOffset(of: UInt8(ascii: ">"), from: offset, to: end) {
            if mark >= start &+ 4, source.byte(at: mark &- 1) == 0x2D, source.byte(at: mark &- 2) == 0x2D { return mark &+ 1 }
            offset = mark &+ 1
        }
        hasCommentEnd = false
        return close(source, start, end).map { $0 &+ 1 }
    }

    /// The `>` that ends a tag: not one inside a quoted attribute, unless the quote is never closed.
    private mutating func tagEnd(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        if source.byte(at: start) == UInt8(ascii: ">") { return start }
        if start >= quotesFailUntil {
            let limit = Swift.min(end, start &+ 4_096)
            var offset = start
            while let close = source.firstOffset(of: UInt8(ascii: ">"), from: offset, to: limit) {
                guard let quote = Self.quote(source, offset, close) else { return close }
                guard let quoteEnd = source.firstOffset(of: source.byte(at: quote), from: quote &+ 1, to: limit) else { break }
                if quoteEnd < close, Self.quote(source, quoteEnd &+ 1, close) == nil { return close }
                offset = quoteEnd &+ 1
            }
            quotesFailUntil = limit
        }
        return close(source, start, end)
    }

    /// The next `>`, whatever stands before it.
    private mutating func close(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        if nextClose < start { nextClose = source.firstOffset(of: UInt8(ascii: ">"), from: start, to: end) ?? Int.max }
        return nextClose < Int.max ? nextClose : nil
    }

    /// The first quotation mark of either kind.
    private static func quote(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let double = source.firstOffset(of: UInt8(ascii: "\""), from: start, to: end)
        let single = source.firstOffset(of: UInt8(ascii: "'"), from: start, to: double ?? end)
        return single ?? double
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
        while let mark = source.firstOffset(of: UInt8(ascii: "<"), from: offset, to: end) {
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

    /// Whether the attributes of a paragraph say that it has no space around it, as Outlook writes the lines of plain text: by one of its
    /// classes (`MsoNormal`, `MsoPlainText`) or by a margin of zeros.
    static func isTightParagraph(_ source: Span<UInt8>, _ attributes: Range<Int>) -> Bool {
        attributes.prefixRange(1_024).contains { offset in
            switch source.lowerByte(at: offset) {
            case UInt8(ascii: "m"): source.hasWord("margin:", at: offset) && isZero(source, offset + 7..<attributes.upperBound)
            case UInt8(ascii: "c"):
                source.hasWord("class=mso", at: offset) || source.hasWord("class=\"mso", at: offset)
                    || source.hasWord("class='mso", at: offset)
            default: false
            }
        }
    }

    /// Lengths of 0, whatever their units, up to the end of the declaration.
    private static func isZero(_ source: Span<UInt8>, _ value: Range<Int>) -> Bool {
        var hasNumber = false
        for offset in value {
            let byte = source.byte(at: offset)
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { break }
            if byte == UInt8(ascii: "0") { hasNumber = true } else if ASCII.isDigit(byte) { return false }
        }
        return hasNumber
    }

    init?(_ source: Span<UInt8>, _ name: Range<Int>) {
        guard name.count <= 10 else { return nil }
        // Up to eight letters of the name, one in each byte.
        var key: UInt64 = 0
        for offset in name.prefixRange(8) { key = key << 8 | UInt64(source.lowerByte(at: offset)) }
        switch key {
        // br
        case 0x6272:
            self = .lineBreak
        // div tr li ul ol dl dt dd center address form section article header footer body html head noscript
        case 0x646976, 0x7472, 0x6C69, 0x756C, 0x6F6C, 0x646C, 0x6474, 0x6464, 0x63656E746572, 0x61646472657373,
            0x666F726D, 0x73656374696F6E, 0x61727469636C65, 0x686561646572, 0x666F6F746572, 0x626F6479, 0x68746D6C,
            0x68656164, 0x6E6F736372697074:
            self = .line
        // p hr h1 h2 h3 h4 h5 h6 table blockquote
        case 0x70, 0x6872, 0x6831, 0x6832, 0x6833, 0x6834, 0x6835, 0x6836, 0x7461626C65, 0x626C6F636B71756F:
            self = .block
        // td th
        case 0x7464, 0x7468:
            self = .cell
        // pre
        case 0x707265:
            self = .preformatted
        // script style title
        case 0x736372697074, 0x7374796C65, 0x7469746C65:
            self = .hidden
        default:
            return nil
        }
    }
}
