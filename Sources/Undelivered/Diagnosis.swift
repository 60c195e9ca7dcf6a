public import DeliveryTypes

/// What became of a mail for one recipient: why, who has to act, and what the answer rests on.
///
/// The same bytes and the same packs always give the same diagnosis.
public struct Diagnosis: Sendable {
    /// The address that failed, as the report states it, its domain in lower case.
    public package(set) var recipient: String?
    /// The address that the sender wrote, where the report states it (RFC 3464 section 2.3.1).
    public package(set) var originalRecipient: String?
    public package(set) var action: DeliveryAction?
    /// Only what the mail states; never inferred from the enhanced status code.
    public package(set) var replyCode: ReplyCode?
    /// Only what the mail states; never inferred from the reply code.
    public package(set) var enhancedStatus: EnhancedStatusCode?
    /// Where in the SMTP session the reply was given.
    public package(set) var phase: SMTPPhase?
    /// The server that wrote the report.
    public package(set) var reportingMTA: String?
    /// The server that refused the mail.
    public package(set) var remoteMTA: String?
    /// The server's reply, its lines joined, decoded.
    public package(set) var diagnosticText: String?

    public package(set) var cause: Cause
    public package(set) var responsible: ResponsibleParty
    public package(set) var permanence: Permanence
    public package(set) var suppressRecipient: Suppression
    /// How far to trust `cause`: 0…1.
    public package(set) var confidence: Double
    /// What else it may be, the likeliest first.
    public package(set) var alternatives: [Alternative] = []
    public package(set) var contradictions: [Contradiction] = []

    /// The id of the rule that decided, `pack/rule`; `nil` where only a code or nothing spoke.
    public package(set) var rule: String?
    /// The id of the layout that the mail was read with; `nil` for standard formats and for bare replies.
    public package(set) var layout: String?
    public package(set) var evidence: [Evidence] = []
    public package(set) var blocklist: BlocklistListing?
    /// The nearest of the reasons that Sisimai knows, for programs that come from it; `nil` where it has none.
    public package(set) var sisimaiReason: String?

    /// An address that was probably meant, where the one that failed looks like a slip of the pen; a domain alone where the mail
    /// names no address. `nil` where nothing similar is known, or where the words speak against a slip.
    public package(set) var suggestion: String?
    /// How the entry of `blocklist` goes away.
    public package(set) var removal: BlocklistRemoval?
    /// The limit that a mail was too large for, where the words name it.
    public package(set) var sizeLimit: SizeLimit?

    /// How the answer came about, from a session that `isExplaining`.
    public package(set) var decision: Decision?

    /// The same in numbers.
    public package(set) var verdict = Verdict()

    /// Asked only when somebody reads the words: a program that counts causes pays nothing for them.
    package var explanationTexts: @Sendable () -> ExplanationTexts

    /// A known incident of those days that fits the words of the mail. From one mail it is only ever a hypothesis.
    public package(set) var incident: Incident?
    /// What the questions that are left open are found with; `nil` where the answer stands.
    package var openQuestions: QuestionSource?

    package init(
        cause: Cause = .undetermined, responsible: ResponsibleParty = .init(side: .undetermined),
        permanence: Permanence = .unknown, suppressRecipient: Suppression = .no, confidence: Double = 0,
        sisimaiReason: String? = nil,
        explanationTexts: @escaping @Sendable () -> ExplanationTexts = { ExplanationTexts() }
    ) {
        self.cause = cause
        self.responsible = responsible
        self.permanence = permanence
        self.suppressRecipient = suppressRecipient
        self.confidence = confidence
        self.sisimaiReason = sisimaiReason
        self.explanationTexts = explanationTexts
    }
}

extension Diagnosis {
    /// The diagnosis in words.
    ///
    /// - Parameter reader: whose steps to give; `nil` gives everybody's.
    public func explanation(in language: Language, for reader: Reader? = nil) -> Explanation {
        let texts = explanationTexts()
        var steps: [Explanation.Step] = []
        for step in texts.steps where reader?.includes(step.reader) ?? true {
            let because = step.because.isEmpty ? nil : step.because[language]
            steps.append(.init(reader: step.reader, text: step.text[language], because: because))
        }
        return Explanation(
            title: texts.title[language], summary: texts.summary[language],
            responsible: responsible.words(in: language), steps: steps)
    }
}
