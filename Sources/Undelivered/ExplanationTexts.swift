/// One text in the languages that it was written in.
package struct LocalizedText: Hashable, Sendable {
    package var english: String
    package var japanese: String

    /// An empty Japanese text means that nobody wrote one.
    package init(english: String = "", japanese: String = "") {
        self.english = english
        self.japanese = japanese
    }

    package var isEmpty: Bool { english.isEmpty && japanese.isEmpty }

    /// A missing translation is answered by the other language: words in a foreign language tell more than none.
    package subscript(language: Language) -> String {
        if language == .japanese { return japanese.isEmpty ? english : japanese }
        return english.isEmpty ? japanese : english
    }
}

/// The texts that a diagnosis takes from the rule packs, their templates expanded.
package struct ExplanationTexts: Sendable {
    /// The name of the cause.
    package var title = LocalizedText()
    /// The rule's own message, otherwise the summary of its cause.
    package var summary = LocalizedText()
    /// The actions of all readers, the most useful first.
    package var steps: [Step] = []
    /// Titles of the other causes that the diagnosis names, in alternatives and contradictions.
    package var causeTitles: [Cause: LocalizedText] = [:]

    package init(title: LocalizedText = .init(), summary: LocalizedText = .init(), steps: [Step] = []) {
        self.title = title
        self.summary = summary
        self.steps = steps
    }

    /// The title of a cause that the diagnosis names; its id where the packs have no title.
    package func name(of cause: Cause, in language: Language) -> String {
        guard let title = causeTitles[cause]?[language], !title.isEmpty else { return cause.id }
        return title
    }

    package struct Step: Sendable {
        /// `.sender`, `.recipient`, `.senderOperator` or `.recipientOperator`.
        package var reader: Reader
        package var text: LocalizedText
        /// Empty where the pack gives no reason.
        package var because: LocalizedText

        package init(reader: Reader, text: LocalizedText, because: LocalizedText = .init()) {
            self.reader = reader
            self.text = text
            self.because = because
        }
    }
}
