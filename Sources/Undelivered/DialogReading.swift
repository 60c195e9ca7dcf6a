import DeliveryTypes
import RuleEngine

/// The error window of a mail program, taken apart.
private struct DialogReading {
    /// Row of `RuleSet.layouts`.
    var layout: Int
    /// What the window names, and the server's reply inside it, where there is one.
    var report: DeliveryReport
    /// The text without the server's reply.
    var ownWords: [TextRange]
}

/// The most of a window's text that is read: no program shows as much, and what is pasted behind it does not matter.
private let longestDialog = 64 << 10

extension DiagnosisSession {
    /// What the text of a mail program's error window says: the program's own words, and the server's reply that it quotes.
    ///
    /// The reply decides where it says anything. Evidence of the field `diagnostic-text` is the server's, that of
    /// `dialog-text` the program's. A text that is no known window is read as a reply. Offsets of evidence count in its UTF-8.
    public mutating func diagnosis(forDialog text: String) -> Diagnosis {
        diagnosis(ofRecognisedDialog: text) ?? diagnosis(forReply: String(text.prefix(longestDialog)))
    }

    /// `nil` for a text that no pack recognises as a window.
    package mutating func diagnosis(ofRecognisedDialog text: String) -> Diagnosis? {
        var readable = ReadableText(verbatim: text.utf8.prefix(longestDialog))
        trace = ReadingTrace(reading: .dialog)
        guard !readable.bytes.isEmpty, let dialog = readDialog(readable) else { return nil }
        let id = rules.string(rules.layouts[dialog.layout].id)
        let name = id.split(separator: "/")
        var circumstances = Circumstances(words: dialog.ownWords)
        circumstances.pack = name.first.map(String.init)
        circumstances.client = name.last.map { readable.addValue(String($0)) }
        let server = DialogServer(dialog.report, in: readable).side
        circumstances.symptoms = [readable.addValue("dialog-server=\(server)")]
        let size = text.utf8.count
        let source = VerdictSource(text: readable, inputSize: size, mailSize: nil, circumstances: circumstances)
        return diagnosis(of: dialog, source: source)
    }

    private mutating func readDialog(_ text: ReadableText) -> DialogReading? {
        matching.beginMail()
        matching.scanReport(text)
        guard let layout = matching.recognisedLayouts(in: text, for: .dialog).first else { return nil }
        let reading = matching.read(layout: layout, text: text)
        // What holds for the text as a whole belongs to the layout; rules see the words that they are given.
        matching.beginMail()
        var report = reading.reports.first ?? DeliveryReport()
        report.fillGaps(from: reading.common)
        var own = [TextRange(0..<text.bytes.count)]
        if let reply = report.diagnosticText?.range {
            own = [TextRange(0..<reply.lowerBound), TextRange(reply.upperBound..<text.bytes.count)].filter { !$0.isEmpty }
        }
        return DialogReading(layout: layout, report: report, ownWords: own)
    }

    private mutating func diagnosis(of dialog: DialogReading, source: VerdictSource) -> Diagnosis {
        var silent = dialog.report
        silent.diagnosticText = nil
        silent.replyCode = nil
        silent.status = nil
        var program = diagnosis(for: silent, layout: dialog.layout, kind: .failure, source: source)
        program.evidence = program.evidence.map { Evidence(field: "dialog-text", text: $0.text, range: $0.range) }
        guard dialog.report.diagnosticText != nil else { return program.ofDialog }
        var server = diagnosis(for: dialog.report, layout: dialog.layout, kind: .failure, source: source)
        let isSilent = server.cause == .undetermined || server.confidence < 0.35
        if isSilent, program.cause != .undetermined {
            program.copyReply(of: server)
            return program.ofDialog
        }
        if program.cause != .undetermined, program.cause != server.cause, server.cause != .undetermined {
            let share = min(program.confidence * 0.5, server.confidence * 0.9)
            server.alternatives.removeAll { $0.cause == program.cause }
            server.alternatives = Array(([Alternative(cause: program.cause, confidence: share)] + server.alternatives).prefix(3))
            // "Refused", "cannot send" go with every reply; to name a size is a claim.
            if program.cause.family == "size", server.cause.family != "size" {
                server.contradictions.append(.init(kind: .programAndServer, values: [program.cause.id, server.cause.id]))
                // The titles of both are asked for when the words are read.
                let titles = program.explanationTexts
                let texts = server.explanationTexts
                server.explanationTexts = {
                    var all = texts()
                    all.causeTitles.merge(titles().causeTitles) { first, _ in first }
                    return all
                }
            }
        }
        return server.ofDialog
    }
}

extension Diagnosis {
    /// The account's name, which layouts of windows read as the reporting MTA, is no server's.
    fileprivate var ofDialog: Diagnosis {
        var diagnosis = self
        diagnosis.reportingMTA = nil
        // Codes and sentences of one window say the same thing twice, in general words and in exact ones.
        diagnosis.contradictions.removeAll { $0.kind == .textAndText }
        return diagnosis
    }

    /// What the server said stays visible, also where the program's words decide.
    fileprivate mutating func copyReply(of other: Diagnosis) {
        replyCode = other.replyCode
        enhancedStatus = other.enhancedStatus
        diagnosticText = other.diagnosticText
        phase = other.phase
        contradictions += other.contradictions
    }
}

/// Whose server a window names: the same words mean another side's limit there.
private struct DialogServer {
    /// The value of the symptom `dialog-server`: `sender`, `recipient` or `unknown`.
    let side: String

    init(_ report: DeliveryReport, in text: ReadableText) {
        func name(_ range: TextRange?) -> String? {
            guard let range else { return nil }
            let bytes = text.bytes.span
            return MTAName(parsing: bytes, in: range.range)?.name
        }
        guard let server = name(report.remoteMTA), server.contains(".") else {
            side = "unknown"
            return
        }
        // An account is called like its server or like its address.
        let account = name(report.reportingMTA).map(Self.domain)
        if let account, account.contains("."), Self.isRelated(server, to: account) {
            side = "sender"
        } else if let recipient = name(report.finalRecipient).map(Self.domain), Self.isWithin(server, recipient) {
            side = "recipient"
        } else {
            side = "unknown"
        }
    }

    private static func domain(_ name: String) -> String {
        name.split(separator: "@").last.map(String.init) ?? name
    }

    private static func isWithin(_ host: String, _ domain: String) -> Bool {
        host == domain || host.hasSuffix("." + domain)
    }

    /// `smtp.example.jp` goes with `example.jp` and with `pop.example.jp`.
    private static func isRelated(_ server: String, to account: String) -> Bool {
        if isWithin(server, account) || isWithin(account, server) { return true }
        let parents = [server, account].map { $0.split(separator: ".").dropFirst().joined(separator: ".") }
        // Below `co.jp` and the like everybody is a stranger to everybody.
        let labels = parents[0].split(separator: ".")
        return parents[0] == parents[1] && (labels.count > 2 || labels.count == 2 && labels[0].count > 3)
    }
}
