import PatternAutomaton
import RuleEngine

extension Linker {
    /// - Parameter objects: those that the packs lie in.
    func image(of objects: [Image], sourceDigest: SourceDigest) throws -> [UInt8] {
        var writer = ImageWriter()
        let patterns = try PatternSetLinker(objects)
        try patterns.link(predicates.textPatterns, set: RuleSection.textPatternSet, into: &writer)
        try patterns.link(predicates.mailPatterns, set: RuleSection.reportPatternSet, into: &writer)
        for (layout, set) in predicates.lineSets.enumerated() {
            guard let set else { continue }
            let first = RuleSection.firstLayoutPatternSet
            try patterns.copy(set: first + set.value, ofImage: set.object, as: first + layout, into: &writer)
        }
        patterns.write(into: &writer)
        addTables(to: &writer)
        addPredicateTables(to: &writer)
        addTests(to: &writer)
        return writer.finish(sourceDigest: sourceDigest)
    }

    private func addTables(to writer: inout ImageWriter) {
        writer.add(textBytes, as: RuleSection.texts)
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
        writer.add(predicates.records, as: RuleSection.predicates)
        writer.add(predicates.textPatternPredicates, as: RuleSection.textPatterns)
        var runs: [Run] = []
        var uses: [ReportUse] = []
        for list in predicates.mailUses + predicates.lineUses {
            runs.append(Run(first: UInt32(uses.count), count: UInt32(list.count)))
            uses += list
        }
        writer.add(runs, as: RuleSection.reportPatterns)
        writer.add(uses, as: RuleSection.reportUses)
        var numbers = numbers
        writer.add(ownerRuns(&numbers), as: RuleSection.owners)
        writer.add(numbers, as: RuleSection.numbers)
        let first = UInt32(predicates.mailUses.count)
        writer.add(
            predicates.groupRoles.map { role in
                var role = role
                role.pattern += first
                return role
            }, as: RuleSection.groupRoles)
        writer.add(wantedHeaders(), as: RuleSection.wantedHeaders)
    }

    /// The programs of each predicate, in their order, and at last those that no predicate leads to.
    private func ownerRuns(_ numbers: inout [UInt32]) -> [Run] {
        var runs = [Run](repeating: Run(), count: predicates.records.count)
        for (predicate, _) in owners { runs[Int(predicate)].count += 1 }
        var end = UInt32(numbers.count)
        for predicate in runs.indices {
            runs[predicate].first = end
            end += runs[predicate].count
        }
        var places = runs.map { Int($0.first) }
        numbers += repeatElement(0, count: owners.count)
        for (predicate, owner) in owners {
            numbers[places[Int(predicate)]] = owner
            places[Int(predicate)] += 1
        }
        runs.append(Run(first: end, count: UInt32(unreachedOwners.count)))
        numbers += unreachedOwners
        return runs
    }

    /// Patterns of layouts are numbered behind those of whole mails.
    private func numberedLayouts() -> [LayoutRecord] {
        var layouts = layouts
        var first = predicates.mailUses.count
        for (row, count) in predicates.lineCounts.enumerated() {
            layouts[row].patterns = Run(first: UInt32(first), count: UInt32(count))
            first += count
        }
        return layouts
    }

    /// Hashes of the header fields that anybody asks for.
    private func wantedHeaders() -> [UInt32] {
        var wanted: Set<UInt32> = []
        for row in predicates.rows {
            switch row.kind {
            case ObjectPredicate.Kind.headerRegex, ObjectPredicate.Kind.returnedHeaderRegex: wanted.insert(row.second)
            case ObjectPredicate.Kind.mailPhrase where row.first & 0xFF != ReportRole.body: wanted.insert(row.second)
            case ObjectPredicate.Kind.name where row.first == NameTestKind.headerExists || row.first == NameTestKind.returnedHeaderExists:
                wanted.insert(row.second)
            default: break
            }
        }
        for layout in layouts { wanted.formUnion(numbers[layout.recipientHeaders.range]) }
        return wanted.sorted()
    }

    /// Predicates that are no patterns, as rows that the engine searches.
    private func addTests(to writer: inout ImageWriter) {
        var codes: [CodeTest] = []
        var statuses: [StatusTest] = []
        var names: [NameTest] = []
        for (number, row) in predicates.rows.enumerated() {
            let predicate = UInt32(number)
            switch row.kind {
            case ObjectPredicate.Kind.code:
                var test = CodeTest()
                test.lower = row.first
                test.upper = row.second
                test.predicate = predicate
                codes.append(test)
            case ObjectPredicate.Kind.status:
                var test = StatusTest()
                test.key = row.first
                test.predicate = predicate
                statuses.append(test)
            case ObjectPredicate.Kind.name, ObjectPredicate.Kind.layout, ObjectPredicate.Kind.number: names.append(test(row, predicate))
            default: break
            }
        }
        writer.add(codes, as: RuleSection.codeTests)
        writer.add(statuses.sorted { ($0.key, $0.predicate) < ($1.key, $1.predicate) }, as: RuleSection.statusTests)
        writer.add(names.sorted { ($0.kind, $0.hash, $0.predicate) < ($1.kind, $1.hash, $1.predicate) }, as: RuleSection.nameTests)
    }

    private func test(_ row: ObjectPredicate, _ predicate: UInt32) -> NameTest {
        var test = NameTest()
        test.predicate = predicate
        switch row.kind {
        case ObjectPredicate.Kind.name: (test.kind, test.hash) = (row.first, row.second)
        case ObjectPredicate.Kind.layout: (test.kind, test.hash) = (NameTestKind.layout, row.first)
        default:
            (test.kind, test.hash) = (row.first & 0xFF, row.first >> 8)
            test.name = TextReference(offset: row.second, count: row.count)
        }
        return test
    }
}
