import RuleEngine

extension Assembler {
    mutating func add(_ action: ActionModel) {
        var record = ActionRecord()
        record.id = texts.add(action.id)
        record.reader = Self.number(of: action.reader)
        record.texts = addLocalized(action.text)
        record.reasons = addLocalized(action.because)
        actions.append(record)
    }

    /// Its actions stand as symbols, and what differs by who speaks behind it in `particularVerdicts`.
    mutating func add(_ cause: CauseModel) {
        var record = CauseRecord()
        record.id = texts.add(cause.id)
        let others = cause.sisimaiReasonsByStatus.map { " \($0.status)=\($0.reason)" }
        record.sisimaiReason = texts.add((cause.sisimaiReason ?? "") + others.joined())
        record.verdict = Self.verdict(
            side: cause.side, actor: cause.actor, permanence: cause.permanence, suppression: cause.suppressRecipient)
        record.titles = addLocalized(cause.title)
        record.summaries = addLocalized(cause.summary)
        record.actions = addSymbols(cause.actions)
        causes.append(record)
        for verdict in cause.particular { add(verdict, of: cause) }
    }

    private mutating func add(_ verdict: ParticularVerdictModel, of cause: CauseModel) {
        var record = ParticularVerdictRecord()
        record.cause = symbol(cause.id)
        record.when =
            switch verdict.when {
            case .senderSpeaks: ParticularCase.senderSpeaks
            case .recipientSpeaks: ParticularCase.recipientSpeaks
            case .forwarded: ParticularCase.forwarded
            }
        record.otherCause = verdict.cause.map { symbol($0.text) } ?? .max
        record.verdict = Self.verdict(side: verdict.side, actor: verdict.actor, permanence: nil, suppression: nil)
        record.summaries = addLocalized(verdict.summary)
        record.actions = addSymbols(verdict.actions)
        particularVerdicts.append(record)
    }

    mutating func add(_ domain: MailDomainModel) {
        var record = MailDomainRecord()
        record.name = texts.add(domain.name)
        mailDomains.append(record)
        for mistake in domain.mistakes {
            var record = MailDomainRecord()
            record.name = texts.add(mistake)
            record.meant = texts.add(domain.name)
            mailDomains.append(record)
        }
    }

    /// Its causes stand as symbols, which may name families of them.
    mutating func add(_ letter: LetterModel) {
        var record = LetterRecord()
        record.id = texts.add(letter.id)
        record.kind = letter.reader == nil ? 1 : 0
        record.reader = letter.reader.map { Self.number(of: $0) } ?? 0
        record.causes = addSymbols(letter.causes)
        record.titles = addLocalized(letter.title)
        record.bodies = addLocalized(letter.body)
        letters.append(record)
    }
}
