/// Makes the sets of an image from sets and regexes that were compiled before, each into an image of its own: nothing of them is compiled again.
///
/// The tables that all sets share are those of the images one behind the other. What damaged images make of it is refused when the result is loaded.
package struct PatternSetLinker {
    package enum Member {
        case phrase(Pattern)
        /// Row of `PatternSetCompiler.compile(regexes:…)` in the image of this number.
        case regex(Pattern, image: Int, row: Int)
    }

    /// Those of the shared tables that `add` takes over byte by byte and that are worth the trouble: of an image that was linked they are those of the
    /// images it was linked from, in their order.
    package static var movableSections: [SectionID] {
        [SharedSection.instructions.id, SharedSection.byteClasses.id, SharedSection.automata.id, SharedSection.transitions.id]
    }

    private let limits: PatternLimits
    private var sources: [Source] = []
    private var instructions: [Instruction] = []
    private var byteSets: [ByteSet] = []
    private var encodedSets: [EncodedSetRecord] = []
    private var encodedRanges: [EncodedRange] = []
    private var byteClasses: [UInt8] = []
    private var automata: [UInt64] = []
    private var transitions: [UInt16] = []
    private var needs: [TextNeed] = []

    /// An image, and where its shared tables have come to lie.
    private struct Source {
        let image: Image
        var instructions: UInt32 = 0
        var byteSets: UInt32 = 0
        var encodedSets: UInt32 = 0
        var byteClasses: UInt32 = 0
        var automata: UInt32 = 0
        var transitions: UInt32 = 0
        var needs: UInt32 = 0
        let plans: Table<RegexPlan>
        let users: Table<PlannedUser>
        let texts: Table<UInt8>
        let regexes: Table<RegexRecord>
        let groups: Table<GroupRecord>
        let names: Table<UInt8>

        init(_ image: Image) throws(ImageError) {
            self.image = image
            plans = try image.table(CompiledRegexes.plans)
            users = try image.table(CompiledRegexes.users)
            texts = try image.table(CompiledRegexes.texts)
            regexes = try image.table(CompiledRegexes.regexes)
            groups = try image.table(CompiledRegexes.groups)
            names = try image.table(CompiledRegexes.names)
        }
    }

    /// Takes over the shared tables of images, which are numbered in their order.
    package init(_ images: [Image], limits: PatternLimits = PatternLimits()) throws(ImageError) {
        self.limits = limits
        // Megabytes, which would be copied again and again as they grow.
        instructions.reserveCapacity(try Self.count(images, .instructions, of: Instruction.self))
        byteClasses.reserveCapacity(try Self.count(images, .byteClasses, of: UInt8.self))
        automata.reserveCapacity(try Self.count(images, .automata, of: UInt64.self))
        transitions.reserveCapacity(try Self.count(images, .transitions, of: UInt16.self))
        for image in images { try add(image) }
    }

    private static func count<Element: BitwiseCopyable>(
        _ images: [Image], _ section: SharedSection, of type: Element.Type
    ) throws(ImageError) -> Int {
        var count = 0
        for image in images { count += try image.table(section.id, of: type).count }
        return count
    }

    private mutating func add(_ image: Image) throws(ImageError) {
        var source = try Source(image)
        let firstRange = UInt32(truncatingIfNeeded: encodedRanges.count)
        let firstSet = encodedSets.count
        source.instructions = try append(image, .instructions, to: &instructions)
        source.byteSets = try append(image, .byteSets, to: &byteSets)
        source.encodedSets = try append(image, .encodedSets, to: &encodedSets)
        for row in firstSet..<encodedSets.count { encodedSets[row].first &+= firstRange }
        _ = try append(image, .encodedRanges, to: &encodedRanges)
        source.byteClasses = try append(image, .byteClasses, to: &byteClasses)
        source.automata = try append(image, .automata, to: &automata)
        source.transitions = try append(image, .transitions, to: &transitions)
        source.needs = try append(image, .needs, to: &needs)
        sources.append(source)
    }

    private func append<Element: BitwiseCopyable>(
        _ image: Image, _ section: SharedSection, to elements: inout [Element]
    ) throws(ImageError) -> UInt32 {
        let table: Table<Element> = try image.table(section.id)
        let start = elements.count
        guard start + table.count < Int(UInt32.max) else { throw .badSection(section.id, "too large together with others") }
        unsafe table.withElements { unsafe elements.append(contentsOf: $0) }
        return UInt32(start)
    }

    /// Adds the sections of a set; see `PatternSetCompiler.compile`.
    package func link(_ members: [Member], set: Int, into writer: inout ImageWriter) throws(PatternError) {
        guard members.count <= limits.patternCount else {
            throw PatternError(
                .tooManyPatterns, 0..<0, "\(members.count) patterns; \(limits.patternCount) are allowed", pattern: limits.patternCount)
        }
        var builder = PatternSetBuilder(limits: limits, shared: SharedPatternTables())
        for (index, member) in members.enumerated() {
            do throws(PatternError) {
                switch member {
                case .phrase(let phrase): try builder.add(phrase: phrase, index: UInt32(index))
                case .regex(let regex, let image, let row):
                    let source = sources[image]
                    try builder.add(
                        regex, index: UInt32(index), record: moved(source.regexes[row] ?? RegexRecord(), source),
                        Self.regex(row, of: source))
                }
            } catch {
                var located = error
                located.pattern = index
                throw located
            }
        }
        try builder.finish(set: set, into: &writer)
    }

    private static func regex(_ row: Int, of source: Source) -> LinkedRegex {
        let plan = source.plans[row] ?? RegexPlan()
        let users = source.users[Int(plan.usersStart)..<Int(plan.usersStart) + Int(plan.usersCount)]
        let record = source.regexes[row] ?? RegexRecord()
        return LinkedRegex(
            plan: plan,
            users: users.map { (Array(source.texts[Int($0.textStart)..<Int($0.textStart) + Int($0.textCount)]), $0.user) },
            groupNames: source.groups[Int(record.groupsStart)..<Int(record.groupsStart) + Int(record.groupsCount)].map { group in
                Array(source.names[Int(group.nameStart)..<Int(group.nameStart) + Int(group.nameCount)])
            })
    }

    private func moved(_ record: RegexRecord, _ source: Source) -> RegexRecord {
        var record = record
        record.programStart &+= source.instructions
        if record.flags.contains(.hasNeeds) { record.needsStart &+= source.needs }
        record.setsStart &+= source.byteSets
        record.pointsStart &+= source.encodedSets
        record.classesStart &+= source.byteClasses
        record.automatonStart &+= record.width == TableAutomaton.width ? source.transitions : source.automata
        if record.before != RegexRecord.anything {
            record.before &+= record.flags.contains(.hasPlaces) ? source.byteClasses : source.byteSets
        }
        return record
    }

    /// Adds a set as it lies in one of the images, under another number.
    package func copy(set: Int, ofImage number: Int, as target: Int, into writer: inout ImageWriter) throws(ImageError) {
        let source = sources[number]
        func copy<Element: BitwiseCopyable>(_ section: SetSection, _ type: Element.Type, part: UInt32 = 0) throws(ImageError) {
            let table = try source.image.table(section.id(set: set, part: part), of: type)
            writer.add(unsafe table.withElements { unsafe Array($0) }, as: section.id(set: target, part: part))
        }
        try copy(.header, SetHeader.self)
        try copy(.patterns, PatternRecord.self)
        try copy(.literals, UInt64.self)
        try copy(.users, LiteralUser.self)
        try copy(.continuations, ContinuationStep.self)
        let regexes: Table<RegexRecord> = try source.image.table(SetSection.regexes.id(set: set))
        writer.add(regexes.map { moved($0, source) }, as: SetSection.regexes.id(set: target))
        try copy(.groups, GroupRecord.self)
        try copy(.names, UInt8.self)
        try copy(.shortLiterals, UInt32.self)
        try copy(.unfilteredRegexes, UInt32.self)
        try copy(.lineRegexes, UInt32.self)
        try copy(.lineMasks, UInt64.self)
        try copy(.lineTransitions, UInt16.self)
        try copy(.lineClasses, UInt8.self)
        try copy(.filter, UInt64.self)
        try copy(.filter, FilterEntry.self, part: 1)
        try copy(.filter, FilterEntry.self, part: 2)
    }

    /// Adds the tables that the sets share.
    package func write(into writer: inout ImageWriter) {
        writer.add(instructions, as: SharedSection.instructions.id)
        writer.add(byteSets, as: SharedSection.byteSets.id)
        writer.add(encodedSets, as: SharedSection.encodedSets.id)
        writer.add(encodedRanges, as: SharedSection.encodedRanges.id)
        writer.add(byteClasses, as: SharedSection.byteClasses.id)
        writer.add(automata, as: SharedSection.automata.id)
        writer.add(transitions, as: SharedSection.transitions.id)
        writer.add(needs, as: SharedSection.needs.id)
        writer.add(ContinuationSymbols.map, as: SharedSection.symbols.id)
    }
}
