import DeliveryTypes
import PatternAutomaton
import RuleEngine

/// Turns checked packs into the tables of one image.
///
/// Packs come in the order of their ids and everything in them in the order written, so that the same packs
/// give the same bytes.
struct Linker {
    var texts = TextPool()
    var numbers: [UInt32] = []
    var localized: [LocalizedRecord] = []
    var predicates = PredicatePool()
    var programs: [UInt32] = []
    /// Predicate -> programs to try; the key `nil` holds those that no predicate leads to.
    var ownersOfPredicate: [UInt32: [UInt32]] = [:]
    var unreachedOwners: [UInt32] = []
    var rules: [RuleRecord] = []
    var causes: [CauseRecord] = []
    var actions: [ActionRecord] = []
    var layouts: [LayoutRecord] = []
    var blocks: [BlockRecord] = []
    var blocklists: [BlocklistRecord] = []
    var particularVerdicts: [ParticularVerdictRecord] = []
    var mailDomains: [MailDomainRecord] = []
    var letters: [LetterRecord] = []
    var packs: [PackRecord] = []
    var causeRows: [String: UInt32] = [:]
    var actionRows: [String: UInt32] = [:]
    var ruleRows: [String: UInt32] = [:]
    var layoutRows: [String: UInt32] = [:]

    /// Links packs that `checkUnion` found sound.
    ///
    /// - Throws: `PatternError` where the patterns of all packs together pass a declared limit.
    static func link(_ packs: [PackModel], digest: SourceDigest) throws(PatternError) -> [UInt8] {
        var linker = Linker()
        linker.addVocabulary(of: packs)
        linker.addLetters(of: packs)
        linker.addLayoutRows(of: packs)
        let rules = linker.ruleSources(of: packs)
        for (row, source) in rules.enumerated() { linker.ruleRows[source.rule.id] = UInt32(row) }
        for source in rules { linker.addRule(source) }
        let firstLayout = UInt32(linker.rules.count)
        for pack in packs {
            for layout in pack.layouts { linker.addLayout(layout, tier: pack.tier, firstOwner: firstLayout) }
        }
        return try linker.image(sourceDigest: digest)
    }

    /// Writes a program and files it under the predicates that must hold for it. A scope says who speaks, not what: it adds no weight.
    mutating func addProgram(_ condition: MatchModel, scope: MatchModel? = nil, owner: UInt32) -> Run {
        let first = UInt32(programs.count)
        var program: [UInt32] = []
        var cover = compile(condition, into: &program)
        if let scope {
            let around = compile(scope, into: &program)
            program.append(RuleProgram.word(RuleProgram.circumstance))
            program.append(RuleProgram.word(RuleProgram.and))
            if let around, cover.map({ around.cost < $0.cost }) ?? true { cover = around }
        }
        programs += program
        if let cover {
            for predicate in Set(cover.predicates).sorted() { ownersOfPredicate[predicate, default: []].append(owner) }
        } else {
            unreachedOwners.append(owner)
        }
        return Run(first: first, count: UInt32(program.count))
    }

    mutating func addNumbers(_ values: [UInt32]) -> Run {
        guard !values.isEmpty else { return Run() }
        let run = Run(first: UInt32(numbers.count), count: UInt32(values.count))
        numbers += values
        return run
    }

    mutating func addLocalized(_ text: LocalizedText) -> Run {
        guard !text.isEmpty else { return Run() }
        let run = Run(first: UInt32(localized.count), count: UInt32(text.entries.count))
        for entry in text.entries {
            var record = LocalizedRecord()
            record.language = texts.add(entry.language)
            record.reader = entry.reader.map { Self.number(of: $0) } ?? 0
            record.text = texts.add(entry.text)
            localized.append(record)
        }
        return run
    }

    static func number(of reader: Reader) -> UInt32 {
        switch reader {
        case .sender: 1
        case .recipient: 2
        case .senderOperator: 3
        case .recipientOperator: 4
        }
    }
}

/// Every text once.
struct TextPool {
    private(set) var bytes: [UInt8] = []
    private var rows: [String: TextReference] = [:]

    mutating func add(_ text: String) -> TextReference {
        if text.isEmpty { return TextReference() }
        if let known = rows[text] { return known }
        let utf8 = Array(text.utf8)
        let reference = TextReference(offset: UInt32(bytes.count), count: UInt32(utf8.count))
        bytes += utf8
        rows[text] = reference
        return reference
    }
}
