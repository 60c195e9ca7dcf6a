internal import DeliveryTypes
internal import RulePackCompiler

/// What a match asks for, in words: lines of a nested list.
struct MatchWords {
    private(set) var lines: [String] = []

    /// - Parameter lead: stands before the first line, `Matches:`.
    init(_ match: MatchModel, lead: String) {
        add(match, "- \(lead) ", depth: 0)
    }

    private mutating func add(_ match: MatchModel, _ lead: String, depth: Int) {
        // Deeper than any pack is read.
        guard depth < 32 else { return }
        switch match {
        case .predicate(let predicate): line(lead + Asked(predicate.kind).sentence("or"))
        case .not(let inner): add(inner, lead + "not: ", depth: depth)
        case .optional(let inner): add(inner, lead + "where it is there, taken as a capture: ", depth: depth)
        case .any(let parts): add(Self.grouped(parts, "or"), lead, "at least one of these holds:", depth: depth)
        case .all(let parts): add(Self.grouped(parts, "and"), lead, "all of these hold:", depth: depth)
        }
    }

    private mutating func add(_ groups: [Group], _ lead: String, _ sentence: String, depth: Int) {
        if groups.count == 1, let group = groups.first { return add(group, lead, depth: depth) }
        line(groups.isEmpty ? lead + "nothing" : lead + sentence)
        let indent = String(repeating: "  ", count: depth + 1)
        for group in groups { add(group, indent + "- ", depth: depth + 1) }
    }

    private mutating func add(_ group: Group, _ lead: String, depth: Int) {
        switch group {
        case .sentence(let sentence): line(lead + sentence)
        case .match(let match): add(match, lead, depth: depth)
        }
    }

    private mutating func line(_ text: String) { lines.append(text) }

    private enum Group {
        case sentence(String)
        case match(MatchModel)
    }

    /// Neighbours that test the same thing become one sentence.
    private static func grouped(_ parts: [MatchModel], _ conjunction: String) -> [Group] {
        var groups: [Group] = []
        var open: Asked?
        func close() {
            if let asked = open { groups.append(.sentence(asked.sentence(conjunction))) }
            open = nil
        }
        for part in parts {
            guard case .predicate(let predicate) = part else {
                close()
                groups.append(.match(part))
                continue
            }
            let asked = Asked(predicate.kind)
            if open?.subject == asked.subject {
                open?.values += asked.values
            } else {
                close()
                open = asked
            }
        }
        close()
        return groups
    }
}

/// "the words contain" and what.
private struct Asked {
    var subject: String
    var values: [String]

    func sentence(_ conjunction: String) -> String {
        values.isEmpty ? subject : subject + " " + Markdown.enumeration(values, conjunction)
    }

    init(_ kind: PredicateModel.Kind) {
        switch kind {
        case .phrase(let test):
            let field = test.field == .text ? "the words contain" : "the mail's text contains"
            self.init(test.isWordBounded ? field + ", as whole words," : field, Markdown.code(test.phrase))
        case .regex(let test): self.init("the words match", Markdown.code(test.pattern))
        case .reply(let codes):
            self.init("the reply code is", codes.lower == codes.upper ? "\(codes.lower)" : "\(codes.lower) to \(codes.upper)")
        case .status(let status): self.init("the enhanced status code is", status.description)
        case .phase(let phase): self.init("the SMTP phase is", phase.name)
        case .host(let test): self.init(test.field.words, Markdown.code((test.includesSubdomains ? "." : "") + test.name))
        case .header(let test): self.init(test)
        case .layout(let id): self.init("the layout is", id)
        case .size(let test): self.init("the returned message's size is", "\(test.comparison.rawValue) \(Self.size(test.value))")
        case .mimeType(let type): self.init("a part's type is", Markdown.code(type))
        case .attachmentExtension(let name): self.init("an attachment ends in", Markdown.code("." + name))
        case .partCount(let test): self.init("the number of parts is", "\(test.comparison.rawValue) \(test.value)")
        case .client(let name): self.init("the mail program is", Markdown.text(name))
        case .date(let test): self.init("the report is of the days", Markdown.code(test.text))
        case .symptom(let name, let value): self.init("the symptom \(Markdown.code(name)) is", Markdown.code(value))
        }
    }

    private init(_ subject: String, _ values: String...) {
        self.subject = subject
        self.values = values
    }

    private init(_ test: HeaderTest) {
        let field = (test.isReturned ? "the returned message's field " : "the field ") + Markdown.code(test.name)
        switch test.condition {
        case .exists:
            self.init(field + " exists")
        case .phrase(let phrase): self.init(field + " contains", Markdown.code(phrase))
        case .regex(let regex): self.init(field + " matches", Markdown.code(regex.pattern))
        }
    }

    private static func size(_ bytes: UInt64) -> String {
        for (unit, factor) in [("GB", UInt64(1) << 30), ("MB", 1 << 20), ("KB", 1 << 10)] where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor) \(unit)"
        }
        return "\(bytes) bytes"
    }
}

extension HostTest.Field {
    fileprivate var words: String {
        switch self {
        case .remoteMTA: "the answering server is"
        case .reportingMTA: "the reporting server is"
        case .recipientDomain: "the recipient's domain is"
        case .senderDomain: "the sender's domain is"
        }
    }
}
