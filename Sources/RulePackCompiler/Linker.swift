import PatternAutomaton
import RuleEngine

/// Joins the objects of packs to one image: gives every row its number among those of all packs, and names their meaning. Nothing is parsed and no regex compiled.
///
/// Packs come in the order of their ids and everything in them in the order written, so that the same packs give the same bytes.
struct Linker {
    let objects: [ObjectTables]
    private var texts = InternTable()
    /// Of each object: what its texts have become, by their offset, and 1; 0 for those that were not needed so far.
    private var textNumbers: [[UInt32]]
    private(set) var numbers: [UInt32] = []
    private(set) var localized: [LocalizedRecord] = []
    private(set) var programs: [UInt32] = []
    var predicates: PredicateTable
    /// Which programs to try when a predicate holds.
    private(set) var owners: [(predicate: UInt32, owner: UInt32)] = []
    private(set) var unreachedOwners: [UInt32] = []
    private(set) var packs: [PackRecord] = []
    private(set) var rules: [RuleRecord] = []
    private(set) var causes: [CauseRecord] = []
    private(set) var actions: [ActionRecord] = []
    private(set) var layouts: [LayoutRecord] = []
    private(set) var blocks: [BlockRecord] = []
    private(set) var blocklists: [BlocklistRecord] = []
    private(set) var particularVerdicts: [ParticularVerdictRecord] = []
    private(set) var mailDomains: [MailDomainRecord] = []
    private(set) var letters: [LetterRecord] = []
    // By the numbers of their ids in `texts`.
    private var causeRows: [Int: UInt32] = [:]
    private var actionRows: [Int: UInt32] = [:]
    private var ruleRows: [Int: UInt32] = [:]
    private(set) var layoutRows: [Int: UInt32] = [:]

    /// Links packs that `checkUnion` found sound.
    ///
    /// - Throws: `PatternError` where the patterns of all packs together pass a declared limit, `ImageError` for an object that is none.
    static func link(_ objects: [PackObject]) throws -> [UInt8] {
        var linker = Linker(objects.map(\.tables))
        linker.addVocabulary()
        linker.addRules()
        linker.addLayouts()
        var digest = SourceDigest(high: 0, low: 0)
        for object in objects {
            digest.add(object.image.sourceDigest.high)
            digest.add(object.image.sourceDigest.low)
        }
        return try linker.image(of: objects.map(\.image), sourceDigest: digest)
    }

    private init(_ objects: [ObjectTables]) {
        self.objects = objects
        textNumbers = objects.map { Array(repeating: 0, count: $0.texts.count + 1) }
        predicates = PredicateTable(counts: objects.map(\.predicates.count))
    }

    // MARK: - Texts

    private mutating func number(_ text: TextReference, of object: Int) -> Int {
        let offset = Int(text.offset)
        let known = textNumbers[object][offset]
        if known > 0 { return Int(known) - 1 }
        let bytes = objects[object].texts
        let number = texts.add(bytes.span.extracting(offset..<offset + Int(text.count))).number
        textNumbers[object][offset] = UInt32(number) + 1
        return number
    }

    private mutating func text(_ text: TextReference, of object: Int) -> TextReference {
        guard text.count > 0 else { return TextReference() }
        // First, because it may add one.
        let number = number(text, of: object)
        let entry = texts.entries[number]
        return TextReference(offset: UInt32(entry.offset), count: UInt32(entry.count))
    }

    var textBytes: [UInt8] { texts.bytes }

    /// The number of a symbol's id.
    mutating func symbol(_ row: UInt32, of object: Int) -> Int { number(objects[object].symbols[Int(row)], of: object) }

    private mutating func localized(_ rows: some Collection<Int>, of object: Int) -> Run {
        guard !rows.isEmpty else { return Run() }
        let run = Run(first: UInt32(localized.count), count: UInt32(rows.count))
        for row in rows {
            var record = objects[object].localized[row]
            record.language = text(record.language, of: object)
            record.text = text(record.text, of: object)
            localized.append(record)
        }
        return run
    }

    private mutating func localized(_ run: Run, of object: Int) -> Run { localized(run.range, of: object) }

    private mutating func addNumbers(_ values: [UInt32]) -> Run {
        guard !values.isEmpty else { return Run() }
        let run = Run(first: UInt32(numbers.count), count: UInt32(values.count))
        numbers += values
        return run
    }

    private mutating func rows(_ symbols: Run, of object: Int, in table: KeyPath<Linker, [Int: UInt32]>) -> Run {
        guard symbols.count > 0 else { return Run() }
        var rows: [UInt32] = []
        for row in objects[object].numbers[symbols.range] {
            let number = symbol(row, of: object)
            if let row = self[keyPath: table][number] { rows.append(row) }
        }
        return addNumbers(rows)
    }

    // MARK: - Vocabulary

    /// Where two packs bring one id, the first pack's stays.
    private mutating func addVocabulary() {
        for (object, tables) in objects.enumerated() {
            var record = PackRecord()
            record.id = text(tables.header.id, of: object)
            record.version = text(tables.header.version, of: object)
            record.titles = localized(tables.header.titles, of: object)
            packs.append(record)
        }
        for (object, tables) in objects.enumerated() {
            for var action in tables.actions where define(action.id, actions.count, of: object, in: \.actionRows) {
                action.id = text(action.id, of: object)
                action.texts = localized(action.texts, of: object)
                action.reasons = localized(action.reasons, of: object)
                actions.append(action)
            }
        }
        for (object, tables) in objects.enumerated() {
            for var cause in tables.causes where define(cause.id, causes.count, of: object, in: \.causeRows) {
                cause.id = text(cause.id, of: object)
                cause.sisimaiReason = text(cause.sisimaiReason, of: object)
                cause.titles = localized(cause.titles, of: object)
                cause.summaries = localized(cause.summaries, of: object)
                cause.actions = rows(cause.actions, of: object, in: \.actionRows)
                causes.append(cause)
            }
        }
        for object in objects.indices {
            for layout in objects[object].layouts { _ = define(layout.id, layoutRows.count, of: object, in: \.layoutRows) }
        }
        for object in objects.indices { addLetters(of: object) }
    }

    /// False where it has been defined before.
    private mutating func define(
        _ id: TextReference, _ row: Int, of object: Int, in table: WritableKeyPath<Linker, [Int: UInt32]>
    ) -> Bool {
        let number = number(id, of: object)
        guard self[keyPath: table][number] == nil else { return false }
        self[keyPath: table][number] = UInt32(row)
        return true
    }

    private mutating func addLetters(of object: Int) {
        for var verdict in objects[object].particularVerdicts {
            verdict.cause = causeRows[symbol(verdict.cause, of: object)] ?? .max
            verdict.otherCause = verdict.otherCause == .max ? .max : causeRows[symbol(verdict.otherCause, of: object)] ?? .max
            verdict.summaries = localized(verdict.summaries, of: object)
            verdict.actions = rows(verdict.actions, of: object, in: \.actionRows)
            particularVerdicts.append(verdict)
        }
        for var domain in objects[object].mailDomains {
            domain.name = text(domain.name, of: object)
            domain.meant = text(domain.meant, of: object)
            mailDomains.append(domain)
        }
        for var letter in objects[object].letters {
            letter.id = text(letter.id, of: object)
            letter.causes = addNumbers(causes(of: letter, object))
            letter.titles = localized(letter.titles, of: object)
            letter.bodies = localized(letter.bodies, of: object)
            letters.append(letter)
        }
    }

    /// A letter may name families of causes.
    private mutating func causes(of letter: LetterRecord, _ object: Int) -> [UInt32] {
        let names = objects[object].numbers[letter.causes.range].map { row in
            let number = symbol(row, of: object)
            return Array(texts[number])
        }
        let known = causeRows.filter { number, _ in
            names.contains { $0.elementsEqual(texts[number]) || texts[number].starts(with: $0 + [UInt8(ascii: ".")]) }
        }
        return known.values.sorted()
    }

    // MARK: - Rules

    private mutating func addRules() {
        let drafts = ruleDrafts()
        for (row, draft) in drafts.enumerated() { ruleRows[number(draft.id, of: draft.object)] = UInt32(row) }
        for draft in drafts { add(draft) }
    }

    /// Adds the lists, whose rules these are, as well.
    private mutating func ruleDrafts() -> [RuleDraft] {
        var overrides: [Int: [RuleOverride]] = [:]
        for (object, tables) in objects.enumerated() {
            for part in tables.overrides {
                overrides[symbol(part.target, of: object), default: []].append(RuleOverride(object: object, part: part))
            }
        }
        var written: [RuleDraft] = []
        var ofLists: [RuleDraft] = []
        for (object, tables) in objects.enumerated() {
            for row in tables.rules.indices {
                var draft = RuleDraft(tables.rules[row], tables.ruleParts[row], object)
                let isWritten = row < tables.header.writtenRules
                if !overrides.isEmpty, isWritten, !apply(overrides[number(draft.id, of: object)] ?? [], to: &draft) { continue }
                if !isWritten { draft.blocklist &+= UInt32(blocklists.count) }
                if isWritten { written.append(draft) } else { ofLists.append(draft) }
            }
            for list in tables.blocklists { add(list, of: object) }
        }
        return written + ofLists
    }

    /// False where one of them disables the rule.
    private mutating func apply(_ overrides: [RuleOverride], to draft: inout RuleDraft) -> Bool {
        for override in overrides {
            let isKept = draft.apply(override) { message in
                let record = objects[message.object].localized[message.value]
                return (number(record.language, of: message.object), record.reader)
            }
            if !isKept { return false }
        }
        return true
    }

    private mutating func add(_ list: BlocklistRecord, of object: Int) {
        var record = list
        record.zone = text(list.zone, of: object)
        record.name = text(list.name, of: object)
        record.lookup = text(list.lookup, of: object)
        record.delistURL = text(list.delistURL, of: object)
        record.delistNotes = localized(list.delistNotes, of: object)
        record.delistWho = text(list.delistWho, of: object)
        record.expires = text(list.expires, of: object)
        record.deadSince = text(list.deadSince, of: object)
        blocklists.append(record)
    }

    private mutating func add(_ draft: RuleDraft) {
        var record = RuleRecord()
        let header = objects[draft.object].header
        record.id = text(draft.id, of: draft.object)
        let scope = header.hasScope == 0 || draft.isFreeOfScope ? nil : header.scope
        record.program = addProgram(draft.conditions, scope: scope.map { Placed(draft.object, $0) }, owner: UInt32(rules.count))
        record.cause = causeRows[symbol(draft.cause.value, of: draft.cause.object)] ?? .max
        record.tier = header.tier
        record.isFallback = draft.isFallback
        record.confidence = draft.confidence
        record.verdict = draft.verdict
        record.actions = rows(draft.actions.value, of: draft.actions.object, in: \.actionRows)
        // Of several objects only where there are overrides.
        let first = UInt32(localized.count)
        for message in draft.messages { _ = localized([message.value], of: message.object) }
        record.messages = draft.messages.isEmpty ? Run() : Run(first: first, count: UInt32(draft.messages.count))
        var losers: [UInt32] = []
        for other in draft.before {
            for row in objects[other.object].numbers[other.value.range] {
                let number = symbol(row, of: other.object)
                if let row = ruleRows[number] { losers.append(row) }
            }
        }
        record.before = addNumbers(losers)
        record.blocklist = draft.blocklist
        record.sisimaiReason = text(draft.sisimaiReason.value, of: draft.sisimaiReason.object)
        rules.append(record)
    }

    /// Writes a program and files it under the predicates that must hold for it. A scope says who speaks, not what: it adds no weight.
    private mutating func addProgram(_ conditions: [Placed<ConditionPart>], scope: Placed<ConditionPart>?, owner: UInt32) -> Run {
        let first = UInt32(programs.count)
        var cover: [Placed<ConditionPart>] = conditions
        for (index, condition) in conditions.enumerated() {
            addWords(of: condition)
            if index > 0 { programs.append(RuleProgram.word(RuleProgram.or)) }
        }
        if let scope {
            addWords(of: scope)
            programs.append(RuleProgram.word(RuleProgram.circumstance))
            programs.append(RuleProgram.word(RuleProgram.and))
            if scope.value.cost < Self.cost(of: conditions) { cover = [scope] }
        }
        if Self.cost(of: cover) == ConditionPart.uncovered {
            unreachedOwners.append(owner)
        } else {
            var covering: [UInt32] = []
            for part in cover {
                for row in objects[part.object].numbers[part.value.cover.range] { covering.append(predicate(row, of: part.object)) }
            }
            covering.sort()
            for (index, predicate) in covering.enumerated() where index == 0 || predicate != covering[index - 1] {
                owners.append((predicate, owner))
            }
        }
        return Run(first: first, count: UInt32(programs.count) - first)
    }

    /// Of alternatives: one of each has to be asked for.
    private static func cost(of conditions: [Placed<ConditionPart>]) -> UInt32 {
        var sum: UInt32 = 0
        for condition in conditions {
            let (next, overflow) = sum.addingReportingOverflow(condition.value.cost)
            sum = overflow ? ConditionPart.uncovered : next
        }
        return sum
    }

    private mutating func addWords(of condition: Placed<ConditionPart>) {
        for index in condition.value.program.range {
            let word = objects[condition.object].programs[index]
            let isPredicate = word >> 24 == RuleProgram.predicate
            programs.append(
                isPredicate ? RuleProgram.word(RuleProgram.predicate, predicate(word & 0xFF_FFFF, of: condition.object)) : word)
        }
    }

    private mutating func predicate(_ row: UInt32, of object: Int) -> UInt32 {
        if let known = predicates.number(row, of: object) { return known }
        let tables = objects[object]
        var layout: UInt32?
        if tables.predicates[Int(row)].kind == ObjectPredicate.Kind.layout {
            layout = layoutRows[symbol(tables.predicates[Int(row)].first, of: object)] ?? .max
        }
        return predicates.add(row, of: object, tables, layout: layout)
    }

    // MARK: - Layouts

    private mutating func addLayouts() {
        let firstOwner = UInt32(rules.count)
        for (object, tables) in objects.enumerated() {
            for (row, layout) in tables.layouts.enumerated() {
                let number = UInt32(layouts.count)
                guard layoutRows[self.number(layout.id, of: object)] == number else { continue }
                var record = layout
                record.id = text(layout.id, of: object)
                record.titles = localized(layout.titles, of: object)
                record.program = addProgram([Placed(object, tables.layoutConditions[row])], scope: nil, owner: firstOwner + number)
                record.tier = tables.header.tier
                record.blocks = Run(first: UInt32(blocks.count), count: layout.blocks.count)
                blocks += tables.blocks[layout.blocks.range]
                record.recipientHeaders = addNumbers(Array(tables.numbers[layout.recipientHeaders.range]))
                layouts.append(record)
                predicates.addLines(of: layout, row: row, number: number, object, tables)
            }
        }
    }
}
