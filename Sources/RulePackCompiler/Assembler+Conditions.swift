import DeliveryTypes
import RuleEngine

/// Predicates one of which must hold for a condition to hold, and how often they are expected to.
struct Cover {
    var predicates: [UInt32]
    var cost: Int
}

extension Assembler {
    mutating func addCondition(_ condition: MatchModel) -> ConditionPart {
        var program: [UInt32] = []
        let cover = compile(condition, into: &program)
        var part = ConditionPart()
        part.program = Run(first: UInt32(programs.count), count: UInt32(program.count))
        programs += program
        if let cover {
            part.cover = addNumbers(Set(cover.predicates).sorted())
            part.cost = UInt32(clamping: cover.cost)
        }
        return part
    }

    /// Appends the postfix program of `condition` and returns its cheapest cover; nil where it may hold without any predicate.
    private mutating func compile(_ condition: MatchModel, into program: inout [UInt32]) -> Cover? {
        switch condition {
        case .predicate(let predicate):
            return compile(predicate.kind, into: &program)
        case .not(let inner):
            _ = compile(inner, into: &program)
            program.append(RuleProgram.word(RuleProgram.not))
            return nil
        case .optional(let inner):
            _ = compile(inner, into: &program)
            program.append(RuleProgram.word(RuleProgram.optional))
            return nil
        case .all(let members):
            return compileAll(members, into: &program)
        case .any(let members):
            return compileAny(members, into: &program)
        }
    }

    private mutating func compileAll(_ members: [MatchModel], into program: inout [UInt32]) -> Cover? {
        guard !members.isEmpty else {
            program.append(RuleProgram.word(RuleProgram.alwaysTrue))
            return nil
        }
        var best: Cover?
        for (index, member) in members.enumerated() {
            let cover = compile(member, into: &program)
            if index > 0 { program.append(RuleProgram.word(RuleProgram.and)) }
            if let cover, best.map({ cover.cost < $0.cost }) ?? true { best = cover }
        }
        return best
    }

    private mutating func compileAny(_ members: [MatchModel], into program: inout [UInt32]) -> Cover? {
        guard !members.isEmpty else {
            program.append(RuleProgram.word(RuleProgram.alwaysFalse))
            return Cover(predicates: [], cost: 0)
        }
        var whole: Cover? = Cover(predicates: [], cost: 0)
        for (index, member) in members.enumerated() {
            let cover = compile(member, into: &program)
            if index > 0 { program.append(RuleProgram.word(RuleProgram.or)) }
            if let cover {
                whole?.predicates += cover.predicates
                whole?.cost += cover.cost
            } else {
                whole = nil
            }
        }
        return whole
    }

    private mutating func compile(_ kind: PredicateModel.Kind, into program: inout [UInt32]) -> Cover {
        var layout: UInt32 = 0
        if case .layout(let id) = kind { layout = symbol(id) }
        let row = predicates.add(kind, Self.weight(of: kind), symbol: layout)
        program.append(RuleProgram.word(RuleProgram.predicate, row))
        return Cover(predicates: [row], cost: Self.cost(of: kind))
    }

    /// How much a predicate says: words by their length, codes by how exactly they are given.
    private static func weight(of kind: PredicateModel.Kind) -> (strength: UInt32, weight: UInt32) {
        switch kind {
        case .phrase(let test):
            (EvidenceStrength.words, phraseWeight(test.phrase))
        case .regex(let test): (EvidenceStrength.words, regexWeight(test))
        case .header(let test): (EvidenceStrength.words, headerWeight(test))
        case .status(let pattern): (EvidenceStrength.status, statusWeight(pattern))
        case .reply(let pattern): (EvidenceStrength.replyCode, pattern.lower == pattern.upper ? 10 : 4)
        case .host(let test): (EvidenceStrength.circumstance, test.includesSubdomains ? 15 : 20)
        case .phase: (EvidenceStrength.circumstance, 5)
        default: (EvidenceStrength.circumstance, 10)
        }
    }

    /// Long phrases say more than short ones, ideographs more than letters; a private token (`[TSS04]`, `S3150`) says exactly one thing.
    private static func phraseWeight(_ phrase: String) -> UInt32 {
        let scalars = phrase.unicodeScalars
        let isToken = scalars.contains { (0x30...0x39).contains($0.value) }
        return 8 + UInt32(min(80, scalars.count * (isWide(phrase) ? 2 : 1))) + (isToken ? 24 : 0)
    }

    private static func regexWeight(_ regex: RegexTest) -> UInt32 { 8 + UInt32(clamping: min(60, regex.longestRequiredLiteral)) }

    private static func isWide(_ phrase: String) -> Bool { phrase.unicodeScalars.contains { $0.value >= 0x2E80 } }

    private static func statusWeight(_ pattern: StatusPattern) -> UInt32 {
        (pattern.class == nil ? 0 : 4) + (pattern.subject == nil ? 0 : 10) + (pattern.detail == nil ? 0 : 16)
    }

    private static func headerWeight(_ test: HeaderTest) -> UInt32 {
        switch test.condition {
        case .exists: 8
        case .phrase(let phrase): 8 + UInt32(min(60, phrase.utf8.count))
        case .regex(let regex): regexWeight(regex)
        }
    }

    /// How often a predicate is expected to hold: rules are reached through their rarest.
    private static func cost(of kind: PredicateModel.Kind) -> Int {
        switch kind {
        case .phrase(let test): test.phrase.utf8.count < 6 ? 3 : 1
        case .regex: 2
        case .header: 2
        case .host, .layout, .client, .symptom: 10
        case .status(let pattern): pattern.detail == nil ? 40 : 8
        case .reply(let pattern): pattern.lower == pattern.upper ? 30 : 60
        default: 80
        }
    }
}
