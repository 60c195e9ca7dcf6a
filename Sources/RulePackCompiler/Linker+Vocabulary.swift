import RuleEngine

extension Linker {
    /// Actions, causes and the packs themselves. Where two packs bring one id, the first pack's stays.
    mutating func addVocabulary(of packs: [PackModel]) {
        for pack in packs {
            var record = PackRecord()
            record.id = texts.add(pack.id)
            record.version = texts.add(pack.version.description)
            record.titles = addLocalized(pack.title)
            self.packs.append(record)
        }
        for action in packs.flatMap(\.actions) where actionRows[action.id] == nil {
            actionRows[action.id] = UInt32(actions.count)
            var record = ActionRecord()
            record.id = texts.add(action.id)
            record.reader = Self.number(of: action.reader)
            record.texts = addLocalized(action.text)
            record.reasons = addLocalized(action.because)
            actions.append(record)
        }
        for cause in packs.flatMap(\.causes) where causeRows[cause.id] == nil {
            causeRows[cause.id] = UInt32(causes.count)
            var record = CauseRecord()
            record.id = texts.add(cause.id)
            let others = cause.sisimaiReasonsByStatus.map { " \($0.status)=\($0.reason)" }
            record.sisimaiReason = texts.add((cause.sisimaiReason ?? "") + others.joined())
            record.verdict = Self.verdict(
                side: cause.side, actor: cause.actor, permanence: cause.permanence, suppression: cause.suppressRecipient)
            record.titles = addLocalized(cause.title)
            record.summaries = addLocalized(cause.summary)
            record.actions = addNumbers(cause.actions.compactMap { actionRows[$0.text] })
            causes.append(record)
        }
    }

    mutating func addLayoutRows(of packs: [PackModel]) {
        for layout in packs.flatMap(\.layouts) where layoutRows[layout.id] == nil {
            layoutRows[layout.id] = UInt32(layoutRows.count)
        }
    }
}
