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

    /// The leaves that its automaton follows: its own, or those of the program that counts less exactly, where there are so many that this costs less even
    /// though its matches are looked at again. `nil` where they are too many.
    func followed(most: Int) -> (leaves: ProgramLeaves, program: Program, isRelaxed: Bool)? {
        let exact = leaves.map { ($0, program, false) }
        let counts = leaves.map { $0.kinds.count } ?? .max
        if let relaxed, counts > min(PatternSetBuilder.mostExactLeaves, most), relaxed.leaves.kinds.count <= most {
            return (relaxed.leaves, relaxed.program, true)
        }
        return counts <= most ? exact : nil
    }
}

extension PatternSetBuilder {
    static let mostLeadingTexts = 512
    static let mostExactLeaves = 128
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
        var automaton = startAutomaton(of: draft, &record)
        addLiterals(of: draft, to: &record, &automaton)
        if let automaton { add(automaton, to: &record) }
        readers.append(regexLiterals[regexes.count].isEmpty ? nil : draft.reader)
        let flags: PatternFlags = regex.reporting == .everyMatch ? [.isRegex, .everyMatch] : .isRegex
        patterns.append(PatternRecord(flags: flags, index: UInt32(regexes.count)))
        regexes.append(record)
    }

    private mutating func add(_ program: Program, to record: inout RegexRecord) {
        record.programStart = shared.instructions.add(program.instructions)
        record.programCount = UInt16(program.instructions.count)
        record.entry = UInt16(program.start)
        record.setsStart = shared.byteSets.add(program.sets)
        record.setsCount = UInt16(program.sets.count)
        record.pointsStart = shared.add(program.points)
        record.pointsCount = UInt16(program.points.count)
    }

    private mutating func addGroups(_ groupNames: [String?], to record: inout RegexRecord) {
        record.groupsStart = UInt32(groups.count)
        record.groupsCount = UInt16(groupNames.count)
        for name in groupNames {
            let bytes = Array((name ?? "").utf8)
            groups.append(GroupRecord(nameStart: UInt32(names.count), nameCount: UInt32(bytes.count)))
            names += bytes
        }
    }

    // MARK: - Literals

    /// Decides where the regex is run: around literals, where lines begin, or everywhere.
    private mutating func addLiterals(of draft: Draft, to record: inout RegexRecord, _ automaton: inout AutomatonDraft?) {
        let number = UInt32(regexes.count)
        let isAnchored = draft.root.isAnchoredAtStart
        let first = isAnchored ? draft.leading?.firstBytes() : nil
        let found = record.flags.contains(.matchesEverywhere) ? [] : RequiredLiteral.find(in: draft.root)
        let few = found.first { $0.literals.count <= RequiredLiteral.mostLiterals }
        var required = record.flags.contains(.matchesEverywhere) ? nil : requiredLiteral(draft, few) ?? (isAnchored ? nil : found.first)
        if let literal = required, isAnchored, (literal.mostBefore ?? .max) > PatternSetBuilder.farBefore,
            literal.bytesBefore.count > PatternSetBuilder.fewBytesBefore,
            literal.mostBefore == nil && literal.bytesBefore.contains(.lineFeed)
                || first.map({ $0.count <= PatternSetBuilder.fewFirstBytes }) ?? false
        {
            // Cheaper tried where lines begin than from far back wherever the literal stands.
            required = nil
        }
        regexLiterals.append([])
        add(needs: found.filter { $0.literals != required?.literals }, to: &record)
        guard let required else {
            if isAnchored, !record.flags.contains(.matchesEverywhere) {
                record.back = 0
                lineRegexes.append((number, draft.leading))
            } else {
                unfilteredRegexes.append(number)
                if automaton != nil, let leading = draft.leading { add(leading.places(), to: &record) }
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
            if required.mostBefore == 0 { automaton?.setState(of: &user, behind: text) }
            literalUsers[literal].append(ContinuationBuilder.User(user: user, reader: Int(number), beginsMatch: user.state != 0))
            regexLiterals[regexLiterals.count - 1].append(literal)
        }
    }

    /// For a regex that is run everywhere: for each byte the first places of a match where it can stand.
    private mutating func add(_ places: [ByteSet], to record: inout RegexRecord) {
        guard !places.isEmpty else { return }
        let unused = 8 - places.count
        let masks = (UInt8.min...UInt8.max).map { byte in
            places.indices.reduce(UInt8(truncatingIfNeeded: 1 << unused - 1)) {
                $0 | (places[$1].contains(byte) ? 1 << UInt8(unused + $1) : 0)
            }
        }
        record.before = shared.byteClasses.add(masks)
        record.disorder = UInt16(places.count)
        record.flags.insert(.hasPlaces)
    }

    /// What a text must hold beside the literals that the regex is run around.
    private mutating func add(needs candidates: [RequiredLiteral], to record: inout RegexRecord) {
        let needs = TextNeed.clauses(candidates)
        guard !needs.isEmpty else { return }
        record.needsStart = shared.needs.add(needs)
        record.flags.insert(.hasNeeds)
    }

    /// Literals of the regex's tree; where there are none, what it can begin with.
    private func requiredLiteral(_ draft: Draft, _ found: RequiredLiteral?) -> RequiredLiteral? {
        // With literals of four bytes the filter has to look at odd positions too, in every text.
        if let found, found.leastCount > 4 { return found }
        guard let leading = draft.leading, !draft.root.isAnchoredAtStart else { return found }
        let texts =
            leading.texts(of: 5, most: PatternSetBuilder.mostLeadingTexts)
            ?? (found == nil ? leading.texts(of: 4, most: PatternSetBuilder.mostLeadingTexts / 2) : nil)
        guard let texts, !texts.isEmpty else { return found }
        return RequiredLiteral(literals: texts, mostBefore: 0)
    }

    // MARK: - Automata

    /// Decides which leaves the automaton follows; `nil` where there is none.
    private mutating func startAutomaton(of draft: Draft, _ record: inout RegexRecord) -> AutomatonDraft? {
        guard automatonWork < limits.totalAutomatonWork,
            let (leaves, program, isRelaxed) = draft.followed(most: min(limits.automatonLeaves, BitAutomatonLayout.mostLeaves))
        else { return nil }
        if leaves.start[leaves.match >> 6] >> UInt64(leaves.match & 63) & 1 != 0 {
            // Empty matches everywhere: there is nothing to run.
            record.flags.insert(.matchesEverywhere)
            return nil
        }
        let budget = min(limits.automatonWork, limits.totalAutomatonWork - automatonWork)
        guard let automaton = AutomatonDraft(leaves, program, most: limits.automatonTransitions, budget: budget) else { return nil }
        if isRelaxed { record.flags.insert(.isRelaxed) }
        automatonWork += automaton.work
        return automaton
    }

    private mutating func add(_ automaton: AutomatonDraft, to record: inout RegexRecord) {
        // An image holds at most 2^32 entries of tables.
        if let table = automaton.table, shared.transitions.count + table.transitions.count < Int(UInt32.max) {
            record.automatonStart = shared.transitions.add(table.transitions)
            record.width = TableAutomaton.width
            record.kinds = table.starts
            record.classes = automaton.classCount
            record.exceptions = table.lastIdle
            record.entries = UInt16(table.transitions.count)
        } else if let builder = automaton.bitAutomaton, shared.automata.count + builder.tables.count < Int(UInt32.max) {
            record.automatonStart = shared.automata.add(builder.tables)
            record.width = UInt8(builder.layout.width)
            record.kinds = UInt8(builder.layout.kinds)
            record.classes = automaton.classCount
            record.exceptions = UInt16(builder.layout.exceptions)
            record.entries = UInt16(builder.layout.entries)
        } else {
            return
        }
        record.classesStart = shared.byteClasses.add(automaton.classes)
    }
}
