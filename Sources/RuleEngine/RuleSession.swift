import DeliveryTypes
import PatternAutomaton

/// One caller's scratch for matching. Not shared between threads; allocates nothing once it is warm.
package struct RuleSession {
    package let rules: RuleSet
    /// The words of the last diagnosis as phrases and regexes saw them.
    package private(set) var words = NormalizedText()
    var textScratch = PatternScratch()
    var reportScratch = PatternScratch()
    /// For the lines of a layout.
    var lineScratch = PatternScratch()
    /// The mail's words with its paragraphs as lines; empty until somebody asks.
    var paragraphs = ParagraphText()
    let conditions: ConditionTable
    /// Predicate or group -> what it is worth now; see `ConditionValue`.
    var values: [UInt64]
    var fired: [UInt32] = []
    /// Groups whose value has risen, and what it was.
    private var raised: [(group: UInt32, before: UInt64)] = []
    /// Predicates and groups of the whole mail, which stay while its recipients are diagnosed.
    private var firedForMail = 0
    private var raisedForMail = 0
    /// The same with those of one delivery, whatever its words.
    private var firedForDelivery = 0
    private var raisedForDelivery = 0
    /// Owner -> the question that it was last asked in.
    var stamps: [UInt32]
    var stamp: UInt32 = 0
    /// Beside the words as they stand others were asked: `DeliveryEvidence.wholeWords`, or the same in plainer words.
    package private(set) var hasReadAgain = false
    /// What was found in the words that the rules were asked about last, while the words are read again.
    private var notedPatterns: [UInt32] = []
    /// What holds, the best first as far as anybody looks.
    var found: [RuleMatch] = []

    /// See `collectPatterns`.
    var collected: [UInt32] = []
    var operandStarts: [Int] = []

    package init(rules: RuleSet) {
        self.rules = rules
        conditions = rules.conditions
        values = Array(repeating: 0, count: rules.conditions.valueCount)
        stamps = Array(repeating: 0, count: rules.rules.count + rules.layouts.count)
        // A list of many thousand recipients matches several patterns on each of its lines.
        reportScratch.matchLimit = 1_000_000
        lineScratch.matchLimit = 1_000_000
    }

    /// Forgets everything about the mail before.
    package mutating func beginMail() {
        forget(fired: 0, raised: 0)
        (firedForMail, raisedForMail) = (0, 0)
        (firedForDelivery, raisedForDelivery) = (0, 0)
        paragraphs.removeAll()
    }

    /// What holds now holds for every recipient of the mail.
    package mutating func keepForMail() { (firedForMail, raisedForMail) = (fired.count, raised.count) }

    mutating func fire(_ predicate: UInt32) {
        if conditions.fire(predicate, in: &values, raised: &raised) { fired.append(predicate) }
    }

    func holds(_ predicate: UInt32) -> Bool { Int(predicate) < values.count && values[Int(predicate)] != 0 }

    private mutating func forget(fired firedCount: Int, raised raisedCount: Int) {
        conditions.forget(&fired, from: firedCount, &raised, from: raisedCount, in: &values)
    }

    /// The rules that hold for one delivery, the best first, at most `limit`.
    package mutating func matches(for evidence: DeliveryEvidence, in source: Span<UInt8>, limit: Int = mostRanked) -> [RuleMatch] {
        rank(for: evidence, in: source, limit: limit)
        return Array(found.prefix(limit))
    }

    /// The rules that hold, the best first. Call `rank` before.
    package var rankedRules: [RuleMatch] {
        get { Array(found.prefix(Self.mostRanked)) }
        set { found = newValue }
    }

    /// A rule that holds, 0 for the best; nil behind the last. Call `rank` before.
    package func ranked(_ place: Int) -> RuleMatch? {
        place < Self.mostRanked && place < found.count ? found[place] : nil
    }

    /// Beyond these nobody looks.
    package static let mostRanked = 8

    /// Finds the rules that hold for one delivery; `ranked` has them. Only the first `limit` are in order.
    ///
    /// - Parameters:
    ///   - areWordsRead: `readWords` was called with the words of the evidence.
    ///   - onlyWordsDiffer: the evidence has the circumstances of the one before, in the same mail.
    package mutating func rank(
        for evidence: DeliveryEvidence, in source: Span<UInt8>, limit: Int = mostRanked, areWordsRead: Bool = false,
        onlyWordsDiffer: Bool = false
    ) {
        if !onlyWordsDiffer {
            forget(fired: firedForMail, raised: raisedForMail)
            fireCircumstances(of: evidence, in: source)
            (firedForDelivery, raisedForDelivery) = (fired.count, raised.count)
        }
        if !areWordsRead { readWords(evidence.words, in: source) }
        findHolding(limit: limit)
        hasReadAgain = false
        guard !hasFoundWords else { return }
        if let whole = evidence.wholeWords {
            // The server's words say nothing; those of the mail system that quotes them may.
            hasReadAgain = true
            readWords([whole], in: source)
            findHolding(limit: limit)
        }
        if !hasFoundWords, !words.bytes.isEmpty { readPlainer(limit: limit) }
    }

    private var hasFoundWords: Bool { (found.first?.weight.strength ?? 0) >= EvidenceStrength.words }

    /// The same words as most servers say them: a rule that holds for those is better than one that goes by a code.
    private mutating func readPlainer(limit: Int) {
        // Texts of that length are seldom, and the words as they stand are read again where the others help no more.
        let asTheyStand = words
        var isAnotherAnswer = false
        notePatterns()
        for pass in 0..<Respelling.passes {
            let bytes = words.bytes
            let edits = Respelling.edits(ofPass: pass, in: bytes.span)
            guard !edits.isEmpty else { continue }
            hasReadAgain = true
            words.apply(edits)
            scanWords()
            // Where the same is found in other words, the same rules hold.
            if areNotedPatterns { continue }
            notePatterns()
            isAnotherAnswer = true
            findHolding(limit: limit)
            if hasFoundWords { return }
        }
        guard hasReadAgain, words.bytes != asTheyStand.bytes else { return }
        words = asTheyStand
        scanWords()
        if isAnotherAnswer { findHolding(limit: limit) }
    }

    private mutating func notePatterns() {
        notedPatterns.removeAll(keepingCapacity: true)
        for match in textScratch.matches { notedPatterns.append(match.pattern) }
    }

    private var areNotedPatterns: Bool {
        notedPatterns.count == textScratch.matches.count
            && notedPatterns.indices.allSatisfy { notedPatterns[$0] == textScratch.matches[$0].pattern }
    }

    /// What holds for the words that were read, in the circumstances of the delivery.
    private mutating func findHolding(limit: Int) {
        forget(fired: firedForDelivery, raised: raisedForDelivery)
        let predicates = rules.textPatternPredicates
        for index in textScratch.matches.indices where !isPartOfName(index) { fire(predicates[Int(textScratch.matches[index].pattern)]) }
        findHolding(owners: 0..<rules.rules.count)
        rank(upTo: limit)
    }

    /// Whether the words that a pattern was found in are part of an address's or a host's name, and stand nowhere else.
    private mutating func isPartOfName(_ match: Int) -> Bool {
        let match = textScratch.matches[match]
        let bytes = words.bytes
        var range = Int(match.start)..<Int(match.end)
        while NameToken.surrounds(range, in: bytes.span) {
            // It is told of once: there may be others behind.
            guard
                textScratch.captures(
                    of: Int(match.pattern), in: bytes.span, window: range.upperBound..<bytes.count, with: rules.textPatterns),
                let next = textScratch.group(0), !next.isEmpty
            else { return true }
            range = next
        }
        return false
    }

    private mutating func readWords(_ runs: [TextRange], in source: Span<UInt8>) {
        words.replace(with: source, range: 0..<0)
        for run in runs { words.append(source, range: run.range) }
        scanWords()
    }

    private mutating func scanWords() {
        let bytes = words.bytes
        textScratch.scan(bytes.span, with: rules.textPatterns)
    }

    /// Looks for phrases and regexes in the words of one delivery.
    package mutating func readWords(_ range: Range<Int>, in source: Span<UInt8>) {
        words.replace(with: source, range: range)
        scanWords()
    }

    /// Adds the numbers of the patterns that `readWords` has found, in the order of the words, as far as rules see them.
    package mutating func appendFoundPatterns(to numbers: inout [UInt32]) {
        for index in textScratch.matches.indices where !isPartOfName(index) { numbers.append(textScratch.matches[index].pattern) }
    }
}
