/// The tables of a set while they grow.
struct PatternSetBuilder {
    let limits: PatternLimits
    var patterns: [PatternRecord] = []
    var literalTexts: [[UInt8]] = []
    private var literalNumbers: [LiteralKey: Int] = [:]
    var literalUsers: [[ContinuationBuilder.User]] = []
    /// Of each regex.
    var readers: [ContinuationReader?] = []
    private var literalPlaces: [UInt32] = []
    var regexes: [RegexRecord] = []
    var regexLiterals: [[Int]] = []
    var shared: SharedPatternTables
    /// Of the programs, a step for each byte.
    var programSteps = 0
    var groups: [GroupRecord] = []
    var names: [UInt8] = []
    var unfilteredRegexes: [UInt32] = []
    var lineRegexes: [(number: UInt32, leading: LeadingBytes?)] = []
    var automatonWork = 0

    init(limits: PatternLimits, shared: SharedPatternTables) {
        self.limits = limits
        self.shared = shared
    }

    // MARK: - Phrases

    mutating func add(phrase: Pattern, index: UInt32) throws(PatternError) {
        guard let first = phrase.bytes.first, let last = phrase.bytes.last else {
            throw PatternError(.emptyPhrase, 0..<0, "the phrase is empty")
        }
        let limit = min(limits.phraseBytes, Int(UInt16.max))
        guard phrase.bytes.count <= limit else {
            throw PatternError(
                .phraseTooLong, limit..<phrase.bytes.count, "the phrase has \(phrase.bytes.count) bytes; \(limit) are allowed")
        }
        var flags: PatternFlags = phrase.reporting == .everyMatch ? .everyMatch : []
        if phrase.isWordBounded {
            if first.isWord { flags.insert(.wordBefore) }
            if last.isWord { flags.insert(.wordAfter) }
        }
        let literal = literalNumber(of: phrase.bytes.map { $0.foldedASCII })
        patterns.append(PatternRecord(flags: flags, index: UInt32(literal)))
        literalUsers[literal].append(ContinuationBuilder.User(user: LiteralUser(flags: flags, target: index)))
    }

    mutating func literalNumber(of text: [UInt8]) -> Int {
        let key = LiteralKey(bytes: text)
        if let known = literalNumbers[key] { return known }
        literalNumbers[key] = literalTexts.count
        literalTexts.append(text)
        literalUsers.append([])
        return literalTexts.count - 1
    }

    // MARK: - Output

    mutating func finish(set: Int, into writer: inout ImageWriter) throws(PatternError) {
        let size = literalTexts.reduce(0) { $0 + 8 * (1 + ($1.count + 7) / 8) }
        guard size <= min(limits.literalBytes, 8 * FilterEntry.mostPlaces) else {
            throw PatternError(
                .literalsTooLarge, 0..<0, "phrases and literals of regexes take \(size) bytes; \(limits.literalBytes) are allowed",
                pattern: patterns.count)
        }
        let (literals, continuations) = layOutLiterals()
        let filters = LiteralFilterBuilder(literalTexts, places: literalPlaces)
        setBack(filters)
        let lines = LineStartBuilder(lineRegexes.map(\.leading))
        let header = SetHeader(
            patternCount: UInt32(patterns.count), hasOddWindows: filters.draft.hasOddWindows ? 1 : 0,
            lineNodes: UInt32(lines.nodeCount), lineClasses: UInt32(lines.classCount), literalCount: UInt32(literalTexts.count))
        writer.add([header], as: SetSection.header.id(set: set))
        writer.add(patterns, as: SetSection.patterns.id(set: set))
        writer.add(literals, as: SetSection.literals.id(set: set))
        writer.add(continuations.users.elements, as: SetSection.users.id(set: set))
        writer.add(continuations.steps.elements, as: SetSection.continuations.id(set: set))
        writer.add(regexes, as: SetSection.regexes.id(set: set))
        writer.add(groups, as: SetSection.groups.id(set: set))
        writer.add(names, as: SetSection.names.id(set: set))
        writer.add(filters.shortLiterals, as: SetSection.shortLiterals.id(set: set))
        writer.add(unfilteredRegexes, as: SetSection.unfilteredRegexes.id(set: set))
        writer.add(lineRegexes.map(\.number), as: SetSection.lineRegexes.id(set: set))
        writer.add(lines.masks, as: SetSection.lineMasks.id(set: set))
        writer.add(lines.transitions, as: SetSection.lineTransitions.id(set: set))
        writer.add(lines.classes, as: SetSection.lineClasses.id(set: set))
        filters.draft.write(.filter, set: set, into: &writer)
    }

    /// The section of literals, and those of who is told of them. Notes the places of the literals, in `patterns` as well.
    private mutating func layOutLiterals() -> (literals: [UInt64], continuations: ContinuationBuilder) {
        var words: [UInt64] = []
        var continuations = ContinuationBuilder(readers)
        literalPlaces.reserveCapacity(literalTexts.count)
        for (text, users) in zip(literalTexts, literalUsers) {
            literalPlaces.append(UInt32(words.count))
            words.append(head(of: text, users, &continuations).word)
            for start in stride(from: 0, to: text.count, by: 8) {
                words.append((start..<min(start + 8, text.count)).reversed().reduce(0) { $0 << 8 | UInt64(text[$1]) })
            }
        }
        for index in patterns.indices where !patterns[index].flags.contains(.isRegex) {
            patterns[index].index = literalPlaces[Int(patterns[index].index)]
        }
        return (words, continuations)
    }

    private func head(of text: [UInt8], _ users: [ContinuationBuilder.User], _ continuations: inout ContinuationBuilder) -> LiteralHead {
        if users.count == 1, users[0].user.flags.isEmpty {
            return LiteralHead(byteCount: text.count, isPlain: true, hasTree: false, user: users[0].user.target)
        }
        if users.contains(where: { $0.reader != nil }), let root = continuations.add(treeOf: text, users) {
            return LiteralHead(byteCount: text.count, isPlain: false, hasTree: true, user: root)
        }
        return LiteralHead(byteCount: text.count, isPlain: false, hasTree: false, user: continuations.add(list: users.map(\.user)))
    }

    /// Literals are seen in the order of their windows, not of their starts: a run begins so much earlier that none comes too late.
    private mutating func setBack(_ filters: LiteralFilterBuilder) {
        for (number, literals) in regexLiterals.enumerated() where !literals.isEmpty {
            let offsets = literals.flatMap { filters.windowOffsets[$0] }
            let disorder = UInt16((offsets.max() ?? 0) - (offsets.min() ?? 0))
            regexes[number].disorder = disorder
            let (back, overflow) = regexes[number].back.addingReportingOverflow(UInt32(disorder))
            regexes[number].back = overflow ? RegexRecord.unbounded : back
        }
    }
}

/// Hashed as a whole; an array is hashed element by element.
private struct LiteralKey: Hashable {
    var bytes: [UInt8]

    func hash(into hasher: inout Hasher) { unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) } }
}
