import PatternAutomaton
import RuleEngine

/// The predicates of all packs, each once, and the patterns that they look for.
struct PredicateTable {
    private(set) var records: [PredicateRecord] = []
    /// The rows that they were made of; a layout's symbol is replaced by its row.
    private(set) var rows: [ObjectPredicate] = []
    private var keys = InternTable()
    /// Of each object: what its predicates have become, and 1; 0 for those that were not needed so far.
    private var numbers: [[UInt32]]

    /// Of diagnostic texts. Pattern -> predicate is one to one.
    private(set) var textPatterns: [PatternSetLinker.Member] = []
    private(set) var textPatternPredicates: [UInt32] = []
    /// Of whole mails, and what each means.
    private(set) var mailPatterns: [PatternSetLinker.Member] = []
    private(set) var mailUses: [[ReportUse]] = []
    private var mailPatternRows: [Pattern: Int] = [:]
    /// The sets of layouts, in their order, as they lie in the objects.
    private(set) var lineSets: [Placed<Int>?] = []
    /// Of their patterns.
    private(set) var lineUses: [[ReportUse]] = []
    /// Of each layout: how many patterns.
    private(set) var lineCounts: [Int] = []
    /// Patterns count from the first of layouts.
    private(set) var groupRoles: [GroupRole] = []

    init(counts: [Int]) {
        numbers = counts.map { Array(repeating: 0, count: $0) }
    }

    /// nil for one that was not added so far.
    func number(_ row: UInt32, of object: Int) -> UInt32? {
        let known = numbers[object][Int(row)]
        return known > 0 ? known - 1 : nil
    }

    mutating func add(_ number: UInt32, of object: Int, _ tables: ObjectTables, layout: UInt32?) -> UInt32 {
        var row = tables.predicates[Int(number)]
        if let layout { row.first = layout }
        let start = tables.predicateStarts[Int(number)]
        let bytes = tables.predicateTexts
        let text = bytes.span.extracting(start..<start + (row.hasText ? Int(row.count) : 0))
        // Where a regex lies in its object is not what makes it another one.
        let first = ObjectPredicate.isRegex(row.kind) ? 0 : row.first
        let (known, isNew) = keys.add(text, tag: SIMD4(row.kind, first, row.second, row.count))
        let predicate = UInt32(known)
        numbers[object][Int(number)] = predicate + 1
        guard isNew else { return predicate }
        var record = PredicateRecord()
        record.strength = row.strength
        record.weight = row.weight
        rows.append(row)
        records.append(record)
        if row.hasText { addPattern(Array(keys[known]), row, predicate, object) }
        return predicate
    }

    private mutating func addPattern(_ bytes: [UInt8], _ row: ObjectPredicate, _ predicate: UInt32, _ object: Int) {
        let regex = Pattern(.regex, bytes, reporting: .existence, isConfinedToLines: true)
        switch row.kind {
        case ObjectPredicate.Kind.phrase:
            addTextPattern(.phrase(Pattern(.phrase, bytes, isWordBounded: row.first != 0)), predicate)
        case ObjectPredicate.Kind.regex: addTextPattern(.regex(regex, image: object, row: Int(row.first)), predicate)
        case ObjectPredicate.Kind.mailPhrase:
            for spelling in RegexFolding.spellings(ofPhrase: String(decoding: bytes, as: UTF8.self)) {
                let phrase = Pattern(.phrase, spelling, isWordBounded: row.first >> 8 != 0, reporting: .everyMatch)
                use(phrase, .phrase(phrase), row.first & 0xFF, row.second, predicate)
            }
        default:
            var regex = regex
            regex.reporting = .everyMatch
            let role = row.kind == ObjectPredicate.Kind.headerRegex ? ReportRole.header : ReportRole.returnedHeader
            use(regex, .regex(regex, image: object, row: Int(row.first)), role, row.second, predicate)
        }
    }

    private mutating func addTextPattern(_ pattern: PatternSetLinker.Member, _ predicate: UInt32) {
        records[Int(predicate)].pattern = UInt32(textPatterns.count)
        textPatterns.append(pattern)
        textPatternPredicates.append(predicate)
    }

    /// Says what a pattern over the whole mail means where it is found.
    private mutating func use(_ pattern: Pattern, _ member: PatternSetLinker.Member, _ role: UInt32, _ subject: UInt32, _ predicate: UInt32)
    {
        if mailPatternRows[pattern] == nil {
            mailPatternRows[pattern] = mailPatterns.count
            mailPatterns.append(member)
            mailUses.append([])
        }
        var use = ReportUse()
        use.role = role
        use.subject = subject
        use.value = predicate
        mailUses[mailPatternRows[pattern] ?? 0].append(use)
    }

    /// The patterns of a layout, which is `row` in its object and `number` in the image.
    mutating func addLines(of layout: LayoutRecord, row: Int, number: UInt32, _ object: Int, _ tables: ObjectTables) {
        let first = lineUses.count
        lineSets.append(layout.patterns.count > 0 ? Placed(object, row) : nil)
        lineCounts.append(Int(layout.patterns.count))
        for run in tables.patternRuns[layout.patterns.range] {
            lineUses.append(
                tables.uses[run.range].map { use in
                    var use = use
                    use.subject = number
                    return use
                })
        }
        for var role in tables.groupRoles where layout.patterns.range.contains(Int(role.pattern)) {
            role.pattern = UInt32(first) + role.pattern - layout.patterns.first
            groupRoles.append(role)
        }
    }
}
