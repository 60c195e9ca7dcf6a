extension MatchModel {
    /// The names that regexes of a match capture.
    struct Captures {
        /// Set whenever the match holds.
        var certain: Set<String> = []
        /// Set in some matches.
        var uncertain: Set<String> = []

        var variables: TemplateVariables {
            TemplateVariables(certain: certain.union(TemplateVariables.standard), uncertain: uncertain.subtracting(certain))
        }

        var all: Set<String> { certain.union(uncertain) }
    }

    var captures: Captures {
        switch self {
        case .all(let parts):
            return parts.reduce(into: Captures()) { result, part in
                let captures = part.captures
                result.certain.formUnion(captures.certain)
                result.uncertain.formUnion(captures.uncertain)
            }
        case .any(let parts):
            let captures = parts.map { $0.captures }
            let all = captures.reduce(into: Set<String>()) { $0.formUnion($1.all) }
            let certain = captures.dropFirst().reduce(captures.first?.certain ?? []) { $0.intersection($1.certain) }
            return Captures(certain: certain, uncertain: all.subtracting(certain))
        case .not:
            return Captures()
        case .optional(let part):
            return Captures(certain: [], uncertain: part.captures.all)
        case .predicate(let predicate):
            guard let regex = predicate.regex else { return Captures() }
            let uncertain = Set(regex.uncertainGroupNames)
            return Captures(certain: Set(regex.groupNames).subtracting(uncertain), uncertain: uncertain)
        }
    }

    /// Every predicate with whether it stands under a `not`.
    func forEachPredicate(isNegated: Bool = false, _ body: (PredicateModel, _ isNegated: Bool) -> Void) {
        switch self {
        case .all(let parts), .any(let parts): parts.forEach { $0.forEachPredicate(isNegated: isNegated, body) }
        case .not(let part): part.forEachPredicate(isNegated: !isNegated, body)
        case .optional(let part): part.forEachPredicate(isNegated: isNegated, body)
        case .predicate(let predicate): body(predicate, isNegated)
        }
    }
}

extension PredicateModel {
    var regex: RegexTest? {
        switch kind {
        case .regex(let test): test
        case .header(let test): if case .regex(let regex) = test.condition { regex } else { nil }
        default: nil
        }
    }
}
