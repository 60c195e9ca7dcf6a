/// Literals of which every match of a regex holds at least one: the regex need only run where one of them stands.
struct RequiredLiteral: Sendable {
    /// In lower case.
    var literals: [[UInt8]]
    /// A match that holds one of the literals begins at most so many bytes before it; `nil` where there is no bound.
    var mostBefore: Int?
    /// The bytes that a match can have before it.
    var bytesBefore = ByteSet()

    var leastCount: Int { literals.reduce(literals.first?.count ?? 0) { min($0, $1.count) } }

    static let shortest = 4
    static let mostLiterals = 16
    /// So many are worth a look before a run, but not a run around each.
    static let mostNeeded = 64
    static let longest = 48
    /// Literals of so many bytes are rare enough by themselves.
    fileprivate static let rareBytes = 5
    /// So much of what stands before is taken to make a short literal longer.
    fileprivate static let longestTail = 4
    private static let oddPositions: Float = 2000

    /// What it costs to look for them: how often their windows are looked at in vain, and how often the regex then runs.
    var cost: Float {
        literals.reduce(0) { sum, literal in
            guard literal.count >= RequiredLiteral.shortest else { return .infinity }
            var rarest: [Float] = [.infinity, .infinity]
            for offset in 0...literal.count - 4 {
                rarest[offset & 1] = min(rarest[offset & 1], WindowRarity.frequency(LiteralFilterBuilder.window(literal, offset)))
            }
            let occurrences = min(rarest[0], rarest[1])
            // A literal of four bytes has one window for both kinds of places.
            let looks = rarest[0] + (rarest[1].isFinite ? rarest[1] : rarest[0])
            // It also makes the filter look at every position.
            return sum + (literal.count == 4 ? RequiredLiteral.oddPositions : 0) + looks + occurrences * (mostBefore == nil ? 20 : 8) + 1
        }
    }

    /// How often one of them stands in a million windows, at most.
    var frequency: Float {
        literals.reduce(0) { sum, literal in
            sum + (0...literal.count - 4).reduce(.infinity) { min($0, WindowRarity.frequency(LiteralFilterBuilder.window(literal, $1))) }
        }
    }

    /// All sets of literals that were found of at least `shortest` bytes, the cheapest first.
    ///
    /// - Parameter takesTails: short literals are made longer by what surely stands before them.
    static func find(in root: RegexNode, takesTails: Bool = true) -> [RequiredLiteral] {
        let found = RequiredLiteralSearch(root, takesTails: takesTails).result.filter { $0.leastCount >= shortest }
        return found.map { ($0, $0.cost) }.sorted { $0.1 < $1.1 }.map(\.0)
    }
}

/// Walks the tree from the left. `exact` holds the texts that the part since `exactStart` can match, as long as they are few.
private struct RequiredLiteralSearch {
    /// Candidates found in this node.
    private(set) var candidates: [RequiredLiteral] = []
    private var exact: [[UInt8]] = [[]]
    private var exactBefore: Int? = 0
    private var exactBytes = ByteSet()
    /// The most bytes matched so far, and which.
    private var before: Int? = 0
    private var bytes = ByteSet()

    var result: [RequiredLiteral] {
        var all = self
        all.flush()
        return all.candidates
    }

    private let takesTails: Bool

    init(_ node: RegexNode, takesTails: Bool) {
        self.takesTails = takesTails
        append(node)
    }

    /// Everything this node matches, where that is a few short texts.
    private var exactAlone: [[UInt8]]? { candidates.isEmpty && exactBefore == 0 && isWhole ? exact : nil }
    private var isWhole = true

    private mutating func flush() {
        let kept = exact.map { Array($0.prefix(RequiredLiteral.longest)) }
        if kept.allSatisfy({ !$0.isEmpty }) {
            var distinct: [[UInt8]] = []
            for text in kept where !distinct.contains(text) { distinct.append(text) }
            candidates.append(RequiredLiteral(literals: distinct, mostBefore: exactBefore, bytesBefore: exactBytes))
        }
        exact = [[]]
        exactBefore = before
        exactBytes = bytes
        isWhole = false
    }

    private mutating func advance(_ length: Int?, _ more: ByteSet) {
        bytes.formUnion(more)
        before = before.flatMap { before in length.map { before.addingSaturated($0) } }
    }

    /// Something whose texts are not known passes by.
    private mutating func gap(_ length: Int?, _ more: ByteSet) {
        flush()
        advance(length, more)
        exactBefore = before
        exactBytes = bytes
        isWhole = false
    }

    private mutating func append(texts: [[UInt8]], length: Int?, _ more: ByteSet) {
        let most = exact.reduce(0) { max($0, $1.count) }.addingSaturated(texts.reduce(0) { max($0, $1.count) })
        guard exact.count * texts.count <= RequiredLiteral.mostLiterals, most <= RequiredLiteral.longest else {
            let tail = commonTail
            flush()
            exact = texts.map { RequiredLiteralSearch.lengthened($0, by: tail) }
            advance(length, more)
            return
        }
        if texts.count == 1 {
            for index in exact.indices { exact[index] += texts[0] }
        } else {
            exact = exact.flatMap { head in texts.map { head + $0 } }
        }
        advance(length, more)
    }

    private mutating func append(_ node: RegexNode) {
        switch node {
        case .empty, .assertion: break
        case .nothing: gap(0, ByteSet())
        case .set(let set):
            if let texts = RequiredLiteralSearch.texts(of: set) {
                append(texts: texts, length: texts.reduce(0) { max($0, $1.count) }, set.bytes)
            } else {
                gap(node.mostLength, node.bytes)
            }
        case .concatenation(let parts): for part in parts { append(part) }
        case .group(let inner, _): append(inner)
        case .alternation(let branches): append(branches)
        case .repetition(let inner, let least, let most, _): append(inner, least, most)
        }
    }

    private mutating func append(_ branches: [RegexNode]) {
        let inside = branches.map { RequiredLiteralSearch($0, takesTails: takesTails) }
        let length = RegexNode.alternation(branches).mostLength
        let more = RegexNode.alternation(branches).bytes
        let bytesAhead = bytes
        let texts = inside.compactMap { $0.exactAlone }
        if texts.count == branches.count, texts.reduce(0, { $0 + $1.count }) <= RequiredLiteral.mostLiterals {
            append(texts: texts.flatMap { $0 }, length: length, more)
            return
        }
        let (start, tail) = (before, commonTail)
        gap(length, more)
        // One candidate of each branch, together.
        var union = RequiredLiteral(literals: [], mostBefore: 0, bytesBefore: bytesAhead)
        for branch in inside {
            let found = branch.result.map { RequiredLiteralSearch.lengthened($0, by: tail) }
            guard let best = found.map({ ($0, $0.cost) }).min(by: { $0.1 < $1.1 })?.0 else { return }
            for literal in best.literals where !union.literals.contains(literal) { union.literals.append(literal) }
            union.bytesBefore.formUnion(best.bytesBefore)
            union.mostBefore = RequiredLiteralSearch.later(union.mostBefore, best.mostBefore)
        }
        guard union.literals.count <= RequiredLiteral.mostNeeded else { return }
        union.mostBefore = start.flatMap { start in union.mostBefore.map { start.addingSaturated($0) } }
        candidates.append(union)
    }

    /// How all texts end that the part since `exactStart` can match: " (?:the )?" ends in a space, which makes a literal of four bytes of a following "aws".
    private var commonTail: [UInt8] {
        guard takesTails, var tail = exact.first?.suffix(RequiredLiteral.longestTail) else { return [] }
        for text in exact.dropFirst() {
            while text.suffix(tail.count) != tail { tail.removeFirst() }
        }
        return Array(tail)
    }

    /// What lies before a literal is counted as if it began behind the tail: a bound that is too large, never too small.
    private static func lengthened(_ text: [UInt8], by tail: [UInt8]) -> [UInt8] {
        text.count < RequiredLiteral.rareBytes ? tail + text : text
    }

    /// Of literals at the beginning of a branch, which the tail stands right before.
    private static func lengthened(_ candidate: RequiredLiteral, by tail: [UInt8]) -> RequiredLiteral {
        guard candidate.mostBefore == 0 else { return candidate }
        var candidate = candidate
        candidate.literals = candidate.literals.map { lengthened($0, by: tail) }
        return candidate
    }

    private mutating func append(_ inner: RegexNode, _ least: Int, _ most: Int?) {
        let length = RegexNode.repetition(inner, least: least, most: most, isLazy: false).mostLength
        let more = inner.bytes
        let bytesAhead = bytes
        let inside = RequiredLiteralSearch(inner, takesTails: takesTails)
        if let texts = inside.exactAlone {
            if least == 1, most == 1 { return append(texts: texts, length: length, more) }
            if least == 0, most == 1, texts.count < RequiredLiteral.mostLiterals, !exact.contains(where: { $0.isEmpty }) {
                return append(texts: texts + [[]], length: length, more)
            }
            if least == most, least > 0, least <= 8 {
                for _ in 0..<least { append(texts: texts, length: inner.mostLength, more) }
                return
            }
        }
        let start = before
        gap(length, more)
        guard least > 0 else { return }
        // The first round; it starts where the repeat does.
        for var candidate in inside.result {
            candidate.bytesBefore.formUnion(bytesAhead)
            candidate.mostBefore = start.flatMap { start in candidate.mostBefore.map { start.addingSaturated($0) } }
            candidates.append(candidate)
        }
    }

    private static func later(_ one: Int?, _ other: Int?) -> Int? {
        one.flatMap { one in other.map { max(one, $0) } }
    }

    /// The folded texts of a small set of code points.
    private static func texts(of set: CodePointSet) -> [[UInt8]]? {
        guard set.count <= 8 else { return nil }
        var texts: [[UInt8]] = []
        for point in set.ranges.joined() where !(0x41...0x5A).contains(point) { texts.append(CodePointSet.encoded(point)) }
        return texts.count <= 4 ? texts : nil
    }
}
