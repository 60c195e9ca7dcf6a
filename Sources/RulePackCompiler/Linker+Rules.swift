import DeliveryTypes
import RuleEngine

/// A rule as it goes into the image: overrides applied, and the tier and scope of its pack at hand.
struct RuleSource {
    var rule: RuleModel
    var tier: PackTier
    var scope: MatchModel?
    var condition: MatchModel
    /// Row of `Linker.blocklists` for the rule that a list brings with it.
    var blocklist: UInt32?
}

extension Linker {
    /// All rules of all packs, lists' own rules behind those that were written.
    mutating func ruleSources(of packs: [PackModel]) -> [RuleSource] {
        var overrides: [String: [OverrideModel]] = [:]
        for pack in packs {
            for override in pack.overrides { overrides[override.target.text, default: []].append(override) }
        }
        var sources: [RuleSource] = []
        for pack in packs {
            for rule in pack.rules {
                guard let rule = rule.applying(overrides[rule.id] ?? []) else { continue }
                let scope = rule.isFreeOfScope ? nil : pack.scope
                sources.append(RuleSource(rule: rule, tier: pack.tier, scope: scope, condition: rule.match))
            }
        }
        for pack in packs {
            for list in pack.blocklists { sources += addBlocklist(list, of: pack) }
        }
        return sources
    }

    mutating func addRule(_ source: RuleSource) {
        let rule = source.rule
        var record = RuleRecord()
        record.id = texts.add(rule.id)
        record.program = addProgram(source.condition, scope: source.scope, owner: UInt32(rules.count))
        record.isFallback = rule.isFallback ? 1 : 0
        record.cause = causeRows[rule.verdict.cause.text] ?? .max
        record.tier = Self.number(of: source.tier)
        let statement = rule.verdict.statement
        record.confidence = Self.number(of: statement.confidence ?? .medium)
        record.verdict = Self.verdict(
            side: statement.side, actor: statement.actor, permanence: statement.permanence,
            suppression: statement.suppressRecipient)
        record.actions = addNumbers((statement.actions ?? []).compactMap { actionRows[$0.text] })
        record.messages = addLocalized(rule.message)
        record.before = addNumbers(rule.before.compactMap { ruleRows[$0.text] })
        record.blocklist = source.blocklist ?? .max
        record.sisimaiReason = texts.add(statement.sisimaiReason ?? "")
        rules.append(record)
    }

    static func number(of tier: PackTier) -> UInt32 {
        switch tier {
        case .standard: 0
        case .vendor: 1
        case .site: 2
        }
    }

    private static func number(of confidence: ConfidenceModel) -> UInt32 {
        switch confidence {
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }

    static func verdict(
        side: ResponsibleSide?, actor: ResponsibleActor?, permanence: PermanenceModel?, suppression: SuppressionModel?
    ) -> VerdictRecord {
        var record = VerdictRecord()
        record.side = row(of: side)
        record.actor = row(of: actor)
        record.permanence = row(of: permanence)
        record.suppression = row(of: suppression)
        return record
    }

    /// The place of a value in the list of its type; `UInt32.max` for nil.
    private static func row<Value: CaseIterable & Equatable>(of value: Value?) -> UInt32 {
        guard let value, let row = Array(Value.allCases).firstIndex(of: value) else { return .max }
        return UInt32(row)
    }
}

extension RuleModel {
    /// nil: disabled.
    func applying(_ overrides: [OverrideModel]) -> RuleModel? {
        var rule = self
        for override in overrides {
            switch override.change {
            case .disable: return nil
            case .replace(let change): rule = rule.applying(change, replaces: true)
            case .append(let change): rule = rule.applying(change, replaces: false)
            }
        }
        return rule
    }
}
