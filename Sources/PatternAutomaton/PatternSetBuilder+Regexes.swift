/// A regex on its way into the tables.
struct Draft {
    let root: RegexNode
    /// With a step for each byte.
    let program: Program
    let leaves: ProgramLeaves?
    /// The same without large counts, where there are some that make the automaton large.
    let relaxed: (program: Program, leaves: ProgramLeaves)?

    init(_ root: RegexNode, _ program: Program, limits: PatternLimits, budget: Int) {
        self.root = root
        self.program = program
        leaves = ProgramLeaves(program, budget: budget)
        if root.hasLargeCounts, !root.matchesEmpty,
            let program = ProgramBuilder.build(root.relaxed(), limit: limits.programSize)?.expanded(),
            let leaves = ProgramLeaves(program, budget: budget)
        {
            self.relaxed = (program, leaves)
        } else {
            self.relaxed = nil
        }
    }

    /// What a match can begin with.
    var leading: LeadingBytes? {
        leaves.map { LeadingBytes($0, program) } ?? relaxed.map { LeadingBytes($0.leaves, $0.program) }
    }

    /// What can follow its literals: of the program that counts less exactly, which is smaller.
    var reader: ContinuationReader? {
        guard let (program, leaves) = relaxed ?? leaves.map({ (program, $0) }), leaves.kinds.count <= ContinuationBuilder.mostLeaves else {
            return nil
        }
        return ContinuationReader(leaves, program)
    }

    var isLarge: Bool { leaves.map { $0.kinds.count > PatternSetBuilder.mostExactLeaves } ?? true }
}

extension PatternSetBuilder {
    static let mostLeadingTexts = 512
    static let mostExactLeaves = 320
    /// Both cases of a letter count.
    static let fewFirstBytes = 12
    static let fewBytesBefore = 32
    static let farBefore = 8

    mutating func add(regex: Pattern, index: UInt32) throws(PatternError) {
        var tree = try RegexParser.parse(regex.bytes, limits: limits)
        if regex.isConfinedToLines { tree.root = tree.root.confinedToLines() }
        guard let program = ProgramBuilder.build(tree.root, limit: limits.programSize) else {
            throw PatternError.tooLarge(regex.bytes.count, limits)
        }
        let steps = program.expanded()
        programSteps += steps.instructions.count
        guard programSteps <= limits.totalProgramSize else {
            throw PatternError(
                .regexesTooLarge, 0..<regex.bytes.count, "the regexes have more than \(limits.totalProgramSize) steps together")
        }
        var record = RegexRecord()
        record.pattern = index
        if tree.root.canMatchLineFeed { record.flags.insert(.crossesLines) }
        if regex.reporting == .everyMatch { record.flags.insert(.everyMatch) }
        add(program, to: &record)
        addGroups(tree.groupNames, to: &record)
        let draft = Draft(
            tree.root, steps, limits: limits, budget: min(limits.automatonWork, limits.totalAutomatonWork - automatonWork))
        addAutomaton(of: draft, to: &record)
        addLiterals(of: draft, to: &record)
        readers.append(regexLiterals[regexes.count].isEmpty ? nil : draft.reader)
        let flags: PatternFlags = regex.reporting == .everyMatch ? [.isRegex, .everyMatch] : .isRegex
        patterns.append(PatternRecord(flags: flags, index: UInt32(regexes.count)))
        regexes.append(record)
    }

    private mutating func add(_ program: Program, to record: inout RegexRecord) {
        record.programStart = shared.instructions.add(program.instructions)
        record.programCount = UInt32(program.instructions.count)
        record.entry = UInt32(program.start)
        record.setsStart = shared.byteSets.add(program.sets)
        record.setsCount = UInt32(program.sets.count)
        record.pointsStart = shared.add(program.points)
        record.pointsCount = UInt32(program.points.count)
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

    // MARK: - Literals

    /// Decides where the regex is run: around literals, where lines begin, or everywhere.
    private mutating func addLiterals(of draft: Draft, to record: inout RegexRecord) {
        let number = UInt32(regexes.count)
        let isAnchored = draft.root.isAnchoredAtStart
        let first = isAnchored ? draft.leading?.firstBytes() : nil
        var required = record.flags.contains(.matchesEverywhere) ? nil : requiredLiteral(draft)
        if let literal = required, isAnchored, (literal.mostBefore ?? .max) > PatternSetBuilder.farBefore,
            literal.bytesBefore.count > PatternSetBuilder.fewBytesBefore,
            literal.mostBefore == nil && literal.bytesBefore.contains(.lineFeed)
                || first.map({ $0.count <= PatternSetBuilder.fewFirstBytes }) ?? false
        {
            // Cheaper tried where lines begin than from far back wherever the literal stands.
            required = nil
        }
        regexLiterals.append([])
        guard let required else {
            if isAnchored, !record.flags.contains(.matchesEverywhere) {
                record.back = 0
                lineRegexes.append((number, draft.leading))
            } else {
                unfilteredRegexes.append(number)
                if let leading = leadingBytes(of: record) { record.before = shared.byteSets.add([leading]) }
            }
            return
        }
        if isAnchored { record.flags.insert(.startsLine) }
        record.back = required.mostBefore.flatMap { UInt32(exactly: $0) } ?? RegexRecord.unbounded
        if (required.mostBefore ?? .max) > PatternSetBuilder.farBefore {
            record.before = shared.byteSets.add([required.bytesBefore])
        }
        let flags: PatternFlags = record.flags.contains(.everyMatch) ? [.isRegex, .everyMatch] : .isRegex
        for text in required.literals {
            let literal = literalNumber(of: text)
            var user = LiteralUser(flags: flags, target: number)
            if required.mostBefore == 0 { setState(of: &user, behind: text, record) }
            literalUsers[literal].append(ContinuationBuilder.User(user: user, reader: Int(number), beginsMatch: user.state != 0))
            regexLiterals[regexLiterals.count - 1].append(literal)
        }
    }

    /// Literals of the regex's tree; where there are none, what it can begin with.
    private func requiredLiteral(_ draft: Draft) -> RequiredLiteral? {
        let found = RequiredLiteral.find(in: draft.root)
        // With literals of four bytes the filter has to look at odd positions too, in every text.
        if let found, found.leastCount > 4 { return found }
        guard let leading = draft.leading, !draft.root.isAnchoredAtStart else { return found }
        let texts =
            leading.texts(of: 5, most: PatternSetBuilder.mostLeadingTexts)
            ?? (found == nil ? leading.texts(of: 4, most: PatternSetBuilder.mostLeadingTexts / 2) : nil)
        guard let texts, !texts.isEmpty else { return found }
        return RequiredLiteral(literals: texts, mostBefore: 0)
    }

    /// Where the automaton is behind a literal with which every match begins, and what must not stand before. Without a state where that is no simple matter.
    private func setState(of user: inout LiteralUser, behind literal: [UInt8], _ regex: RegexRecord) {
        guard regex.transitionsCount > 0 else { return }
        /// 0: nothing has begun.
        func state(from start: UInt32) -> UInt32 {
            var state = start
            for byte in literal where state != regex.stride {
                let column = shared.byteClasses[Int(regex.classesStart) + Int(byte)]
                state = UInt32(shared.transitions[Int(regex.transitionsStart) + Int(state) + Int(column)])
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
        user.state = UInt16(truncatingIfNeeded: line)
    }

    /// The bytes with which the automaton stops waiting; `nil` where there is no automaton.
    private func leadingBytes(of regex: RegexRecord) -> ByteSet? {
        guard regex.transitionsCount > 0 else { return nil }
        let states = [regex.startOfText, regex.startOfLine, regex.startAfterWord, regex.startAfterOther]
        var result = ByteSet()
        for byte in UInt8.min...UInt8.max {
            let column = Int(shared.byteClasses[Int(regex.classesStart) + Int(byte)])
            let leads = states.contains { state in
                let next = UInt32(shared.transitions[Int(regex.transitionsStart) + Int(state) + column])
                return next > regex.lastIdle || next == regex.stride
            }
            if leads { result.insert(byte) }
        }
        return result
    }

    // MARK: - Automata

    /// Large counts make large automata, and slow ones to make: where there are some, one that does not count comes first.
    private mutating func addAutomaton(of draft: Draft, to record: inout RegexRecord) {
        var outcome = Determiniser.Outcome.tooLarge
        if !draft.isLarge || draft.relaxed == nil {
            outcome = Determiniser.run(draft.program, draft.leaves, limits: limits, work: &automatonWork)
        }
        if case .tooLarge = outcome, let relaxed = draft.relaxed {
            outcome = Determiniser.run(relaxed.program, relaxed.leaves, limits: limits, work: &automatonWork)
            if case .automaton = outcome { record.flags.insert(.isRelaxed) }
        }
        switch outcome {
        case .tooLarge: break
        case .matchesEverywhere: record.flags.insert(.matchesEverywhere)
        case .automaton(let automaton):
            // An image holds at most 2^32 transitions: four billion of them would be 8 GB.
            guard shared.transitions.count + automaton.transitions.count < Int(UInt32.max) else { return }
            record.classesStart = shared.byteClasses.add(automaton.classes)
            record.transitionsStart = shared.transitions.add(automaton.transitions)
            record.transitionsCount = UInt32(automaton.transitions.count)
            record.stride = UInt32(automaton.stride)
            record.startOfText = automaton.starts[Int(Neighbour.nothing.rawValue)]
            record.startOfLine = automaton.starts[Int(Neighbour.lineFeed.rawValue)]
            record.startAfterWord = automaton.starts[Int(Neighbour.word.rawValue)]
            record.startAfterOther = automaton.starts[Int(Neighbour.other.rawValue)]
            record.lastIdle = automaton.lastIdle
        }
    }
}
