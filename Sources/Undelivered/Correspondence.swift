import RuleEngine

/// A letter that is ready to be sent: whoever has to act learns the facts of the case.
public struct Letter: Hashable, Sendable {
    /// `to-recipient`, `delisting`, `allow-listing`, or what packs add.
    public let id: String
    /// Who is written to.
    public let reader: Reader
    public let subject: String
    public let body: String
}

/// Lines for one server's configuration that let an address or a range through.
public struct AllowLines: Hashable, Sendable {
    /// `postfix`, `exchange-online`…
    public let id: String
    /// The server, and where the lines belong.
    public let title: String
    public let lines: String
}

/// Facts of a case that a diagnosis does not hold. What is `nil` is left out of letters.
public struct CaseFacts: Hashable, Sendable {
    public var sender: String?
    public var subject: String?
    public var messageID: String?
    /// When the mail was sent, as its header says.
    public var date: String?
    /// What the recipient's operator is to let through; otherwise the address that is listed.
    public var allowed: AddressRange?

    public init(
        sender: String? = nil, subject: String? = nil, messageID: String? = nil, date: String? = nil, allowed: AddressRange? = nil
    ) {
        self.sender = sender
        self.subject = subject
        self.messageID = messageID
        self.date = date
        self.allowed = allowed
    }
}

extension Diagnoser {
    /// The letters that suit the cause, in the order of the packs.
    public func letters(for diagnosis: Diagnosis, in language: Language, facts: CaseFacts = CaseFacts()) -> [Letter] {
        Correspondence(rules: rules, diagnosis: diagnosis, facts: facts).letters(in: language)
    }

    /// How servers are told to accept mail from an address or a range.
    public func allowLines(for range: AddressRange, in language: Language) -> [AllowLines] {
        Correspondence(rules: rules, diagnosis: Diagnosis(), facts: CaseFacts(allowed: range)).allowLines(in: language)
    }
}

extension DiagnosisSession {
    /// As `Diagnoser.letters`.
    public func letters(for diagnosis: Diagnosis, in language: Language, facts: CaseFacts = CaseFacts()) -> [Letter] {
        Correspondence(rules: rules, diagnosis: diagnosis, facts: facts).letters(in: language)
    }

    /// As `Diagnoser.allowLines`.
    public func allowLines(for range: AddressRange, in language: Language) -> [AllowLines] {
        Correspondence(rules: rules, diagnosis: Diagnosis(), facts: CaseFacts(allowed: range)).allowLines(in: language)
    }
}

/// Fills the packs' letters in.
private struct Correspondence {
    let rules: RuleSet
    let diagnosis: Diagnosis
    let facts: CaseFacts

    func letters(in language: Language) -> [Letter] {
        let values = values
        let readers: [Reader] = [.sender, .recipient, .senderOperator, .recipientOperator]
        return records(ofKind: 0).compactMap { record in
            guard (1...4).contains(record.reader), suits(record) else { return nil }
            return Letter(
                id: rules.string(record.id), reader: readers[Int(record.reader) - 1],
                subject: Self.oneLine(text(record.titles, language, values)), body: text(record.bodies, language, values))
        }
    }

    func allowLines(in language: Language) -> [AllowLines] {
        let values = values
        return records(ofKind: 1).map {
            AllowLines(
                id: rules.string($0.id), title: text($0.titles, language, values), lines: text($0.bodies, language, values))
        }
    }

    private func records(ofKind kind: UInt32) -> [LetterRecord] {
        (0..<rules.letters.count).map { rules.letters[$0] }.filter { $0.kind == kind }
    }

    private func suits(_ record: LetterRecord) -> Bool {
        let causes = rules.numbers(record.causes)
        return causes.isEmpty || causes.contains { rules.string(rules.causes[Int($0)].id) == diagnosis.cause.id }
    }

    private func text(_ run: Run, _ language: Language, _ values: [String: String]) -> String {
        var text = LocalizedText()
        for entry in rules.localizedTexts(run) where entry.reader == 0 {
            let words = TextTemplate.expand(entry.text, otherwise: { ExplanationTexts.wordsForUnknown($0, entry.language) }) { values[$0] }
            if entry.language == "en" { text.english = words }
            if entry.language == "ja" { text.japanese = words }
        }
        return text[language]
    }

    private static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }

    private var values: [String: String] {
        var values = DiagnosisSession.values(of: diagnosis)
        values["diagnostic_text"] = diagnosis.diagnosticText
        values["sender"] = facts.sender
        values["subject"] = facts.subject
        values["message_id"] = facts.messageID
        values["date"] = facts.date
        let allowed = facts.allowed ?? diagnosis.blocklist?.listed.flatMap { AddressRange($0) }
        values["allowed"] = allowed?.description
        values["allowed_prefix"] = allowed?.tcpRulesPattern
        if let zone = diagnosis.blocklist?.zone {
            for row in 0..<rules.blocklists.count where rules.string(rules.blocklists[row].zone) == zone {
                values["lookup_url"] = url(rules.blocklists[row].lookup)
                values["delist_url"] = url(rules.blocklists[row].delistURL)
            }
        }
        return values.filter { !$0.value.isEmpty }
    }

    private func url(_ reference: TextReference) -> String {
        let listed = diagnosis.blocklist?.listed
        return TextTemplate.expand(rules.string(reference)) { $0 == "listed" ? listed : nil }
    }
}
