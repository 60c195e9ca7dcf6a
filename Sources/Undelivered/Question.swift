/// What to ask where a diagnosis is in doubt, and what each answer would say.
public struct Question: Hashable, Sendable {
    /// The name under which the answer goes into a report of symptoms.
    public let symptom: String
    /// Empty where the answer is free text: the returned mail, the words of a window.
    public let answers: [Answer]
    let words: LocalizedText

    /// The question as it is put to a person.
    public func text(in language: Language) -> String { words[language] }

    public struct Answer: Hashable, Sendable {
        /// The value of the symptom.
        public let value: String
        /// The cause that this answer would speak for; `nil` where it decides nothing by itself.
        public let suggests: Cause?
        let words: LocalizedText
        let title: LocalizedText

        /// The answer in a few words.
        public func text(in language: Language) -> String { words[language] }
        /// The name of the cause that it would speak for; empty without one.
        public func titleOfCause(in language: Language) -> String { title[language] }
    }
}

extension Diagnosis {
    /// What would help most to find the cause, the most telling first, five at most; empty where the answer stands.
    public func questions() -> [Question] {
        openQuestions?.questions() ?? []
    }
}
