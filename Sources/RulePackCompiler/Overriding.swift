extension OverrideModel {
    /// The rules of all packs as the overrides leave them: changed in place, disabled ones removed.
    ///
    /// Overrides apply in the order of the packs and of the files. Targets must have been checked by `check(packs:)`;
    /// an override without a target does nothing.
    package static func apply(in packs: [PackModel]) -> [PackModel] {
        var changes: [String: [Change]] = [:]
        for override in packs.flatMap(\.overrides) { changes[override.target.text, default: []].append(override.change) }
        guard !changes.isEmpty else { return packs }
        return packs.map { pack in
            var pack = pack
            pack.rules = pack.rules.compactMap { rule in
                var rule = rule
                for change in changes[rule.id] ?? [] {
                    switch change {
                    case .disable: return nil
                    case .replace(let change): rule = rule.applying(change, replaces: true)
                    case .append(let change): rule = rule.applying(change, replaces: false)
                    }
                }
                return rule
            }
            return pack
        }
    }
}

extension RuleModel {
    func applying(_ change: OverrideModel.RuleChange, replaces: Bool) -> RuleModel {
        var rule = self
        if let match = change.match { rule.match = replaces ? match : .any([rule.match, match]) }
        if let verdict = change.verdict { rule.verdict.change(by: verdict) }
        for entry in change.message.entries {
            rule.message.entries.removeAll { $0.language == entry.language && (entry.reader == nil || $0.reader == entry.reader) }
            rule.message.entries.append(entry)
        }
        if replaces {
            if !change.before.isEmpty { rule.before = change.before }
            if !change.examples.isEmpty { rule.examples = change.examples }
        } else {
            rule.before += change.before
            rule.examples += change.examples
            rule.references += change.references
        }
        return rule
    }
}

extension VerdictModel {
    fileprivate mutating func change(by change: VerdictStatement) {
        if let cause = change.cause {
            self.cause = cause
            statement.cause = cause
        }
        statement.side = change.side ?? statement.side
        statement.actor = change.actor ?? statement.actor
        statement.permanence = change.permanence ?? statement.permanence
        statement.suppressRecipient = change.suppressRecipient ?? statement.suppressRecipient
        statement.confidence = change.confidence ?? statement.confidence
        statement.actions = change.actions ?? statement.actions
        statement.sisimaiReason = change.sisimaiReason ?? statement.sisimaiReason
    }
}

extension VerdictStatement {
    /// Places do not count.
    func isEqual(_ other: VerdictStatement) -> Bool {
        cause?.text == other.cause?.text && side == other.side && actor == other.actor && permanence == other.permanence
            && suppressRecipient == other.suppressRecipient && confidence == other.confidence
            && actions?.map(\.text) == other.actions?.map(\.text) && sisimaiReason == other.sisimaiReason
    }
}
