/// The checks that need every pack that is loaded together.
///
/// - Returns: the findings, pack by pack; errors mean that the packs cannot be linked.
package func check(packs: [PackModel], engine: PackVersion = .engine) -> [Diagnostic] {
    var union = PackUnion(packs: packs, engine: engine)
    return union.check()
}

/// The same for those who only want sound packs.
///
/// - Returns: the warnings.
/// - Throws: `RulePackError` with everything that was found, where at least one finding is an error.
@discardableResult
package func checkUnion(of packs: [PackModel]) throws(RulePackError) -> [Diagnostic] {
    let diagnostics = check(packs: packs)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { throw RulePackError(diagnostics: diagnostics) }
    return diagnostics
}

extension PackVersion {
    /// What `requires: { engine: … }` is compared with.
    package static let engine = PackVersion(major: 1, minor: 0, patch: 0)
}

private struct PackUnion {
    private let packs: [PackModel]
    private let engine: PackVersion
    private let collectors: [DiagnosticCollector]
    /// Where a name was defined first.
    private struct Definition {
        var pack: Int
        var place: Place
    }

    private var packIndex: [String: Int] = [:]
    private var causes: [String: Definition] = [:]
    private var actions: [String: Definition] = [:]
    private var actionReaders: [String: Reader] = [:]
    private var layouts: [String: Definition] = [:]
    private var zones: [String: Definition] = [:]
    private var rules: [String: Definition] = [:]
    /// Where a rule stands in its pack.
    private var ruleRows: [String: Int] = [:]

    init(packs: [PackModel], engine: PackVersion) {
        self.packs = packs
        self.engine = engine
        collectors = packs.map { DiagnosticCollector(sources: $0.sources) }
    }

    mutating func check() -> [Diagnostic] {
        define()
        for index in packs.indices {
            checkRequirements(index)
            checkNames(index)
            checkBefore(index)
            checkOverrides(index)
        }
        checkCycles()
        for (pack, collector) in zip(packs, collectors) {
            for rule in pack.rules {
                // The whole rule is not known by place here; its id is enough for what is found here.
                for code in rule.suppressed.compactMap(FindingCode.init) {
                    collector.suppress(code, in: rule.place, writtenAt: rule.place)
                }
            }
        }
        return collectors.flatMap { $0.sorted() }
    }

    // MARK: Definitions

    private mutating func define() {
        for (index, pack) in packs.enumerated() {
            if let first = packIndex[pack.id] {
                collectors[index].report(
                    .duplicateID, "two packs are called `\(pack.id)`", at: pack.place,
                    notes: [collectors[first].note("the first one", at: packs[first].place)])
            } else {
                packIndex[pack.id] = index
            }
            for cause in pack.causes { define(cause.id, "cause", index, cause.place, in: \.causes) }
            for action in pack.actions {
                define(action.id, "action", index, action.place, in: \.actions)
                actionReaders[action.id] = actionReaders[action.id] ?? action.reader
            }
            for layout in pack.layouts { define(layout.id, "layout", index, layout.place, in: \.layouts) }
            for list in pack.blocklists { define(list.zone, "blocklist", index, list.place, in: \.zones) }
            for (row, rule) in pack.rules.enumerated() {
                define(rule.id, "rule", index, rule.place, in: \.rules)
                if rules[rule.id]?.pack == index, ruleRows[rule.id] == nil { ruleRows[rule.id] = row }
            }
        }
    }

    private func ruleModel(_ id: String) -> RuleModel? {
        guard let definition = rules[id], let row = ruleRows[id] else { return nil }
        return packs[definition.pack].rules[row]
    }

    private mutating func define(
        _ name: String, _ what: String, _ pack: Int, _ place: Place, in path: WritableKeyPath<PackUnion, [String: Definition]>
    ) {
        guard let first = self[keyPath: path][name] else {
            self[keyPath: path][name] = Definition(pack: pack, place: place)
            return
        }
        collectors[pack].report(
            .duplicateID, "the \(what) `\(name)` is defined twice", at: place,
            notes: [collectors[first.pack].note("first defined here", at: first.place)])
    }

    // MARK: References

    private func checkRequirements(_ index: Int) {
        for requirement in packs[index].requirements {
            let found = requirement.pack.map { name in packIndex[name].map { packs[$0].version } } ?? engine
            let name = requirement.pack.map { "the pack `\($0)`" } ?? "the engine"
            if let found {
                guard !requirement.allows(found) else { continue }
                collectors[index].report(
                    .unmetRequirement, "\(name) has version \(found), but \(requirement.text) is needed", at: requirement.place)
            } else {
                collectors[index].report(
                    .unmetRequirement, "\(name) is needed, but not loaded", at: requirement.place,
                    help: requirement.pack.flatMap { collectors[index].nearest(to: $0, among: packIndex.keys) }
                        .map { "did you mean `\($0)`?" } ?? "load it together with `\(packs[index].id)`")
            }
        }
    }

    private func checkNames(_ index: Int) {
        let pack = packs[index]
        for rule in pack.rules {
            known(rule.verdict.cause, .unknownCause, "cause", causes, index)
            for action in rule.verdict.statement.actions ?? [] { known(action, .unknownAction, "action", actions, index) }
            checkLayouts(of: rule.match, index)
        }
        for list in pack.blocklists {
            if let cause = list.cause { known(cause, .unknownCause, "cause", causes, index) }
        }
        for cause in pack.causes {
            for action in cause.actions { known(action, .unknownAction, "action", actions, index) }
            checkActionCount(cause, index)
            for verdict in cause.particular {
                if let other = verdict.cause { known(other, .unknownCause, "cause", causes, index) }
                for action in verdict.actions { known(action, .unknownAction, "action", actions, index) }
            }
        }
        for letter in pack.letters {
            for cause in letter.causes where !causes.keys.contains(where: { $0.hasPrefix(cause.text + ".") }) {
                known(cause, .unknownCause, "cause", causes, index)
            }
        }
        if let scope = pack.scope { checkLayouts(of: scope, index) }
    }

    private func checkLayouts(of match: MatchModel, _ index: Int) {
        match.forEachPredicate { predicate, _ in
            guard case .layout(let id) = predicate.kind else { return }
            known(SpannedText(text: id, place: predicate.place), .unknownLayout, "layout", layouts, index)
        }
    }

    private func known(_ name: SpannedText, _ code: FindingCode, _ what: String, _ table: [String: Definition], _ index: Int) {
        guard table[name.text] == nil else { return }
        collectors[index].report(
            code, "unknown \(what) `\(name.text)`", at: name.place,
            help: collectors[index].nearest(to: name.text, among: table.keys).map { "did you mean `\($0)`?" }
                ?? "no loaded pack defines it")
    }

    private func checkActionCount(_ cause: CauseModel, _ index: Int) {
        var counts: [Reader: Int] = [:]
        for action in cause.actions {
            guard let reader = actionReaders[action.text] else { continue }
            counts[reader, default: 0] += 1
            guard counts[reader] == 6 else { continue }
            collectors[index].report(
                .tooManyActions, "more than five actions for the \(reader.rawValue)", at: action.place,
                help: "nobody reads a sixth: keep the most useful ones")
        }
    }

    // MARK: Order

    /// The pack and what it requires, directly or through others.
    private func reach(of index: Int) -> Set<Int> {
        var reached: Set<Int> = [index]
        var queue = [index]
        while let next = queue.popLast() {
            for requirement in packs[next].requirements {
                guard let other = requirement.pack.flatMap({ packIndex[$0] }), reached.insert(other).inserted else { continue }
                queue.append(other)
            }
        }
        return reached
    }

    private func checkBefore(_ index: Int) {
        let reached = reach(of: index)
        for rule in packs[index].rules {
            for other in rule.before {
                guard let definition = rules[other.text] else {
                    collectors[index].report(
                        .badBefore, "there is no rule `\(other.text)`", at: other.place,
                        help: collectors[index].nearest(to: other.text, among: rules.keys).map { "did you mean `\($0)`?" })
                    continue
                }
                guard !reached.contains(definition.pack) else { continue }
                let name = packs[definition.pack].id
                collectors[index].report(
                    .badBefore, "`\(other.text)` is in a pack that this one does not require", at: other.place,
                    help: "add `requires: { packs: { \(name): \">=\(packs[definition.pack].version.major).0\" } }`")
            }
        }
    }

    /// Depth-first over `before`, without recursion: the depth is the author's.
    private func checkCycles() {
        var finished: Set<String> = []
        for start in packs.flatMap(\.rules) where !finished.contains(start.id) {
            var path: [(rule: RuleModel, next: Int)] = [(start, 0)]
            var onPath: Set<String> = [start.id]
            while let (rule, next) = path.last {
                guard next < rule.before.count else {
                    finished.insert(rule.id)
                    onPath.remove(rule.id)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = rule.before[next]
                if onPath.contains(target.text) {
                    guard let pack = rules[rule.id]?.pack else { continue }
                    let cycle = path.map(\.rule.id).drop { $0 != target.text } + [target.text]
                    collectors[pack].report(
                        .beforeCycle, "`before` goes round in a circle: \(cycle.joined(separator: ", "))", at: target.place,
                        help: "remove one of them")
                } else if !finished.contains(target.text), let model = ruleModel(target.text) {
                    onPath.insert(target.text)
                    path.append((model, 0))
                }
            }
        }
    }

    // MARK: Overrides

    private func checkOverrides(_ index: Int) {
        for override in packs[index].overrides {
            guard let target = ruleModel(override.target.text) else {
                collectors[index].report(
                    .unknownOverrideTarget, "there is no rule `\(override.target.text)`", at: override.target.place,
                    help: collectors[index].nearest(to: override.target.text, among: rules.keys).map { "did you mean `\($0)`?" })
                continue
            }
            if case .replace(let change) = override.change { checkReplacement(change, of: target, override, index) }
        }
    }

    private func checkReplacement(
        _ change: OverrideModel.RuleChange, of target: RuleModel, _ override: OverrideModel, _ index: Int
    ) {
        if let cause = change.verdict?.cause { known(cause, .unknownCause, "cause", causes, index) }
        for action in change.verdict?.actions ?? [] { known(action, .unknownAction, "action", actions, index) }
        let variables = (change.match ?? target.match).captures.variables
        for entry in change.message.entries {
            entry.template.forEachVariable { name, isGuarded in
                guard !variables.certain.contains(name), !(isGuarded && variables.uncertain.contains(name)) else { return }
                collectors[index].report(
                    .unknownVariable, "`\(target.id)` does not always capture `${\(name)}`", at: entry.place,
                    help: "use what the rule captures, or write `${\(name)? … }`")
            }
        }
        let changed = target.applying(change, replaces: true)
        guard change.match == nil, change.examples.isEmpty, changed.verdict.statement.isEqual(target.verdict.statement),
            changed.before.map(\.text) == target.before.map(\.text),
            changed.message.entries.map(\.text) == target.message.entries.map(\.text)
        else { return }
        collectors[index].report(
            .noOpOverride, "the override changes nothing: the rule says the same already", at: override.place, help: "remove it")
    }
}
