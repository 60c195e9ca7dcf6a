import DeliveryTypes
import PatternAutomaton
import RuleEngine

/// Turns a checked pack into its object: every table that an image has, as far as other packs have no say in it.
///
/// Everything stands in the order written, so that the same pack gives the same bytes.
struct Assembler {
    var texts = TextPool()
    var numbers: [UInt32] = []
    var localized: [LocalizedRecord] = []
    var predicates = PredicatePool()
    var programs: [UInt32] = []
    var rules: [RuleRecord] = []
    var ruleParts: [RulePart] = []
    var causes: [CauseRecord] = []
    var actions: [ActionRecord] = []
    var layouts: [LayoutRecord] = []
    var layoutConditions: [ConditionPart] = []
    var blocks: [BlockRecord] = []
    var blocklists: [BlocklistRecord] = []
    var particularVerdicts: [ParticularVerdictRecord] = []
    var mailDomains: [MailDomainRecord] = []
    var letters: [LetterRecord] = []
    var overrides: [OverridePart] = []
    /// Ids of causes, actions, rules and layouts, whoever defines them.
    private var symbols: [TextReference] = []
    private var symbolRows: [String: UInt32] = [:]

    /// - Throws: `PatternError` where the patterns of the pack pass a declared limit.
    static func assemble(_ pack: PackModel) throws(PatternError) -> [UInt8] {
        var assembler = Assembler()
        var header = ObjectHeader()
        header.id = assembler.texts.add(pack.id)
        header.version = assembler.texts.add(pack.version.description)
        header.titles = assembler.addLocalized(pack.title)
        header.tier = number(of: pack.tier)
        for action in pack.actions { assembler.add(action) }
        for cause in pack.causes { assembler.add(cause) }
        for domain in pack.mailDomains { assembler.add(domain) }
        for letter in pack.letters { assembler.add(letter) }
        for rule in pack.rules { assembler.add(rule) }
        header.writtenRules = UInt32(pack.rules.count)
        for list in pack.blocklists { assembler.add(list, of: pack) }
        for layout in pack.layouts { assembler.add(layout) }
        for override in pack.overrides { assembler.add(override) }
        if let scope = pack.scope {
            header.scope = assembler.addCondition(scope)
            header.hasScope = 1
        }
        return try assembler.object(header, of: pack)
    }

    mutating func symbol(_ id: String) -> UInt32 {
        if let known = symbolRows[id] { return known }
        let row = UInt32(symbols.count)
        symbolRows[id] = row
        symbols.append(texts.add(id))
        return row
    }

    mutating func addSymbols(_ ids: [SpannedText]) -> Run {
        addNumbers(ids.map { symbol($0.text) })
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

    // MARK: - Output

    private func object(_ header: ObjectHeader, of pack: PackModel) throws(PatternError) -> [UInt8] {
        var writer = ImageWriter()
        try addPatterns(to: &writer)
        writer.add([header], as: ObjectSection.header)
        writer.add(texts.bytes, as: RuleSection.texts)
        writer.add(symbols, as: ObjectSection.symbols)
        writer.add(numbers, as: RuleSection.numbers)
        writer.add(localized, as: RuleSection.localized)
        writer.add(programs, as: RuleSection.programs)
        writer.add(predicates.rows, as: ObjectSection.predicates)
        writer.add(predicates.texts, as: ObjectSection.predicateTexts)
        writer.add(rules, as: RuleSection.rules)
        writer.add(ruleParts, as: ObjectSection.ruleParts)
        writer.add(causes, as: RuleSection.causes)
        writer.add(actions, as: RuleSection.actions)
        writer.add(layoutConditions, as: ObjectSection.layoutConditions)
        writer.add(blocks, as: RuleSection.blocks)
        writer.add(blocklists, as: RuleSection.blocklists)
        writer.add(particularVerdicts, as: RuleSection.particularVerdicts)
        writer.add(mailDomains, as: RuleSection.mailDomains)
        writer.add(letters, as: RuleSection.letters)
        writer.add(overrides, as: ObjectSection.overrides)
        // What images are told apart by: their rules, not the places where these were written.
        let digest = SourceDigest.of(writer.finish(sourceDigest: SourceDigest(high: 0, low: 0)))
        writer.add(PackInterface.encode(pack), as: ObjectSection.interface)
        return writer.finish(sourceDigest: digest)
    }

    private func addPatterns(to writer: inout ImageWriter) throws(PatternError) {
        let compiler = PatternSetCompiler()
        var shared = SharedPatternTables()
        // Regexes of texts see one line anyhow; those of mails are written for single lines.
        try compiler.compile(regexes: predicates.regexes, sharing: &shared, into: &writer)
        var layouts = layouts
        var runs: [Run] = []
        var uses: [ReportUse] = []
        var roles: [GroupRole] = []
        for (row, lines) in predicates.lines.enumerated() where layouts.indices.contains(row) {
            layouts[row].patterns = Run(first: UInt32(runs.count), count: UInt32(lines.uses.count))
            roles += Self.groupRoles(of: lines.patterns.keys, first: runs.count)
            for list in lines.uses {
                runs.append(Run(first: UInt32(uses.count), count: UInt32(list.count)))
                uses += list
            }
            guard !lines.uses.isEmpty else { continue }
            let patterns = lines.patterns.patterns(reporting: .everyMatch, isConfinedToLines: true)
            try compiler.compile(patterns, set: RuleSection.firstLayoutPatternSet + row, sharing: &shared, into: &writer)
        }
        shared.write(into: &writer)
        writer.add(layouts, as: RuleSection.layouts)
        writer.add(runs, as: RuleSection.reportPatterns)
        writer.add(uses, as: RuleSection.reportUses)
        writer.add(roles, as: RuleSection.groupRoles)
    }

    /// Which groups of a layout's patterns are fields of a report; rows come sorted by pattern.
    private static func groupRoles(of keys: [PatternPool.Key], first: Int) -> [GroupRole] {
        var roles: [GroupRole] = []
        for (pattern, key) in keys.enumerated() {
            guard case .regex(let bytes) = key, let names = try? RegexSyntax.groupNames(bytes) else { continue }
            for (index, name) in names.enumerated() {
                guard let field = LayoutField.allCases.first(where: { $0.name == name }) else { continue }
                var role = GroupRole()
                role.pattern = UInt32(first + pattern)
                role.group = UInt32(index + 1)
                role.field = field.rawValue
                roles.append(role)
            }
        }
        return roles
    }
}

extension SourceDigest {
    /// Tells images apart that were made from different packs; not a defence against forgery.
    static func of(_ bytes: [UInt8]) -> SourceDigest {
        var digest = SourceDigest(high: 0x6A09_E667_F3BC_C908, low: 0xBB67_AE85_84CA_A73B)
        for byte in bytes { digest.add(UInt64(byte)) }
        return digest
    }

    mutating func add(_ number: UInt64) {
        low = (low ^ number) &* 0x0000_0100_0000_01B3
        high = (high ^ low >> 29) &* 0x9E37_79B9_7F4A_7C15
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
