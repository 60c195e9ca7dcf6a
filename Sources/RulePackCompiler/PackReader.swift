/// Turns the trees of a pack's files into its typed model.
///
/// One instance reads one pack. Whatever cannot be read is reported and left out, so that one reading finds
/// as much as possible.
final class PackReader {
    let findings: DiagnosticCollector
    /// False for what is no pack.
    let isLinting: Bool
    private let documents: [YAMLDocument]
    /// A file was not YAML: what it may have defined is not missed.
    private let isIncomplete: Bool
    private(set) var packID = ""
    private(set) var layoutNames: Set<String> = []
    private var lists: [String: PhraseListModel] = [:]
    private var listOrder: [String] = []
    private var expandedItems = 0

    init(documents: [YAMLDocument], isIncomplete: Bool, isLinting: Bool, findings: DiagnosticCollector) {
        self.documents = documents
        self.isIncomplete = isIncomplete
        self.isLinting = isLinting
        self.findings = findings
    }

    /// The parts of a pack, gathered from all its files.
    private struct Sections {
        var packs: [YAMLNode.Entry] = []
        var lists: [YAMLNode] = []
        var rules: [YAMLNode] = []
        var layouts: [YAMLNode] = []
        var blocklists: [YAMLNode] = []
        var causes: [YAMLNode] = []
        var actions: [YAMLNode] = []
        var mailDomains: [YAMLNode] = []
        var letters: [YAMLNode] = []
        var allowLines: [YAMLNode] = []
        var overrides: [YAMLNode] = []
    }

    /// nil where the pack has no usable `pack:`, which is reported.
    func read() -> PackModel? {
        var sections = Sections()
        for document in documents { gather(document.root, &sections) }
        layoutNames = Set(sections.layouts.compactMap { $0.scalar("id") })
        guard var pack = header(sections.packs) else { return nil }
        for list in sections.lists { readLists(list) }
        if sections.rules.count > PackLimits.rules {
            findings.report(.limitExceeded, "more than \(PackLimits.rules) rules", at: sections.rules[PackLimits.rules].place.firstLine)
            sections.rules.removeLast(sections.rules.count - PackLimits.rules)
        }
        pack.rules = sections.rules.compactMap { rule($0) }
        pack.layouts = layouts(sections.layouts)
        pack.blocklists = sections.blocklists.compactMap { blocklist($0) }
        pack.causes = sections.causes.compactMap { cause($0) }
        pack.actions = sections.actions.compactMap { action($0) }
        pack.mailDomains = sections.mailDomains.compactMap { mailDomain($0) }
        pack.letters = sections.letters.compactMap { letter($0) } + sections.allowLines.compactMap { allowLines($0) }
        pack.overrides = sections.overrides.compactMap { override($0) }
        pack.lists = listOrder.compactMap { lists[$0] }
        if isLinting, !isIncomplete { RuleLints(pack: pack, findings: findings).check() }
        return pack
    }

    private func gather(_ root: YAMLNode, _ sections: inout Sections) {
        guard var file = MappingReader(root, "a file", findings) else { return }
        let schemaHelp = "every file begins with `schema: 1`"
        if let schema = file.value("schema") {
            if case .scalar("1", _) = schema.content {
            } else {
                findings.report(.schemaVersion, "this version reads schema 1 only", at: schema.place.firstLine, help: schemaHelp)
            }
        } else {
            let place = root.place
            findings.report(
                .schemaVersion, "the file has no `schema`",
                at: Place(file: place.file, line: 1, column: 1, endLine: 1, endColumn: 2), help: schemaHelp)
        }
        if let pack = file.entry("pack") { sections.packs.append(pack) }
        if let lists = file.value("lists") { sections.lists.append(lists) }
        sections.rules += file.nodes("rules")
        sections.layouts += file.nodes("layouts")
        sections.blocklists += file.nodes("blocklists")
        sections.causes += file.nodes("causes")
        sections.actions += file.nodes("actions")
        sections.mailDomains += file.nodes("mail_domains")
        sections.letters += file.nodes("letters")
        sections.allowLines += file.nodes("allow_lines")
        sections.overrides += file.nodes("overrides")
        file.finish()
    }

    private func header(_ entries: [YAMLNode.Entry]) -> PackModel? {
        guard let first = entries.first else {
            if !isIncomplete {
                findings.report(
                    .packNotDeclaredOnce, "no file has `pack:`", at: nil, help: "exactly one file of a pack has `pack:` with its id")
            }
            return nil
        }
        for other in entries.dropFirst() {
            findings.report(
                .packNotDeclaredOnce, "`pack:` is written twice", at: other.key.place,
                help: "exactly one file of a pack has `pack:`; a second pack needs a folder of its own",
                notes: [findings.note("first written here", at: first.key.place)])
        }
        guard var fields = MappingReader(first.value, "`pack`", findings) else { return nil }
        let id = fields.required("id").flatMap { self.id($0, "pack") }
        packID = id?.text ?? ""
        let version = fields.requiredText("version").flatMap { self.version($0) }
        let tier = fields.requiredChoice("tier", of: PackTier.self)
        let scope = fields.value("scope").flatMap { match($0) }
        let requirements = fields.value("requires").map { self.requirements($0) } ?? []
        let title = fields.required("title").map { localized($0, variables: nil) } ?? LocalizedText()
        let license = fields.text("license")?.text
        fields.finish()
        if tier == .vendor, scope == nil, isLinting {
            findings.report(
                .vendorWithoutScope, "a vendor pack without `scope` speaks about everybody's mail", at: first.key.place,
                help: "add `scope: { remote_mta: [.example.net] }`, or make the tier `standard`")
        }
        guard let id else { return nil }
        return PackModel(
            id: id.text, version: version ?? PackVersion(major: 0, minor: 0, patch: 0), tier: tier ?? .standard, scope: scope,
            requirements: requirements, title: title, license: license, lists: [], rules: [], layouts: [], blocklists: [], causes: [],
            actions: [], overrides: [], sources: findings.sources, diagnostics: [], place: id.place)
    }

    private func requirements(_ node: YAMLNode) -> [PackRequirement] {
        guard var fields = MappingReader(node, "`requires`", findings) else { return [] }
        var requirements: [PackRequirement] = []
        if let engine = fields.text("engine"), let bounds = bounds(engine) {
            requirements.append(PackRequirement(pack: nil, bounds: bounds, text: engine.text, place: engine.place))
        }
        if let packs = fields.value("packs") {
            for entry in findings.entries(packs, "`packs`") {
                guard let text = findings.text(entry.value), let bounds = bounds(text) else { continue }
                requirements.append(PackRequirement(pack: entry.key.text, bounds: bounds, text: text.text, place: entry.key.place))
            }
        }
        fields.finish()
        return requirements
    }

    private func bounds(_ text: SpannedText) -> [PackRequirement.Bound]? {
        if let bounds = ValueParsing.bounds(text.text) { return bounds }
        findings.report(.badValue, "`\(text.text)` is not a range of versions", at: text.place, help: "write for example \">=1.0 <2\"")
        return nil
    }

    func version(_ text: SpannedText) -> PackVersion? {
        if let version = ValueParsing.version(text.text) { return version }
        findings.report(.badValue, "`\(text.text)` is not a version", at: text.place, help: "write for example 1.0.0")
        return nil
    }

    func id(_ node: YAMLNode, _ what: String, allowingDots: Bool = false) -> SpannedText? {
        guard let text = findings.text(node) else { return nil }
        guard ValueParsing.isID(text.text, allowingDots: allowingDots) else {
            findings.report(
                .badID, "`\(text.text)` cannot be the id of a \(what)", at: text.place,
                help: "lower-case letters, digits and single hyphens, at most 64: `mailbox-full`")
            return nil
        }
        return text
    }

    func layoutID(_ written: String) -> String {
        LayoutModel.id(written, in: packID, own: layoutNames)
    }

    // MARK: Lists

    private func readLists(_ node: YAMLNode) {
        for entry in findings.entries(node, "`lists`") {
            let name = entry.key.text
            let items = findings.texts(entry.value)
            if let first = lists[name] {
                findings.report(
                    .duplicateID, "the list `\(name)` is defined twice", at: entry.key.place,
                    notes: [findings.note("first defined here", at: first.place)])
                continue
            }
            lists[name] = PhraseListModel(name: name, items: items, isUsed: false, place: entry.key.place)
            listOrder.append(name)
        }
    }

    /// Texts in which `{list: name}` stands for the items of a list.
    func textsWithLists(_ node: YAMLNode) -> [SpannedText] {
        node.items.flatMap { item -> [SpannedText] in
            guard case .mapping = item.content else { return findings.text(item).map { [$0] } ?? [] }
            guard var fields = MappingReader(item, "an item", findings) else { return [] }
            let name = fields.requiredText("list")
            fields.finish()
            guard let name else { return [] }
            guard let list = lists[name.text] else {
                if !isIncomplete {
                    findings.report(
                        .unknownList, "there is no list `\(name.text)`", at: name.place,
                        help: findings.nearest(to: name.text, among: listOrder).map { "did you mean `\($0)`?" }
                            ?? "lists are defined under `lists:` in any file of the pack")
                }
                return []
            }
            lists[name.text]?.isUsed = true
            expandedItems += list.items.count
            guard expandedItems <= PackLimits.expandedItems else {
                findings.report(
                    .limitExceeded, "lists unfold to more than \(PackLimits.expandedItems) texts", at: name.place,
                    help: "let rules share a match instead of a long list")
                return []
            }
            return list.items
        }
    }
}
