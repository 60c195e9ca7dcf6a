/// A diagnosis in words, for one reader in one language.
public struct Explanation: Hashable, Sendable {
    /// The name of the cause: "Mailbox full".
    public let title: String
    /// What happened, in a sentence or two.
    public let summary: String
    /// Who has to act, in a few words: "The recipient".
    public let responsible: String
    /// What to do, the most useful step first.
    public let steps: [Step]

    public init(title: String, summary: String, responsible: String, steps: [Step]) {
        self.title = title
        self.summary = summary
        self.responsible = responsible
        self.steps = steps
    }

    /// One thing to do.
    public struct Step: Hashable, Sendable {
        /// Who is to do it: one of the four single readers, never `.operator`.
        public let reader: Reader
        public let text: String
        /// Why it is worth doing.
        public let because: String?

        public init(reader: Reader, text: String, because: String? = nil) {
            self.reader = reader
            self.text = text
            self.because = because
        }
    }
}
