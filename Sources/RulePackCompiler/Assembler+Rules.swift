import DeliveryTypes
import RuleEngine

extension Assembler {
    /// - Parameter blocklist: row of the list that brings the rule with it.
    mutating func add(_ rule: RuleModel, blocklist: UInt32 = .max) {
        var record = RuleRecord()
        record.id = texts.add(rule.id)
        record.isFallback = rule.isFallback ? 1 : 0
        record.cause = symbol(rule.verdict.cause.text)
        set(rule.verdict.statement, rule.message, rule.before, of: &record)
        if record.confidence == 0 { record.confidence = Self.number(of: .medium) }
        record.blocklist = blocklist
        rules.append(record)
        var part = RulePart()
        part.condition = addCondition(rule.match)
        part.isFreeOfScope = rule.isFreeOfScope ? 1 : 0
        ruleParts.append(part)
    }

    mutating func add(_ override: OverrideModel) {
        var part = OverridePart()
        part.target = symbol(override.target.text)
        switch override.change {
        case .disable: part.change = OverridePart.disables
        case .replace(let change):
            part.change = OverridePart.replaces
            set(change, of: &part)
        case .append(let change):
            part.change = OverridePart.appends
            set(change, of: &part)
        }
        overrides.append(part)
    }

    private mutating func set(_ change: OverrideModel.RuleChange, of part: inout OverridePart) {
        if let match = change.match {
            part.hasCondition = 1
            part.condition = addCondition(match)
        }
        let statement = change.verdict ?? VerdictStatement()
        if let cause = statement.cause { part.record.cause = symbol(cause.text) }
        part.hasActions = statement.actions == nil ? 0 : 1
        set(statement, change.message, change.before, of: &part.record)
    }

    private mutating func set(_ statement: VerdictStatement, _ message: LocalizedText, _ before: [SpannedText], of record: inout RuleRecord)
    {
        record.confidence = statement.confidence.map { Self.number(of: $0) } ?? 0
        record.verdict = Self.verdict(
            side: statement.side, actor: statement.actor, permanence: statement.permanence,
            suppression: statement.suppressRecipient)
        record.actions = addSymbols(statement.actions ?? [])
        record.messages = addLocalized(message)
        record.before = addSymbols(before)
        record.sisimaiReason = texts.add(statement.sisimaiReason ?? "")
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
