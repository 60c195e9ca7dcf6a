import DeliveryTypes

/// The one-line view of a text that phrases and regexes are compared with, and the way back to the original.
///
/// Continuation lines of an SMTP reply lose their repeated code, white space is one space (none between
/// ideographs, which people wrap anywhere), letters are lower case, and full-width or typographic
/// characters are their plain twins. Rule packs are normalised by the same code, so both sides agree.
package struct NormalizedText: Sendable {
    /// UTF-8; bytes that are not valid UTF-8 are kept as they are.
    package private(set) var bytes: [UInt8] = []
    /// Where runs of `bytes` come from; sorted, the first at 0.
    private var runs: [OriginRun] = []
    private var pendingSpace: UInt32?
    private var endsInIdeograph = false
    /// False: letters and characters stay as they are written; only white space and repeated codes go.
    private let isFolding: Bool

    private struct OriginRun: Sendable {
        /// The first byte of the run.
        var start: UInt32
        var origin: UInt32
        /// How many bytes the one character has that all bytes of the run come from; 0 where every byte comes from one byte, in order.
        var length: UInt32
    }

    package init(isFolding: Bool = true) {
        self.isFolding = isFolding
    }

    package init(_ text: some Collection<UInt8>) {
        self.init()
        let copy = Array(text)
        replace(with: copy.span, range: 0..<copy.count)
    }

    /// Normalises `range` of `source`, forgetting what was here before. Linear; allocates only to grow.
    package mutating func replace(with source: Span<UInt8>, range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        pendingSpace = nil
        endsInIdeograph = false
        append(source, range: range)
    }

    /// Adds another run of the same source behind what is here, separated by a space.
    package mutating func append(_ source: Span<UInt8>, range: Range<Int>) {
        let range = range.clamped(to: 0..<source.count)
        guard !range.isEmpty else { return }
        let prefix = ReplyPrefix(reading: source, range: range)
        var position = range.lowerBound
        if !bytes.isEmpty { pendingSpace = UInt32(truncatingIfNeeded: position) }
        var isLineStart = false
        while position < range.upperBound {
            let byte = source[position]
            if Self.isWhiteSpace(byte) {
                if pendingSpace == nil { pendingSpace = UInt32(truncatingIfNeeded: position) }
                isLineStart = isLineStart || byte == 0x0A
                position += 1
                continue
            }
            if byte == UInt8(ascii: "\\"), let next = prefix.endOfEscapedLineEnd(in: source, at: position, end: range.upperBound) {
                if pendingSpace == nil { pendingSpace = UInt32(truncatingIfNeeded: position) }
                isLineStart = true
                position = next
                continue
            }
            if pendingSpace != nil, position > range.lowerBound,
                let next = prefix.endOfRepetition(in: source, at: position, end: range.upperBound, isLineStart: isLineStart)
            {
                position = next
                continue
            }
            if isLineStart, let next = Self.endOfQuoteMark(in: source, at: position, end: range.upperBound) {
                position = next
                continue
            }
            isLineStart = false
            if byte < 0x80 {
                let end = Self.endOfPlainWords(in: source, at: position, end: range.upperBound, stop: prefix.firstDigit)
                flushSpace()
                endsInIdeograph = false
                appendASCII(source, position..<end)
                position = end
            } else {
                position += appendScalar(source, at: position, end: range.upperBound)
            }
        }
    }

    /// Where the words that stand behind one another end: ASCII without `\`, single spaces between them, no word that begins with `stop`.
    private static func endOfPlainWords(in source: Span<UInt8>, at position: Int, end: Int, stop: UInt8) -> Int {
        var position = position + 1
        // Eight bytes, and what stands behind each: most words and the spaces between them are passed over so.
        while position < end - 8, let bytes = source.eightBytes(at: position), let behind = source.eightBytes(at: position + 1) {
            let isNoWord = ~EightBytes.atLeast(behind, 0x21) | EightBytes.beyondASCII(behind) | EightBytes.equal(behind, stop)
            let ends =
                ~EightBytes.atLeast(bytes, 0x20) & Self.marks | EightBytes.beyondASCII(bytes) | EightBytes.equal(bytes, 0x20) & isNoWord
                | EightBytes.equal(bytes, UInt8(ascii: "\\"))
            guard ends == 0 else { return position + ends.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < end {
            let byte = source[position]
            if byte &- 0x21 < 0x5F, byte != UInt8(ascii: "\\") {
                position += 1
                continue
            }
            guard byte == 0x20, position + 1 < end else { return position }
            let next = source[position + 1]
            guard next &- 0x21 < 0x5F, next != stop else { return position }
            position += 2
        }
        return position
    }

    private static let marks: UInt64 = 0x8080_8080_8080_8080

    /// Behind the mark of a transcript's or a quotation's line, `<<< ` or `> `, which is none of the words.
    private static func endOfQuoteMark(in source: Span<UInt8>, at position: Int, end: Int) -> Int? {
        var next = position
        if source[position] == UInt8(ascii: ">") {
            next += 1
        } else {
            while next < end, source[next] == UInt8(ascii: "<"), next - position < 3 { next += 1 }
            guard next - position == 3 else { return nil }
        }
        return next < end && source[next] == 0x20 ? next : nil
    }

    /// The range of the original text that `range` of `bytes` came from; empty for an empty or outside range.
    package func originalRange(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= bytes.count else { return 0..<0 }
        let start = origin(of: range.lowerBound).lowerBound
        return start..<max(start, origin(of: range.upperBound - 1).upperBound)
    }

    /// Where the character stands that a byte came from.
    private func origin(of index: Int) -> Range<Int> {
        var low = 0
        var high = runs.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if Int(runs[middle].start) <= index { low = middle } else { high = middle - 1 }
        }
        guard runs.indices.contains(low) else { return 0..<0 }
        let run = runs[low]
        let origin = run.length == 0 ? Int(run.origin) + index - Int(run.start) : Int(run.origin)
        return origin..<origin + max(1, Int(run.length))
    }

    /// Notes that what is appended next comes from `origin`; see `OriginRun`.
    private mutating func note(_ origin: Int, length: UInt32) {
        let origin = UInt32(truncatingIfNeeded: origin)
        let start = UInt32(truncatingIfNeeded: bytes.count)
        if let last = runs.last, last.length == length {
            if length == 0 ? last.origin &+ (start &- last.start) == origin : last.origin == origin { return }
        }
        runs.append(OriginRun(start: start, origin: origin, length: length))
    }

    /// Puts other words in the place of some. What is put there comes from where the words stood that it replaces.
    ///
    /// - Parameter edits: in the order of the text, none inside of another.
    mutating func apply(_ edits: [Respelling.Edit]) {
        var old = NormalizedText()
        swap(&old, &self)
        var position = 0
        for edit in edits where edit.range.lowerBound >= position {
            keep(position..<edit.range.lowerBound, of: old)
            let origin = old.originalRange(of: edit.range)
            for byte in edit.text { store(byte, from: origin.lowerBound, length: origin.count) }
            position = edit.range.upperBound
        }
        keep(position..<old.bytes.count, of: old)
    }

    private mutating func keep(_ range: Range<Int>, of old: NormalizedText) {
        for index in range {
            let origin = old.origin(of: index)
            store(old.bytes[index], from: origin.lowerBound, length: origin.count)
        }
    }

    private mutating func appendASCII(_ source: Span<UInt8>, _ range: Range<Int>) {
        note(range.lowerBound, length: 0)
        let first = bytes.count
        bytes.append(source, range)
        guard isFolding else { return }
        var copy = bytes.mutableSpan
        for index in first..<copy.count {
            let byte = copy[index]
            copy[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
    }

    private mutating func push(_ byte: UInt8, from origin: Int, length: Int) {
        flushSpace()
        endsInIdeograph = false
        store(byte, from: origin, length: length)
    }

    private mutating func store(_ byte: UInt8, from origin: Int, length: Int) {
        note(origin, length: length > 1 ? UInt32(truncatingIfNeeded: length) : 0)
        bytes.append(byte)
    }

    private mutating func flushSpace() {
        guard let origin = pendingSpace else { return }
        pendingSpace = nil
        guard !bytes.isEmpty else { return }
        note(Int(origin), length: 0)
        bytes.append(0x20)
    }

    /// Appends one character beyond ASCII and returns its length in the source.
    private mutating func appendScalar(_ source: Span<UInt8>, at position: Int, end: Int) -> Int {
        guard let (value, length) = UTF8Scalar.decode(source, at: position, end: end) else {
            push(source[position], from: position, length: 1)
            return 1
        }
        switch isFolding ? CharacterFolding.fold(value) : .character(value) {
        case .nothing:
            break
        case .space:
            if pendingSpace == nil { pendingSpace = UInt32(truncatingIfNeeded: position) }
        case .character(let folded):
            if folded < 0x80 {
                push(UInt8(truncatingIfNeeded: folded), from: position, length: length)
                break
            }
            let isIdeograph = CharacterFolding.isIdeograph(folded)
            if isIdeograph, endsInIdeograph { pendingSpace = nil }
            flushSpace()
            UTF8Scalar.encode(folded) { store($0, from: position, length: length) }
            endsInIdeograph = isIdeograph
        }
        return length
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == 0 }
}

/// The code and status at the beginning of a reply, which servers and relays repeat inside it.
private struct ReplyPrefix {
    private var code: (UInt8, UInt8, UInt8)?
    private var isMultiLine = false
    private var status: Range<Int>?

    init(reading source: Span<UInt8>, range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound, source[position] == 0x20 { position += 1 }
        guard range.upperBound - position >= 4 else { return }
        let digits = (source[position], source[position + 1], source[position + 2])
        let separator = source[position + 3]
        guard digits.0 >= 0x32, digits.0 <= 0x35, Self.isDigit(digits.1), Self.isDigit(digits.2) else { return }
        guard separator == 0x20 || separator == 0x2D else { return }
        code = digits
        isMultiLine = separator == 0x2D
        var end = position + 4
        while end < range.upperBound, end - position < 20, Self.isDigit(source[end]) || source[end] == 0x2E { end += 1 }
        if end > position + 8 { status = (position + 4)..<end }
    }

    /// With which every repetition begins; 0 where nothing is repeated.
    var firstDigit: UInt8 { code?.0 ?? 0 }

    /// Where the words go on when `position` begins a repetition of the code (and status), else nil.
    func endOfRepetition(in source: Span<UInt8>, at position: Int, end: Int, isLineStart: Bool) -> Int? {
        guard let code, position + 4 <= end else { return nil }
        guard source[position] == code.0, source[position + 1] == code.1, source[position + 2] == code.2 else { return nil }
        let separator = source[position + 3]
        guard separator == 0x2D || separator == 0x20 else { return nil }
        var next = position + 4
        guard isLineStart || isMultiLine else { return nil }
        // Of several lines that were joined each may have a status, or only one of them.
        guard let status else { return isMultiLine ? Self.endOfStatus(of: code.0, in: source, at: next, end: end) ?? next : next }
        for index in status {
            guard next < end, source[next] == source[index] else { return isMultiLine || separator == 0x2D ? position + 4 : nil }
            next += 1
        }
        return next
    }

    /// Behind `5.7.1 `; `nil` where no status of the class stands.
    private static func endOfStatus(of class: UInt8, in source: Span<UInt8>, at position: Int, end: Int) -> Int? {
        guard let found = EnhancedStatusCode.read(source, at: position), source[position] == `class`, found.end < end,
            source[found.end] == 0x20
        else { return nil }
        return found.end
    }

    /// Behind a line end as programs write it in quotation marks, `\n` or `\r\n`: behind the longer one, or in front of the code, or where no word can go on.
    func endOfEscapedLineEnd(in source: Span<UInt8>, at position: Int, end: Int) -> Int? {
        func isEscape(_ letter: UInt8, at index: Int) -> Bool {
            index + 1 < end && source[index] == UInt8(ascii: "\\") && source[index + 1] == letter
        }
        if isEscape(UInt8(ascii: "r"), at: position), isEscape(UInt8(ascii: "n"), at: position + 2) { return position + 4 }
        guard isEscape(UInt8(ascii: "n"), at: position) else { return nil }
        let next = position + 2
        // `DOMAIN\name` is none.
        if next + 4 <= end, let code, source[next] == code.0, source[next + 1] == code.1, source[next + 2] == code.2 { return next }
        let before = position > 0 ? source[position - 1] : 0x20
        return before == 0x20 || before == UInt8(ascii: ".") || before == UInt8(ascii: ",") || next == end ? next : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
