/// Says the words of a text as most servers say them, for texts in which no rule knows the words: other spellings and contractions, names in the middle of
/// a phrase, tenses, words that add nothing, other words for the same. One pass changes one kind; each goes on from the one before.
enum Respelling {
    /// Longer texts are not read again.
    static let mostBytes = 4096
    static let passes = 4

    /// A stretch of the text and what stands in its place.
    struct Edit {
        var range: Range<Int>
        var text: [UInt8]
    }

    /// - Parameter text: folded, as `NormalizedText` has it.
    static func edits(ofPass pass: Int, in text: Span<UInt8>) -> [Edit] {
        guard text.count <= mostBytes else { return [] }
        return pass == namesPass ? names(in: text) : words(in: text, RespellingTable.passes[pass])
    }

    private static let namesPass = 1

    // MARK: - Words

    private static func words(in text: Span<UInt8>, _ table: RespellingTable) -> [Edit] {
        var edits: [Edit] = []
        var position = 0
        while position < text.count {
            if table.hasContractions, let edit = contraction(in: text, at: position) {
                edits.append(edit)
                position = edit.range.upperBound
                continue
            }
            guard position == 0 || !isWord(text[position - 1]), let (length, entry) = table.entry(in: text, at: position) else {
                position += 1
                continue
            }
            // What says what it says already only keeps others from being tried.
            if !entry.changesNothing { edits.append(Edit(range: position..<position + length, text: entry.plain)) }
            position += length
        }
        return edits
    }

    /// `n't` at the end of a word; with an accent for the apostrophe as well.
    private static func contraction(in text: Span<UInt8>, at position: Int) -> Edit? {
        guard text[position] == UInt8(ascii: "n"), position >= 2, isWord(text[position - 1]),
            let mark = apostrophes.first(where: { RespellingTable.stands($0, in: text, at: position + 1) })
        else { return nil }
        let end = position + 2 + mark.count
        guard end <= text.count, text[end - 1] == UInt8(ascii: "t"), end == text.count || !isWord(text[end]) else { return nil }
        let isCannot = text[position - 2] == UInt8(ascii: "c") && text[position - 1] == UInt8(ascii: "a")
        return Edit(range: position..<end, text: Array((isCannot ? "nnot" : " not").utf8))
    }

    private static let apostrophes = ["'", "`", "\u{B4}"].map { Array($0.utf8) }

    static func isWord(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte >= 0x80 }

    // MARK: - Names

    /// Addresses and the names and numbers of hosts, with the brackets around them, are left out.
    private static func names(in text: Span<UInt8>) -> [Edit] {
        var edits: [Edit] = []
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x20 { end += 1 }
            if let kept = endOfName(in: text, start..<end) {
                // A space goes with it: the one before, or, where nothing is left before, the one behind.
                let isFirst = start == (edits.last?.range.upperBound ?? 0)
                let range = isFirst ? start..<(kept == end ? min(kept + 1, text.count) : kept) : start - 1..<kept
                edits.append(Edit(range: range, text: []))
            }
            start = end + 1
        }
        return edits
    }

    /// Where a word's name ends that is to be left out; the marks of the sentence behind it stay. `nil` where it is no name.
    private static func endOfName(in text: Span<UInt8>, _ word: Range<Int>) -> Int? {
        var (start, end) = (word.lowerBound, word.upperBound)
        while end > start, ":;,.".utf8.contains(text[end - 1]) { end -= 1 }
        let kept = end
        while start < end, "<([\"'{".utf8.contains(text[start]) { start += 1 }
        while end > start, ">)]\"'}".utf8.contains(text[end - 1]) { end -= 1 }
        return NameToken.isName(text, start..<end) ? kept : nil
    }
}

/// Words that are names: mail addresses, addresses and names of hosts.
enum NameToken {
    static func isName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var (ats, dots, others, letters, lastDot) = (0, 0, 0, 0, range.lowerBound - 1)
        for index in range {
            let byte = text[index]
            if byte == UInt8(ascii: "@") {
                ats += 1
            } else if byte == UInt8(ascii: ".") {
                dots += 1
                lastDot = index
            } else if byte &- 0x61 < 26 {
                letters += 1
            } else if byte &- 0x30 >= 10, byte != UInt8(ascii: "-") {
                others += 1
            }
        }
        if ats == 1 { return text[range.lowerBound] != UInt8(ascii: "@") && text[range.upperBound - 1] != UInt8(ascii: "@") }
        guard ats == 0, others == 0, dots > 0, lastDot > range.lowerBound else { return false }
        if letters == 0 { return dots == 3 }
        let top = lastDot + 1..<range.upperBound
        return (2...12).contains(top.count) && top.allSatisfy { text[$0] &- 0x61 < 26 } && text[range.lowerBound] != UInt8(ascii: ".")
    }

    /// Whether a stretch of words lies inside of what somebody called a mailbox or a host (`rate-limit@…`, `greylist.example.org`): such words are nobody's statement.
    static func surrounds(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard
            range.lowerBound > 0 && isJoint(text[range.lowerBound - 1]) || range.upperBound < text.count && isJoint(text[range.upperBound])
        else { return false }
        for index in range where !isPart(text[index]) || text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: "@") {
            return false
        }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, range.lowerBound - start < 256, isPart(text[start - 1]) { start -= 1 }
        while end < text.count, end - range.upperBound < 256, isPart(text[end]) { end += 1 }
        // A sentence's full stop is none of the name.
        while end > range.upperBound, !Respelling.isWord(text[end - 1]) { end -= 1 }
        // Pages may be named.
        guard start == 0 || text[start - 1] != UInt8(ascii: "/"), isName(text, start..<end) else { return false }
        // Of a host the last two parts are whose it is, which may be a list's or a vendor's; those before are what somebody called it.
        var (last, lastButOne, at) = (start, start, start)
        for index in start..<end {
            if text[index] == UInt8(ascii: "@") { at = index }
            if text[index] == UInt8(ascii: ".") { (lastButOne, last) = (last, index) }
        }
        return range.upperBound <= at || range.upperBound <= lastButOne && !isSaidToDecide(text, start)
    }

    /// Whether a name stands behind a word that says who decided: lists are named so.
    private static func isSaidToDecide(_ text: Span<UInt8>, _ start: Int) -> Bool {
        var end = start
        while end > 0, " <([\"'{:".utf8.contains(text[end - 1]) { end -= 1 }
        return deciding.contains { word in
            let first = end - word.count
            return first >= 0 && (first == 0 || !Respelling.isWord(text[first - 1]))
                && word.indices.allSatisfy { text[first + $0] == word[$0] }
        }
    }

    private static let deciding = ["using", "by", "in", "at", "via", "on", "with", "per", "list"].map { Array($0.utf8) }

    private static func isJoint(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="): true
        default: byte &- 0x30 < 10
        }
    }
    private static func isPart(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || isJoint(byte) || byte == UInt8(ascii: "%") }
}
