/// What a condition of a rule looks at.
package enum ConditionKind: String, Sendable, CaseIterable {
    case words = "text"
    case reply, status, phase, layout, header, body, size, mime, client, symptom, date
    case returnedHeader = "returned_header"
    case remoteMTA = "remote_mta"
    case reportingMTA = "reporting_mta"
    case recipientDomain = "recipient_domain"
    case senderDomain = "sender_domain"
}

extension RuleSession {
    /// What made `rule` hold in the last diagnosis, each kind once. Slow: for explanations only.
    package func heldConditions(of rule: Int) -> [ConditionKind] {
        let kinds = Set(heldPredicates(of: rule).compactMap { kind(ofPredicate: $0) })
        return ConditionKind.allCases.filter(kinds.contains)
    }

    /// Predicates that hold and count for the rule, without those under a `not`.
    private func heldPredicates(of rule: Int) -> [UInt32] {
        var stack: [[UInt32]] = []
        for index in rules.rules[rule].program.range {
            let word = rules.programs[index]
            let operand = word & 0xFF_FFFF
            switch word >> 24 {
            case RuleProgram.predicate: stack.append(holds(operand) ? [operand] : [])
            case RuleProgram.and, RuleProgram.or:
                let right = stack.popLast() ?? []
                stack.append((stack.popLast() ?? []) + right)
            case RuleProgram.optional, RuleProgram.circumstance: stack.append(stack.popLast() ?? [])
            case RuleProgram.not:
                _ = stack.popLast()
                stack.append([])
            default: stack.append([])
            }
        }
        return stack.last ?? []
    }

    private func kind(ofPredicate predicate: UInt32) -> ConditionKind? {
        if rules.predicates[Int(predicate)].pattern != .max { return .words }
        for row in 0..<rules.codeTests.count where rules.codeTests[row].predicate == predicate { return .reply }
        for row in 0..<rules.statusTests.count where rules.statusTests[row].predicate == predicate { return .status }
        for row in 0..<rules.nameTests.count where rules.nameTests[row].predicate == predicate {
            return Self.kind(ofNameTest: rules.nameTests[row].kind)
        }
        for row in 0..<rules.reportUses.count where rules.reportUses[row].value == predicate {
            switch rules.reportUses[row].role {
            case ReportRole.body: return .body
            case ReportRole.header: return .header
            case ReportRole.returnedHeader: return .returnedHeader
            default: continue
            }
        }
        return nil
    }

    private static func kind(ofNameTest kind: UInt32) -> ConditionKind? {
        switch kind {
        case NameTestKind.remoteMTA, NameTestKind.remoteMTA + 1: .remoteMTA
        case NameTestKind.reportingMTA, NameTestKind.reportingMTA + 1: .reportingMTA
        case NameTestKind.recipientDomain, NameTestKind.recipientDomain + 1: .recipientDomain
        case NameTestKind.senderDomain, NameTestKind.senderDomain + 1: .senderDomain
        case NameTestKind.headerExists: .header
        case NameTestKind.returnedHeaderExists: .returnedHeader
        case NameTestKind.mimeType, NameTestKind.attachmentExtension, NameTestKind.partCount: .mime
        case NameTestKind.client: .client
        case NameTestKind.symptom: .symptom
        case NameTestKind.layout: .layout
        case NameTestKind.phase: .phase
        case NameTestKind.size: .size
        case NameTestKind.date: .date
        default: nil
        }
    }
}
