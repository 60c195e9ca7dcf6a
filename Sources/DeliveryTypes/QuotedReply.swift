/// A server's reply inside the words of the mail system that got it: "host mx.example.org[192.0.2.1] said: 550 5.1.1 … (in reply to
/// RCPT TO command)", "SMTP error from remote mail server after RCPT TO:<…>: host … [192.0.2.1]: 550 …", "Remote host said: 550 …",
/// "reject: RCPT from …: 550 … ; from=<…> to=<…> proto=ESMTP helo=<…>", "SMTP Error (550): Failed to add recipient … (5.7.1 …)".
package struct QuotedReply: Sendable {
    /// From the reply's code on, without what the mail system adds behind it.
    package var reply: TextRange
    /// The last host that is named before the reply.
    package var host: TextRange?
    package var phase: SMTPPhase?

    /// `nil` where the words are the server's from the beginning on, or nobody says that he quotes.
    ///
    /// - Parameter codes: those of `range`.
    package init?(in bytes: Span<UInt8>, _ range: Range<Int>, codes: ReplyCodes) {
        let range = bytes.trimmed(bytes.clamped(range))
        if let inside = Self.inParentheses(bytes, range, codes), let known = Self.phaseOfWords(bytes, range.lowerBound..<inside.lowerBound)
        {
            reply = TextRange(inside)
            phase = known
            return
        }
        guard let first = Self.first(bytes, range, codes) else { return nil }
        let end = Self.beginOfRemark(bytes, range) ?? Self.beginOfEnvelope(bytes, range) ?? range.upperBound
        let start = min(first, end)
        let head = range.lowerBound..<max(range.lowerBound, start)
        guard !head.isEmpty || end < range.upperBound, Self.hasWords(bytes, start + 3..<end) else { return nil }
        guard head.isEmpty || Self.announces(bytes, head) else { return nil }
        reply = TextRange(start..<end)
        // A server that logs what it refused names the client.
        host = bytes.firstOffset(ofWord: "reject: ", by: ":", in: head) == nil ? Self.lastHost(bytes, head) : nil
        phase = Self.phase(bytes, end..<range.upperBound) ?? Self.phase(bytes, head)
    }

    /// Where the reply begins: at its code, or, where only its words are quoted, behind what says so.
    private static func first(_ bytes: Span<UInt8>, _ range: Range<Int>, _ codes: ReplyCodes) -> Int? {
        if let code = codes.code, let place = codes.codeRange { return code.severity >= 4 ? Int(place.start) : nil }
        let introduction: StaticString = "server response was:"
        if let place = bytes.firstOffset(ofWord: introduction, by: ":", in: range) {
            return bytes.trimmed(place + introduction.utf8CodeUnitCount..<range.upperBound).lowerBound
        }
        // Behind the client: "reject: END-OF-MESSAGE from mail.example.org[192.0.2.7]: 5.7.1 …".
        guard let log = bytes.firstOffset(ofWord: "reject: ", by: ":", in: range),
            let client = bytes.firstOffset(ofWord: "]: ", by: "]", in: log..<range.upperBound)
        else { return nil }
        return bytes.trimmed(client + 3..<range.upperBound).lowerBound
    }

    /// "error (550): words (reply)": what stands in the last parentheses, where the code stands in the first.
    private static func inParentheses(_ bytes: Span<UInt8>, _ range: Range<Int>, _ codes: ReplyCodes) -> Range<Int>? {
        guard let code = codes.code, code.severity >= 4, let place = codes.codeRange,
            bytes.byte(at: Int(place.start) - 1) == UInt8(ascii: "("),
            bytes.hasWord("): ", at: Int(place.end)), range.count > 4, bytes.byte(at: range.upperBound - 1) == UInt8(ascii: ")")
        else { return nil }
        var depth = 0
        for offset in range.reversed() where offset > Int(place.end) {
            if bytes.byte(at: offset) == UInt8(ascii: ")") { depth += 1 }
            if bytes.byte(at: offset) == UInt8(ascii: "(") { depth -= 1 }
            if depth == 0 { return hasWords(bytes, offset + 1..<range.upperBound - 1) ? offset + 1..<range.upperBound - 1 : nil }
        }
        return nil
    }

    /// What could not be said to the server: its recipient, its sender, the message.
    private static func phaseOfWords(_ bytes: Span<UInt8>, _ head: Range<Int>) -> SMTPPhase? {
        if bytes.firstOffset(ofWord: "add recipient", by: " ", in: head) != nil { return .rcpt }
        if bytes.firstOffset(ofWord: "set sender", by: " ", in: head) != nil { return .mail }
        return bytes.firstOffset(ofWord: "send data", by: " ", in: head) != nil ? .endOfData : nil
    }

    /// Where the envelope stands behind a reply that was logged: "; from=<…> to=<…> proto=ESMTP helo=<…>".
    private static func beginOfEnvelope(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var search = range
        while let mark = bytes.firstOffset(of: UInt8(ascii: ";"), in: search) {
            search = mark + 1..<range.upperBound
            guard envelopeFields.contains(where: { bytes.hasWord($0, at: mark + 1) }) else { continue }
            // Asked once: behind a later mark there is none either.
            return bytes.firstOffset(ofWord: "proto=", by: "=", in: search) == nil ? nil : bytes.trimmed(range.lowerBound..<mark).upperBound
        }
        return nil
    }

    private static let envelopeFields: [StaticString] = [" from=<", " to=<", " proto=", " helo=<"]

    /// Where "(in reply to RCPT TO command)" stands behind the reply.
    private static func beginOfRemark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count > 14, bytes.byte(at: range.upperBound - 1) == UInt8(ascii: ")") else { return nil }
        var start = range.upperBound - 14
        while start >= range.lowerBound, range.upperBound - start < longestRemark {
            if bytes.byte(at: start) == UInt8(ascii: "("), bytes.hasWord("(in reply to ", at: start) {
                return bytes.trimmed(range.lowerBound..<start).upperBound
            }
            start -= 1
        }
        return nil
    }

    private static let longestRemark = 64

    /// A code alone is no reply to go by: "(SMTP code 550)".
    private static func hasWords(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var letters = 0
        for offset in range where ASCII.isLetter(bytes.byte(at: offset)) || bytes.byte(at: offset) >= 0x80 {
            letters += 1
            if letters == 4 { return true }
        }
        return false
    }

    /// Whether the words say that somebody else's follow.
    private static func announces(_ bytes: Span<UInt8>, _ head: Range<Int>) -> Bool {
        // That the client's own sign-in failed is said before the reply, and is what matters: "SASL authentication failed; server … said:".
        if bytes.hasWord("sasl ", at: head.lowerBound) { return false }
        for offset in head {
            let first = bytes.lowerByte(at: offset)
            guard first == UInt8(ascii: "s") || first == UInt8(ascii: "r") || first == UInt8(ascii: "a") || first == UInt8(ascii: "e"),
                offset == head.lowerBound || !ASCII.isLetter(bytes.byte(at: offset - 1))
            else { continue }
            for word in announcements where word.utf8CodeUnitCount <= head.upperBound - offset && bytes.hasWord(word, at: offset) {
                return true
            }
        }
        return false
    }

    private static let announcements: [StaticString] = [
        "said:", "says:", "said '", "said \"", "said that", "smtp error from remote", "error from remote", "error after ",
        "refused to talk to me:", "returned '", "returned \"", "returned:", "returned was:", "response was:", "response from ",
        "responded with", "responded:", "replied with",
        "replied:", "reply was:", "reply from ", "answered:", "answered with", "rejected by host", "remote server replied",
        "returned the following",
        "returned error", "response:", "reply:", "server error:", "server response was", "reject: ",
    ]

    /// The last word that looks like the name of a host: dots, and letters in its last part. Addresses are none.
    private static func lastHost(_ bytes: Span<UInt8>, _ head: Range<Int>) -> TextRange? {
        var end = head.upperBound
        while end > head.lowerBound {
            guard isOfHost(bytes.byte(at: end - 1)) else {
                end -= 1
                continue
            }
            var start = end
            while start > head.lowerBound, isOfHost(bytes.byte(at: start - 1)) { start -= 1 }
            let isAddress = start > head.lowerBound && bytes.byte(at: start - 1) == UInt8(ascii: "@")
            if !isAddress, let host = hostName(bytes, start..<end) { return host }
            end = start
        }
        return nil
    }

    private static func hostName(_ bytes: Span<UInt8>, _ word: Range<Int>) -> TextRange? {
        var end = word.upperBound
        while end > word.lowerBound, bytes.byte(at: end - 1) == UInt8(ascii: ".") { end -= 1 }
        var label = end
        while label > word.lowerBound, bytes.byte(at: label - 1) != UInt8(ascii: ".") { label -= 1 }
        guard label > word.lowerBound, end - label >= 2, ASCII.isLetter(bytes.byte(at: label)),
            bytes.byte(at: word.lowerBound) != UInt8(ascii: ".")
        else { return nil }
        // "u.example" of "u.example@example.org" is no host.
        return bytes.byte(at: word.upperBound) == UInt8(ascii: "@") ? nil : TextRange(word.lowerBound..<end)
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Which command the mail system says that the reply belongs to.
    private static func phase(_ bytes: Span<UInt8>, _ range: Range<Int>) -> SMTPPhase? {
        for offset in range where beginsIntroduction(bytes.lowerByte(at: offset)) {
            guard offset == range.lowerBound || !ASCII.isLetter(bytes.byte(at: offset - 1)) else { continue }
            for word in introductions where word.utf8CodeUnitCount <= range.upperBound - offset && bytes.hasWord(word, at: offset) {
                let start = offset + word.utf8CodeUnitCount
                let rest = bytes.trimmed(start..<range.upperBound)
                for (command, phase) in commands where bytes.hasWord(command, at: rest.lowerBound) { return phase }
            }
        }
        return bytes.firstOffset(ofWord: "refused to talk to me", by: " ", in: range) == nil ? nil : .connect
    }

    private static func beginsIntroduction(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "i"), UInt8(ascii: "e"), UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: "t"),
            UInt8(ascii: "r"):
            true
        default: false
        }
    }

    private static let introductions: [StaticString] = [
        "in reply to ", "in response to ", "error after ", "server after ", "mailer after ", "pipelined ", "to the ", "reject: ",
    ]
    private static let commands: [(StaticString, SMTPPhase)] = [
        ("rcpt", .rcpt), ("mail from", .mail), ("end of data", .endOfData), ("end-of-data", .endOfData), ("sending data block", .endOfData),
        ("end-of-message", .endOfData), ("connect from", .connect),
        ("data", .data), ("bdat", .data), ("ehlo", .helo), ("helo", .helo), ("lhlo", .helo), ("initial connection", .connect),
        ("greeting", .connect),
    ]
}
