import PatternAutomaton
import RuleEngine

extension Linker {
    func image(sourceDigest: SourceDigest) throws(PatternError) -> [UInt8] {
        var writer = ImageWriter()
        let compiler = PatternSetCompiler()
        var shared = SharedPatternTables()
        // Regexes of texts see one line anyhow; those of mails are written for single lines.
        let textPatterns = predicates.textPatterns.patterns(reporting: .existence, isConfinedToLines: true)
        let reportPatterns = predicates.report.patterns.patterns(reporting: .everyMatch, isConfinedToLines: true)
        try compiler.compile(textPatterns, set: RuleSection.textPatternSet, sharing: &shared, into: &writer)
        try compiler.compile(reportPatterns, set: RuleSection.reportPatternSet, sharing: &shared, into: &writer)
        for (layout, lines) in predicates.lines.enumerated() where !lines.uses.isEmpty {
            let patterns = lines.patterns.patterns(reporting: .everyMatch, isConfinedToLines: true)
            try compiler.compile(patterns, set: RuleSection.firstLayoutPatternSet + layout, sharing: &shared, into: &writer)
        }
        shared.write(into: &writer)
        addTables(to: &writer)
        addPredicateTables(to: &writer)
        return writer.finish(sourceDigest: sourceDigest)
    }

    private func addTables(to writer: inout ImageWriter) {
        writer.add(texts.bytes, as: RuleSection.texts)
        writer.add(packs, as: RuleSection.packs)
        writer.add(rules, as: RuleSection.rules)
        writer.add(causes, as: RuleSection.causes)
        writer.add(actions, as: RuleSection.actions)
        writer.add(localized, as: RuleSection.localized)
        writer.add(programs, as: RuleSection.programs)
        writer.add(numberedLayouts(), as: RuleSection.layouts)
        writer.add(blocks, as: RuleSection.blocks)
        writer.add(blocklists, as: RuleSection.blocklists)
        writer.add(particularVerdicts, as: RuleSection.particularVerdicts)
        writer.add(mailDomains, as: RuleSection.mailDomains)
        writer.add(letters, as: RuleSection.letters)
    }

    private func addPredicateTables(to writer: inout ImageWriter) {
        var numbers = numbers
        writer.add(predicates.records, as: RuleSection.predicates)
        writer.add(predicates.textPatternPredicates, as: RuleSection.textPatterns)
        var runs: [Run] = []
        var uses: [ReportUse] = []
        for list in predicates.report.uses + predicates.lines.flatMap(\.uses) {
            runs.append(Run(first: UInt32(uses.count), count: UInt32(list.count)))
            uses += list
        }
        writer.add(runs, as: RuleSection.reportPatterns)
        writer.add(uses, as: RuleSection.reportUses)
        var owners: [Run] = []
        for predicate in 0..<UInt32(predicates.records.count) { owners.append(Self.add(ownersOfPredicate[predicate] ?? [], to: &numbers)) }
        owners.append(Self.add(unreachedOwners, to: &numbers))
        writer.add(owners, as: RuleSection.owners)
        writer.add(numbers, as: RuleSection.numbers)
        let tests = predicateTests()
        writer.add(tests.codes, as: RuleSection.codeTests)
        writer.add(tests.statuses.sorted { ($0.key, $0.predicate) < ($1.key, $1.predicate) }, as: RuleSection.statusTests)
        writer.add(
            tests.names.sorted { ($0.kind, $0.hash, $0.predicate) < ($1.kind, $1.hash, $1.predicate) }, as: RuleSection.nameTests)
        writer.add(groupRoles(), as: RuleSection.groupRoles)
        writer.add(wantedHeaders(), as: RuleSection.wantedHeaders)
    }

    private static func add(_ values: [UInt32], to numbers: inout [UInt32]) -> Run {
        let run = Run(first: UInt32(numbers.count), count: UInt32(values.count))
        numbers += values
        return run
    }

    /// Patterns of layouts are numbered behind those of whole mails.
    private func numberedLayouts() -> [LayoutRecord] {
        var layouts = layouts
        var first = predicates.report.uses.count
        for (row, lines) in predicates.lines.enumerated() where layouts.indices.contains(row) {
            layouts[row].patterns = Run(first: UInt32(first), count: UInt32(lines.uses.count))
            first += lines.uses.count
        }
        return layouts
    }

    /// Which groups of the layouts' patterns are fields of a report; rows come sorted by pattern.
    private func groupRoles() -> [GroupRole] {
        var roles: [GroupRole] = []
        let keys = predicates.lines.flatMap { $0.patterns.keys }
        for (pattern, key) in keys.enumerated() {
            guard case .regex(let bytes) = key, let names = try? RegexSyntax.groupNames(bytes) else { continue }
            for (index, name) in names.enumerated() {
                guard let field = LayoutField.allCases.first(where: { $0.name == name }) else { continue }
                var role = GroupRole()
                role.pattern = UInt32(predicates.report.uses.count + pattern)
                role.group = UInt32(index + 1)
                role.field = field.rawValue
                roles.append(role)
            }
        }
        return roles
    }
}
