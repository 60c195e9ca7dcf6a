import DeliveryTypes
import PatternAutomaton

/// Walks the lines of a report once and puts together what the layout's patterns found on them.
struct LayoutReader {
    private let rules: RuleSet
    private let record: LayoutRecord
    private let layout: UInt32
    private var reading: LayoutReading
    private var isInReport: Bool
    private(set) var isFinished = false
    /// Block that is open, as a row of `RuleSet.blocks` from the layout's first.
    private var block: UInt32?
    /// Lines of the open block behind its start.
    private var blockLines = 0
    /// All of them so far, for a layout in which the words simply follow the head.
    private var following: TextRange?
    private var reply = ReplyState.closed
    private var roles: [LineRole] = []

    private struct LineRole {
        var role: UInt32
        var value: UInt32
        var pattern: UInt32
    }

    /// Whose diagnostic text goes on over the next lines.
    private enum ReplyState {
        case closed, common
        case block(from: Int)
    }

    init(rules: RuleSet, layout: Int, record: LayoutRecord) {
        self.rules = rules
        self.record = record
        self.layout = UInt32(truncatingIfNeeded: layout)
        reading = LayoutReading(layout: layout)
        reading.takesReturnedRecipient = record.flags & 2 != 0
        isInReport = record.flags & 1 == 0
    }

    mutating func read(
        section: Range<Int>, of bytes: Span<UInt8>, matches: [PatternMatch], next: inout Int,
        scratch: inout PatternScratch
    ) {
        var start = section.lowerBound
        let end = min(section.upperBound, bytes.count)
        while start < end, !isFinished {
            let lineEnd = bytes.firstOffset(of: 0x0A, in: start..<end) ?? end
            collectRoles(from: start, to: lineEnd, matches: matches, next: &next)
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
            for row in rules.reportPatternUses[Int(match.pattern)].range {
                let use = rules.reportUses[row]
                guard use.role >= ReportRole.reportAfter, use.subject == layout else { continue }
                roles.append(LineRole(role: use.role, value: use.value, pattern: match.pattern))
            }
        }
    }

    private mutating func readLine(_ line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch) {
        if has(ReportRole.returnedAt) { return finish(at: line.lowerBound) }
        defer { if has(ReportRole.returnedAfter) { finish(at: min(line.upperBound + 1, bytes.count)) } }
        guard isInReport else {
            if has(ReportRole.reportAfter) { isInReport = true }
            return
        }
        if has(ReportRole.reportBefore) {
            closeBlock()
            isInReport = false
            return
        }
        if bytes.trimmed(line).isEmpty { return readBlankLine() }
        var isTaken = startBlock(on: line, of: bytes, scratch: &scratch)
        if !isTaken, let block, roles.contains(where: { $0.role == ReportRole.blockEnd && $0.value == block }) { closeBlock() }
        if !isTaken, block != nil { noteBlockLine(line) }
        for role in roles {
            switch role.role {
            case ReportRole.blockField where role.value == block:
                takeField(&isTaken)
                cut(role.pattern, line, of: bytes, scratch: &scratch, into: .block)
            case ReportRole.field:
                takeField(&isTaken)
                cut(role.pattern, line, of: bytes, scratch: &scratch, into: .common)
            case ReportRole.recipient:
                takeField(&isTaken)
                closeBlock()
                reading.reports.append(DeliveryReport())
                cut(role.pattern, line, of: bytes, scratch: &scratch, into: .newRecipient)
            case ReportRole.phase, ReportRole.action:
                note(role)
            default: continue
            }
        }
        if !isTaken { continueReply(line) }
    }

    /// The first field on a line ends the words that ran until there; it may begin new ones.
    private mutating func takeField(_ isTaken: inout Bool) {
        if !isTaken { reply = .closed }
        isTaken = true
    }

    private mutating func noteBlockLine(_ line: Range<Int>) {
        blockLines += 1
        following = TextRange(following?.start ?? UInt32(truncatingIfNeeded: line.lowerBound), UInt32(truncatingIfNeeded: line.upperBound))
    }

    private func has(_ role: UInt32) -> Bool { roles.contains { $0.role == role } }

    private mutating func finish(at offset: Int) {
        guard !isFinished else { return }
        isFinished = true
        reading.returnedStart = offset
    }

    private mutating func readBlankLine() {
        if let block, blockFlags(block) & 1 != 0, blockLines > 0 { return closeBlock() }
        reply = .closed
    }

    private mutating func closeBlock() {
        if let block, blockFlags(block) & 2 != 0, let last = reading.reports.indices.last,
            reading.reports[last].diagnosticText == nil
        {
            reading.reports[last].diagnosticText = following
        }
        block = nil
        blockLines = 0
        following = nil
        reply = .closed
    }

    private func blockFlags(_ block: UInt32) -> UInt32 {
        rules.blocks[Int(record.blocks.first) + Int(block)].flags
    }

    private mutating func startBlock(on line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch) -> Bool {
        let starts = roles.filter { $0.role == ReportRole.blockStart }
        guard let first = starts.min(by: { ($0.value, $0.pattern) < ($1.value, $1.pattern) }) else { return false }
        closeBlock()
        block = first.value
        reading.reports.append(DeliveryReport())
        for start in starts where start.value == first.value {
            cut(start.pattern, line, of: bytes, scratch: &scratch, into: .block)
        }
        return true
    }

    /// Lines that no pattern took belong to the words before them.
    private mutating func continueReply(_ line: Range<Int>) {
        switch reply {
        case .closed: return
        case .common:
            reading.common.diagnosticText?.end = UInt32(truncatingIfNeeded: line.upperBound)
        case .block(let index):
            guard index < reading.reports.count else { return }
            reading.reports[index].diagnosticText?.end = UInt32(truncatingIfNeeded: line.upperBound)
        }
    }

    private mutating func note(_ role: LineRole) {
        let owner = role.value >> 8
        let isForReport = owner == 0xFFFF
        guard isForReport || owner == block else { return }
        let number = UInt8(truncatingIfNeeded: role.value & 0xFF)
        let last = reading.reports.indices.last
        if role.role == ReportRole.phase, let phase = SMTPPhase(rawValue: number) {
            if isForReport { reading.common.phase = reading.common.phase ?? phase } else if let last {
                reading.reports[last].phase = reading.reports[last].phase ?? phase
            }
        } else if role.role == ReportRole.action, let action = DeliveryAction(rawValue: number) {
            if isForReport { reading.common.action = reading.common.action ?? action } else if let last {
                reading.reports[last].action = reading.reports[last].action ?? action
            }
        }
    }

    private enum Target { case block, common, newRecipient }

    private mutating func cut(
        _ pattern: UInt32, _ line: Range<Int>, of bytes: Span<UInt8>, scratch: inout PatternScratch, into target: Target
    ) {
        let patterns = rules.reportPatterns
        guard scratch.captures(of: Int(pattern), in: bytes, window: line, with: patterns) else { return }
        var row = rules.firstGroupRole(of: pattern)
        while row < rules.groupRoles.count, rules.groupRoles[row].pattern == pattern {
            let role = rules.groupRoles[row]
            row += 1
            guard let range = scratch.group(Int(role.group)), !range.isEmpty, let field = LayoutField(rawValue: role.field)
            else { continue }
            store(field, TextRange(range), bytes, target)
        }
    }

    private mutating func store(_ field: LayoutField, _ range: TextRange, _ bytes: Span<UInt8>, _ target: Target) {
        if target == .common {
            let isNew = reading.common.diagnosticText == nil
            reading.common.set(field, range, bytes)
            if field == .reply, isNew { reply = .common }
            return
        }
        guard let last = reading.reports.indices.last else { return }
        let isNew = reading.reports[last].diagnosticText == nil
        reading.reports[last].set(field, range, bytes)
        if field == .reply, isNew { reply = .block(from: last) }
    }

    /// Gives every recipient what was said once for all.
    mutating func result() -> LayoutReading {
        closeBlock()
        if reading.reports.isEmpty, reading.common.finalRecipient != nil { reading.reports = [reading.common] }
        for index in reading.reports.indices { reading.reports[index].fillGaps(from: reading.common) }
        return reading
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
