package import DeliveryTypes
import PatternAutomaton

/// Reading a whole mail: one scan answers recognition, header predicates and every line pattern of every layout.
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
    package mutating func recognisedLayouts() -> [Int] {
        holdingLayouts().map(\.rule)
    }

    /// Reads the mail's body as `layout` describes it. Linear in the text.
    package mutating func read(layout: Int, text: ReadableText) -> LayoutReading {
        let record = rules.layouts[layout]
        var reader = LayoutReader(rules: rules, layout: layout, record: record)
        let matches = reportScratch.matches
        var next = 0
        for section in text.sections where section.kind == .body {
            if reader.isFinished { break }
            reader.read(
                section: section.range.range, of: text.bytes.span, matches: matches, next: &next, scratch: &reportScratch)
        }
        return reader.result()
    }
}
