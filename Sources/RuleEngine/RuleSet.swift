package import PatternAutomaton

/// Compiled packs, ready to match: tables inside one image, shared by everybody, never changed.
///
/// A class, because a copy of so many tables would count references on each of them.
package final class RuleSet: Sendable {
    package let image: Image
    package let textPatterns: PatternSet
    package let reportPatterns: PatternSet
    /// By layout; nil for one without patterns.
    let layoutPatterns: [PatternSet?]

    let texts: Rows<UInt8>
    package let packs: Rows<PackRecord>
    package let rules: Rows<RuleRecord>
    package let causes: Rows<CauseRecord>
    package let actions: Rows<ActionRecord>
    let localized: Rows<LocalizedRecord>
    let numbers: Rows<UInt32>
    let programs: Rows<UInt32>
    let predicates: Rows<PredicateRecord>
    let textPatternPredicates: Rows<UInt32>
    let reportPatternUses: Rows<Run>
    let reportUses: Rows<ReportUse>
    let owners: Rows<Run>
    let codeTests: Rows<CodeTest>
    let statusTests: Rows<StatusTest>
    let nameTests: Rows<NameTest>
    package let layouts: Rows<LayoutRecord>
    let blocks: Rows<BlockRecord>
    let groupRoles: Rows<GroupRole>
    package let blocklists: Rows<BlocklistRecord>
    package let particularVerdicts: Rows<ParticularVerdictRecord>
    package let letters: Rows<LetterRecord>
    package let mailDomains: MailDomains
    /// Hashes of the names of the header fields that rules and layouts ask for, sorted.
    package let wantedHeaders: [UInt32]
    let conditions: ConditionTable
    let testIndex: TestIndex
    /// The names of the groups of regexes over diagnostic texts that have such: pattern -> names, group 1 first.
    let textGroupNames: [UInt32: [String]]

    /// - Throws: `ImageError` where a section is missing or has a wrong size.
    package init(image: Image) throws(ImageError) {
        self.image = image
        textPatterns = try PatternSet(image: image, set: RuleSection.textPatternSet)
        reportPatterns = try PatternSet(image: image, set: RuleSection.reportPatternSet)
        texts = try Rows(image, RuleSection.texts)
        packs = try Rows(image, RuleSection.packs)
        rules = try Rows(image, RuleSection.rules)
        causes = try Rows(image, RuleSection.causes)
        actions = try Rows(image, RuleSection.actions)
        localized = try Rows(image, RuleSection.localized)
        numbers = try Rows(image, RuleSection.numbers)
        programs = try Rows(image, RuleSection.programs)
        predicates = try Rows(image, RuleSection.predicates)
        textPatternPredicates = try Rows(image, RuleSection.textPatterns)
        reportPatternUses = try Rows(image, RuleSection.reportPatterns)
        reportUses = try Rows(image, RuleSection.reportUses)
        owners = try Rows(image, RuleSection.owners)
        codeTests = try Rows(image, RuleSection.codeTests)
        statusTests = try Rows(image, RuleSection.statusTests)
        nameTests = try Rows(image, RuleSection.nameTests)
        layouts = try Rows(image, RuleSection.layouts)
        var layoutPatterns: [PatternSet?] = []
        for row in 0..<layouts.count {
            let hasPatterns = layouts[row].patterns.count > 0
            layoutPatterns.append(hasPatterns ? try PatternSet(image: image, set: RuleSection.firstLayoutPatternSet + row) : nil)
        }
        self.layoutPatterns = layoutPatterns
        blocks = try Rows(image, RuleSection.blocks)
        groupRoles = try Rows(image, RuleSection.groupRoles)
        blocklists = try Rows(image, RuleSection.blocklists)
        particularVerdicts = try Rows(image, RuleSection.particularVerdicts)
        letters = try Rows(image, RuleSection.letters)
        mailDomains = MailDomains(try Rows(image, RuleSection.mailDomains), texts: texts)
        let wanted: Rows<UInt32> = try Rows(image, RuleSection.wantedHeaders)
        wantedHeaders = (0..<wanted.count).map { wanted[$0] }
        testIndex = TestIndex(codes: codeTests, statuses: statusTests, names: nameTests)
        var groupNames: [UInt32: [String]] = [:]
        for pattern in 0..<textPatterns.count {
            let names = textPatterns.groupNames(of: pattern)
            if names.contains(where: { !$0.isEmpty }) { groupNames[UInt32(truncatingIfNeeded: pattern)] = names }
        }
        textGroupNames = groupNames
        let (rules, layouts) = (rules, layouts)
        let owners = (0..<rules.count).map { rules[$0].program } + (0..<layouts.count).map { layouts[$0].program }
        let (programs, predicates) = (programs, predicates)
        conditions = ConditionTable(
            owners: owners, programs: (0..<programs.count).map { programs[$0] },
            predicateValues: (0..<predicates.count).map { row in
                ConditionValue.make(strength: predicates[row].strength, weight: predicates[row].weight)
            })
    }

    // Other modules ask for rows here: they do not see through a generic table, and would copy the row by way of its metadata.

    package func rule(_ row: Int) -> RuleRecord { rules[row] }
    package func layout(_ row: Int) -> LayoutRecord { layouts[row] }
    package func cause(_ row: Int) -> CauseRecord { causes[row] }
    package func particularVerdict(_ row: Int) -> ParticularVerdictRecord { particularVerdicts[row] }

    package func string(_ reference: TextReference) -> String {
        let start = Int(reference.offset)
        return texts.string(in: start..<start + Int(reference.count))
    }

    package func bytes(_ reference: TextReference) -> [UInt8] {
        let start = Int(reference.offset)
        let end = min(texts.count, start + Int(reference.count))
        guard start < end else { return [] }
        return (start..<end).map { texts[$0] }
    }

    /// The rows of `numbers` in `run`, without those outside.
    package func numbers(_ run: Run) -> [UInt32] {
        run.range.clamped(to: 0..<numbers.count).map { numbers[$0] }
    }

    /// Texts of `run` by language, for everybody or for one reader (0 everybody; see `LocalizedRecord`).
    package func localizedTexts(_ run: Run) -> [(language: String, reader: UInt32, text: String)] {
        run.range.clamped(to: 0..<localized.count).map { row in
            let record = localized[row]
            return (string(record.language), record.reader, string(record.text))
        }
    }
}

extension RuleSet {
    /// Whether the rule asks for the days in which a report was written.
    package func isDated(_ rule: Int) -> Bool {
        for index in rules[rule].program.range where programs[index] >> 24 == RuleProgram.predicate {
            let predicate = programs[index] & 0xFF_FFFF
            for row in 0..<nameTests.count where nameTests[row].kind == NameTestKind.date && nameTests[row].predicate == predicate {
                return true
            }
        }
        return false
    }
}
