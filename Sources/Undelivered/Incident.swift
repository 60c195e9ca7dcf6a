import RuleEngine

/// An incident that many people suffered at the same time: a filter vendor's faulty update, a blocklist that listed everybody.
public struct Incident: Hashable, Sendable {
    /// The id of the rule that knows it, `pack/rule`.
    public let rule: String
    let words: LocalizedText

    /// What happened, and when.
    public func note(in language: Language) -> String { words[language] }
}

extension DiagnosisSession {
    /// The first rule about an incident that holds, the winner or not.
    func incident(among matches: [RuleMatch]) -> Incident? {
        for match in matches {
            let rule = rules.rules[match.rule]
            guard rule.messages.count > 0, causeList.number(rule.cause) == causeList.vendorIncident,
                rules.isDated(match.rule)
            else { continue }
            let words = ExplanationTexts(rule: rule, cause: rules.causes[Int(rule.cause)], rules: rules, values: [:]).summary
            return Incident(rule: rules.string(rule.id), words: words)
        }
        return nil
    }
}
