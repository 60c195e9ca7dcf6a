internal import DeliveryTypes

/// Reads header blocks (RFC 5322 section 2.2) as they come: badly folded, unended, with an mbox line before them.
struct HeaderReader {
    var lines: LineScanner
    var maximumFields: Int

    struct Outcome {
        /// Where the body begins.
        var end: Int
        var hasEmptyLine = false
        var brokenFolding: Int?
        var overflow: Int?
    }

    /// Appends the fields that begin at `range.lowerBound`.
    func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into fields: inout [HeaderField]) -> Outcome {
        let first = fields.count
        var outcome = Outcome(end: range.upperBound)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let line = lines.line(bytes, at: offset, limit: range.upperBound)
            if line.isEmpty {
                outcome.end = line.next
                outcome.hasEmptyLine = true
                return outcome
            }
            let byte = bytes.byte(at: offset)
            if byte != 0x20 && byte != 0x09, let name = Self.name(in: bytes, line) {
                append(bytes, name, line, first, &fields, &outcome)
            } else if byte == 0x20 || byte == 0x09 {
                if isEnd(bytes, line, limit: range.upperBound) {
                    outcome.end = line.next
                    outcome.hasEmptyLine = true
                    return outcome
                }
                extend(bytes, line, &fields, from: first)
            } else if offset == range.lowerBound, Self.isMailboxLine(bytes, line) {
                // The mbox line is no part of the mail.
            } else {
                let isBoundary = byte == 0x2D && bytes.byte(at: offset &+ 1) == 0x2D
                guard !isBoundary, fields.count > first, continues(bytes, behind: line, limit: range.upperBound) else {
                    outcome.end = offset
                    return outcome
                }
                outcome.brokenFolding = outcome.brokenFolding ?? offset
                extend(bytes, line, &fields, from: first)
            }
            offset = line.next
        }
        outcome.end = range.upperBound
        return outcome
    }

    private func append(
        _ bytes: Span<UInt8>, _ name: Name, _ line: LineScanner.Line, _ first: Int, _ fields: inout [HeaderField], _ outcome: inout Outcome
    ) {
        guard fields.count &- first < maximumFields else {
            outcome.overflow = outcome.overflow ?? line.start
            return
        }
        let value = bytes.trimmed((name.colon &+ 1)..<line.end)
        fields.append(HeaderField(name: TextRange(line.start..<name.end), value: TextRange(value), nameHash: name.hash))
    }

    /// Adds a folded line to the field before it.
    private func extend(_ bytes: Span<UInt8>, _ line: LineScanner.Line, _ fields: inout [HeaderField], from first: Int) {
        let last = fields.count &- 1
        guard last >= first else { return }
        let words = bytes.trimmed(line.start..<line.end)
        guard !words.isEmpty else { return }
        let start = fields[last].value.isEmpty ? UInt32(clamping: words.lowerBound) : fields[last].value.start
        fields[last].value = TextRange(start, UInt32(clamping: words.upperBound))
    }

    // MARK: Lines

    struct Name {
        var end: Int
        var colon: Int
        var hash: UInt32
    }

    /// The name of the field that a line begins. Letters, digits, `-`, `_` and `.` only: RFC 5322 allows more,
    /// but `<user@example.com>:` begins a bounce's text and no field.
    static func name(in bytes: Span<UInt8>, _ line: LineScanner.Line) -> Name? {
        guard ASCII.isLetter(bytes.byte(at: line.start)), line.end <= bytes.count else { return nil }
        var hash: UInt32 = 2_166_136_261
        var offset = line.start
        let limit = Swift.min(line.end, line.start &+ 128)
        let table = unsafe FieldNameByte.table.utf8Start
        while offset < limit {
            let lower = unsafe FieldNameByte.lower(bytes[unchecked: offset], in: table)
            guard lower != 0 else { break }
            hash = (hash ^ UInt32(lower)) &* 16_777_619
            offset &+= 1
        }
        let end = offset
        while offset < line.end, bytes.byte(at: offset) == 0x20 || bytes.byte(at: offset) == 0x09 { offset &+= 1 }
        guard offset < line.end, bytes.byte(at: offset) == UInt8(ascii: ":") else { return nil }
        let isAddressOfPage = bytes.byte(at: offset &+ 1) == UInt8(ascii: "/") && bytes.byte(at: offset &+ 2) == UInt8(ascii: "/")
        return isAddressOfPage ? nil : Name(end: end, colon: offset, hash: hash)
    }

    /// `From sender date` or its quoted form, as mbox files and some systems put before a mail.
    static func isMailboxLine(_ bytes: Span<UInt8>, _ line: LineScanner.Line) -> Bool {
        let start = bytes.byte(at: line.start) == UInt8(ascii: ">") ? line.start &+ 1 : line.start
        return bytes.byte(at: start) == UInt8(ascii: "F") && bytes.hasWord("from ", at: start)
    }

    /// Whether a line of white space alone ends the header: it does unless the header plainly goes on.
    private func isEnd(_ bytes: Span<UInt8>, _ line: LineScanner.Line, limit: Int) -> Bool {
        guard bytes.trimmed(line.start..<line.end).isEmpty else { return false }
        guard line.next < limit else { return true }
        let next = lines.line(bytes, at: line.next, limit: limit)
        return !next.isEmpty && Self.name(in: bytes, next) == nil
    }

    /// Whether the header goes on or ends properly within the next few lines, so that a line which is no field
    /// is a badly folded one and not the beginning of the body.
    private func continues(_ bytes: Span<UInt8>, behind line: LineScanner.Line, limit: Int) -> Bool {
        var offset = line.next
        for _ in 0..<3 {
            guard offset < limit else { return false }
            let next = lines.line(bytes, at: offset, limit: limit)
            if next.isEmpty || Self.name(in: bytes, next) != nil { return true }
            offset = next.next
        }
        return false
    }
}

/// The bytes that names of fields are made of.
enum FieldNameByte {
    /// The byte in lower case; 0 for one that no name holds.
    @inline(__always)
    static func lower(_ byte: UInt8, in table: UnsafePointer<UInt8>) -> UInt8 {
        guard byte < 0x80 else { return 0 }
        return unsafe table[Int(byte)]
    }

    /// 128 characters, one for each byte of ASCII: itself in lower case, or NUL.
    static let table: StaticString =
        """
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0-.\00123456789\0\0\0\0\0\0\
        \0abcdefghijklmnopqrstuvwxyz\0\0\0\0_\
        \0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0
        """
}
