/// Compiles patterns to the sections of an image. The same patterns and limits give the same bytes.
package struct PatternSetCompiler: Sendable {
    package var limits: PatternLimits

    package init(limits: PatternLimits = PatternLimits()) {
        self.limits = limits
    }

    /// An image with nothing but this set, number 0.
    package func compile(_ patterns: [Pattern], sourceDigest: SourceDigest = SourceDigest(high: 0, low: 0)) throws(PatternError) -> [UInt8]
    {
        var writer = ImageWriter()
        try compile(patterns, set: 0, into: &writer)
        return writer.finish(sourceDigest: sourceDigest)
    }

    /// Adds the sections of a set. Pattern `n` of the array is pattern `n` of the set.
    ///
    /// - Parameter set: 0 ..< 2^22, chosen by the caller; an image may hold several.
    package func compile(_ patterns: [Pattern], set: Int, into writer: inout ImageWriter) throws(PatternError) {
        precondition(set >= 0 && set < SetSection.mostSets, "the caller numbers its sets")
        guard patterns.count <= limits.patternCount else {
            throw PatternError(
                .tooManyPatterns, 0..<0, "\(patterns.count) patterns; \(limits.patternCount) are allowed", pattern: limits.patternCount)
        }
        var builder = PatternSetBuilder(limits: limits)
        for (index, pattern) in patterns.enumerated() {
            do throws(PatternError) {
                switch pattern.kind {
                case .phrase: try builder.add(phrase: pattern, index: UInt32(index))
                case .regex: try builder.add(regex: pattern, index: UInt32(index))
                }
            } catch {
                var located = error
                located.pattern = index
                throw located
            }
        }
        builder.finish(set: set, into: &writer)
    }
}

/// The tables of a set while they grow.
struct PatternSetBuilder {
    let limits: PatternLimits
    private var patterns: [PatternRecord] = []
    private var literalTexts: [[UInt8]] = []
    private var literalNumbers: [[UInt8]: Int] = [:]
    private var literalUsers: [[LiteralUser]] = []
    private var regexes: [RegexRecord] = []
    private var regexLiterals: [[Int]] = []
    private var instructions: [Instruction] = []
    private var byteSets: [ByteSet] = []
    private var byteClasses: [UInt8] = []
    private var byteClassPlaces: [[UInt8]: UInt32] = [:]
    private var transitions: [UInt16] = []
    private var groups: [GroupRecord] = []
    private var names: [UInt8] = []
    private var unfilteredRegexes: [UInt32] = []
    /// With what they can begin; `nil` for anything, the end of the text too.
    private var lineRegexes: [(number: UInt32, first: ByteSet?)] = []
    private var automatonWork = 0

    static let mostLeadingTexts = 512
    static let mostExactLeaves = 320
    /// Both cases of a letter count.
    static let fewFirstBytes = 12
    static let farBefore = 8
    static let fewBytesBefore = 32

    init(limits: PatternLimits) { self.limits = limits }

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
        let literal = literalNumber(of: phrase.bytes.map(\.foldedASCII))
        patterns.append(PatternRecord(flags: flags, index: UInt32(literal)))
        literalUsers[literal].append(LiteralUser(flags: flags, pattern: index, regex: 0, state: 0))
    }

    private mutating func literalNumber(of text: [UInt8]) -> Int {
        if let known = literalNumbers[text] { return known }
        literalNumbers[text] = literalTexts.count
        literalTexts.append(text)
        literalUsers.append([])
        return literalTexts.count - 1
    }

    // MARK: - Regexes

    mutating func add(regex: Pattern, index: UInt32) throws(PatternError) {
        var tree = try RegexParser.parse(regex.bytes, limits: limits)
        if regex.isConfinedToLines { tree.root = tree.root.confinedToLines() }
        guard let program = ProgramBuilder.build(tree.root, limit: limits.programSize) else {
            throw PatternError.tooLarge(regex.bytes.count, limits)
        }
        guard instructions.count + program.instructions.count <= limits.totalProgramSize else {
            throw PatternError(
                .regexesTooLarge, 0..<regex.bytes.count, "the regexes have more than \(limits.totalProgramSize) steps together")
        }
        var record = RegexRecord()
        record.pattern = index
        record.programStart = UInt32(instructions.count)
        record.programCount = UInt32(program.instructions.count)
        record.entry = UInt32(program.start)
        record.setsStart = UInt32(byteSets.count)
        record.setsCount = UInt32(program.sets.count)
        instructions += program.instructions
        byteSets += program.sets
        addGroups(tree.groupNames, to: &record)
        if tree.root.canMatchLineFeed { record.flags.insert(.crossesLines) }
        if regex.reporting == .everyMatch { record.flags.insert(.everyMatch) }

        let leaves = ProgramLeaves(program, budget: min(limits.automatonWork, limits.totalAutomatonWork - automatonWork))
        addAutomaton(of: tree.root, program, leaves, to: &record)
        let number = UInt32(regexes.count)
        let first = leaves.flatMap { tree.root.isAnchoredAtStart ? LeadingBytes($0, program).firstBytes() : nil }
        var required = record.flags.contains(.matchesEverywhere) ? nil : requiredLiteral(tree.root, program, leaves)
        if let literal = required, (literal.mostBefore ?? .max) > PatternSetBuilder.farBefore, tree.root.isAnchoredAtStart,
            literal.bytesBefore.count > PatternSetBuilder.fewBytesBefore,
            literal.mostBefore == nil && literal.bytesBefore.contains(.lineFeed)
                || first.map({ $0.count <= PatternSetBuilder.fewFirstBytes }) ?? false
        {
            // Cheaper tried where lines begin than from far back wherever the literal stands.
            required = nil
        }
        record.back = required?.mostBefore.flatMap { UInt32(exactly: $0) } ?? RegexRecord.unbounded
        if let required, (required.mostBefore ?? .max) > PatternSetBuilder.farBefore {
            record.before = UInt32(byteSets.count)
            byteSets.append(required.bytesBefore)
        }
        let flags: PatternFlags = regex.reporting == .everyMatch ? [.isRegex, .everyMatch] : .isRegex
        patterns.append(PatternRecord(flags: flags, index: number))
        let literals = (required?.literals ?? []).map { literalNumber(of: $0) }
        for literal in literals {
            var user = LiteralUser(flags: flags, pattern: index, regex: number, state: 0)
            if required?.mostBefore == 0 { setState(of: &user, behind: literalTexts[literal], record) }
            literalUsers[literal].append(user)
        }
        if literals.isEmpty {
            if tree.root.isAnchoredAtStart, !record.flags.contains(.matchesEverywhere) {
                record.back = 0
                lineRegexes.append((number, first))
            } else {
                unfilteredRegexes.append(number)
            }
        }
        regexLiterals.append(literals)
        regexes.append(record)
    }

    /// Literals of the regex's tree; where there are none, what it can begin with.
    private func requiredLiteral(_ root: RegexNode, _ program: Program, _ leaves: ProgramLeaves?) -> RequiredLiteral? {
        let found = RequiredLiteral.find(in: root)
        // With literals of four bytes the filter has to look at odd positions too, in every text.
        if let found, found.leastCount > 4 { return found }
        guard let leaves, !root.isAnchoredAtStart else { return found }
        let leading = LeadingBytes(leaves, program)
        let texts =
            leading.texts(of: 5, most: PatternSetBuilder.mostLeadingTexts)
            ?? (found == nil ? leading.texts(of: 4, most: PatternSetBuilder.mostLeadingTexts / 2) : nil)
        guard let texts, !texts.isEmpty else { return found }
        return RequiredLiteral(literals: texts, mostBefore: 0)
    }

    private mutating func addGroups(_ groupNames: [String?], to record: inout RegexRecord) {
        record.groupsStart = UInt32(groups.count)
        record.groupsCount = UInt32(groupNames.count)
        for name in groupNames {
            let bytes = Array((name ?? "").utf8)
            groups.append(GroupRecord(nameStart: UInt32(names.count), nameCount: UInt32(bytes.count)))
            names += bytes
        }
    }

    /// Large counts make large automata, and slow ones to make: where there are some, one that does not count comes first.
    private mutating func addAutomaton(of root: RegexNode, _ program: Program, _ leaves: ProgramLeaves?, to record: inout RegexRecord) {
        let isLarge = leaves.map { $0.kinds.count > PatternSetBuilder.mostExactLeaves } ?? true
        var outcome = isLarge ? .tooLarge : Determiniser.run(program, leaves, limits: limits, work: &automatonWork)
        if case .tooLarge = outcome {
            let relaxed = root.relaxed()
            if relaxed != root, !root.matchesEmpty, let program = ProgramBuilder.build(relaxed, limit: limits.programSize) {
                let leaves = ProgramLeaves(program, budget: limits.automatonWork)
                outcome = Determiniser.run(program, leaves, limits: limits, work: &automatonWork)
                if case .automaton = outcome { record.flags.insert(.isRelaxed) }
            } else if isLarge {
                outcome = Determiniser.run(program, leaves, limits: limits, work: &automatonWork)
            }
        }
        switch outcome {
        case .tooLarge: break
        case .matchesEverywhere: record.flags.insert(.matchesEverywhere)
        case .automaton(let automaton):
            // An image holds at most 2^32 transitions: four billion of them would be 8 GB.
            guard transitions.count + automaton.transitions.count < Int(UInt32.max) else { return }
            let place = byteClassPlaces[automaton.classes] ?? UInt32(byteClasses.count)
            if place == byteClasses.count {
                byteClassPlaces[automaton.classes] = place
                byteClasses += automaton.classes
            }
            record.classesStart = place
            record.transitionsStart = UInt32(transitions.count)
            record.transitionsCount = UInt32(automaton.transitions.count)
            record.stride = UInt32(automaton.stride)
            record.startOfText = automaton.starts[Int(Neighbour.nothing.rawValue)]
            record.startOfLine = automaton.starts[Int(Neighbour.lineFeed.rawValue)]
            record.startAfterWord = automaton.starts[Int(Neighbour.word.rawValue)]
            record.startAfterOther = automaton.starts[Int(Neighbour.other.rawValue)]
            record.lastIdle = automaton.lastIdle
            transitions += automaton.transitions
        }
    }

    /// Where the automaton is behind a literal with which every match begins, and what must not stand before. Without a state where that is no simple matter.
    private func setState(of user: inout LiteralUser, behind literal: [UInt8], _ regex: RegexRecord) {
        guard regex.transitionsCount > 0 else { return }
        /// 0: nothing has begun.
        func state(from start: UInt32) -> UInt32 {
            var state = start
            for byte in literal where state != regex.stride {
                let column = byteClasses[Int(regex.classesStart) + Int(byte)]
                state = UInt32(transitions[Int(regex.transitionsStart) + Int(state) + Int(column)])
            }
            return state > regex.lastIdle || state == regex.stride ? state : 0
        }
        let (text, line) = (state(from: regex.startOfText), state(from: regex.startOfLine))
        let (word, other) = (state(from: regex.startAfterWord), state(from: regex.startAfterOther))
        guard line != 0, text == line else { return }
        switch (word, other) {
        case (line, line): break
        case (0, line): user.flags.insert(.wordBefore)
        case (0, 0): user.flags.insert(.lineBefore)
        default: return
        }
        user.state = line
    }

    // MARK: - Output

    mutating func finish(set: Int, into writer: inout ImageWriter) {
        var literals: [LiteralRecord] = []
        var bytes: [UInt8] = []
        var users: [LiteralUser] = []
        for (text, readers) in zip(literalTexts, literalUsers) {
            literals.append(
                LiteralRecord(
                    bytesStart: UInt32(bytes.count), byteCount: UInt32(text.count),
                    usersStart: UInt32(users.count), usersCount: UInt32(readers.count)))
            bytes += text
            users += readers
        }
        let filters = LiteralFilterBuilder(literalTexts)
        setBack(filters)
        let header = SetHeader(patternCount: UInt32(patterns.count), hasOddWindows: filters.draft.hasOddWindows ? 1 : 0)
        writer.add([header], as: SetSection.header.id(set: set))
        writer.add(patterns, as: SetSection.patterns.id(set: set))
        writer.add(literals, as: SetSection.literals.id(set: set))
        writer.add(bytes, as: SetSection.literalBytes.id(set: set))
        writer.add(users, as: SetSection.users.id(set: set))
        writer.add(regexes, as: SetSection.regexes.id(set: set))
        writer.add(instructions, as: SetSection.instructions.id(set: set))
        writer.add(byteSets, as: SetSection.byteSets.id(set: set))
        writer.add(byteClasses, as: SetSection.byteClasses.id(set: set))
        writer.add(transitions, as: SetSection.transitions.id(set: set))
        writer.add(groups, as: SetSection.groups.id(set: set))
        writer.add(names, as: SetSection.names.id(set: set))
        writer.add(filters.shortLiterals, as: SetSection.shortLiterals.id(set: set))
        writer.add(unfilteredRegexes, as: SetSection.unfilteredRegexes.id(set: set))
        writer.add(lineRegexes.map(\.number), as: SetSection.lineRegexes.id(set: set))
        writer.add(lineMasks(), as: SetSection.lineMasks.id(set: set))
        filters.draft.write(.filter, set: set, into: &writer)
    }

    /// 257 rows, one for each byte and one for the text's end: which of `lineRegexes` can begin there.
    private func lineMasks() -> [UInt64] {
        let width = (lineRegexes.count + 63) / 64
        var masks = [UInt64](repeating: 0, count: 257 * width)
        for (place, regex) in lineRegexes.enumerated() {
            let bit: UInt64 = 1 << UInt64(place & 63)
            for byte in 0..<256 where regex.first?.contains(UInt8(byte)) ?? true { masks[byte * width + (place >> 6)] |= bit }
            if regex.first == nil { masks[256 * width + (place >> 6)] |= bit }
        }
        return masks
    }

    /// Literals are seen in the order of their windows, not of their starts: a run begins so much earlier that none comes too late.
    private mutating func setBack(_ filters: LiteralFilterBuilder) {
        for (number, literals) in regexLiterals.enumerated() where !literals.isEmpty {
            let offsets = literals.flatMap { filters.windowOffsets[$0] }
            let disorder = UInt32((offsets.max() ?? 0) - (offsets.min() ?? 0))
            regexes[number].disorder = disorder
            let (back, overflow) = regexes[number].back.addingReportingOverflow(disorder)
            regexes[number].back = overflow ? RegexRecord.unbounded : back
        }
    }
}
