import DeliveryTypes
import RuleEngine

/// Finds the questions for one diagnosis when somebody asks for them: which answers would lead to which causes.
package struct QuestionSource: Sendable {
    let rules: RuleSet
    /// What is known already, each "name=value".
    let known: [String]
    /// No returned mail and no window was seen: to ask for them comes first.
    let isTextMissing: Bool

    private static let most = 5
    /// A diagnosis that is no surer than this leaves questions open.
    static let doubt = 0.6

    func questions() -> [Question] {
        var session = RuleSession(rules: rules)
        let base = Set(causes(of: known, &session).map(\.rule))
        let names = Set(known.compactMap { $0.split(separator: "=").first.map(String.init) })
        var ranked: [(worth: Int, question: Question)] = []
        for entry in QuestionEntry.registry where !names.contains(entry.symptom) && entry.isAsked(hasText: !isTextMissing) {
            var answers: [Question.Answer] = []
            for answer in entry.answers {
                let match = causes(of: known + ["\(entry.symptom)=\(answer.value)"], &session).first { !base.contains($0.rule) }
                let cause = match.map { rules.causes[Int(rules.rules[$0.rule].cause)] }
                let title = cause.map { ExplanationTexts(rule: nil, cause: $0, rules: rules, values: [:]).title }
                answers.append(
                    .init(
                        value: answer.value, suggests: cause.map { Cause(id: rules.string($0.id)) }, words: answer.words,
                        title: title ?? LocalizedText()))
            }
            // Answers that lead to different causes tell most; the text of a returned mail tells more than all of them.
            let worth = entry.answers.isEmpty ? 100 : 10 * Set(answers.compactMap(\.suggests)).count
            guard worth > 0 else { continue }
            ranked.append((worth, Question(symptom: entry.symptom, answers: answers, words: entry.words)))
        }
        // Stable: the order of the registry settles what is left.
        let order = ranked.enumerated().sorted { ($1.element.worth, $0.offset) < ($0.element.worth, $1.offset) }
        return order.prefix(Self.most).map(\.element.question)
    }

    /// The rules that hold where `symptoms` are all that is known.
    private func causes(of symptoms: [String], _ session: inout RuleSession) -> [RuleMatch] {
        var text = ReadableText()
        var evidence = DeliveryEvidence()
        evidence.symptoms = symptoms.map { text.addValue($0) }
        session.beginMail()
        let bytes = text.bytes
        return session.matches(for: evidence, in: bytes.span)
    }
}

/// One question of the table.
struct QuestionEntry: Sendable {
    var symptom: String
    var words: LocalizedText
    var answers: [(value: String, words: LocalizedText)] = []
    /// Asked where no returned mail or window was seen, or where one was seen and says too little.
    var needsText: Bool?

    func isAsked(hasText: Bool) -> Bool { needsText.map { $0 == hasText } ?? true }
}
