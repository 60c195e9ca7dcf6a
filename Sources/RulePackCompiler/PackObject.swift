import PatternAutomaton
import RuleEngine

/// One pack, checked and compiled as far as it can be without others: what packs are joined from, whether they come from YAML or were built into a module.
package struct PackObject: Sendable {
    package var id: String { interface.id }
    /// What joining checks; of a pack that was built into a module only that.
    let interface: PackModel
    let image: Image
    let tables: ObjectTables

    /// Compiles a pack that `parsePack` found sound.
    ///
    /// - Throws: `RulePackError` where its patterns are too much together.
    package init(_ pack: PackModel) throws(RulePackError) {
        do {
            image = try Image(copying: try Assembler.assemble(pack))
            tables = try ObjectTables(image)
        } catch let error as PatternError {
            throw RulePackError(patterns: "`\(pack.id)`: \(error.message)")
        } catch {
            throw RulePackError(brokenObject: "\(error)")
        }
        interface = pack
    }

    /// Reads what `bytes` of another one gave.
    package init(bytes: [UInt8]) throws(RulePackError) {
        do throws(ImageError) {
            image = try Image(copying: bytes)
            tables = try ObjectTables(image)
        } catch {
            throw RulePackError(brokenObject: "\(error)")
        }
        guard let interface = PackInterface.decode(tables.interface) else { throw RulePackError(brokenObject: "its names cannot be read") }
        self.interface = interface
    }

    /// The bytes that an image of this pack and others has as well.
    package var automata: [Range<Int>] {
        get throws { try PatternSetLinker.movableSections.map { try image.byteRange(of: $0) } }
    }

    /// Its tables; see `Image.rows`.
    package var rows: [(bytes: Range<Int>, width: Int)] { image.rows }

    /// The same pack gives the same bytes.
    package var bytes: [UInt8] { image.copy }
}

extension RulePackError {
    init(patterns message: String) {
        self.init(diagnostics: [
            Diagnostic(code: FindingCode.patternsTooLarge.rawValue, severity: .error, message: message, location: nil)
        ])
    }

    init(brokenObject reason: String) {
        self.init(diagnostics: [
            Diagnostic(
                code: FindingCode.brokenPackImage.rawValue, severity: .error, message: "the compiled form of a pack is damaged: \(reason)",
                location: nil, help: "compile the pack again with this version")
        ])
    }
}

/// The tables of an object, every number in them checked: nothing points outside.
final class ObjectTables: Sendable {
    let header: ObjectHeader
    let interface: [UInt8]
    let texts: [UInt8]
    let symbols: [TextReference]
    let numbers: [UInt32]
    let localized: [LocalizedRecord]
    let programs: [UInt32]
    let predicates: [ObjectPredicate]
    let predicateTexts: [UInt8]
    /// Where the text of each predicate begins.
    let predicateStarts: [Int]
    let rules: [RuleRecord]
    let ruleParts: [RulePart]
    let causes: [CauseRecord]
    let actions: [ActionRecord]
    let layouts: [LayoutRecord]
    let layoutConditions: [ConditionPart]
    let blocks: [BlockRecord]
    let blocklists: [BlocklistRecord]
    let particularVerdicts: [ParticularVerdictRecord]
    let mailDomains: [MailDomainRecord]
    let letters: [LetterRecord]
    let overrides: [OverridePart]
    let patternRuns: [Run]
    let uses: [ReportUse]
    let groupRoles: [GroupRole]

    init(_ image: Image) throws(ImageError) {
        let headers: [ObjectHeader] = try Self.rows(image, ObjectSection.header)
        guard let header = headers.first else { throw .missingSection(ObjectSection.header) }
        self.header = header
        interface = try Self.rows(image, ObjectSection.interface)
        texts = try Self.rows(image, RuleSection.texts)
        symbols = try Self.rows(image, ObjectSection.symbols)
        numbers = try Self.rows(image, RuleSection.numbers)
        localized = try Self.rows(image, RuleSection.localized)
        programs = try Self.rows(image, RuleSection.programs)
        predicates = try Self.rows(image, ObjectSection.predicates)
        predicateTexts = try Self.rows(image, ObjectSection.predicateTexts)
        var starts: [Int] = []
        starts.reserveCapacity(predicates.count)
        var end = 0
        for predicate in predicates {
            starts.append(end)
            if predicate.hasText { end += Int(predicate.count) }
        }
        guard end == predicateTexts.count else { throw .badSection(ObjectSection.predicateTexts, "wrong length") }
        predicateStarts = starts
        rules = try Self.rows(image, RuleSection.rules)
        ruleParts = try Self.rows(image, ObjectSection.ruleParts)
        causes = try Self.rows(image, RuleSection.causes)
        actions = try Self.rows(image, RuleSection.actions)
        layouts = try Self.rows(image, RuleSection.layouts)
        layoutConditions = try Self.rows(image, ObjectSection.layoutConditions)
        blocks = try Self.rows(image, RuleSection.blocks)
        blocklists = try Self.rows(image, RuleSection.blocklists)
        particularVerdicts = try Self.rows(image, RuleSection.particularVerdicts)
        mailDomains = try Self.rows(image, RuleSection.mailDomains)
        letters = try Self.rows(image, RuleSection.letters)
        overrides = try Self.rows(image, ObjectSection.overrides)
        patternRuns = try Self.rows(image, RuleSection.reportPatterns)
        uses = try Self.rows(image, RuleSection.reportUses)
        groupRoles = try Self.rows(image, RuleSection.groupRoles)
        try verify()
    }

    private static func rows<Element: BitwiseCopyable>(_ image: Image, _ section: SectionID) throws(ImageError) -> [Element] {
        let table: Table<Element> = try image.table(section)
        return unsafe table.withElements { unsafe Array($0) }
    }
}

extension ObjectTables {
    private func verify() throws(ImageError) {
        try verifyConditions()
        func check(_ holds: Bool, _ section: SectionID) throws(ImageError) {
            if !holds { throw .badSection(section, "a row points outside") }
        }
        let symbolCount = symbols.count
        func isSymbol(_ row: UInt32) -> Bool { row < symbolCount }
        func areSymbols(_ run: Run) -> Bool { fits(run, numbers.count) && numbers[run.range].allSatisfy(isSymbol) }
        func isText(_ run: Run) -> Bool { fits(run, localized.count) }
        func isSound(_ rule: RuleRecord) -> Bool {
            fits(rule.id) && fits(rule.sisimaiReason) && (rule.cause == .max || isSymbol(rule.cause)) && areSymbols(rule.actions)
                && areSymbols(rule.before) && isText(rule.messages)
        }
        try check(
            fits(header.id) && fits(header.version) && isText(header.titles) && header.writtenRules <= rules.count, ObjectSection.header)
        try check(symbols.allSatisfy { fits($0) }, ObjectSection.symbols)
        try check(localized.allSatisfy { fits($0.language) && fits($0.text) }, RuleSection.localized)
        try check(
            predicates.allSatisfy {
                $0.kind <= ObjectPredicate.Kind.number && ($0.kind != ObjectPredicate.Kind.layout || isSymbol($0.first))
            }, ObjectSection.predicates)
        try check(
            rules.allSatisfy { isSound($0) && ($0.blocklist == .max || $0.blocklist < blocklists.count) } && rules.count == ruleParts.count,
            RuleSection.rules)
        try check(
            causes.allSatisfy {
                fits($0.id) && fits($0.sisimaiReason) && isText($0.titles) && isText($0.summaries) && areSymbols($0.actions)
            }, RuleSection.causes)
        try check(actions.allSatisfy { fits($0.id) && isText($0.texts) && isText($0.reasons) }, RuleSection.actions)
        try check(
            layouts.allSatisfy {
                fits($0.id) && isText($0.titles) && fits($0.blocks, blocks.count) && fits($0.recipientHeaders, numbers.count)
                    && fits($0.patterns, patternRuns.count)
            } && layouts.count == layoutConditions.count, RuleSection.layouts)
        try check(
            blocklists.allSatisfy {
                fits($0.zone) && fits($0.name) && fits($0.lookup) && fits($0.delistURL) && isText($0.delistNotes) && fits($0.delistWho)
                    && fits($0.expires) && fits($0.deadSince)
            }, RuleSection.blocklists)
        try check(
            particularVerdicts.allSatisfy {
                isSymbol($0.cause) && ($0.otherCause == .max || isSymbol($0.otherCause)) && isText($0.summaries) && areSymbols($0.actions)
            }, RuleSection.particularVerdicts)
        try check(mailDomains.allSatisfy { fits($0.name) && fits($0.meant) }, RuleSection.mailDomains)
        try check(
            letters.allSatisfy { fits($0.id) && areSymbols($0.causes) && isText($0.titles) && isText($0.bodies) }, RuleSection.letters)
        try check(overrides.allSatisfy { isSymbol($0.target) && isSound($0.record) }, ObjectSection.overrides)
        try check(patternRuns.allSatisfy { fits($0, uses.count) }, RuleSection.reportPatterns)
    }

    private func verifyConditions() throws(ImageError) {
        let predicateCount = predicates.count
        let isSound = programs.allSatisfy { $0 >> 24 != RuleProgram.predicate || $0 & 0xFF_FFFF < predicateCount }
        let parts = ruleParts.map(\.condition) + layoutConditions + overrides.map(\.condition) + [header.scope]
        let areSound = parts.allSatisfy { part in
            fits(part.program, programs.count) && fits(part.cover, numbers.count)
                && numbers[part.cover.range].allSatisfy { $0 < predicateCount }
        }
        guard isSound, areSound else { throw .badSection(RuleSection.programs, "a row points outside") }
    }

    private func fits(_ run: Run, _ count: Int) -> Bool { Int(run.first) + Int(run.count) <= count }
    private func fits(_ text: TextReference) -> Bool { Int(text.offset) + Int(text.count) <= texts.count }
}
