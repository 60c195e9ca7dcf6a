import DeliveryTypes
import PatternAutomaton

/// Walks the lines of a report once and puts together what the layout's patterns found on them.
struct LayoutReader {
    private let rules: RuleSet
    private let record: LayoutRecord
    private let layout: Int
    private var reading: LayoutReading
    private var isInReport: Bool
    /// `report.after` was met, or the layout has none.
    private(set) var hasReport: Bool
    private(set) var isFinished = false
    private var block: OpenBlock?
    private var reply = OpenReply.none
    /// Recipients of a list before a common reply: they count where the blocks name none.
    private var listed: [DeliveryReport] = []
    private var roles: [LineRole] = []

    private struct LineRole {
        var role: UInt32
        var value: UInt32
        var pattern: UInt32
    }

    /// The block of one recipient while its lines are read.
    private struct OpenBlock {
        /// Row of `RuleSet.blocks` from the layout's first.
        var number: UInt32
        var report = DeliveryReport()
        /// The lines behind the start, all of them so far.
        var following: TextRange?
        var hasReplyOfField = false
        /// Those who stand behind the recipient in the same list; all that is said is said of them as well.
        var others: [TextRange] = []
    }

    /// Whose words go on over the next lines, and the pattern that began them.
    private enum OpenReply: Equatable {
        case none
        case common(UInt32)
        case block(UInt32)

        var pattern: UInt32? {
            switch self {
            case .none: nil
            case .common(let pattern), .block(let pattern): pattern
            }
        }
    }

    /// - Parameter isWholeText: `report.after` stands nowhere in the mail, so that everything is the report.
    init(rules: RuleSet, layout: Int, isWholeText: Bool) {
        self.rules = rules
        record = rules.layouts[layout]
        self.layout = layout
        reading = LayoutReading(layout: layout)
        reading.takesReturnedRecipient = record.flags & 2 != 0
        isInReport = isWholeText || record.flags & 1 == 0
        hasReport = isInReport
    }

    mutating func read(
        section: Range<Int>, of bytes: Span<UInt8>, matches: [PatternMatch], from origin: Int, next: inout Int,
        scratch: inout PatternScratch
    ) {
        var start = section.lowerBound
        let end = min(section.upperBound, bytes.count)
        while start < end, !isFinished {
            let lineEnd = bytes.firstOffset(of: 0x0A, in: start..<end) ?? end
            collectRoles(from: start - origin, to: lineEnd - origin, matches: matches, next: &next)
            readLine(start..<lineEnd, of: bytes, scratch: &scratch)
            start = lineEnd + 1
        }
    }

    private mutating func collectRoles(from start: Int, to end: Int, matches: [PatternMatch], next: inout Int) {
        roles.removeAll(keepingCapacity: true)
        while next < matches.count, Int(matches[next].start) <= end {
            let match = matches[next]
            next += 1
            guard Int(match.start) >= start else { continue }
            for row in rules.reportPatternUses[Int(record.patterns.first) + Int(match.pattern)].range {
                let use = rules.reportUses[row]
                roles.append(LineRole(role: use.role, value: use.value, pattern: match.pattern))
            }
        }
    }

    private mutating func readLine(_ line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch) {
        if has(ReportRole.returnedAt) { return finish(at: line.lowerBound) }
        defer { if has(ReportRole.returnedAfter) { finish(at: min(line.upperBound + 1, bytes.count)) } }
        guard isInReport else {
            if has(ReportRole.reportAfter) { (isInReport, hasReport) = (true, true) }
            return
        }
        if has(ReportRole.reportBefore) {
            closeBlock()
            isInReport = false
            return
        }
        if bytes.trimmed(line).isEmpty { return readBlankLine() }
        let isStart = startBlock(on: line, of: bytes, scratch: &scratch)
        if !isStart, let number = block?.number, roles.contains(where: { $0.role == ReportRole.blockEnd && $0.value == number }) {
            closeBlock()
        }
        if !isStart { noteBlockLine(line) }
        let isContinuation = !isStart && reply != .none && roles.contains { $0.pattern == reply.pattern }
        if isContinuation || (!cutFields(line, of: bytes, isStart: isStart, scratch: &scratch) && !isStart) { continueReply(line) }
        for role in roles where role.role == ReportRole.phase || role.role == ReportRole.action { note(role) }
    }

    private func has(_ role: UInt32) -> Bool { roles.contains { $0.role == role } }

    private mutating func finish(at offset: Int) {
        guard !isFinished else { return }
        isFinished = true
        reading.returnedStart = offset
    }

    private mutating func readBlankLine() {
        if let block, rules.blocks[blockRow(block)].flags & 1 != 0, block.following != nil { return closeBlock() }
        reply = .none
    }

    private func blockRow(_ block: OpenBlock) -> Int { Int(record.blocks.first) + Int(block.number) }

    private mutating func noteBlockLine(_ line: Range<Int>) {
        guard let start = block?.following?.start ?? UInt32(exactly: line.lowerBound) else { return }
        block?.following = TextRange(start, UInt32(clamping: line.upperBound))
    }
}

// MARK: - Blocks

extension LayoutReader {
    /// The first pattern of `starts` that matches gives the groups: specific ones stand before general ones.
    private mutating func startBlock(on line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch) -> Bool {
        let starts = roles.filter { $0.role == ReportRole.blockStart }
        guard let first = starts.min(by: { $0.value < $1.value }) else { return false }
        closeBlock()
        block = OpenBlock(number: first.value >> 16)
        cut(first.pattern, line, of: bytes, scratch: &scratch, into: .block)
        if let recipient = block?.report.finalRecipient { block?.others = Self.recipients(behind: recipient, line, bytes) }
        return true
    }

    /// "To: a@example.jp, <b@example.jp>; c@example.jp": those behind the first.
    private static func recipients(behind first: TextRange, _ line: Range<Int>, _ bytes: Span<UInt8>) -> [TextRange] {
        var found: [TextRange] = []
        var position = Int(first.end)
        while true {
            while position < line.upperBound, ">\"' ".utf8.contains(bytes.byte(at: position)) { position += 1 }
            guard position < line.upperBound, ",;".utf8.contains(bytes.byte(at: position)) else { return found }
            position += 1
            while position < line.upperBound, "<\"' ".utf8.contains(bytes.byte(at: position)) { position += 1 }
            var end = position
            while end < line.upperBound, !" <>\"'(),;:\t".utf8.contains(bytes.byte(at: end)) { end += 1 }
            guard let at = bytes.firstOffset(of: UInt8(ascii: "@"), in: position..<end), at > position,
                bytes.firstOffset(of: UInt8(ascii: "."), in: at..<end - 1) != nil
            else { return found }
            // A sentence's full stop.
            let isStop = bytes.byte(at: end - 1) == UInt8(ascii: ".")
            found.append(TextRange(position..<(isStop ? end - 1 : end)))
            position = end
        }
    }

    private mutating func closeBlock() {
        reply = .none
        guard var closed = block else { return }
        block = nil
        if rules.blocks[blockRow(closed)].flags & 2 != 0, !closed.hasReplyOfField, let following = closed.following {
            let start = closed.report.diagnosticText?.start ?? following.start
            closed.report.diagnosticText = TextRange(start, following.end)
        }
        reading.reports.append(closed.report)
        for other in closed.others {
            closed.report.finalRecipient = other
            reading.reports.append(closed.report)
        }
    }

    /// Gives every recipient what was said once for all; blocks about one recipient are one report.
    mutating func result(in bytes: Span<UInt8>) -> LayoutReading {
        closeBlock()
        var reports = merged(reading.reports, bytes)
        if reports.isEmpty { reports = merged(listed, bytes) }
        if reports.isEmpty, reading.common.finalRecipient != nil { reports = [reading.common] }
        // A block whose recipient stands elsewhere (in a header field) still has the words.
        if reports.isEmpty, let only = reading.reports.first { reading.common.fillGaps(from: only) }
        // Words said once are everybody's only where nobody has words of their own: one recipient must not get another's reply.
        let isShared = reports.count == 1 || reports.allSatisfy { $0.diagnosticText == nil }
        let common = isShared ? reading.common : DeliveryReport(reportingMTA: reading.common.reportingMTA, action: reading.common.action)
        for index in reports.indices { reports[index].fillGaps(from: common) }
        reading.reports = reports
        reading.common = common
        return reading
    }

    private func merged(_ found: [DeliveryReport], _ bytes: Span<UInt8>) -> [DeliveryReport] {
        var reports: [DeliveryReport] = []
        // A hash of the address leads to its report: sixteen thousand recipients must not be compared pairwise.
        var rows: [UInt32: Int] = [:]
        for report in found {
            guard let recipient = report.finalRecipient else { continue }
            let hash = FieldName.hash(bytes, in: recipient.range)
            if let known = rows[hash], isSame(reports[known].finalRecipient, recipient, bytes) {
                reports[known].fillGaps(from: report)
            } else {
                rows[hash] = reports.count
                reports.append(report)
            }
        }
        return reports
    }

    private func isSame(_ left: TextRange?, _ right: TextRange?, _ bytes: Span<UInt8>) -> Bool {
        guard let left, let right else { return false }
        return bytes.areEqualIgnoringCase(left.range, right.range)
    }
}

// MARK: - Fields

extension LayoutReader {
    private enum Target { case block, common, listed }

    /// Fields of the block first; what no block takes is said for the whole report.
    private mutating func cutFields(
        _ line: Range<Int>, of bytes: Span<UInt8>, isStart: Bool, scratch: inout PatternScratch
    ) -> Bool {
        var isTaken = false
        if let number = block?.number {
            for role in roles where role.role == ReportRole.blockField && role.value == number {
                if !isTaken, !isStart { reply = .none }
                isTaken = true
                cut(role.pattern, line, of: bytes, scratch: &scratch, into: .block)
            }
        }
        guard !isTaken, !isStart else { return isTaken }
        for role in roles where role.role == ReportRole.field || role.role == ReportRole.recipient {
            if !isTaken { reply = .none }
            isTaken = true
            if role.role == ReportRole.recipient { listed.append(DeliveryReport()) }
            cut(role.pattern, line, of: bytes, scratch: &scratch, into: role.role == ReportRole.recipient ? .listed : .common)
        }
        return isTaken
    }

    private mutating func cut(
        _ pattern: UInt32, _ line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch, into target: Target
    ) {
        guard let patterns = rules.layoutPatterns[layout], scratch.captures(of: Int(pattern), in: bytes, window: line, with: patterns)
        else { return }
        let number = record.patterns.first &+ pattern
        var row = rules.firstGroupRole(of: number)
        while row < rules.groupRoles.count, rules.groupRoles[row].pattern == number {
            let role = rules.groupRoles[row]
            row += 1
            guard let range = scratch.group(Int(role.group)), !range.isEmpty, let field = LayoutField(rawValue: role.field)
            else { continue }
            store(field, TextRange(range), bytes, target, pattern)
        }
    }

    private mutating func store(_ field: LayoutField, _ range: TextRange, _ bytes: Span<UInt8>, _ target: Target, _ pattern: UInt32) {
        switch target {
        case .listed:
            guard let last = listed.indices.last else { return }
            listed[last].set(field, range, bytes)
        case .common:
            let isFirst = reading.common.diagnosticText == nil
            reading.common.set(field, range, bytes)
            if field == .reply, isFirst { reply = .common(pattern) }
        case .block:
            guard var open = block else { return }
            let isReply = field == .reply || field == .replyLine
            // Words cut by a field replace those that only stood on the first line.
            if isReply, open.following != nil, !open.hasReplyOfField, rules.blocks[blockRow(open)].flags & 2 != 0 {
                open.report.diagnosticText = nil
            }
            let isFirst = open.report.diagnosticText == nil
            open.report.set(field, range, bytes)
            if isReply, open.following != nil { open.hasReplyOfField = true }
            block = open
            if field == .reply, isFirst { reply = .block(pattern) }
        }
    }

    /// Lines that no pattern took belong to the words before them.
    private mutating func continueReply(_ line: Range<Int>) {
        switch reply {
        case .none: return
        case .common: reading.common.diagnosticText?.end = UInt32(clamping: line.upperBound)
        case .block: block?.report.diagnosticText?.end = UInt32(clamping: line.upperBound)
        }
    }

    private mutating func note(_ role: LineRole) {
        let owner = role.value >> 8
        let number = UInt8(truncatingIfNeeded: role.value & 0xFF)
        if owner == 0xFFFF {
            note(role.role, number, in: &reading.common)
        } else if owner == block?.number, var open = block {
            note(role.role, number, in: &open.report)
            block = open
        }
    }

    private func note(_ role: UInt32, _ number: UInt8, in report: inout DeliveryReport) {
        if role == ReportRole.phase {
            report.phase = report.phase ?? SMTPPhase(rawValue: number)
        } else {
            report.action = report.action ?? DeliveryAction(rawValue: number)
        }
    }
}

extension RuleSet {
    /// Rows are sorted by pattern.
    func firstGroupRole(of pattern: UInt32) -> Int {
        var low = 0
        var high = groupRoles.count
        while low < high {
            let middle = (low + high) / 2
            if groupRoles[middle].pattern < pattern { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
