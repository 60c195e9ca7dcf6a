internal import DeliveryTypes

/// What becomes of codes and addresses when people type them off a screen or their keyboard writes full-width letters.
enum RetypedText {
    struct Change {
        var bytes: [UInt8]
        /// Behind what is replaced.
        var end: Int
    }

    /// What stands for the bytes at `offset`, where they are to be read as something else.
    static func change(in text: Span<UInt8>, at offset: Int, _ range: Range<Int>) -> Change? {
        let byte = text.byte(at: offset)
        if byte == 0xEF { return fullWidth(text, at: offset, range) }
        guard byte == UInt8(ascii: "4") || byte == UInt8(ascii: "5") || byte == UInt8(ascii: "S"),
            begins(text, at: offset, range.lowerBound)
        else { return nil }
        return code(text, at: offset, range.upperBound)
    }

    // MARK: Full width

    /// Full-width letters and digits, and the signs among them that addresses and codes are made of.
    private static func fullWidth(_ text: Span<UInt8>, at offset: Int, _ range: Range<Int>) -> Change? {
        guard let letter = narrow(text, at: offset, range.upperBound) else { return nil }
        guard !isWord(letter) else { return Change(bytes: [letter], end: offset + 3) }
        // A sign of Japanese text is left alone.
        let before = narrow(text, at: offset - 3, range.upperBound) ?? text.byte(at: offset - 1)
        let after = narrow(text, at: offset + 3, range.upperBound) ?? text.byte(at: offset + 3)
        switch letter {
        case UInt8(ascii: "<"): guard isWord(after) else { return nil }
        case UInt8(ascii: ">"): guard isWord(before) else { return nil }
        case UInt8(ascii: ":"): guard isWord(before) && isWord(after) || before == UInt8(ascii: ">") else { return nil }
        default: guard "@.-_#".utf8.contains(letter), isWord(before), isWord(after) else { return nil }
        }
        return Change(bytes: [letter], end: offset + 3)
    }

    private static func isWord(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) || ASCII.isLetter(byte) }

    /// The ASCII character for U+FF01…U+FF5E.
    private static func narrow(_ text: Span<UInt8>, at offset: Int, _ end: Int) -> UInt8? {
        guard text.byte(at: offset) == 0xEF, offset + 3 <= end else { return nil }
        let last = text.byte(at: offset + 2)
        switch (text.byte(at: offset + 1), last) {
        case (0xBC, 0x81...0xBF): return last - 0x60
        case (0xBD, 0x80...0x9E): return last - 0x20
        default: return nil
        }
    }

    // MARK: Letters for digits

    private static func begins(_ text: Span<UInt8>, at offset: Int, _ start: Int) -> Bool {
        guard offset > start else { return true }
        let before = text.byte(at: offset - 1)
        return ASCII.isSpace(before) || "<>(['\":;#-".utf8.contains(before)
    }

    /// `55O`, `5S0`, `5.l.1`: a letter among digits, the whole as long as a reply code or built like an enhanced status code.
    private static func code(_ text: Span<UInt8>, at start: Int, _ limit: Int) -> Change? {
        var digits: [UInt8] = []
        var dots = 0
        var isChanged = false
        var offset = start
        while offset < limit, digits.count < 12 {
            let byte = text.byte(at: offset)
            if byte == UInt8(ascii: ".") {
                // A full stop ends a sentence.
                guard digit(text.byte(at: offset + 1)) != nil, offset + 1 < limit else { break }
                dots += 1
                digits.append(byte)
            } else if let value = digit(byte) {
                isChanged = isChanged || value != byte
                digits.append(value)
            } else {
                break
            }
            offset += 1
        }
        let after = text.byte(at: offset)
        guard isChanged, offset >= limit || !(ASCII.isLetter(after) || ASCII.isDigit(after) || after == UInt8(ascii: "@")) else {
            return nil
        }
        // "5ll" may be anything; two digits that are digits are a code.
        let isReply = dots == 0 && digits.count == 3 && (start..<offset).count(where: { ASCII.isDigit(text.byte(at: $0)) }) >= 2
        let isStatus =
            dots == 2 && digits.count >= 5 && EnhancedStatusCode(String(decoding: digits, as: UTF8.self)) != nil
            && ASCII.isDigit(text.byte(at: start))
        return isReply || isStatus ? Change(bytes: digits, end: offset) : nil
    }

    /// The digit that a character is, or is often mistaken for.
    private static func digit(_ byte: UInt8) -> UInt8? {
        if ASCII.isDigit(byte) { return byte }
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "o"): return UInt8(ascii: "0")
        case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "|"): return UInt8(ascii: "1")
        case UInt8(ascii: "S"): return UInt8(ascii: "5")
        default: return nil
        }
    }
}
