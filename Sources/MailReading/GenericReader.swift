package import DeliveryTypes

/// Finds failed recipients and replies in the words of a system that no layout knows: session transcripts
/// (`>>> RCPT TO:<…>`, `<<< 550 …`), an address with a reply behind it, a list of addresses before one reply.
package struct GenericReader {
    private let text: ReadableText
    private let returned: [ReadableText.Section]
    private let end: Int
    private var reports: [DeliveryReport] = []
    /// By the hash of an address its report: thousands of recipients must not be compared pairwise.
    private var rows: [UInt32: Int] = [:]
    /// Hashes of the addresses of the mail's own sender and receiver, and of the returned message's sender.
    private var ownAddresses: Set<UInt32> = []
    private var returnedTo: Set<UInt32> = []
    /// Hashes of those that no sentence names in passing: they begin a line, or stand behind the codes of a reply or a command of a session.
    private var listed: Set<UInt32> = []
    /// Addresses that no reply has followed yet.
    private var waiting: [Mention] = []
    private var lineNumber = 0
    private var paragraph = 0
    private var transcriptRecipient: TextRange?
    private var transcriptPhase: SMTPPhase?
    /// A reply that came before any address.
    private var orphan: TextRange?
    private var isReplyOpen = false
    /// Below a line that says that what follows was delivered.
    private var isListOfDelivered = false
    /// Entries of a list, `<a@example.jp>: words without a code`, in which another one had a reply.
    private var entries: [Entry] = []
    private var isListOfEntries = false
    /// Of the returned message's recipients those that the text names.
    private var returnedMentions: [TextRange] = []

    /// An address with which a line begins, and what is said behind it.
    private struct Entry {
        var address: TextRange
        var words: TextRange
        /// The next line may go on with the words.
        var isOpen = true
    }

    /// An address, and where it was mentioned.
    private struct Mention {
        var address: TextRange
        var stoodAlone: Bool
        var beganLine: Bool
        /// It has words of its own behind it: see `Entry`.
        var isEntry: Bool
        var line: Int
        var paragraph: Int
        /// On a line about whom to ask: a postmaster, a support desk.
        var isForHelp: Bool
    }

    /// - Parameters:
    ///   - returned: header fields of the returned message.
    ///   - end: where the returned message begins, where that is known.
    package init(text: ReadableText, returned: [ReadableText.Section], end: Int?) {
        self.text = text
        self.returned = returned
        self.end = min(end ?? .max, text.bytes.count)
        let bytes = text.bytes.span
        for section in text.sections + returned {
            let isOwn = section.kind == .header && (section.fieldName == Self.to || section.fieldName == Self.from)
            let isReturnedSender = section.kind == .returnedHeader && section.fieldName == Self.from
            guard isOwn || isReturnedSender else { continue }
            for address in addresses(in: section.range.range) { ownAddresses.insert(FieldName.hash(bytes, in: address.range)) }
        }
        for address in returnedRecipients() { returnedTo.insert(FieldName.hash(bytes, in: address.range)) }
    }

    /// After `result`: the only address of a text that has no reply; whoever it fails is named by nothing else.
    package private(set) var loneAddress: TextRange?

    /// After `result`: the first reply that the text says a server gave ("Remote host said: 550 …"), whoever it is about.
    package private(set) var announcedReply: TextRange?

    /// After `result`: there is no reply, only the names of those to whom the returned message was written.
    package private(set) var areOnlyMentioned = false

    package mutating func result() -> [DeliveryReport] {
        for section in text.sections where section.kind == .body {
            read(section.range.range.clamped(to: 0..<end))
        }
        // A reply and a returned message that had one recipient belong together.
        if reports.isEmpty, waiting.isEmpty, orphan != nil, let only = returnedRecipients().first, returnedRecipients().count == 1 {
            add(only, reply: orphan, phase: transcriptPhase)
        }
        if reports.isEmpty, orphan == nil { loneAddress = onlyAddress(of: waiting) }
        if orphan == nil { waiting.removeAll { !$0.stoodAlone } }
        for mention in meant(of: waiting) { add(mention.address, reply: orphan, phase: nil) }
        if isListOfEntries || reports.isEmpty { addEntries() }
        if reports.isEmpty, orphan == nil, text.sections.contains(where: { $0.kind == .header }) {
            for address in returnedMentions { add(address, reply: nil, phase: nil) }
            areOnlyMentioned = !reports.isEmpty
        }
        forgetMentionsInPassing()
        return reports
    }

    /// After `result`: nobody was found in the middle of a sentence.
    package var areAllListed: Bool {
        let content = text.bytes
        return reports.allSatisfy { report in
            report.finalRecipient.map { listed.contains(FieldName.hash(content.span, in: $0.range)) } ?? false
        }
    }

    /// Where some are recipients of the returned message others are its recipients as well (unseen ones, members of a list) only where that is sure.
    private mutating func forgetMentionsInPassing() {
        let content = text.bytes
        let bytes = content.span
        let hashes = reports.map { report in report.finalRecipient.map { FieldName.hash(bytes, in: $0.range) } ?? 0 }
        guard hashes.contains(where: { returnedTo.contains($0) }) else { return }
        reports = reports.indices.filter { returnedTo.contains(hashes[$0]) || listed.contains(hashes[$0]) }.map { reports[$0] }
    }

    /// Without any reply only those to whom the returned message was written: much else has an address, a colon and words.
    private mutating func addEntries() {
        let (entries, returnedTo, isList) = (entries, returnedTo, isListOfEntries)
        let content = text.bytes
        for entry in entries where isList || returnedTo.contains(FieldName.hash(content.span, in: entry.address.range)) {
            add(entry.address, reply: entry.words, phase: nil)
            listed.insert(FieldName.hash(content.span, in: entry.address.range))
        }
    }

    private mutating func read(_ range: Range<Int>) {
        // Borrowed from a copy: the reader itself changes meanwhile.
        let content = text.bytes
        let bytes = content.span
        var start = range.lowerBound
        while start < range.upperBound {
            let lineEnd = bytes.firstOffset(of: 0x0A, in: start..<range.upperBound) ?? range.upperBound
            readLine(unquoted(start..<lineEnd))
            start = lineEnd + 1
        }
    }

    /// Without the `>` that a mail program puts before quoted lines; `>>>` of a transcript stays.
    private func unquoted(_ line: Range<Int>) -> Range<Int> {
        let bytes = text.bytes.span
        let line = bytes.trimmed(line)
        guard bytes.byte(at: line.lowerBound) == UInt8(ascii: ">"), bytes.byte(at: line.lowerBound + 1) != UInt8(ascii: ">") else {
            return line
        }
        return bytes.trimmed(line.lowerBound + 1..<max(line.lowerBound + 1, line.upperBound))
    }

    /// Without what some systems draw before a reply: `*** 550 …`, `* <-- 550 …`, `-> 550 …`.
    private func withoutMarks(_ line: Range<Int>) -> Range<Int> {
        let bytes = text.bytes.span
        var start = line.lowerBound
        while start < line.upperBound, Self.marks.contains(bytes.byte(at: start)) { start += 1 }
        guard start > line.lowerBound, ReplyCode(digitsAt: start, in: bytes) != nil else { return line }
        return start..<line.upperBound
    }

    private static var marks: [UInt8] { [UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x20] }

    private mutating func readLine(_ line: Range<Int>) {
        // Borrowed from a copy: the reader itself changes meanwhile.
        let content = text.bytes
        let bytes = content.span
        lineNumber += 1
        guard !line.isEmpty else {
            isReplyOpen = false
            closeEntry()
            paragraph += 1
            return
        }
        if let command = Self.rest(of: line, behind: [">>>", "c: ", "in: ", "client: "], bytes) { return readCommand(command) }
        // An arrow alone may also point at a reply.
        if let command = Self.rest(of: line, behind: ["-> ", "--> ", "=> "], bytes), SMTPPhase(commandLine: bytes, in: command) != nil {
            return readCommand(command)
        }
        if let reply = Self.rest(of: line, behind: ["<<<"], bytes) { return readTranscriptReply(reply) }
        // "Server: 550 …" may also be an entry of a list.
        if transcriptPhase != nil,
            let reply = Self.rest(of: line, behind: ["s: ", "out: ", "server: ", "<- ", "<-- ", "<** ", "<= "], bytes)
        {
            return readTranscriptReply(reply)
        }
        let line = withoutMarks(line)
        let codes = ReplyCodes(scanning: bytes, in: line)
        let severity = codes.code?.severity ?? codes.status?.class ?? 0
        let isRefusal = severity == 4 || severity == 5
        let replyStart = start(of: codes, in: line)
        let head = isRefusal ? line.lowerBound..<max(line.lowerBound, replyStart) : line
        if let last = line.last, bytes.byte(at: last) == UInt8(ascii: ":") { isListOfDelivered = AddressContext.saysDelivered(bytes, line) }
        if AddressContext.endsWithDelivered(bytes, line) { isListOfDelivered = true }
        let mentioned = isListOfDelivered && !isRefusal ? [] : AddressContext.meant(of: addresses(in: head), in: bytes)
        let isForHelp = !mentioned.isEmpty && AddressContext.isAboutHelp(bytes, line)
        let isEntry = readEntry(mentioned.first, isRefusal: isRefusal, line, bytes)
        let saysDelivered = !mentioned.isEmpty && AddressContext.saysDelivered(bytes, line)
        for address in mentioned {
            if !isForHelp, !saysDelivered, returnedTo.contains(FieldName.hash(bytes, in: address.range)) {
                returnedMentions.append(address)
            }
            waiting.append(
                Mention(
                    address: address, stoodAlone: address.count + 4 >= line.count, beganLine: Int(address.start) <= line.lowerBound + 1,
                    isEntry: isEntry, line: lineNumber, paragraph: paragraph, isForHelp: isForHelp))
        }
        if isRefusal {
            if announcedReply == nil, isAnnouncement(bytes, head) { announcedReply = TextRange(replyStart..<line.upperBound) }
            settle(reply: TextRange(replyStart..<line.upperBound))
        } else if isReplyOpen,
            (isEntry || isCell(mentioned.first, of: line, bytes)) && !isSame(mentioned.first, reports.last?.finalRecipient)
                || ShownHeader.shownField(QuotedLine(bytes, line), bytes) != nil
        {
            // "Date: …", or somebody else, below a reply is another entry of a list, or the next row of a table.
            isReplyOpen = false
        } else if isReplyOpen, let last = reports.indices.last {
            reports[last].diagnosticText?.end = UInt32(clamping: line.upperBound)
        }
    }

    /// - Returns: whether the line begins an entry with words and no reply.
    private mutating func readEntry(_ address: TextRange?, isRefusal: Bool, _ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard let address else {
            guard let last = entries.indices.last, entries[last].isOpen else { return false }
            if isRefusal {
                // "<a@example.jp>: host mx.example.jp said:", and below it what it said: of the entries above it nothing.
                let entry = entries.removeLast()
                waiting.removeAll { $0.isEntry && $0.address != entry.address }
                isListOfEntries = true
            } else {
                entries[last].words.end = UInt32(clamping: line.upperBound)
            }
            return false
        }
        closeEntry()
        let isInBrackets = Int(address.start) == line.lowerBound + 1
        guard Int(address.start) == line.lowerBound || isInBrackets else { return false }
        var end = Int(address.end) + (isInBrackets ? 1 : 0)
        // "<a@example.jp> (expanded from <b@example.jp>): …"
        if bytes.hasWord(" (", at: end), let close = bytes.firstOffset(of: UInt8(ascii: ")"), in: end..<line.upperBound) { end = close + 1 }
        guard end < line.upperBound, bytes.byte(at: end) == UInt8(ascii: ":") else { return false }
        let words = bytes.trimmed(end + 1..<line.upperBound)
        guard words.count > 3 else { return false }
        isListOfEntries = isListOfEntries || isRefusal
        if !isRefusal { entries.append(Entry(address: address, words: TextRange(words))) }
        return !isRefusal
    }

    /// An address begins the line, and a column follows.
    private func isCell(_ address: TextRange?, of line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard let address, Int(address.start) == line.lowerBound else { return false }
        let next = bytes.byte(at: Int(address.end))
        return next == 0x09 || next == UInt8(ascii: "|") || next == 0x20 && [0x20, 0x7C].contains(bytes.byte(at: Int(address.end) + 1))
    }

    private mutating func closeEntry() {
        if let last = entries.indices.last { entries[last].isOpen = false }
    }

    /// What stands behind the mark of one side of a transcript.
    private static func rest(of line: Range<Int>, behind marks: [StaticString], _ bytes: Span<UInt8>) -> Range<Int>? {
        for mark in marks where bytes.hasWord(mark, at: line.lowerBound) {
            return bytes.trimmed(min(line.lowerBound + mark.utf8CodeUnitCount, line.upperBound)..<line.upperBound)
        }
        return nil
    }

    private mutating func readCommand(_ line: Range<Int>) {
        // Borrowed from a copy: the reader itself changes meanwhile.
        let content = text.bytes
        let bytes = content.span
        transcriptPhase = SMTPPhase(command: bytes, in: bytes.trimmed(line)) ?? transcriptPhase
        if transcriptPhase == .rcpt, let address = addresses(in: line).first { transcriptRecipient = address }
    }

    private mutating func readTranscriptReply(_ reply: Range<Int>) {
        // Borrowed from a copy: the reader itself changes meanwhile.
        let content = text.bytes
        let bytes = content.span
        guard let code = ReplyCode(digitsAt: reply.lowerBound, in: bytes), code.isPermanent || code.isTransient else { return }
        if let last = reports.indices.last, isReplyOpen, isSame(reports[last].finalRecipient, transcriptRecipient) {
            reports[last].diagnosticText?.end = UInt32(clamping: reply.upperBound)
            return
        }
        if let address = transcriptRecipient ?? waiting.last?.address {
            if transcriptRecipient != nil { listed.insert(FieldName.hash(bytes, in: address.range)) }
            add(address, reply: TextRange(reply), phase: transcriptPhase)
            isReplyOpen = true
        } else {
            orphan = orphan ?? TextRange(reply)
        }
    }

    /// A reply speaks of the addresses before it, or of the one inside it, or of those that come.
    private mutating func settle(reply: TextRange) {
        // A reply about the sender is no reply about whoever is named by it.
        let inside = addresses(in: reply.range).filter { !isOwnAddress($0) }
        if isReplyOpen, waiting.isEmpty, let last = reports.indices.last, !isAboutAnother(inside.first, reply, than: reports[last]) {
            reports[last].diagnosticText?.end = reply.end
            return
        }
        if waiting.isEmpty, inside.isEmpty {
            orphan = orphan ?? reply
            return
        }
        let mentions = meant(of: waiting)
        let named = waiting.isEmpty ? Array(inside.prefix(1)) : mentions.map(\.address)
        let areListed = waiting.isEmpty ? isDirectlyBehindCodes(inside.first, reply) : mentions.allSatisfy { $0.stoodAlone || $0.beganLine }
        for address in named {
            add(address, reply: reply, phase: nil)
            if areListed { listed.insert(FieldName.hash(text.bytes.span, in: address.range)) }
        }
        waiting.removeAll()
        isReplyOpen = true
    }

    /// "554 <b@example.jp>... Host unknown" below a reply about another address.
    private func isAboutAnother(_ address: TextRange?, _ reply: TextRange, than last: DeliveryReport) -> Bool {
        isDirectlyBehindCodes(address, reply) && !isSame(address, last.finalRecipient)
    }

    private func isDirectlyBehindCodes(_ address: TextRange?, _ reply: TextRange) -> Bool {
        guard let address else { return false }
        let bytes = text.bytes.span
        return !(Int(reply.start)..<Int(address.start)).contains { ASCII.isLetter(bytes.byte(at: $0)) }
    }

    /// Of the addresses before a reply those that it speaks of: lists, and those on the reply's own line; otherwise those in the paragraph
    /// before it, otherwise all. Addresses of people who help are meant only where there is no other.
    private func meant(of mentions: [Mention]) -> [Mention] {
        let others = mentions.filter { !$0.isForHelp }
        let mentions = others.isEmpty ? mentions : others
        let near = mentions.filter { $0.stoodAlone || $0.line == lineNumber }
        if !near.isEmpty { return near }
        let last = mentions.last?.paragraph
        return mentions.filter { $0.paragraph == last }
    }

    private func onlyAddress(of mentions: [Mention]) -> TextRange? {
        guard mentions.count < 100 else { return nil }
        let others = mentions.filter { !$0.isForHelp && !isOwnAddress($0.address) }
        guard let first = others.first, others.allSatisfy({ isSame($0.address, first.address) }) else { return nil }
        return first.address
    }

    /// Where the words of a reply begin: at its code. A status code alone may also stand behind the words; they then begin behind the address.
    private func start(of codes: ReplyCodes, in line: Range<Int>) -> Int {
        let bytes = text.bytes.span
        if let code = codes.codeRange { return isRemark(code, in: line) ? line.lowerBound : Int(code.start) }
        guard let status = codes.statusRange.map({ Int($0.start) }), status <= line.upperBound, status >= line.lowerBound else {
            return line.upperBound
        }
        var start = addresses(in: line.lowerBound..<status).last.map { Int($0.end) } ?? line.lowerBound
        while start < status, !ASCII.isLetter(bytes.byte(at: start)), bytes.byte(at: start) < 0x80 { start += 1 }
        // "Status: 5.1.1" has no words.
        let words = bytes.trimmed(start..<status)
        return words.count(where: { bytes.byte(at: $0) == 0x20 }) >= 2 ? start : status
    }

    /// "no such mailbox here (550 5.1.1)": the codes end the line, in parentheses, behind the words; no address stands before them.
    private func isRemark(_ code: TextRange, in line: Range<Int>) -> Bool {
        let bytes = text.bytes.span
        guard bytes.byte(at: Int(code.start) - 1) == UInt8(ascii: "("), Int(code.start) > line.lowerBound + 8 else { return false }
        var end = Int(code.end)
        while end < line.upperBound, ASCII.isDigit(bytes.byte(at: end)) || ". -#".utf8.contains(bytes.byte(at: end)) { end += 1 }
        return bytes.byte(at: end) == UInt8(ascii: ")") && line.upperBound - end <= 2 && addresses(in: line).isEmpty
    }

    /// "Remote host said:", "The server mx.example.org responded with": words about a server's words, and nothing else, before a code.
    private func isAnnouncement(_ bytes: Span<UInt8>, _ head: Range<Int>) -> Bool {
        var words = bytes.trimmed(head)
        if !words.isEmpty, bytes.byte(at: words.upperBound - 1) == UInt8(ascii: ":") { words = words.lowerBound..<(words.upperBound - 1) }
        words = bytes.trimmed(words)
        // A verb that begins before the words is the end of another line.
        guard words.count <= 160,
            let verb = Self.verbs.first(where: {
                $0.utf8CodeUnitCount <= words.count && bytes.hasWord($0, at: words.upperBound - $0.utf8CodeUnitCount)
            })
        else { return false }
        let speaker = words.lowerBound..<(words.upperBound - verb.utf8CodeUnitCount)
        return speaker.contains { offset in
            guard offset == speaker.lowerBound || !ASCII.isLetter(bytes.byte(at: offset - 1)) else { return false }
            return bytes.hasWord("host ", at: offset) || bytes.hasWord("server ", at: offset)
        }
    }

    private static var verbs: [StaticString] {
        [
            " said", " replied", " responded", " answered", " returned", " replied with", " responded with", " answered with",
            " returned with",
        ]
    }

    private mutating func add(_ address: TextRange, reply: TextRange?, phase: SMTPPhase?) {
        let hash = FieldName.hash(text.bytes.span, in: address.range)
        if let known = rows[hash], isSame(reports[known].finalRecipient, address) {
            reports[known].diagnosticText = reports[known].diagnosticText ?? reply
            return
        }
        guard !isOwnAddress(address) else { return }
        var report = DeliveryReport()
        report.finalRecipient = address
        report.diagnosticText = reply
        report.phase = phase
        rows[hash] = reports.count
        reports.append(report)
    }
}

extension GenericReader {
    private func addresses(in line: Range<Int>) -> [TextRange] { MentionedAddresses.find(in: text.bytes.span, line) }

    /// The reporting system's own names, and the sender to whom the report came.
    private func isOwnAddress(_ address: TextRange) -> Bool {
        let bytes = text.bytes.span
        let isSystem = bytes.hasWord("postmaster@", at: Int(address.start)) || bytes.hasWord("mailer-daemon@", at: Int(address.start))
        if isSystem { return true }
        let hash = FieldName.hash(bytes, in: address.range)
        return ownAddresses.contains(hash) && !returnedTo.contains(hash)
    }

    private func returnedRecipients() -> [TextRange] {
        returned.filter { $0.fieldName == Self.to }.flatMap { addresses(in: $0.range.range) }
    }

    private func isSame(_ left: TextRange?, _ right: TextRange?) -> Bool {
        guard let left, let right else { return false }
        return text.bytes.span.areEqualIgnoringCase(left.range, right.range)
    }

    private static var to: UInt32 { FieldName.hash("to".utf8) }
    private static var from: UInt32 { FieldName.hash("from".utf8) }
}
