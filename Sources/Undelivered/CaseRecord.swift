import DeliveryTypes

/// One failed delivery as it is handed to a support desk: what is known, what is still to be asked, and a fingerprint that is the same
/// for every case of the same trouble.
public struct CaseRecord: Sendable {
    /// 16 hexadecimal digits, from the server's words and codes alone: neither names, numbers and addresses in them nor the packs
    /// change it.
    public let fingerprint: String
    /// What is known, in the order in which it is read.
    public let fields: [Field]
    /// What would help most; see `Diagnosis.questions()`.
    public let questions: [Question]
    /// Names of fields that a complete record has and this one lacks: `date`, `message-id`…
    public let missing: [String]

    public struct Field: Hashable, Sendable {
        /// `recipient`, `diagnostic-text`, `cause`…
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameters:
    ///   - details: what is known beside the diagnosis: `date`, `message-id`, `subject`, `program`…
    ///   - isRedacted: addresses, IP addresses and the hosts of the addresses' domains get names like `address-1`; the subject goes.
    public init(_ diagnosis: Diagnosis, details: [Field] = [], isRedacted: Bool = false) {
        fingerprint = CaseFingerprint.of(diagnosis)
        var fields = Self.fields(of: diagnosis) + details.filter { !$0.value.isEmpty }
        if isRedacted {
            var redaction = Redaction(addresses: fields.map(\.value), locals: [diagnosis.recipient, diagnosis.originalRecipient])
            fields = fields.filter { $0.name != "subject" }.map { field in
                Self.verdictNames.contains(field.name) ? field : Field(name: field.name, value: redaction.redact(field.value))
            }
        }
        self.fields = fields
        questions = diagnosis.questions()
        missing = Self.completeRecord.filter { name in !fields.contains { $0.name == name } && !(isRedacted && name == "subject") }
    }

    /// The value of a field; `nil` where it is not known.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// What a support desk asks for every time.
    private static let completeRecord = [
        "date", "recipient", "sender", "message-id", "subject", "diagnostic-text", "reporting-mta", "remote-mta", "size", "program",
    ]
    /// Ours, not the mail's: nothing in them is private.
    private static let verdictNames: Set<String> = [
        "action", "reply-code", "enhanced-status", "phase", "cause", "side", "actor", "permanence", "confidence", "also-possible", "rule",
        "layout", "blocklist", "date", "size",
    ]

    private static func fields(of diagnosis: Diagnosis) -> [Field] {
        let also = diagnosis.alternatives.map(\.cause.id).joined(separator: ", ")
        let values: [(String, String?)] = [
            ("recipient", diagnosis.recipient), ("original-recipient", diagnosis.originalRecipient), ("action", diagnosis.action?.name),
            ("reply-code", diagnosis.replyCode?.description), ("enhanced-status", diagnosis.enhancedStatus?.description),
            ("phase", diagnosis.phase?.name), ("reporting-mta", diagnosis.reportingMTA), ("remote-mta", diagnosis.remoteMTA),
            ("diagnostic-text", diagnosis.diagnosticText),
            ("decisive-words", diagnosis.evidence.isEmpty ? nil : diagnosis.evidence.map(\.text).joined(separator: " … ")),
            ("cause", diagnosis.cause.id), ("side", diagnosis.responsible.side.id), ("actor", diagnosis.responsible.actor?.id),
            ("permanence", diagnosis.permanence.id), ("confidence", percent(diagnosis.confidence)),
            ("also-possible", also.isEmpty ? nil : also), ("rule", diagnosis.rule), ("layout", diagnosis.layout),
            ("blocklist", diagnosis.blocklist?.zone), ("listed", diagnosis.blocklist?.listed),
        ]
        return values.compactMap { name, value in value.map { Field(name: name, value: $0) } }
    }

    private static func percent(_ share: Double) -> String {
        let share = share.isFinite ? min(max(share, 0), 1) : 0
        return "\(Int((share * 100).rounded())) %"
    }
}

/// A number for "the same trouble": FNV-1a over codes and words, in which everything that differs from case to case is one mark.
enum CaseFingerprint {
    static func of(_ diagnosis: Diagnosis) -> String {
        let words = diagnosis.diagnosticText ?? diagnosis.evidence.map(\.text).joined(separator: " ")
        var locals = Set([diagnosis.recipient, diagnosis.originalRecipient].compactMap { $0?.split(separator: "@").first?.lowercased() })
        locals.remove("")
        let stated = [diagnosis.replyCode?.description, diagnosis.enhancedStatus?.description].map { $0 ?? "-" }
        let text = stated.joined(separator: "|") + "|" + template(of: words, without: locals)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Words with a digit, a dot or an `@` inside are one `#`, and runs of them too: addresses, hosts, queue ids, dates, sizes.
    static func template(of text: String, without locals: Set<String>) -> String {
        var output: [String] = []
        for token in TokenScanner.tokens(of: text.lowercased()) {
            let isVariable =
                token.isWord && (token.text.contains { $0.isNumber || $0 == "@" || $0 == "." } || locals.contains(String(token.text)))
            let word = isVariable ? "#" : token.text.split(whereSeparator: \.isWhitespace).joined()
            if word.isEmpty || word == "#" && output.last == "#" { continue }
            output.append(word)
        }
        return output.joined(separator: " ")
    }
}
