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
    /// Of whole mails. A pattern may serve a predicate and several layouts.
    private(set) var reportPatterns = PatternPool()
    private(set) var reportUses: [[ReportUse]] = []

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
            use(.phrase(Array(test.phrase.utf8), isWordBounded: test.isWordBounded), ReportRole.body, 0, predicate)
        case .header(let test):
            let role = test.isReturned ? ReportRole.returnedHeader : ReportRole.header
            let name = FieldName.hash(test.name.utf8)
            switch test.condition {
            case .exists: return
            case .phrase(let phrase): use(.phrase(Array(phrase.utf8), isWordBounded: false), role, name, predicate)
            case .regex(let regex): use(.regex(RegexFolding.fold(regex.pattern)), role, name, predicate)
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
        let pattern = Int(reportPatterns.add(key))
        while reportUses.count <= pattern { reportUses.append([]) }
        var use = ReportUse()
        use.role = role
        use.subject = subject
        use.value = value
        let isKnown = reportUses[pattern].contains { $0.role == role && $0.subject == subject && $0.value == value }
        if !isKnown { reportUses[pattern].append(use) }
    }

    /// Patterns over the whole mail whose named groups are fields of a layout.
    mutating func use(_ regex: LineRegex, _ role: UInt32, _ subject: UInt32, _ value: UInt32 = 0) {
        use(.regex(Array(regex.pattern.utf8)), role, subject, value)
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
