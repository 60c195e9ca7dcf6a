/// What the checks of packs together ask of a pack, in a compact form: which names it defines and which it uses, with one place for each thing that has an id.
///
/// It is decoded to a `PackModel` that lacks everything else, so that `checkUnion` is the same for packs that were read and for those that were built.
/// All numbers are varints (LEB128). Whoever stores the bytes stores a checksum beside them.
enum PackInterface {
    static func encode(_ pack: PackModel) -> [UInt8] {
        var writer = InterfaceWriter()
        writer.list(pack.sources.files) { $0.text($1.name) }
        writer.text(pack.id)
        writer.version(pack.version)
        writer.place(pack.place)
        writer.list(pack.requirements) { $0.requirement($1) }
        writer.match(pack.scope ?? .all([]))
        writer.list(pack.rules) { $0.rule($1) }
        writer.list(pack.layouts) { writer, layout in
            writer.text(layout.id)
            writer.place(layout.place)
        }
        writer.list(pack.blocklists) { writer, list in
            writer.text(list.zone)
            writer.place(list.place)
            writer.list(list.cause.map { [$0.text] } ?? []) { $0.text($1) }
        }
        writer.list(pack.causes) { $0.cause($1) }
        writer.list(pack.actions) { writer, action in
            writer.text(action.id)
            writer.number(Reader.allCases.firstIndex(of: action.reader) ?? 0)
            writer.place(action.place)
        }
        writer.list(pack.letters) { writer, letter in
            writer.place(letter.place)
            writer.names(letter.causes)
        }
        writer.list(pack.overrides) { $0.override($1) }
        return writer.bytes
    }

    /// nil for bytes that `encode` did not make.
    static func decode(_ bytes: [UInt8]) -> PackModel? {
        var reader = InterfaceReader(bytes: bytes)
        let pack = try? reader.pack()
        return reader.isAtEnd ? pack : nil
    }
}

private struct InterfaceWriter {
    var bytes: [UInt8] = []

    mutating func number(_ value: Int) {
        var rest = UInt64(value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func text(_ text: String) {
        number(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func place(_ place: Place) {
        number(Int(place.file))
        number(Int(place.line))
        number(Int(place.column))
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout InterfaceWriter, Element) -> Void) {
        number(elements.count)
        for element in elements { write(&self, element) }
    }

    mutating func names(_ names: [SpannedText]) { list(names) { $0.text($1.text) } }

    mutating func version(_ version: PackVersion) {
        number(Int(version.major))
        number(Int(version.minor))
        number(Int(version.patch))
    }

    mutating func requirement(_ requirement: PackRequirement) {
        list(requirement.pack.map { [$0] } ?? []) { $0.text($1) }
        text(requirement.text)
        place(requirement.place)
        list(requirement.bounds) { writer, bound in
            writer.number(Comparison.allCases.firstIndex(of: bound.comparison) ?? 0)
            writer.version(bound.version)
        }
    }

    mutating func rule(_ rule: RuleModel) {
        text(rule.id)
        place(rule.place)
        text(rule.verdict.cause.text)
        names(rule.verdict.statement.actions ?? [])
        names(rule.before)
        match(rule.match)
    }

    mutating func cause(_ cause: CauseModel) {
        text(cause.id)
        place(cause.place)
        names(cause.actions)
        list(cause.particular) { writer, verdict in
            writer.names(verdict.cause.map { [$0] } ?? [])
            writer.names(verdict.actions)
        }
    }

    mutating func override(_ override: OverrideModel) {
        text(override.target.text)
        place(override.place)
        var change = OverrideModel.RuleChange()
        if case .replace(let replacement) = override.change { change = replacement }
        names(change.verdict?.cause.map { [$0] } ?? [])
        names(change.verdict?.actions ?? [])
        list(change.match.map { [$0] } ?? []) { $0.match($1) }
        list(change.message.entries) { $0.text($1.text) }
    }

    /// Only layouts and captures.
    mutating func match(_ match: MatchModel) {
        var isOfInterest = false
        match.forEachPredicate { predicate, _ in
            if case .layout = predicate.kind { isOfInterest = true }
            if let regex = predicate.regex, !regex.groupNames.isEmpty { isOfInterest = true }
        }
        guard isOfInterest else { return number(0) }
        switch match {
        case .all(let parts):
            number(1)
            list(parts) { $0.match($1) }
        case .any(let parts):
            number(2)
            list(parts) { $0.match($1) }
        case .not(let part):
            number(3)
            self.match(part)
        case .optional(let part):
            number(4)
            self.match(part)
        case .predicate(let predicate):
            guard case .layout(let id) = predicate.kind else {
                number(6)
                list(predicate.regex?.groupNames ?? []) { $0.text($1) }
                return list(predicate.regex?.uncertainGroupNames ?? []) { $0.text($1) }
            }
            number(5)
            text(id)
        }
    }
}

private struct InterfaceReader {
    struct Broken: Error {}

    private let bytes: [UInt8]
    private var offset = 0
    /// That of what is being read, for the names in it.
    private var place = Place(file: 0, line: 1, column: 1, endLine: 1, endColumn: 2)

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func number(below limit: Int = Int(UInt32.max)) throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard offset < bytes.count else { throw Broken() }
            let next = bytes[offset]
            offset += 1
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 {
                guard value < UInt64(limit) else { throw Broken() }
                return Int(value)
            }
        }
        throw Broken()
    }

    mutating func text() throws -> String {
        let count = try number()
        guard count <= bytes.count - offset else { throw Broken() }
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    mutating func readPlace() throws {
        let file = UInt16(clamping: try number())
        let line = UInt32(clamping: try number())
        let column = UInt32(clamping: try number())
        place = Place(file: file, line: line, column: column, endLine: line, endColumn: column &+ 1)
    }

    /// Everything takes a byte at least: no count is believed that the bytes cannot hold.
    mutating func list<Element>(_ read: (inout InterfaceReader) throws -> Element) throws -> [Element] {
        let count = try number(below: bytes.count - offset + 1)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    mutating func names() throws -> [SpannedText] {
        let place = place
        return try list { SpannedText(text: try $0.text(), place: place) }
    }

    mutating func version() throws -> PackVersion {
        PackVersion(major: UInt32(try number()), minor: UInt32(try number()), patch: UInt32(try number()))
    }

    mutating func choice<Value: CaseIterable>(_ type: Value.Type = Value.self) throws -> Value {
        let all = Array(Value.allCases)
        return all[try number(below: all.count)]
    }

    mutating func pack() throws -> PackModel {
        let files = try list { SourceText.File(name: try $0.text(), bytes: []) }
        let id = try text()
        let version = try version()
        try readPlace()
        var pack = PackModel(
            id: id, version: version, tier: .standard, scope: nil, requirements: [], title: LocalizedText(), license: nil, lists: [],
            rules: [], layouts: [], blocklists: [], causes: [], actions: [], overrides: [], sources: SourceText(files: files),
            diagnostics: [], place: place)
        pack.requirements = try list { try $0.requirement() }
        pack.scope = try match(depth: 0)
        pack.rules = try list { try $0.rule() }
        pack.layouts = try list { try $0.layout() }
        pack.blocklists = try list { try $0.blocklist() }
        pack.causes = try list { try $0.cause() }
        pack.actions = try list { try $0.action() }
        pack.letters = try list { reader in
            try reader.readPlace()
            return LetterModel(
                id: "", reader: nil, causes: try reader.names(), title: LocalizedText(), body: LocalizedText(), place: reader.place)
        }
        pack.overrides = try list { try $0.override() }
        return pack
    }

    private mutating func requirement() throws -> PackRequirement {
        let pack = try list { try $0.text() }.first
        let text = try text()
        try readPlace()
        let place = place
        let bounds = try list { PackRequirement.Bound(comparison: try $0.choice(), version: try $0.version()) }
        return PackRequirement(pack: pack, bounds: bounds, text: text, place: place)
    }

    private mutating func rule() throws -> RuleModel {
        let id = try text()
        try readPlace()
        let cause = SpannedText(text: try text(), place: place)
        var statement = VerdictStatement(cause: cause)
        statement.actions = try names()
        let before = try names()
        return RuleModel(
            id: id, isFreeOfScope: false, isFallback: false, match: try match(depth: 0),
            verdict: VerdictModel(cause: cause, statement: statement, place: place), message: LocalizedText(), before: before,
            references: [], examples: [], since: nil, deprecated: nil, suppressed: [], place: place)
    }

    private mutating func layout() throws -> LayoutModel {
        let id = try text()
        try readPlace()
        return LayoutModel(
            id: id, title: LocalizedText(), kind: .failure, recognise: .all([]), reportAfter: [], reportBefore: [], returnedAfter: [],
            returnedAt: [], fields: [], blocks: [], readsParagraphs: false, recipients: [], recipientHeaders: [],
            takesReturnedRecipient: false, needsReason: false, phases: [], actions: [], samples: [], references: [], suppressed: [],
            place: place)
    }

    private mutating func blocklist() throws -> BlocklistModel {
        let zone = try text()
        try readPlace()
        return BlocklistModel(
            zone: zone, aliases: [], name: "", lists: .address, kind: .public, isLive: true, deadSince: nil, cause: try names().first,
            lookup: nil, delisting: nil, expires: nil, returnCodes: [], references: [], examples: [], suppressed: [], place: place)
    }

    private mutating func cause() throws -> CauseModel {
        let id = try text()
        try readPlace()
        var cause = CauseModel(
            id: id, title: LocalizedText(), side: .none, actor: nil, permanence: .none, suppressRecipient: .no, sisimaiReason: nil,
            summary: LocalizedText(), actions: try names(), place: place)
        cause.particular = try list { reader in
            ParticularVerdictModel(
                when: .forwarded, cause: try reader.names().first, side: nil, actor: nil, summary: LocalizedText(),
                actions: try reader.names())
        }
        return cause
    }

    private mutating func action() throws -> ActionModel {
        let id = try text()
        let reader: Reader = try choice()
        try readPlace()
        return ActionModel(id: id, reader: reader, text: LocalizedText(), because: LocalizedText(), place: place)
    }

    /// Whatever it changes, it is read as a replacement: of others only the target is checked.
    private mutating func override() throws -> OverrideModel {
        let target = try text()
        try readPlace()
        var change = OverrideModel.RuleChange()
        change.verdict = VerdictStatement(cause: try names().first)
        let actions = try names()
        if !actions.isEmpty { change.verdict?.actions = actions }
        change.match = try list { try $0.match(depth: 0) }.first
        let place = place
        change.message.entries = try list { reader in
            let text = try reader.text()
            return LocalizedText.Entry(
                language: "", reader: nil, text: text, template: try Template.parse(text), place: place)
        }
        return OverrideModel(target: SpannedText(text: target, place: place), because: "", change: .replace(change), place: place)
    }

    private mutating func match(depth: Int) throws -> MatchModel {
        guard depth <= PackLimits.depth + 2 else { throw Broken() }
        switch try number(below: 7) {
        case 0: return .all([])
        case 1: return .all(try list { try $0.match(depth: depth + 1) })
        case 2: return .any(try list { try $0.match(depth: depth + 1) })
        case 3: return .not(try match(depth: depth + 1))
        case 4: return .optional(try match(depth: depth + 1))
        case 5: return .predicate(PredicateModel(kind: .layout(try text()), place: place))
        default:
            let names = try list { try $0.text() }
            let test = RegexTest(
                pattern: "", groupNames: names, uncertainGroupNames: try list { try $0.text() }, longestRequiredLiteral: 0)
            return .predicate(PredicateModel(kind: .regex(test), place: place))
        }
    }
}
