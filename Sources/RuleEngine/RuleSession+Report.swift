package import DeliveryTypes
import PatternAutomaton

/// Reading a whole mail: one scan answers recognition and predicates about the mail; the lines are read with one layout's patterns.
extension RuleSession {
    /// Scans the text of a mail and notes what holds for it. Call `beginMail` before.
    package mutating func scanReport(_ text: ReadableText) {
        let patterns = rules.reportPatterns
        reportScratch.scan(text.bytes.span, with: patterns)
        fireHeaders(of: text)
        var section = 0
        for match in reportScratch.matches {
            while section < text.sections.count, text.sections[section].range.end <= match.start { section += 1 }
            guard section < text.sections.count, text.sections[section].range.start <= match.start else { continue }
            firePattern(match.pattern, in: text.sections[section])
        }
    }

    private mutating func fireHeaders(of text: ReadableText) {
        for section in text.sections where section.fieldName != 0 {
            fireHeader(nameHash: section.fieldName, isReturned: section.kind == .returnedHeader)
        }
    }

    private mutating func firePattern(_ pattern: UInt32, in section: ReadableText.Section) {
        for row in rules.reportPatternUses[Int(pattern)].range {
            let use = rules.reportUses[row]
            switch use.role {
            case ReportRole.body where section.kind != .header && section.kind != .returnedHeader: fire(use.value)
            case ReportRole.header where section.kind == .header && section.fieldName == use.subject: fire(use.value)
            case ReportRole.returnedHeader where section.kind == .returnedHeader && section.fieldName == use.subject:
                fire(use.value)
            default: continue
            }
        }
    }

    /// The layouts that recognise the mail, the best first. Call `scanReport` before.
    ///
    /// Phrases stand on one line as a rule. Where nothing is recognised, or only what any mail could be (a layout that is known by what is not there
    /// has no weight), they are looked for across the ends of lines.
    package mutating func recognisedLayouts(in text: ReadableText, for input: LayoutKindNumber.Input = .mail) -> [Int] {
        let found = holdingLayouts(for: input)
        if let best = found.first, best.weight.weight > 0, !rules.layouts[best.rule].needsReason { return found.map(\.rule) }
        joinParagraphs(of: text)
        let bytes = paragraphs.bytes
        reportScratch.scan(bytes.span, with: rules.reportPatterns)
        for match in reportScratch.matches {
            for row in rules.reportPatternUses[Int(match.pattern)].range where rules.reportUses[row].role == ReportRole.body {
                fire(rules.reportUses[row].value)
            }
        }
        return holdingLayouts(for: input).map(\.rule)
    }

    /// Once for each mail; see `beginMail`.
    private mutating func joinParagraphs(of text: ReadableText) {
        guard paragraphs.sections.isEmpty else { return }
        for section in text.sections where section.kind == .body {
            paragraphs.append(text.bytes.span, section: section.range.range)
        }
    }

    /// Reads the mail's body as `layout` describes it. Linear in the text.
    package mutating func read(layout: Int, text: ReadableText) -> LayoutReading {
        guard rules.layouts[layout].flags & 4 != 0 else {
            let sections = text.sections.filter { $0.kind == .body }.map(\.range.range)
            return read(layout: layout, sections, of: text.bytes)
        }
        joinParagraphs(of: text)
        var reading = read(layout: layout, paragraphs.sections, of: paragraphs.bytes)
        reading.common = paragraphs.original(reading.common)
        reading.reports = reading.reports.map { paragraphs.original($0) }
        reading.returnedStart = reading.returnedStart.map { paragraphs.originalOffset($0) }
        return reading
    }

    private mutating func read(layout: Int, _ sections: [Range<Int>], of bytes: [UInt8]) -> LayoutReading {
        guard let patterns = rules.layoutPatterns[layout] else { return withoutPatterns(layout) }
        // From the first section to the last: what stands between them is nobody's.
        let start = min(sections.first?.lowerBound ?? 0, bytes.count)
        let end = max(start, min(sections.last?.upperBound ?? 0, bytes.count))
        lineScratch.scan(bytes.span.extracting(start..<end), with: patterns)
        var reader = LayoutReader(rules: rules, layout: layout, isWholeText: false)
        read(sections, of: bytes, from: start, &reader)
        if !reader.hasReport {
            reader = LayoutReader(rules: rules, layout: layout, isWholeText: true)
            read(sections, of: bytes, from: start, &reader)
        }
        return reader.result(in: bytes.span)
    }

    private func withoutPatterns(_ layout: Int) -> LayoutReading {
        var reader = LayoutReader(rules: rules, layout: layout, isWholeText: true)
        let nothing: [UInt8] = []
        return reader.result(in: nothing.span)
    }

    private mutating func read(_ sections: [Range<Int>], of bytes: [UInt8], from start: Int, _ reader: inout LayoutReader) {
        let matches = lineScratch.matches
        var next = 0
        for section in sections {
            if reader.isFinished { return }
            reader.read(section: section, of: bytes.span, matches: matches, from: start, next: &next, scratch: &lineScratch)
        }
    }
}
