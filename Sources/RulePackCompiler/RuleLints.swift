/// Lints of whole rules that need nothing but their pack.
struct RuleLints {
    let pack: PackModel
    let findings: DiagnosticCollector

    func check() {
        for rule in pack.rules { check(rule) }
        for list in pack.lists where !list.isUsed && !findings.hasErrors {
            findings.report(
                .unusedList, "no rule uses the list `\(list.name)`", at: list.place,
                help: "remove it, or use it with `{list: \(list.name)}`")
        }
        let addresses = AddressLints(pack: pack, findings: findings)
        for rule in pack.rules { addresses.check(rule) }
    }

    private func check(_ rule: RuleModel) {
        if let reason = rule.deprecated {
            findings.report(.deprecated, "rule `\(rule.id)` is deprecated: \(reason)", at: rule.place)
        }
        if !rule.examples.contains(where: \.isMatch) {
            findings.report(
                .missingExample, "rule `\(rule.id)` has no example that it matches", at: rule.place,
                help: "add a reply as a server prints it to `examples: { match: […] }`")
        }
        if !rule.examples.contains(where: { !$0.isMatch }) {
            findings.report(
                .missingCounterExample, "rule `\(rule.id)` has no example that it must not match", at: rule.place,
                help: "add a near miss, a similar text with another cause, to `examples: { no_match: […] }`")
        }
        if rule.references.isEmpty {
            findings.report(
                .missingReference, "rule `\(rule.id)` says nowhere where its knowledge comes from", at: rule.place,
                help: "add an RFC with its section, a page of the vendor, or `observed: <system>` to `references`")
        }
        if !rule.match.needsEvidence {
            findings.report(
                .noPositivePredicate, "rule `\(rule.id)` can match where nothing speaks for it", at: rule.place,
                help: "add something that must be there beside what must not be there")
        }
        checkDuplicates(rule.match)
        checkClasses(rule.match)
    }

    /// The same predicate twice in one group.
    private func checkDuplicates(_ match: MatchModel) {
        switch match {
        case .predicate: break
        case .not(let part), .optional(let part): checkDuplicates(part)
        case .all(let parts), .any(let parts):
            var first: [PredicateModel.Kind: Place] = [:]
            for part in parts {
                checkDuplicates(part)
                guard case .predicate(let predicate) = part else { continue }
                // Lists of phrases were compared where they were read, without regard to case.
                if case .phrase = predicate.kind { continue }
                guard let place = first.updateValue(predicate.place, forKey: predicate.kind) else { continue }
                findings.report(
                    .duplicatePredicate, "the same test stands here twice", at: predicate.place, help: "remove one of the two",
                    notes: [findings.note("first written here", at: place)])
            }
        }
    }

    /// `reply: 550` with `status: 4.2.2` holds for servers that contradict themselves, hardly on purpose.
    private func checkClasses(_ match: MatchModel) {
        switch match {
        case .predicate: break
        case .not(let part), .optional(let part): checkClasses(part)
        case .any(let parts): parts.forEach(checkClasses)
        case .all(let parts):
            parts.forEach(checkClasses)
            var replies: Set<UInt16> = []
            var statuses: Set<UInt16> = []
            var place: Place?
            for predicate in parts.flatMap(\.alternatives) {
                switch predicate.kind {
                case .reply(let pattern): replies.formUnion((pattern.lower / 100)...(pattern.upper / 100))
                case .status(let pattern):
                    statuses.formUnion(pattern.class.map { [UInt16($0)] } ?? [2, 4, 5])
                    place = place ?? predicate.place
                default: break
                }
            }
            guard !replies.isEmpty, !statuses.isEmpty, replies.isDisjoint(with: statuses) else { return }
            findings.report(
                .replyStatusMismatch, "the reply code and the enhanced code are of different classes", at: place,
                help: "4yz replies go with 4.x.x, 5yz with 5.x.x (RFC 2034 section 4)")
        }
    }
}

extension MatchModel {
    /// It cannot hold for a mail that says nothing.
    var needsEvidence: Bool {
        switch self {
        case .predicate: true
        case .not, .optional: false
        case .all(let parts): parts.contains(where: \.needsEvidence)
        case .any(let parts): parts.allSatisfy(\.needsEvidence)
        }
    }

    /// The predicate, or those of an `any` of predicates only.
    fileprivate var alternatives: [PredicateModel] {
        switch self {
        case .predicate(let predicate): return [predicate]
        case .any(let parts):
            return parts.compactMap { if case .predicate(let predicate) = $0 { predicate } else { nil } }
        default: return []
        }
    }
}
