import RuleEngine

/// A row of one of the objects that are linked.
struct Placed<Value> {
    var object: Int
    var value: Value

    init(_ object: Int, _ value: Value) {
        self.object = object
        self.value = value
    }
}

struct RuleOverride {
    var object: Int
    var part: OverridePart
}

/// A rule on its way into the image, as the overrides of all packs leave it.
struct RuleDraft {
    /// The pack that the rule belongs to.
    let object: Int
    let id: TextReference
    let isFreeOfScope: Bool
    let isFallback: UInt32
    /// One of them holds.
    private(set) var conditions: [Placed<ConditionPart>]
    private(set) var cause: Placed<UInt32>
    private(set) var confidence: UInt32
    private(set) var verdict: VerdictRecord
    private(set) var actions: Placed<Run>
    /// Rows of `localized`.
    private(set) var messages: [Placed<Int>]
    private(set) var before: [Placed<Run>]
    private(set) var sisimaiReason: Placed<TextReference>
    var blocklist: UInt32

    init(_ record: RuleRecord, _ part: RulePart, _ object: Int) {
        self.object = object
        id = record.id
        isFreeOfScope = part.isFreeOfScope != 0
        isFallback = record.isFallback
        conditions = [Placed(object, part.condition)]
        cause = Placed(object, record.cause)
        confidence = record.confidence
        verdict = record.verdict
        actions = Placed(object, record.actions)
        messages = record.messages.range.map { Placed(object, $0) }
        before = record.before.count > 0 ? [Placed(object, record.before)] : []
        sisimaiReason = Placed(object, record.sisimaiReason)
        blocklist = record.blocklist
    }

    /// What is stated takes the place of what was; a condition that is appended is one more alternative.
    ///
    /// - Parameter audience: the number of a message's language, and its reader.
    /// - Returns: false where the rule is disabled.
    mutating func apply(_ override: RuleOverride, audience: (Placed<Int>) -> (language: Int, reader: UInt32)) -> Bool {
        let (object, part) = (override.object, override.part)
        guard part.change != OverridePart.disables else { return false }
        let replaces = part.change == OverridePart.replaces
        if part.hasCondition != 0 {
            if replaces { conditions.removeAll() }
            conditions.append(Placed(object, part.condition))
        }
        let record = part.record
        if record.cause != .max { cause = Placed(object, record.cause) }
        if record.confidence != 0 { confidence = record.confidence }
        if record.verdict.side != .max { verdict.side = record.verdict.side }
        if record.verdict.actor != .max { verdict.actor = record.verdict.actor }
        if record.verdict.permanence != .max { verdict.permanence = record.verdict.permanence }
        if record.verdict.suppression != .max { verdict.suppression = record.verdict.suppression }
        if part.hasActions != 0 { actions = Placed(object, record.actions) }
        if record.sisimaiReason.count > 0 { sisimaiReason = Placed(object, record.sisimaiReason) }
        for row in record.messages.range {
            let message = Placed(object, row)
            let (language, reader) = audience(message)
            messages.removeAll { other in
                let known = audience(other)
                return known.language == language && (reader == 0 || known.reader == reader)
            }
            messages.append(message)
        }
        if record.before.count > 0 {
            if replaces { before.removeAll() }
            before.append(Placed(object, record.before))
        }
        return true
    }
}
