internal import DeliveryTypes
internal import RuleEngine
public import RulePackCompiler

/// What somebody observed where no returned mail says anything: names and values, as in `webmail: works`.
///
/// Documentation/Symptoms.md lists the names that the shipped packs know; others are kept for packs of your own.
public struct SymptomReport: Sendable {
    /// What was observed, in the order of the report; names and values in lower case with hyphens.
    public private(set) var symptoms: [Symptom] = []
    /// Words that somebody read: a server's reply, or an error window.
    public var dialog: String?
    /// Of the message, in bytes.
    public var size: UInt64?
    /// Of the attached files, in lower case, without the dot.
    public var attachmentExtensions: [String] = []

    public struct Symptom: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    public init() {}

    /// Reads a report in YAML or JSON: one mapping of names to a value or a list of values.
    ///
    /// - Throws: `RulePackError` with what cannot be read and where it stands.
    public init(parsing bytes: [UInt8], name: String = "symptoms") throws(RulePackError) {
        for document in try parseDocuments(files: [PackFile(name: name, bytes: bytes)]) {
            guard case .mapping(let entries) = document.root.content else {
                throw RulePackError(diagnostics: [
                    Diagnostic(
                        code: "E902", severity: .error, message: "a report of symptoms is a list of lines like `webmail: works`",
                        location: nil)
                ])
            }
            for entry in entries {
                for value in Self.texts(entry.value) { add(entry.key.text, value) }
            }
        }
    }

    /// Notes one observation. `dialog`, `reply`, `size` and `attachment` are taken apart; an empty value says nothing.
    public mutating func add(_ name: String, _ value: String) {
        let name = Self.plain(name)
        let trimmed = value.drop { $0 == " " }
        guard !trimmed.isEmpty, !name.isEmpty else { return }
        switch name {
        case "dialog", "reply", "message":
            dialog = (dialog.map { $0 + "\n" } ?? "") + value
        case "size":
            size = parseSize(value) ?? size
        case "attachment":
            if let dot = value.lastIndex(of: ".") { attachmentExtensions.append(value[value.index(after: dot)...].lowercased()) }
            symptoms.append(Symptom(name: name, value: "yes"))
        default:
            symptoms.append(Symptom(name: name, value: Self.yesOrNo(Self.plain(value))))
        }
    }

    private static func texts(_ node: YAMLNode) -> [String] {
        switch node.content {
        case .scalar(let text, _): [text]
        case .sequence(let items): items.flatMap { texts($0) }
        case .mapping: []
        }
    }

    /// `Recipient sees` is `recipient-sees`.
    private static func plain(_ text: String) -> String {
        String(text.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }.prefix(80))
    }

    private static func yesOrNo(_ value: String) -> String {
        switch value {
        case "true", "on", "y", "はい", "有", "あり": "yes"
        case "false", "off", "n", "none", "いいえ", "無", "なし": "no"
        case "?", "不明": "unknown"
        default: value
        }
    }
}

extension DiagnosisSession {
    /// The same kind of answer for what people saw as for a returned mail; an error window's words in the report count most.
    public mutating func diagnosis(for report: SymptomReport) -> Diagnosis {
        if let dialog = report.dialog {
            let diagnosis = diagnosis(forDialog: dialog)
            if diagnosis.cause != .undetermined { return diagnosis }
        }
        var text = ReadableText()
        var circumstances = Circumstances()
        let known = report.symptoms.map { "\($0.name)=\($0.value)" }
        circumstances.symptoms = known.map { text.addValue($0) }
        circumstances.attachmentExtensions = report.attachmentExtensions.map { text.addValue($0) }
        if let program = report.symptoms.first(where: { $0.name == "program" }) {
            // `Outlook 2016` is Outlook.
            let name = program.value.split(separator: "-").prefix { $0.contains { !$0.isNumber } }.joined(separator: "-")
            circumstances.client = text.addValue(name)
        }
        matching.beginMail()
        trace = ReadingTrace(reading: .symptoms)
        let source = VerdictSource(text: text, inputSize: 0, mailSize: report.size, circumstances: circumstances)
        var diagnosis = diagnosis(for: DeliveryReport(), layout: nil, kind: .failure, source: source)
        diagnosis.evidence = []
        diagnosis.openQuestions = QuestionSource(rules: rules, known: known, isTextMissing: report.dialog == nil)
        return diagnosis
    }
}

extension Diagnoser {
    /// What a report of symptoms says.
    public func diagnosis(for report: SymptomReport) -> Diagnosis {
        var session = DiagnosisSession(self)
        return session.diagnosis(for: report)
    }
}
