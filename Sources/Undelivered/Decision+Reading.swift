import DeliveryTypes
import MailReading
import RuleEngine

/// What is known of the reading of a mail before its rules are asked.
struct ReadingTrace {
    var reading: Decision.Reading
    var layouts: [String] = []
}

extension DiagnosisSession {
    mutating func trace(of contents: MessageContents, _ reading: ReportReading) -> ReadingTrace {
        let layouts = matching.recognisedLayouts(in: contents.text).map { LayoutName.shown(rules.string(rules.layouts[$0].id)) }
        let used: Decision.Reading = reading.hasStatusPart ? .statusPart : reading.layout == nil || reading.isGuessed ? .plainText : .layout
        return ReadingTrace(reading: used, layouts: layouts)
    }

    /// - Parameter matches: the rules that hold, the winner first.
    mutating func decision(_ matches: [RuleMatch], report: DeliveryReport, source: VerdictSource, trace: ReadingTrace) -> Decision {
        Decision(
            reading: trace.reading, layouts: trace.layouts, fields: fields(of: report, source),
            candidates: matches.map { candidate($0, winner: matches.first, source) })
    }

    private func fields(of report: DeliveryReport, _ source: VerdictSource) -> [Decision.Field] {
        let ranges: [(String, TextRange?)] = [
            ("recipient", report.finalRecipient), ("original-recipient", report.originalRecipient), ("status", report.statusRange),
            ("remote-mta", report.remoteMTA), ("reporting-mta", report.reportingMTA), ("diagnostic-text", report.diagnosticText),
        ]
        var fields = ranges.compactMap { name, range in
            range.map { range in
                let quote = evidenceQuote(name, range, source)
                return Decision.Field(name: name, text: quote.text, range: quote.range)
            }
        }
        let values: [(String, String?)] = [
            ("action", report.action?.name), ("reply-code", report.replyCode?.description), ("phase", report.phase?.name),
            ("status", report.statusRange == nil ? report.status?.description : nil),
        ]
        for (name, value) in values {
            if let value { fields.append(.init(name: name, text: value, range: nil)) }
        }
        return fields
    }

    private mutating func candidate(_ match: RuleMatch, winner: RuleMatch?, _ source: VerdictSource) -> Decision.Candidate {
        let rule = rules.rules[match.rule]
        var words: [Evidence] = []
        var end = 0
        for range in matching.wordRanges(of: match.rule).sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= end {
            end = range.upperBound
            let original = matching.words.originalRange(of: range)
            if !original.isEmpty, words.count < 5 { words.append(evidenceQuote("diagnostic-text", TextRange(original), source)) }
        }
        let isWinner = winner?.rule == match.rule
        return Decision.Candidate(
            rule: rules.string(rule.id), cause: Cause(id: rules.string(rules.causes[Int(rule.cause)].id)),
            strength: .init(rawValue: match.weight.strength) ?? .circumstance, isFallback: rule.isFallback != 0,
            tier: Self.name(ofTier: rule.tier), weight: Int(match.weight.weight),
            conditions: matching.heldConditions(of: match.rule).map(\.rawValue), words: words,
            defeat: isWinner ? nil : winner.map { defeat(of: match, by: $0) })
    }

    /// Compares as the rule engine ranks.
    private func defeat(of loser: RuleMatch, by winner: RuleMatch) -> Decision.Defeat {
        let (lost, won) = (rules.rules[loser.rule], rules.rules[winner.rule])
        if loser.isBeaten { return .named }
        if (lost.tier == 2) != (won.tier == 2) { return .sitePack }
        if loser.weight.strength != winner.weight.strength { return .weakerEvidence }
        if lost.isFallback != won.isFallback { return .fallback }
        if lost.tier != won.tier { return .generalPack }
        return loser.weight.weight != winner.weight.weight ? .lessWeight : .order
    }

    private static func name(ofTier tier: UInt32) -> String {
        switch tier {
        case 0: "standard"
        case 1: "vendor"
        default: "site"
        }
    }
}
