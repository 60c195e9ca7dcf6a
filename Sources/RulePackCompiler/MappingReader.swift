/// Reads the keys of one mapping.
///
/// The keys that a reader asks for are the schema: whatever is left over is unknown, and is answered with
/// the nearest key that was asked for. Adding a key is asking for it.
struct MappingReader: ~Copyable {
    let node: YAMLNode
    /// ``rule `mailbox-full` `` or `layout`, for messages.
    var subject: String
    let findings: DiagnosticCollector
    private let entries: [YAMLNode.Entry]
    private var asked: [String] = []

    /// nil where the node is not a mapping, which is reported.
    init?(_ node: YAMLNode, _ subject: String, _ findings: DiagnosticCollector) {
        guard case .mapping(let entries) = node.content else {
            findings.report(.wrongShape, "\(subject) must be a mapping, not \(node.kindName)", at: node.place)
            return nil
        }
        self.node = node
        self.subject = subject
        self.findings = findings
        self.entries = entries
    }

    mutating func entry(_ key: String) -> YAMLNode.Entry? {
        asked.append(key)
        return entries.first { $0.key.text == key }
    }

    mutating func value(_ key: String) -> YAMLNode? { entry(key)?.value }

    mutating func required(_ key: String, help: String? = nil) -> YAMLNode? {
        if let value = value(key) { return value }
        findings.report(.missingKey, "\(subject) has no `\(key)`", at: entries.first?.key.place ?? node.place.firstLine, help: help)
        return nil
    }

    /// Reports the keys that nobody asked for.
    consuming func finish(what: String = "key") {
        for entry in entries where !asked.contains(entry.key.text) {
            findings.report(
                .unknownKey, "unknown \(what) `\(entry.key.text)`", at: entry.key.place, label: "not defined in schema 1",
                help: entry.cutTextHelp ?? Suggestion.help(for: entry.key.text, among: asked))
        }
    }

    // MARK: Typed values

    mutating func text(_ key: String) -> SpannedText? {
        value(key).flatMap { findings.text($0) }
    }

    mutating func requiredText(_ key: String) -> SpannedText? {
        required(key).flatMap { findings.text($0) }
    }

    /// One text or a list of texts.
    mutating func texts(_ key: String) -> [SpannedText] {
        value(key).map { findings.texts($0) } ?? []
    }

    /// The items of a list, or the one value that stands there instead.
    mutating func nodes(_ key: String) -> [YAMLNode] {
        value(key)?.items ?? []
    }

    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(_ key: String, of _: Value.Type = Value.self) -> Value? {
        value(key).flatMap { findings.choice($0, key) }
    }

    mutating func requiredChoice<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, of _: Value.Type = Value.self
    ) -> Value? {
        required(key).flatMap { findings.choice($0, key) }
    }

    mutating func flag(_ key: String) -> Bool? {
        guard let node = value(key) else { return nil }
        return findings.choice(node, key, among: [("true", true), ("false", false), ("yes", true), ("no", false)])
    }
}

extension YAMLNode.Entry {
    /// `{ en: causes, codes and wordings }`: the comma ended the text, and the rest became a key without a value.
    var cutTextHelp: String? {
        guard case .scalar("", .plain) = value.content, key.text.contains(" ") else { return nil }
        return "a comma ends a text inside `{ }` and `[ ]`: put the text in quotes"
    }
}

extension YAMLNode {
    /// The items of a list; anything else is a list of one.
    var items: [YAMLNode] {
        if case .sequence(let items) = content { items } else { [self] }
    }

    /// A scalar of a mapping, for those who look ahead.
    func scalar(_ key: String) -> String? {
        guard case .mapping(let entries) = content, case .scalar(let text, _)? = entries.first(where: { $0.key.text == key })?.value.content
        else { return nil }
        return text
    }
}

extension Place {
    /// A block ends where the next token begins; findings about the block point to its first line.
    var firstLine: Place {
        Place(file: file, line: line, column: column, endLine: line, endColumn: endLine == line ? endColumn : column + 1)
    }
}

extension DiagnosticCollector {
    /// A scalar; nil where it is none or empty, which is reported.
    func text(_ node: YAMLNode) -> SpannedText? {
        guard case .scalar(let text, _) = node.content else {
            report(.wrongShape, "a text is needed here, not \(node.kindName)", at: node.place.firstLine)
            return nil
        }
        guard !text.isEmpty else {
            report(.badValue, "the value is empty", at: node.place)
            return nil
        }
        return SpannedText(text: text, place: node.place)
    }

    func texts(_ node: YAMLNode) -> [SpannedText] {
        node.items.compactMap { text($0) }
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode, _ key: String) -> Value? {
        choice(node, key, among: Value.allCases.map { ($0.rawValue, $0) })
    }

    func choice<Value>(_ node: YAMLNode, _ key: String, among values: [(name: String, value: Value)]) -> Value? {
        guard let text = text(node) else { return nil }
        if let found = values.first(where: { $0.name == text.text }) { return found.value }
        report(
            .unknownValue, "unknown \(key) `\(text.text)`", at: text.place,
            help: Suggestion.help(for: text.text, among: values.map(\.name)))
        return nil
    }

    /// The entries of a mapping whose keys the author chooses.
    func entries(_ node: YAMLNode, _ subject: String) -> [YAMLNode.Entry] {
        guard case .mapping(let entries) = node.content else {
            report(.wrongShape, "\(subject) must be a mapping, not \(node.kindName)", at: node.place.firstLine)
            return []
        }
        return entries
    }
}
