import DeliveryTypes
import PatternAutomaton
import RuleEngine

/// Every predicate and every pattern of a pack once, whoever uses it.
struct PredicatePool {
    private(set) var rows: [ObjectPredicate] = []
    /// The phrases and regexes of the predicates, one behind the other.
    private(set) var texts: [UInt8] = []
    private var known: [PredicateModel.Kind: UInt32] = [:]
    private(set) var regexes: [Pattern] = []
    private var regexRows: [Pattern: UInt32] = [:]
    /// Of the lines of each layout. They have sets of their own, because most mails ask for those of one layout, and the others need not be
    /// looked for.
    private(set) var lines: [ReportPatterns] = []

    /// - Parameter symbol: of the layout that the predicate names.
    mutating func add(
        _ kind: PredicateModel.Kind, _ value: (strength: UInt32, weight: UInt32), symbol: UInt32
    ) -> UInt32 {
        // Spellings that normalise alike are one predicate: pattern -> predicate stays one to one.
        let kind = Self.normalized(kind)
        if let known = known[kind] { return known }
        let number = UInt32(rows.count)
        known[kind] = number
        var row = row(of: kind) ?? ObjectPredicate(kind, symbol: symbol)
        row.head |= value.strength << 8 | value.weight << 16
        rows.append(row)
        return number
    }

    private static func normalized(_ kind: PredicateModel.Kind) -> PredicateModel.Kind {
        guard case .phrase(var test) = kind, test.field == .text else { return kind }
        test.phrase = String(decoding: NormalizedText(test.phrase.utf8).bytes, as: UTF8.self)
        return .phrase(test)
    }

    /// nil for a predicate without a pattern.
    private mutating func row(of kind: PredicateModel.Kind) -> ObjectPredicate? {
        var row = ObjectPredicate()
        switch kind {
        case .phrase(let test):
            let words: UInt32 = test.isWordBounded ? 1 : 0
            let isText = test.field == .text
            row.head = isText ? ObjectPredicate.Kind.phrase : ObjectPredicate.Kind.mailPhrase
            row.first = isText ? words : ReportRole.body | words << 8
            add(test.phrase.utf8, to: &row)
        case .regex(let test):
            row.head = ObjectPredicate.Kind.regex
            add(RegexFolding.fold(test.pattern), .existence, to: &row)
        case .header(let test):
            row.second = FieldName.hash(test.name.utf8)
            switch test.condition {
            case .exists: return nil
            case .phrase(let phrase):
                row.head = ObjectPredicate.Kind.mailPhrase
                row.first = test.isReturned ? ReportRole.returnedHeader : ReportRole.header
                add(phrase.utf8, to: &row)
            case .regex(let regex):
                row.head = test.isReturned ? ObjectPredicate.Kind.returnedHeaderRegex : ObjectPredicate.Kind.headerRegex
                add(RegexFolding.inBothCases(regex.pattern), .everyMatch, to: &row)
            }
        default: return nil
        }
        return row
    }

    private mutating func add(_ text: some Collection<UInt8>, to row: inout ObjectPredicate) {
        row.count = UInt32(text.count)
        texts += text
    }

    private mutating func add(_ regex: [UInt8], _ reporting: Pattern.Reporting, to row: inout ObjectPredicate) {
        add(regex, to: &row)
        let pattern = Pattern(.regex, regex, reporting: reporting, isConfinedToLines: true)
        if regexRows[pattern] == nil {
            regexRows[pattern] = UInt32(regexes.count)
            regexes.append(pattern)
        }
        row.first = regexRows[pattern] ?? 0
    }

    /// Says what a pattern over the lines of a layout means where it is found.
    mutating func use(_ key: PatternPool.Key, _ role: UInt32, _ layout: UInt32, _ value: UInt32) {
        var use = ReportUse()
        use.role = role
        use.subject = layout
        use.value = value
        while lines.count <= Int(layout) { lines.append(ReportPatterns()) }
        lines[Int(layout)].add(use, of: key)
    }

    /// A pattern whose named groups are fields of the layout.
    mutating func use(_ regex: LineRegex, _ role: UInt32, _ layout: UInt32, _ value: UInt32 = 0) {
        use(.regex(RegexFolding.inBothCases(regex.pattern)), role, layout, value)
    }
}

/// Patterns of mails, and what each means.
struct ReportPatterns {
    private(set) var patterns = PatternPool()
    /// By pattern.
    private(set) var uses: [[ReportUse]] = []

    mutating func add(_ use: ReportUse, of key: PatternPool.Key) {
        let pattern = Int(patterns.add(key))
        while uses.count <= pattern { uses.append([]) }
        let isKnown = uses[pattern].contains { $0.role == use.role && $0.subject == use.subject && $0.value == use.value }
        if !isKnown { uses[pattern].append(use) }
    }
}

/// The patterns of one set, each once.
struct PatternPool {
    enum Key: Hashable {
        case phrase([UInt8], isWordBounded: Bool)
        case regex([UInt8])
    }

    private(set) var keys: [Key] = []
    private var rows: [Key: UInt32] = [:]

    mutating func add(_ key: Key) -> UInt32 {
        if let known = rows[key] { return known }
        let row = UInt32(keys.count)
        keys.append(key)
        rows[key] = row
        return row
    }

    /// - Parameter isConfinedToLines: regexes see one line at a time.
    func patterns(reporting: Pattern.Reporting, isConfinedToLines: Bool) -> [Pattern] {
        keys.map { key in
            switch key {
            case .phrase(let bytes, let isWordBounded):
                Pattern(.phrase, bytes, isWordBounded: isWordBounded, reporting: reporting)
            case .regex(let bytes):
                Pattern(.regex, bytes, reporting: reporting, isConfinedToLines: isConfinedToLines)
            }
        }
    }
}
