/// A compiled set of patterns, read in place from an image. Immutable; any number of callers may scan with it at once, each with its own `PatternScratch`.
@safe package final class PatternSet: Sendable {
    let image: Image
    /// The number of the set in the image.
    let number: Int
    let patterns: Table<PatternRecord>
    /// See `LiteralHead`.
    let literals: Table<UInt64>
    let users: Table<LiteralUser>
    let continuations: Table<ContinuationStep>
    let regexes: Table<RegexRecord>
    let instructions: Table<Instruction>
    let byteSets: Table<ByteSet>
    let encodedSets: Table<EncodedSetRecord>
    let encodedRanges: Table<EncodedRange>
    let byteClasses: Table<UInt8>
    let automata: Table<UInt64>
    let transitions: Table<UInt16>
    let needs: Table<TextNeed>
    let symbols: Table<UInt8>
    let groups: Table<GroupRecord>
    let names: Table<UInt8>
    let shortLiterals: Table<UInt32>
    /// The same as they are searched.
    let short: ShortLiterals
    let unfilteredRegexes: Table<UInt32>
    let lineRegexes: Table<UInt32>
    let lineMasks: Table<UInt64>
    let lineTransitions: Table<UInt16>
    let lineClasses: Table<UInt8>
    let header: SetHeader
    let filter: FilterTables
    // Invariant: points into the tables above, which keep the image alive as long as this object lives.
    nonisolated(unsafe) let views: ScanTables

    /// Finds and checks the set: afterwards no index in it leads out of its tables, whoever wrote the image.
    package init(image: Image, set: Int = 0) throws(ImageError) {
        guard set >= 0, set < SetSection.mostSets else { throw .missingSection(SetSection.header.id(set: 0)) }
        self.image = image
        number = set
        func table<Element: BitwiseCopyable>(_ section: SetSection) throws(ImageError) -> Table<Element> {
            try image.table(section.id(set: set))
        }
        let header: Table<SetHeader> = try table(.header)
        guard let header = header[0], header.version == SetHeader.currentVersion else {
            throw .badSection(SetSection.header.id(set: set), "made by another version")
        }
        patterns = try table(.patterns)
        literals = try table(.literals)
        users = try table(.users)
        continuations = try table(.continuations)
        regexes = try table(.regexes)
        instructions = try image.table(SharedSection.instructions.id)
        byteSets = try image.table(SharedSection.byteSets.id)
        encodedSets = try image.table(SharedSection.encodedSets.id)
        encodedRanges = try image.table(SharedSection.encodedRanges.id)
        byteClasses = try image.table(SharedSection.byteClasses.id)
        automata = try image.table(SharedSection.automata.id)
        transitions = try image.table(SharedSection.transitions.id)
        needs = try image.table(SharedSection.needs.id)
        symbols = try image.table(SharedSection.symbols.id)
        groups = try table(.groups)
        names = try table(.names)
        shortLiterals = try table(.shortLiterals)
        short = ShortLiterals(shortLiterals, in: literals)
        unfilteredRegexes = try table(.unfilteredRegexes)
        lineRegexes = try table(.lineRegexes)
        lineMasks = try table(.lineMasks)
        lineTransitions = try table(.lineTransitions)
        lineClasses = try table(.lineClasses)
        self.header = header
        filter = try FilterTables(image: image, set: set, section: .filter)
        unsafe views = unsafe ScanTables(
            literals: literals.unsafeElements, users: users.unsafeElements, continuations: continuations.unsafeElements,
            symbols: symbols.unsafeElements,
            regexes: regexes.unsafeElements, automata: automata.unsafeElements, transitions: transitions.unsafeElements,
            byteClasses: byteClasses.unsafeElements,
            byteSets: byteSets.unsafeElements, needs: needs.unsafeElements, lineRegexes: lineRegexes.unsafeElements,
            lineMasks: lineMasks.unsafeElements,
            lineTransitions: lineTransitions.unsafeElements, lineClasses: lineClasses.unsafeElements, lineNodes: Int(header.lineNodes),
            lineClassCount: Int(header.lineClasses),
            unfilteredRegexes: unfilteredRegexes.unsafeElements,
            filter: FilterView(filter, hasOddWindows: header.hasOddWindows != 0))
        try verify(set: set)
    }

    /// The number of patterns.
    package var count: Int { patterns.count }

    /// The names of a regex's capturing groups, group 1 first; `""` for one without a name. Empty for phrases.
    package func groupNames(of pattern: Int) -> [String] {
        guard let regex = regex(of: pattern) else { return [] }
        return groupRecords(of: regex).map { names.string(in: Int($0.nameStart)..<Int($0.nameStart) + Int($0.nameCount)) }
    }

    /// The number of a named group, for `PatternScratch.group`; 1 or more.
    package func groupIndex(named name: String, of pattern: Int) -> Int? {
        guard !name.isEmpty else { return nil }
        return groupNames(of: pattern).firstIndex(of: name).map { $0 + 1 }
    }

    func regex(of pattern: Int) -> RegexRecord? {
        guard let record = patterns[pattern], record.flags.contains(.isRegex) else { return nil }
        return regexes[record.index]
    }

    private func groupRecords(of regex: RegexRecord) -> Table<GroupRecord> {
        groups[Int(regex.groupsStart)..<Int(regex.groupsStart) + Int(regex.groupsCount)]
    }
}

/// Which windows of four bytes are worth a look, and what to compare there.
struct FilterTables: Sendable {
    /// A bit for each value of the hash; its count is a power of two.
    let bitmap: Table<UInt64>
    /// One for each `hashesPerSlot` values of the hash.
    let slots: Table<FilterEntry>
    /// What several windows that meet in a slot belong to.
    let entries: Table<FilterEntry>

    init(image: Image, set: Int, section: SetSection) throws(ImageError) {
        bitmap = try image.table(section.id(set: set))
        slots = try image.table(section.id(set: set, part: 1))
        entries = try image.table(section.id(set: set, part: 2))
    }

    static let slotShift: UInt32 = 3
    static let hashesPerSlot = 1 << slotShift
    var isEmpty: Bool { slots.isEmpty }

    static let multiplier: UInt32 = 0x9E37_79B1
    /// Windows at odd positions are registered and looked for in this disguise: only literals of four bytes are wanted there.
    static let oddMask: UInt32 = 0x5A5A_5A5A

    /// The number of a window's bit, for a bitmap of 2^(32 - shift) bits.
    @inline(__always)
    static func hash(_ window: UInt32, shift: UInt32) -> Int {
        Int(truncatingIfNeeded: (window &* multiplier) &>> shift)
    }

    /// For `hash`: the bitmap's size is a power of two, which `verify` has made sure of.
    var shift: UInt32 { UInt32(truncatingIfNeeded: 26 - bitmap.count.trailingZeroBitCount) }
}
