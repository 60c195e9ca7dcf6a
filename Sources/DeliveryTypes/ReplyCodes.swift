/// Where the reply code and the enhanced status code stand in a reply or in any text that quotes one.
///
/// Real servers put the enhanced code behind the reply code (RFC 2034), into parentheses or brackets
/// (`(#5.1.1)`, `[5.1.1]`), behind a `#`, or at the very start. An IP address (5.1.1.1), a version
/// (Postfix 2.5.1) and a date (5.1.2011) are not codes.
package struct ReplyCodes: Sendable {
    package var code: ReplyCode?
    package var codeRange: TextRange?
    package var status: EnhancedStatusCode?
    package var statusRange: TextRange?
    /// The reply has several lines: its code is followed by `-` (RFC 5321 section 4.2.1).
    package var isContinued = false

    package init() {}

    /// `lenient` also accepts `5,1,1`, `#5 1 1` and full-width digits, as people retype them.
    package init(scanning bytes: Span<UInt8>, in range: Range<Int>, lenient: Bool = true) {
        let range = bytes.clamped(range)
        findCode(bytes, in: range)
        if lenient, code == nil { findRetypedCode(bytes, in: range) }
        findStatus(bytes, in: range)
        if lenient, status == nil { findRetypedStatus(bytes, in: range) }
    }
}

// MARK: - The reply code

extension ReplyCodes {
    private mutating func findCode(_ bytes: Span<UInt8>, in range: Range<Int>) {
        var offset = range.lowerBound
        while offset &+ 2 < range.upperBound {
            let first = bytes.byte(at: offset)
            guard ASCII.isDigit(first) else {
                offset = bytes.firstOffset(from: offset &+ 1, to: range.upperBound) { EightBytes.digits($0) }
                continue
            }
            var end = offset
            while end < range.upperBound, ASCII.isDigit(bytes.byte(at: end)) { end &+= 1 }
            if end &- offset == 3, first &- 0x32 < 4, let found = ReplyCode(digitsAt: offset, in: bytes),
                endsCode(bytes, at: end, limit: range.upperBound),
                introducesCode(bytes, before: offset, from: range.lowerBound, first: first),
                offset == range.lowerBound || !isCount(bytes, before: end)
            {
                code = found
                codeRange = TextRange(offset..<end)
                isContinued = end < range.upperBound && bytes.byte(at: end) == UInt8(ascii: "-")
                return
            }
            offset = end
        }
    }

    /// What may follow the three digits.
    private func endsCode(_ bytes: Span<UInt8>, at end: Int, limit: Int) -> Bool {
        guard end < limit else { return true }
        switch bytes.byte(at: end) {
        case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: ";"),
            UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "<"), UInt8(ascii: "_"):
            return true
        case UInt8(ascii: "."):
            return !ASCII.isDigit(bytes.byte(at: end &+ 1))
        default:
            return false
        }
    }

    /// Whether what stands before the digits announces a reply: nothing, a mark such as `:` or a quote, or a word.
    private func introducesCode(_ bytes: Span<UInt8>, before offset: Int, from start: Int, first: UInt8) -> Bool {
        var index = offset
        while index > start, bytes.byte(at: index &- 1) == 0x20 || bytes.byte(at: index &- 1) == 0x09 { index &-= 1 }
        guard index > start else { return true }
        let previous = bytes.byte(at: index &- 1)
        let isRefusal = first == 0x34 || first == 0x35
        switch previous {
        case 0x0A, 0x0D, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
            return true
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "="), UInt8(ascii: "#"),
            UInt8(ascii: "|"):
            return isRefusal
        default:
            break
        }
        let isForeign = previous >= 0x80
        guard isRefusal, index < offset || isForeign else { return false }
        if isForeign, opensQuote(bytes, before: index) { return true }
        // "because of 550 5.1.1": two codes of one class are no accident.
        if let status = EnhancedStatusCode.read(bytes, at: offset &+ 4)?.code, bytes.digit(at: offset) == status.class { return true }
        var wordStart = index
        while wordStart > start, ASCII.isLetter(bytes.byte(at: wordStart &- 1)) { wordStart &-= 1 }
        let length = index &- wordStart
        for word in Self.announcingWords where word.utf8CodeUnitCount == length && bytes.hasWord(word, at: wordStart) {
            return true
        }
        return false
    }

    /// "(500 lines)": a number of something.
    private func isCount(_ bytes: Span<UInt8>, before end: Int) -> Bool {
        guard bytes.byte(at: end) == 0x20 else { return false }
        return Self.units.contains { unit in
            bytes.hasWord(unit, at: end &+ 1) && !ASCII.isLetter(bytes.byte(at: end &+ 1 &+ unit.utf8CodeUnitCount))
        }
    }

    private static let units: [StaticString] = [
        "lines", "bytes", "kb", "mb", "gb", "kib", "mib", "kilobytes", "megabytes", "characters", "recipients", "addresses", "messages",
        "mails", "emails", "e-mails", "seconds", "minutes", "hours", "days", "percent", "%", "attempts", "times",
    ]

    /// The marks before what somebody quotes in Japanese or Chinese: 「 『 （ ： 【.
    private func opensQuote(_ bytes: Span<UInt8>, before index: Int) -> Bool {
        let first = bytes.byte(at: index &- 3)
        let last = bytes.byte(at: index &- 1)
        switch (first, bytes.byte(at: index &- 2)) {
        case (0xE3, 0x80): return last == 0x8C || last == 0x8E || last == 0x90
        case (0xEF, 0xBC): return last == 0x88 || last == 0x9A
        default: return false
        }
    }

    private static let announcingWords: [StaticString] = [
        "smtp", "esmtp", "code", "error", "status", "said", "says", "reply", "replied", "response", "responded", "returned", "with", "lmtp",
        "answered", "host", "err", "message", "responsecode", "errorcode",
    ]
}

// MARK: - The enhanced status code

extension ReplyCodes {
    private mutating func findStatus(_ bytes: Span<UInt8>, in range: Range<Int>) {
        if let codeRange, let end = statusStart(bytes, behind: Int(codeRange.end), limit: range.upperBound),
            let found = EnhancedStatusCode.read(bytes, at: end), isWhole(bytes, from: end, to: found.end, in: range)
        {
            accept(found.code, end..<found.end)
            return
        }
        var weak: (EnhancedStatusCode, Range<Int>)?
        var offset = range.lowerBound
        while offset < range.upperBound {
            let first = bytes.byte(at: offset)
            guard first == 0x34 || first == 0x35 || first == 0x32, bytes.byte(at: offset &+ 1) == UInt8(ascii: "."),
                let found = EnhancedStatusCode.read(bytes, at: offset), found.end <= range.upperBound,
                isWhole(bytes, from: offset, to: found.end, in: range)
            else {
                offset = bytes.firstOffset(from: offset &+ 1, to: range.upperBound) { EightBytes.digits($0) }
                continue
            }
            switch Place(of: offset..<found.end, in: bytes, from: range.lowerBound) {
            case .marked:
                accept(found.code, offset..<found.end)
                return
            case .loose where weak == nil && isPlausible(found.code):
                weak = (found.code, offset..<found.end)
            default:
                break
            }
            offset = found.end
        }
        if let weak { accept(weak.0, weak.1) }
    }

    mutating func accept(_ found: EnhancedStatusCode, _ range: Range<Int>) {
        status = found
        statusRange = TextRange(range)
    }

    /// Past the separator behind a reply code: `550 5.1.1`, `550-5.1.1`, `550 #5.1.1`, `550 (5.1.1`, `550-'5.1.1`.
    func statusStart(_ bytes: Span<UInt8>, behind end: Int, limit: Int) -> Int? {
        var offset = end
        while offset < limit, offset &- end < 4 {
            switch bytes.byte(at: offset) {
            case 0x20, 0x09, UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":"),
                UInt8(ascii: "_"), UInt8(ascii: "<"), UInt8(ascii: "'"):
                offset &+= 1
            default:
                return offset == end ? nil : offset
            }
        }
        return offset == end ? nil : offset
    }

    /// Three numbers that are not part of a longer run of digits, dots and letters.
    private func isWhole(_ bytes: Span<UInt8>, from start: Int, to end: Int, in range: Range<Int>) -> Bool {
        if start > range.lowerBound {
            let before = bytes.byte(at: start &- 1)
            if ASCII.isDigit(before) || ASCII.isLetter(before) || before == UInt8(ascii: ".") || before == UInt8(ascii: "/") {
                return false
            }
        }
        guard end < range.upperBound else { return true }
        let after = bytes.byte(at: end)
        if ASCII.isDigit(after) || ASCII.isLetter(after) || after == UInt8(ascii: "/") { return false }
        let next = bytes.byte(at: end &+ 1)
        return !((after == UInt8(ascii: ".") || after == UInt8(ascii: "-")) && ASCII.isDigit(next))
    }

    /// In running text only what RFC 3463 knows, and only of the class that the reply code has.
    private func isPlausible(_ found: EnhancedStatusCode) -> Bool {
        guard found.class != 2, found.subject <= 7, found.detail <= 70 || found.subject == 7 else { return false }
        return code.map { $0.severity == found.class } ?? true
    }

    /// How strongly the surroundings say that three numbers are a status code.
    private enum Place {
        case marked, loose, foreign

        init(of range: Range<Int>, in bytes: Span<UInt8>, from start: Int) {
            guard range.lowerBound > start else {
                self = .marked
                return
            }
            let before = bytes.byte(at: range.lowerBound &- 1)
            let after = bytes.byte(at: range.upperBound)
            switch before {
            case UInt8(ascii: "#"), 0x0A, 0x0D:
                self = .marked
            case UInt8(ascii: "("):
                self = after == UInt8(ascii: ")") || after == 0x20 ? .marked : .loose
            case UInt8(ascii: "["):
                self = after == UInt8(ascii: "]") ? .marked : .loose
            case 0x20, 0x09:
                self = Self.behindSpace(range, in: bytes, from: start)
            case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: "="):
                self = .loose
            default:
                self = .foreign
            }
        }

        /// A date's time behind it, or a program's name before it, makes the numbers something else.
        private static func behindSpace(_ range: Range<Int>, in bytes: Span<UInt8>, from start: Int) -> Place {
            var end = range.lowerBound
            while end > start, ASCII.isSpace(bytes.byte(at: end &- 1)) { end &-= 1 }
            guard end > start else { return .marked }
            let mark = bytes.byte(at: end &- 1)
            if mark == UInt8(ascii: "#") { return .marked }
            let after = range.upperBound
            if bytes.byte(at: after) == 0x20, ASCII.isDigit(bytes.byte(at: after &+ 1)), bytes.digit(at: after &+ 2) != nil,
                bytes.byte(at: after &+ 3) == UInt8(ascii: ":")
            {
                return .foreign
            }
            var wordStart = end
            while wordStart > start, !ASCII.isSpace(bytes.byte(at: wordStart &- 1)), end &- wordStart < 16 { wordStart &-= 1 }
            while wordStart < end, !ASCII.isLetter(bytes.byte(at: wordStart)) { wordStart &+= 1 }
            for name in programs where name.utf8CodeUnitCount <= end &- wordStart && bytes.hasWord(name, at: wordStart) {
                return .foreign
            }
            return .loose
        }

        private static let programs: [StaticString] = [
            "version", "ver", "release", "build", "postfix", "exim", "sendmail", "qmail", "courier", "spamassassin", "mailscanner",
            "amavis", "clamav", "rspamd", "python", "php", "perl", "linux", "debian", "server", "v.", "on", "date", "section", "rfc",
            "mailer", "imail", "zimbra", "haraka", "openssl", "client",
        ]
    }
}
