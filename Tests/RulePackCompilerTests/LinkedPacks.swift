import DeliveryTypes
import PatternAutomaton
import RuleEngine
import RulePackCompiler

/// Small packs, linked: what wins in a situation, and why.
struct LinkedPacks {
    let image: [UInt8]
    let rules: RuleSet

    /// Causes that the packs of tests may use, in a pack of their own.
    static let vocabulary = """
        schema: 1
        pack: { id: words, version: 1.0.0, tier: standard, title: { en: Words, ja: 語 } }
        causes:
          - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
          - { id: network.loop, title: { en: Loop, ja: 輪 }, side: recipient, permanence: permanent, suppress_recipient: no, summary: { en: Loop., ja: 輪。 } }
          - { id: reputation.listed-address, title: { en: Listed, ja: 登録 }, side: sender, permanence: permanent, suppress_recipient: no, summary: { en: Listed., ja: 登録。 } }
          - { id: reputation.listed-domain, title: { en: Listed, ja: 登録 }, side: sender, permanence: permanent, suppress_recipient: no, summary: { en: Listed., ja: 登録。 } }
          - { id: reputation.blocklist-misuse, title: { en: Misuse, ja: 誤用 }, side: recipient, permanence: permanent, suppress_recipient: no, summary: { en: Misuse., ja: 誤用。 } }

        """

    static func pack(_ id: String, _ tier: String, _ head: String, _ body: String) -> String {
        "schema: 1\npack: { id: \(id), version: 1.0.0, tier: \(tier), title: { en: \(id), ja: \(id) }\(head) }\n" + body
    }

    static func pack(_ id: String, _ tier: String, _ body: String) -> String { pack(id, tier, "", body) }

    static func pack(_ id: String, _ body: String) -> String { pack(id, "standard", "", body) }

    /// Rules of one pack, each `id: match`, with one cause for all.
    static func rules(_ lines: [String]) -> String {
        "rules:\n" + lines.map { "  - { id: \($0), verdict: { cause: mailbox.full } }\n" }.joined()
    }

    init(_ packs: String...) throws {
        try self.init(packs)
    }

    init(_ packs: [String], isVocabularyLast: Bool = false) throws {
        let texts = isVocabularyLast ? packs + [Self.vocabulary] : [Self.vocabulary] + packs
        image = try linkPacks(try texts.map { try PackObject(try parsePack(files: [PackFile(name: "pack.yaml", bytes: Array($0.utf8))])) })
        rules = try RuleSet(image: try Image(copying: image))
    }

    /// The rules that hold, the best first.
    func matches(_ situation: Situation) -> [String] {
        answer(situation).rules
    }

    func answer(_ situation: Situation) -> (rules: [String], captures: [String: String]) {
        var session = RuleSession(rules: rules)
        var text = ReadableText()
        let evidence = situation.evidence(in: &text, rules)
        session.beginMail()
        session.scanReport(text)
        session.keepForMail()
        let found = session.matches(for: evidence, in: text.bytes.span)
        var captures: [String: String] = [:]
        if let winner = found.first {
            for capture in session.captures(of: winner.rule) {
                captures[capture.name] = String(decoding: text.bytes[session.words.originalRange(of: capture.range)], as: UTF8.self)
            }
        }
        return (found.map { rules.string(rules.rules[$0.rule].id) }, captures)
    }
}

/// What is known of one delivery.
struct Situation: ExpressibleByStringLiteral {
    var words: String
    var status: String?
    var phase: SMTPPhase?
    var names: [(field: WritableKeyPath<DeliveryEvidence, TextRange?>, name: String)] = []
    var size: UInt64?
    var partCount: UInt64?
    var types: [String] = []
    var extensions: [String] = []
    var symptoms: [String] = []
    var headers: [(name: String, value: String)] = []
    var returnedHeaders: [(name: String, value: String)] = []
    var body = ""

    init(stringLiteral words: String) { self.words = words }

    init(_ words: String, _ change: (inout Situation) -> Void) {
        self.words = words
        change(&self)
    }

    func evidence(in text: inout ReadableText, _ rules: RuleSet) -> DeliveryEvidence {
        var evidence = DeliveryEvidence()
        evidence.words = [text.add(words, .deliveryStatus)]
        let codes = ReplyCodes(scanning: text.bytes.span, in: evidence.words[0].range)
        evidence.replyCode = codes.code?.rawValue ?? 0
        evidence.status = codes.status
        evidence.secondStatus = status.flatMap { EnhancedStatusCode($0) }
        evidence.phase = phase
        for (field, name) in names { evidence[keyPath: field] = text.add(name, .enclosed) }
        evidence.size = size
        evidence.partCount = partCount
        evidence.mimeTypes = types.map { text.add($0, .enclosed) }
        evidence.attachmentExtensions = extensions.map { text.add($0, .enclosed) }
        evidence.symptoms = symptoms.map { text.add($0, .enclosed) }
        for header in headers { _ = text.add(header.value, .header, FieldName.hash(header.name.utf8)) }
        for header in returnedHeaders { _ = text.add(header.value, .returnedHeader, FieldName.hash(header.name.utf8)) }
        if !body.isEmpty { _ = text.add(body, .body) }
        return evidence
    }
}

extension ReadableText {
    mutating func add(_ words: String, _ kind: Kind, _ fieldName: UInt32 = 0) -> TextRange {
        let range = TextRange(bytes.count..<bytes.count + words.utf8.count)
        bytes += Array(words.utf8) + [0x0A]
        sections.append(Section(kind: kind, range: TextRange(range.start, range.end + 1), fieldName: fieldName))
        return range
    }
}
