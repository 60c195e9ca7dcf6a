/// Regexes that are compiled before it is known which set they come into: those of one pack, which are put together with other packs'.
///
/// They lie in an image like a set, under a number of their own: records, groups and names as there, and for each regex where it is run and which
/// literals lead to it.
enum CompiledRegexes {
    static let set = SetSection.mostSets - 1

    static var plans: SectionID { SetSection.patterns.id(set: set) }
    static var users: SectionID { SetSection.users.id(set: set) }
    static var texts: SectionID { SetSection.literals.id(set: set) }
    static var regexes: SectionID { SetSection.regexes.id(set: set) }
    static var groups: SectionID { SetSection.groups.id(set: set) }
    static var names: SectionID { SetSection.names.id(set: set) }
}

/// What a regex brings with it beside its record.
struct RegexPlan: BitwiseCopyable, Sendable {
    static let aroundLiterals: UInt32 = 0
    static let atLineStarts: UInt32 = 1
    static let everywhere: UInt32 = 2

    var usersStart: UInt32 = 0
    var usersCount: UInt32 = 0
    /// Of the program, a step for each byte: they count against `PatternLimits.totalProgramSize`.
    var steps: UInt32 = 0
    /// Where it is run.
    var place: UInt32 = RegexPlan.everywhere
}

/// A literal and what is to be done where it is seen.
struct PlannedUser: BitwiseCopyable, Sendable {
    var user: LiteralUser
    /// In lower case.
    var textStart: UInt32
    var textCount: UInt32
}

extension PatternSetCompiler {
    /// Compiles regexes for `PatternSetLinker`. Regex `n` of the array is row `n` there.
    ///
    /// - Parameter shared: as in `compile`.
    package func compile(
        regexes: [Pattern], sharing shared: inout SharedPatternTables, into writer: inout ImageWriter
    ) throws(PatternError) {
        var builder = PatternSetBuilder(limits: limits, shared: shared)
        shared = SharedPatternTables()
        defer { shared = builder.shared }
        var plans: [RegexPlan] = []
        var users: [PlannedUser] = []
        var texts: [UInt8] = []
        for (number, regex) in regexes.enumerated() {
            let steps = builder.programSteps
            try builder.add(regex: regex, index: UInt32(number))
            var plan = RegexPlan(usersStart: UInt32(users.count), steps: UInt32(builder.programSteps - steps))
            var seen: [Int: Int] = [:]
            for literal in builder.regexLiterals[number] {
                // A literal may lead to the regex twice.
                let own = builder.literalUsers[literal].filter { $0.user.target == UInt32(number) }
                let user = own[seen[literal, default: 0]].user
                seen[literal, default: 0] += 1
                let text = builder.literalTexts[literal]
                users.append(PlannedUser(user: user, textStart: UInt32(texts.count), textCount: UInt32(text.count)))
                texts += text
            }
            plan.usersCount = UInt32(users.count) - plan.usersStart
            if plan.usersCount > 0 {
                plan.place = RegexPlan.aroundLiterals
            } else if builder.lineRegexes.last.map({ $0.number == UInt32(number) }) ?? false {
                plan.place = RegexPlan.atLineStarts
            }
            plans.append(plan)
        }
        writer.add(plans, as: CompiledRegexes.plans)
        writer.add(users, as: CompiledRegexes.users)
        writer.add(texts, as: CompiledRegexes.texts)
        writer.add(builder.regexes, as: CompiledRegexes.regexes)
        writer.add(builder.groups, as: CompiledRegexes.groups)
        writer.add(builder.names, as: CompiledRegexes.names)
    }
}

extension PatternSetBuilder {
    /// Adds a regex that was compiled for `PatternSetLinker`; its record has been moved to the tables of this image.
    mutating func add(_ regex: Pattern, index: UInt32, record: RegexRecord, _ compiled: LinkedRegex) throws(PatternError) {
        let number = UInt32(regexes.count)
        var record = record
        record.pattern = index
        programSteps += Int(compiled.plan.steps)
        guard programSteps <= limits.totalProgramSize else {
            throw PatternError(
                .regexesTooLarge, 0..<regex.bytes.count, "the regexes have more than \(limits.totalProgramSize) steps together")
        }
        record.groupsStart = UInt32(groups.count)
        for name in compiled.groupNames {
            groups.append(GroupRecord(nameStart: UInt32(names.count), nameCount: UInt32(name.count)))
            names += name
        }
        regexLiterals.append([])
        let isEverywhere = compiled.plan.place == RegexPlan.everywhere
        let draft = isEverywhere ? nil : try Draft(reading: regex, limits: limits)
        readers.append(compiled.plan.place == RegexPlan.aroundLiterals ? draft?.reader : nil)
        switch compiled.plan.place {
        case RegexPlan.aroundLiterals:
            for (text, user) in compiled.users {
                let literal = literalNumber(of: text)
                var user = user
                user.target = number
                literalUsers[literal].append(ContinuationBuilder.User(user: user, reader: Int(number), beginsMatch: user.state != 0))
                regexLiterals[Int(number)].append(literal)
            }
        case RegexPlan.atLineStarts: lineRegexes.append((number, draft?.leading))
        default: unfilteredRegexes.append(number)
        }
        let flags: PatternFlags = regex.reporting == .everyMatch ? [.isRegex, .everyMatch] : .isRegex
        patterns.append(PatternRecord(flags: flags, index: number))
        regexes.append(record)
    }
}

/// A row of `CompiledRegexes`, read.
struct LinkedRegex {
    var plan: RegexPlan
    var users: [(text: [UInt8], user: LiteralUser)]
    var groupNames: [[UInt8]]
}

extension Draft {
    /// A regex without its automaton: what can stand around its literals, and what it begins with, is looked at together with other regexes.
    fileprivate init?(reading regex: Pattern, limits: PatternLimits) throws(PatternError) {
        var root = try RegexParser.parse(regex.bytes, limits: limits).root
        if regex.isConfinedToLines { root = root.confinedToLines() }
        guard let program = ProgramBuilder.build(root, limit: limits.programSize) else { return nil }
        self.init(root, program.expanded(), limits: limits, budget: limits.automatonWork)
    }
}
