import DeliveryTypes
import PatternAutomaton
import RuleEngine

/// Every predicate and every pattern once, whoever uses it.
struct PredicatePool {
    private(set) var records: [PredicateRecord] = []
    private(set) var kinds: [PredicateModel.Kind] = []
    private var rows: [PredicateModel.Kind: UInt32] = [:]
    /// Of diagnostic texts. Pattern -> predicate is one to one.
    private(set) var textPatterns = PatternPool()
    private(set) var textPatternPredicates: [UInt32] = []
    /// Of whole mails: what predicates ask for.
    private(set) var report = ReportPatterns()
    /// Of the lines of each layout. They have sets of their own, because most mails ask for those of one layout, and the others need not be
    /// looked for.
    private(set) var lines: [ReportPatterns] = []

    mutating func add(_ kind: PredicateModel.Kind, _ weight: (strength: UInt32, weight: UInt32)) -> UInt32 {
        // Spellings that normalise alike are one predicate: pattern -> predicate stays one to one.
        let kind = Self.normalized(kind)
        if let known = rows[kind] { return known }
        let row = UInt32(records.count)
        var record = PredicateRecord()
        record.strength = weight.strength
        record.weight = weight.weight
        records.append(record)
        kinds.append(kind)
        rows[kind] = row
        addPattern(of: kind, predicate: row)
        return row
    }

    private static func normalized(_ kind: PredicateModel.Kind) -> PredicateModel.Kind {
        guard case .phrase(var test) = kind, test.field == .text else { return kind }
        test.phrase = String(decoding: NormalizedText(test.phrase.utf8).bytes, as: UTF8.self)
        return .phrase(test)
    }

    private mutating func addPattern(of kind: PredicateModel.Kind, predicate: UInt32) {
        switch kind {
        case .phrase(let test) where test.field == .text:
            addTextPattern(.phrase(Array(test.phrase.utf8), isWordBounded: test.isWordBounded), predicate)
        case .regex(let test):
            addTextPattern(.regex(RegexFolding.fold(test.pattern)), predicate)
        case .phrase(let test):
            for phrase in RegexFolding.spellings(ofPhrase: test.phrase) {
                use(.phrase(phrase, isWordBounded: test.isWordBounded), ReportRole.body, 0, predicate)
            }
        case .header(let test):
            let role = test.isReturned ? ReportRole.returnedHeader : ReportRole.header
            let name = FieldName.hash(test.name.utf8)
            switch test.condition {
            case .exists: return
            case .phrase(let phrase):
                for phrase in RegexFolding.spellings(ofPhrase: phrase) { use(.phrase(phrase, isWordBounded: false), role, name, predicate) }
            case .regex(let regex): use(.regex(RegexFolding.inBothCases(regex.pattern)), role, name, predicate)
            }
        default:
            return
        }
    }

    private mutating func addTextPattern(_ key: PatternPool.Key, _ predicate: UInt32) {
        records[Int(predicate)].pattern = textPatterns.add(key)
        textPatternPredicates.append(predicate)
    }

    /// Says what a pattern over the whole mail means where it is found.
    mutating func use(_ key: PatternPool.Key, _ role: UInt32, _ subject: UInt32, _ value: UInt32) {
        var use = ReportUse()
        use.role = role
        use.subject = subject
        use.value = value
        guard role >= ReportRole.reportAfter else { return report.add(use, of: key) }
        let layout = Int(subject)
        while lines.count <= layout { lines.append(ReportPatterns()) }
        lines[layout].add(use, of: key)
    }

    /// Patterns over the lines of a layout whose named groups are its fields.
    mutating func use(_ regex: LineRegex, _ role: UInt32, _ subject: UInt32, _ value: UInt32 = 0) {
        use(.regex(RegexFolding.inBothCases(regex.pattern)), role, subject, value)
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
