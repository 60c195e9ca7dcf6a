internal import Undelivered

/// Writes a diagnosis the way a support person would put it into an answer.
struct TextWriter {
    private let language: Language
    private let reader: Reader?
    private let words: TextWords
    private let style: TextStyle

    init(language: Language, reader: Reader?, style: TextStyle) {
        self.language = language
        self.reader = reader
        self.style = style
        words = TextWords(language)
    }

    /// One mail with all its recipients, with an empty line before it unless it is the first.
    func page(_ result: MailDiagnosis, source: String, isFirst: Bool) -> String {
        var lines: [String] = isFirst ? [] : [""]
        lines.append(style.faint("== " + Printable.oneLine(source)))
        if result.isPassedOn { entry(words.note, words.passedOn, to: &lines) }
        if result.isBackscatter == true { entry(words.note, words.backscatter, to: &lines) }
        if result.diagnoses.isEmpty {
            lines.append(style.strong(words.opening(nil, result.kind, nil)))
        }
        for (number, diagnosis) in result.diagnoses.enumerated() {
            if number > 0 { lines.append("") }
            add(diagnosis, result.kind, to: &lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func add(_ diagnosis: Diagnosis, _ kind: MailKind, to lines: inout [String]) {
        let explanation = diagnosis.explanation(in: language, for: reader)
        let recipient = diagnosis.recipient.map { Printable.oneLine($0) }
        lines += TextWrapping.lines(words.opening(diagnosis.action, kind, recipient)).map(style.strong)
        if !explanation.summary.isEmpty { lines += TextWrapping.lines(Printable.oneLine(explanation.summary)) }
        lines.append("")
        if let suggestion = diagnosis.suggestion { entry(words.suggestion, suggestion, to: &lines) }
        if let limit = diagnosis.sizeLimit {
            lines += TextWrapping.lines(
                words.sizeLimit(Printable.oneLine(limit.text), SizeText.mebibytes(limit.largestRawSize)), rest: "    ")
        }
        entry(words.whoActs, explanation.responsible, to: &lines)
        if let again = words.tryAgain(diagnosis.permanence) { entry(words.again, again, to: &lines) }
        add(explanation.steps, diagnosis.responsible, to: &lines)
        addReasons(diagnosis, to: &lines)
        addQuestions(diagnosis.questions(), to: &lines)
    }

    /// `Title: text`, wrapped under its beginning.
    private func entry(_ title: String, _ text: String, to lines: inout [String]) {
        let wrapped = TextWrapping.lines(Printable.oneLine(text), first: title + words.colon, rest: "    ")
        for (number, line) in wrapped.enumerated() {
            lines.append(number == 0 ? style.strong(title) + line.dropFirst(title.count) : line)
        }
    }

    private func add(_ steps: [Explanation.Step], _ party: ResponsibleParty, to lines: inout [String]) {
        guard !steps.isEmpty else { return }
        lines += ["", style.strong(words.whatToDo)]
        for reader in readers(of: steps, party) {
            lines.append("  " + words.reader(reader) + words.colon.trimmingTrailingSpace)
            for (number, step) in steps.lazy.filter({ $0.reader == reader }).enumerated() {
                let mark = "    \(number + 1). "
                let indent = String(repeating: " ", count: mark.count)
                lines += TextWrapping.lines(Printable.oneLine(step.text), first: mark, rest: indent)
                if let because = step.because {
                    lines += TextWrapping.lines(words.because(Printable.oneLine(because)), first: indent, rest: indent).map(style.faint)
                }
            }
        }
    }

    /// Whoever has to act comes first; the others in the order in which their steps come.
    private func readers(of steps: [Explanation.Step], _ party: ResponsibleParty) -> [Reader] {
        var readers: [Reader] = []
        for step in steps where !readers.contains(step.reader) { readers.append(step.reader) }
        let first: Reader? =
            switch (party.side, party.actor) {
            case (.sender, .operator): .senderOperator
            case (.sender, _): .sender
            case (.recipient, .operator): .recipientOperator
            case (.recipient, _): .recipient
            default: nil
            }
        if let first, let index = readers.firstIndex(of: first) { readers.insert(readers.remove(at: index), at: 0) }
        return readers
    }

    private func addQuestions(_ questions: [Question], to lines: inout [String]) {
        guard !questions.isEmpty else { return }
        lines += ["", style.strong(words.toFindOut)]
        for (number, question) in questions.enumerated() {
            let mark = "  \(number + 1). "
            let indent = String(repeating: " ", count: mark.count)
            lines += TextWrapping.lines(question.text(in: language), first: mark, rest: indent)
            for answer in question.answers {
                let title = answer.titleOfCause(in: language)
                let words = answer.text(in: language) + (title.isEmpty ? "" : " → " + title)
                lines += TextWrapping.lines(words, first: indent + "- ", rest: indent + "  ").map(style.faint)
            }
        }
    }

    private func addReasons(_ diagnosis: Diagnosis, to lines: inout [String]) {
        lines.append("")
        let texts = diagnosis.explanationTexts()
        if !diagnosis.evidence.isEmpty {
            let quotes = diagnosis.evidence.prefix(3).map { words.quote(shortened($0.text)) }
            entry(words.decisive, quotes.joined(separator: " "), to: &lines)
        }
        if let answer = diagnosis.diagnosticText, !answer.isEmpty {
            let remote = diagnosis.remoteMTA.map { Printable.oneLine($0) }
            entry(words.answer(remote), words.quote(shortened(answer)), to: &lines)
        }
        if let blocklist = diagnosis.blocklist {
            let listed = blocklist.listed.map { " (\($0))" } ?? ""
            let name = blocklist.name == blocklist.zone ? blocklist.zone : "\(blocklist.name), \(blocklist.zone)"
            entry(words.blocklist, name + listed, to: &lines)
            if let removal = diagnosis.removal {
                for line in RemovalText(language).lines(removal) { lines += TextWrapping.lines(line, first: "  ", rest: "    ") }
            }
        }
        let title = texts.title[language]
        let cause = title.isEmpty ? diagnosis.cause.id : "\(title) (\(diagnosis.cause.id))"
        entry(words.cause, cause, to: &lines)
        entry(words.confidence, words.howSure(diagnosis.confidence), to: &lines)
        if !diagnosis.alternatives.isEmpty {
            let names = diagnosis.alternatives.prefix(3).map { texts.name(of: $0.cause, in: language) }
            entry(words.alternatives, names.joined(separator: language == .japanese ? "、" : "; "), to: &lines)
        }
        if let incident = diagnosis.incident { entry(words.incident, incident.note(in: language), to: &lines) }
        for contradiction in diagnosis.contradictions.prefix(2) {
            entry(words.note, contradiction.words(in: language, naming: texts.causeTitles), to: &lines)
        }
        if let decision = diagnosis.decision {
            let text = DecisionText(language, quote: { words.quote(shortened($0)) })
            lines += ["", style.strong(text.title)]
            lines += text.lines(decision)
        }
    }

    private func shortened(_ text: String) -> String {
        let line = Printable.oneLine(text)
        return line.count > 400 ? line.prefix(399) + "…" : line
    }
}

extension String {
    fileprivate var trimmingTrailingSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}

/// Marks for a terminal; nothing elsewhere.
struct TextStyle {
    let isColoured: Bool

    func strong(_ text: String) -> String { marked(text, "1") }
    func faint(_ text: String) -> String { marked(text, "2") }

    private func marked(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
