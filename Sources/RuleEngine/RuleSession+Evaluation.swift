/// From predicates that hold to the rules and layouts whose conditions hold.
extension RuleSession {
    /// Layouts whose recognition holds for the mail that was read, the best first.
    mutating func holdingLayouts(for input: LayoutKindNumber.Input = .mail) -> [RuleMatch] {
        let first = rules.rules.count
        findHolding(owners: first..<first + rules.layouts.count)
        found.removeAll { LayoutKindNumber(rawValue: rules.layouts[$0.rule - first].kind)?.input != input }
        for index in found.indices {
            let match = found[index]
            found[index].rule -= first
            let layout = rules.layouts[match.rule - first]
            // Those with weak marks stand behind all others, whatever their marks weigh.
            found[index].rank = layout.needsReason ? 0 : 1 + (UInt64(layout.tier) << 32 | UInt64(match.weight.weight))
        }
        found.sort { ($0.rank, $1.rule) > ($1.rank, $0.rule) }
        return found
    }

    /// Puts those of `owners` whose condition holds into `found`, once each, in no order.
    mutating func findHolding(owners: Range<Int>) {
        found.removeAll(keepingCapacity: true)
        stamp &+= 1
        if stamp == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 1
        }
        // The last row holds the programs that no predicate leads to.
        consider(ownersOf: rules.owners.count - 1, in: owners)
        for index in fired.indices { consider(ownersOf: Int(fired[index]), in: owners) }
    }

    private mutating func consider(ownersOf row: Int, in owners: Range<Int>) {
        for index in rules.owners[row].range {
            let owner = Int(rules.numbers[index])
            guard owner >= owners.lowerBound, owner < owners.upperBound, stamps[owner] != stamp else { continue }
            stamps[owner] = stamp
            if let weight = ConditionValue.evidenceWeight(conditions.value(of: owner, values)) {
                found.append(RuleMatch(rule: owner, weight: weight, rank: 0))
            }
        }
    }

    /// Site packs first, then the strongest kind of evidence (fallbacks last in it), then the tier, then the weight; rules that
    /// another one says it goes before lose. The order of ids settles what is left.
    mutating func rank(upTo limit: Int) {
        for index in found.indices {
            let match = found[index]
            let tier = UInt64(rules.rules[match.rule].tier)
            let isSite: UInt64 = tier == 2 ? 1 : 0
            let isFirm: UInt64 = rules.rules[match.rule].isFallback == 0 ? 1 : 0
            let strength = UInt64(match.weight.strength) << 1 | isFirm
            found[index].rank = isSite << 56 | strength << 48 | tier << 40 | UInt64(match.weight.weight) << 8
        }
        for place in found.indices {
            for index in rules.rules[found[place].rule].before.range {
                let loser = Int(rules.numbers[index])
                for other in found.indices where found[other].rule == loser { found[other].rank = 0 }
            }
        }
        for place in 0..<min(limit, found.count) {
            var best = place
            for other in place + 1..<found.count where found[other].precedes(found[best]) { best = other }
            found.swapAt(place, best)
        }
    }
}

extension RuleMatch {
    fileprivate func precedes(_ other: RuleMatch) -> Bool {
        rank != other.rank ? rank > other.rank : rule < other.rule
    }
}
