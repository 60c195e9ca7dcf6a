import RuleEngine

extension Linker {
    /// What packs say beside rules: who is meant by a speaker, domains that people write to, and letters.
    mutating func addLetters(of packs: [PackModel]) {
        for pack in packs {
            for cause in pack.causes {
                for verdict in cause.particular { add(verdict, of: cause) }
            }
            for domain in pack.mailDomains { add(domain) }
            for letter in pack.letters { add(letter) }
        }
    }

    private mutating func add(_ verdict: ParticularVerdictModel, of cause: CauseModel) {
        var record = ParticularVerdictRecord()
        record.cause = causeRows[cause.id] ?? .max
        record.when =
            switch verdict.when {
            case .senderSpeaks: ParticularCase.senderSpeaks
            case .recipientSpeaks: ParticularCase.recipientSpeaks
            case .forwarded: ParticularCase.forwarded
            }
        record.otherCause = verdict.cause.flatMap { causeRows[$0.text] } ?? .max
        record.verdict = Self.verdict(side: verdict.side, actor: verdict.actor, permanence: nil, suppression: nil)
        record.summaries = addLocalized(verdict.summary)
        record.actions = addNumbers(verdict.actions.compactMap { actionRows[$0.text] })
        particularVerdicts.append(record)
    }

    private mutating func add(_ domain: MailDomainModel) {
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

    private mutating func add(_ letter: LetterModel) {
        var record = LetterRecord()
        record.id = texts.add(letter.id)
        record.kind = letter.reader == nil ? 1 : 0
        record.reader = letter.reader.map { Self.number(of: $0) } ?? 0
        let rows = causeRows.filter { id, _ in letter.causes.contains { $0.text == id || id.hasPrefix($0.text + ".") } }
        record.causes = addNumbers(rows.values.sorted())
        record.titles = addLocalized(letter.title)
        record.bodies = addLocalized(letter.body)
        letters.append(record)
    }
}
