import DeliveryTypes
import RuleEngine

extension DiagnosisSession {
    /// Gives the diagnosis the means to explain itself: texts are looked up and filled in only when somebody asks.
    mutating func explain(_ diagnosis: inout Diagnosis, _ winner: RuleMatch?, in source: Span<UInt8>) {
        let rules = rules
        let rule = winner.map { rules.rule($0.rule) }
        var captures: [String: String] = [:]
        if let winner {
            for capture in matching.captures(of: winner.rule) {
                captures[capture.name] = source.string(in: matching.words.originalRange(of: capture.range))
            }
        }
        let stated = diagnosis
        let particular = rule.flatMap { particularVerdict(ofCause: $0.cause) }
        // A cause that only the code names has an empty row.
        let cause = rules.cause(judgement.verdict.causeNumber)
        let causes = causeList.causes
        diagnosis.explanationTexts = { [captures] in
            let values = captures.merging(Self.values(of: stated)) { $1 }
            var texts = ExplanationTexts(rule: rule, cause: cause, particular: particular, rules: rules, values: values)
            for other in stated.alternatives.map(\.cause) + [stated.cause] {
                guard let row = causes.firstIndex(of: other), row < rules.causes.count else { continue }
                texts.causeTitles[other] = ExplanationTexts(rule: nil, cause: rules.cause(row), rules: rules, values: [:]).title
            }
            return texts
        }
    }

    static func values(of diagnosis: Diagnosis) -> [String: String] {
        var values: [String: String] = [:]
        values["recipient"] = diagnosis.recipient
        values["recipient_domain"] = diagnosis.recipient.flatMap { $0.split(separator: "@").last.map(String.init) }
        values["reply_code"] = diagnosis.replyCode?.description
        values["enhanced_status"] = diagnosis.enhancedStatus?.description
        values["remote_mta"] = diagnosis.remoteMTA
        values["reporting_mta"] = diagnosis.reportingMTA
        values["listed"] = diagnosis.blocklist?.listed
        values["zone"] = diagnosis.blocklist?.zone
        values["blocklist"] = diagnosis.blocklist?.name
        values["limit"] = diagnosis.sizeLimit?.text
        return values
    }
}

extension ExplanationTexts {
    init(
        rule: RuleRecord?, cause: CauseRecord, particular: ParticularVerdictRecord? = nil, rules: RuleSet, values: [String: String]
    ) {
        func text(_ run: Run) -> LocalizedText {
            var text = LocalizedText()
            for entry in rules.localizedTexts(run) where entry.reader == 0 {
                let words = TextTemplate.expand(entry.text, otherwise: { Self.wordsForUnknown($0, entry.language) }) { values[$0] }
                if entry.language == "en" { text.english = words }
                if entry.language == "ja" { text.japanese = words }
            }
            return text
        }
        // What a rule says belongs to its own cause.
        let rule = particular?.replacedCause == nil ? rule : nil
        let summaries = [particular?.summaries, rule?.messages, cause.summaries].compactMap { $0 }.first { $0.count > 0 }
        self.init(title: text(cause.titles), summary: text(summaries ?? Run()))
        let actions = [particular?.actions, rule?.actions, cause.actions].compactMap { $0 }.first { $0.count > 0 } ?? Run()
        let readers: [Reader] = [.sender, .recipient, .senderOperator, .recipientOperator]
        for row in rules.numbers(actions) {
            let action = rules.actions[Int(row)]
            guard (1...4).contains(action.reader) else { continue }
            steps.append(.init(reader: readers[Int(action.reader) - 1], text: text(action.texts), because: text(action.reasons)))
        }
    }
}
