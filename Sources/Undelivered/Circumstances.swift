import DeliveryTypes
import RuleEngine

/// What a person saw, beside a server's words. Ranges count in the text of the `VerdictSource`.
struct Circumstances {
    /// Words of the mail program or of the person, where no server's reply is judged.
    var words: [TextRange] = []
    /// The mail program's name, as rules call it.
    var client: TextRange?
    /// Each "name=value".
    var symptoms: [TextRange] = []
    var attachmentExtensions: [TextRange] = []
    /// The pack that knows the mail program: its rules about this input go before those about any.
    var pack: String?
    /// Only rules count that ask for one of the symptoms: the words are no server's, and rules about replies misread them.
    var isExclusive = false
}

extension DeliveryEvidence {
    /// - Parameter hasReply: a server's reply is judged: the words around it do not count.
    mutating func add(_ circumstances: Circumstances, hasReply: Bool) {
        if !hasReply, !circumstances.words.isEmpty { words = circumstances.words }
        client = circumstances.client
        symptoms = circumstances.symptoms
        attachmentExtensions = circumstances.attachmentExtensions
    }
}

extension DiagnosisSession {
    /// The matches that count for an input that is neither a mail nor a bare reply.
    mutating func matchesOfInput(
        _ matches: [RuleMatch], _ circumstances: Circumstances, _ evidence: DeliveryEvidence, in bytes: Span<UInt8>
    ) -> [RuleMatch] {
        var matches = matches
        if circumstances.isExclusive {
            var bare = evidence
            bare.symptoms = []
            let general = Set(matching.matches(for: bare, in: bytes, limit: .max).map(\.rule))
            matches = matching.matches(for: evidence, in: bytes, limit: .max).filter { !general.contains($0.rule) }
        }
        if let pack = circumstances.pack { matches = ownRulesFirst(matches, of: pack) }
        return Array(matches.prefix(8))
    }

    /// The best rule of `pack` before all others: who knows the mail program knows what its server's words mean there.
    func ownRulesFirst(_ matches: [RuleMatch], of pack: String) -> [RuleMatch] {
        let own = matches.firstIndex { match in
            let rule = rules.rules[match.rule]
            return rule.isFallback == 0 && rules.string(rule.id).hasPrefix(pack + "/")
        }
        guard let own, own > 0 else { return matches }
        var matches = matches
        matches.insert(matches.remove(at: own), at: 0)
        return matches
    }
}

extension ReadableText {
    /// A text that stands in the input as it is, as one body. Carriage returns become spaces: lines end at LF.
    ///
    /// - Parameter offset: where `input` begins in the whole input.
    init(verbatim input: some Sequence<UInt8>, at offset: Int = 0) {
        self.init()
        bytes = input.map { $0 == 0x0D ? 0x20 : $0 }
        let whole = TextRange(0..<bytes.count)
        segments = [.init(text: 0, input: UInt32(clamping: offset), inputCount: whole.end, isVerbatim: true)]
        sections = [.init(kind: .body, range: whole)]
    }

    /// Adds a value that no part of the input states and that no section covers.
    mutating func addValue(_ value: String) -> TextRange {
        let start = bytes.count
        segments.append(.init(text: UInt32(clamping: start), input: 0, inputCount: 0, isVerbatim: false))
        bytes += Array(value.utf8)
        let range = TextRange(start..<bytes.count)
        bytes.append(0x0A)
        return range
    }
}
