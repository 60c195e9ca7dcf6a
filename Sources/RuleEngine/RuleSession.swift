import DeliveryTypes
import PatternAutomaton

/// One caller's scratch for matching. Not shared between threads; allocates nothing once it is warm.
package struct RuleSession {
    package let rules: RuleSet
    /// The words of the last diagnosis as phrases and regexes saw them.
    package private(set) var words = NormalizedText()
    var textScratch = PatternScratch()
    var reportScratch = PatternScratch()
    var paragraphs = ParagraphText()
    private var isFired: [Bool]
    private var fired: [UInt32] = []
    /// Predicates of the whole mail, which stay while its recipients are diagnosed.
    private var firedForMail = 0
    private var stamps: [UInt32]
    private var stamp: UInt32 = 0
    private var stack: [EvidenceWeight?] = []
    private var found: [RuleMatch] = []

    package init(rules: RuleSet) {
        self.rules = rules
        isFired = Array(repeating: false, count: rules.predicates.count)
        stamps = Array(repeating: 0, count: rules.rules.count + rules.layouts.count)
        stack.reserveCapacity(RuleProgram.maximumStack)
        // A list of many thousand recipients matches several patterns on each of its lines.
        reportScratch.matchLimit = 1_000_000
    }

    /// Forgets everything about the mail before.
    package mutating func beginMail() {
        for predicate in fired { isFired[Int(predicate)] = false }
        fired.removeAll(keepingCapacity: true)
        firedForMail = 0
    }

    /// What holds now holds for every recipient of the mail.
    package mutating func keepForMail() { firedForMail = fired.count }

    mutating func fire(_ predicate: UInt32) {
        let index = Int(predicate)
        guard index < isFired.count, !isFired[index] else { return }
        isFired[index] = true
        fired.append(predicate)
    }

    func holds(_ predicate: UInt32) -> Bool { Int(predicate) < isFired.count && isFired[Int(predicate)] }

    /// The rules that hold for one delivery, the best first, at most `limit`.
    package mutating func matches(for evidence: DeliveryEvidence, in source: Span<UInt8>, limit: Int = 8) -> [RuleMatch] {
        forgetDelivery()
        readWords(of: evidence, in: source)
        fireCircumstances(of: evidence, in: source)
        found.removeAll(keepingCapacity: true)
        let ruleCount = rules.rules.count
        forEachHolding { owner, weight in
            guard owner < ruleCount else { return nil }
            return RuleMatch(rule: owner, weight: weight, rank: 0)
        }
        rank()
        return Array(found.prefix(limit))
    }

    /// Layouts whose recognition holds for the mail that was read, the best first.
    mutating func holdingLayouts(for input: LayoutKindNumber.Input = .mail) -> [RuleMatch] {
        found.removeAll(keepingCapacity: true)
        let ruleCount = rules.rules.count
        let layouts = rules.layouts
        forEachHolding { owner, weight in
            guard owner >= ruleCount, LayoutKindNumber(rawValue: layouts[owner - ruleCount].kind)?.input == input else { return nil }
            return RuleMatch(rule: owner - ruleCount, weight: weight, rank: 0)
        }
        for index in found.indices {
            let match = found[index]
            let tier = UInt64(rules.layouts[match.rule].tier)
            found[index].rank = tier << 32 | UInt64(match.weight.weight)
        }
        found.sort { ($0.rank, $1.rule) > ($1.rank, $0.rule) }
        return found
    }

    private mutating func forgetDelivery() {
        while fired.count > firedForMail, let predicate = fired.popLast() { isFired[Int(predicate)] = false }
    }

    private mutating func readWords(of evidence: DeliveryEvidence, in source: Span<UInt8>) {
        words.replace(with: source, range: 0..<0)
        for run in evidence.words { words.append(source, range: run.range) }
        let patterns = rules.textPatterns
        let bytes = words.bytes
        textScratch.scan(bytes.span, with: patterns)
        for match in textScratch.matches {
            fire(rules.textPatternPredicates[Int(match.pattern)])
        }
    }

    /// Calls `accept` for every program whose condition holds, once each.
    private mutating func forEachHolding(_ accept: (Int, EvidenceWeight) -> RuleMatch?) {
        stamp &+= 1
        if stamp == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 1
        }
        // The last row holds the programs that no predicate leads to.
        consider(ownersOf: rules.owners.count - 1, accept)
        for predicate in fired { consider(ownersOf: Int(predicate), accept) }
    }

    private mutating func consider(ownersOf row: Int, _ accept: (Int, EvidenceWeight) -> RuleMatch?) {
        guard row >= 0, row < rules.owners.count else { return }
        for index in rules.owners[row].range {
            let owner = Int(rules.numbers[index])
            guard owner < stamps.count, stamps[owner] != stamp else { continue }
            stamps[owner] = stamp
            guard let weight = evaluate(owner), let match = accept(owner, weight) else { continue }
            found.append(match)
        }
    }

    private mutating func evaluate(_ owner: Int) -> EvidenceWeight? {
        let ruleCount = rules.rules.count
        let program = owner < ruleCount ? rules.rules[owner].program : rules.layouts[owner - ruleCount].program
        let rules = rules
        let fired = isFired
        return RuleProgram.evaluate(program.range.lazy.map { rules.programs[$0] }, stack: &stack) { predicate in
            guard Int(predicate) < fired.count, fired[Int(predicate)] else { return nil }
            let record = rules.predicates[Int(predicate)]
            return EvidenceWeight(strength: record.strength, weight: record.weight)
        }
    }

    /// Site packs first, then the strongest kind of evidence (fallbacks last in it), then the tier, then the weight; rules that
    /// another one says it goes before lose. The order of ids settles what is left.
    private mutating func rank() {
        for index in found.indices {
            let match = found[index]
            let tier = UInt64(rules.rules[match.rule].tier)
            let isSite: UInt64 = tier == 2 ? 1 : 0
            let isFirm: UInt64 = rules.rules[match.rule].isFallback == 0 ? 1 : 0
            let strength = UInt64(match.weight.strength) << 1 | isFirm
            found[index].rank = isSite << 56 | strength << 48 | tier << 40 | UInt64(match.weight.weight) << 8
        }
        for match in found {
            for index in rules.rules[match.rule].before.range {
                let loser = Int(rules.numbers[index])
                for other in found.indices where found[other].rule == loser { found[other].rank = 0 }
            }
        }
        found.sort { $0.rank != $1.rank ? $0.rank > $1.rank : $0.rule < $1.rule }
    }
}
