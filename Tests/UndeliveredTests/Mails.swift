import DeliveryTypes
import Foundation
import MailReading
import Testing
import Undelivered

/// Every mail of the repository: the examples, and the samples of the packs.
enum Mails {
    struct Mail: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var testDescription: String { name }
    }

    static let all: [Mail] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return ["Examples/Mails", "RulePacks"].flatMap { folder in
            let files = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (files?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
                let path = folder + "/" + name
                return (try? Data(contentsOf: root.appendingPathComponent(path))).map { Mail(name: path, bytes: Array($0)) }
            }
        }
    }()
}

extension MailDiagnosis {
    /// Everything but the places in the input.
    var words: [String] {
        [kind.id]
            + diagnoses.map { diagnosis in
                let evidence = diagnosis.evidence.map { "\($0.field): \($0.text)" }
                let alternatives = diagnosis.alternatives.map { "\($0.cause) \($0.confidence)" }
                return [
                    diagnosis.line, diagnosis.cause.id, diagnosis.responsible.side.id, diagnosis.permanence.id,
                    diagnosis.suppressRecipient.id, "\(diagnosis.confidence)", diagnosis.rule ?? "-", diagnosis.layout ?? "-",
                    diagnosis.blocklist.map { "\($0.zone) \($0.listed ?? "-")" } ?? "-",
                    "\(alternatives)", "\(diagnosis.contradictions.map { $0.words(in: .english) })", "\(evidence)",
                ].joined(separator: " | ")
            }
    }

    /// What does not hold of the answer, whatever the mail: evidence lies in the input, and quotes it.
    func violations(in mail: [UInt8], _ text: ReadableTextOfMail) -> [String] {
        var found: [String] = []
        for diagnosis in diagnoses {
            if !(0...1).contains(diagnosis.confidence) { found.append("confidence \(diagnosis.confidence)") }
            if diagnosis.alternatives.contains(where: { $0.confidence > diagnosis.confidence }) { found.append("an alternative is surer") }
            if diagnosis.alternatives.contains(where: { $0.cause == diagnosis.cause }) { found.append("the cause is its own alternative") }
            for evidence in diagnosis.evidence {
                let (range, quote) = (evidence.range, evidence.text)
                if range.lowerBound < 0 || range.upperBound > mail.count { found.append("\(range) is outside of \(mail.count)") }
                if quote.isEmpty || range.isEmpty { found.append("empty evidence at \(range)") }
                // What is passed on may be encoded there, or have marks of quotation between its words.
                if !isPassedOn, text.hasHeader, !text.isQuote(quote, of: range, in: mail) {
                    found.append("\"\(quote)\" does not stand in \(range)")
                }
            }
        }
        return found
    }
}

/// Which bytes of a mail are read as they stand.
struct ReadableTextOfMail {
    private var verbatim: [Range<Int>] = []
    private(set) var hasHeader = true

    init(_ mail: [UInt8]) {
        guard let message = try? Message(parsing: mail) else { return }
        hasHeader = !message.contents.fields.isEmpty
        for segment in message.contents.text.segments where segment.isVerbatim {
            verbatim.append(Int(segment.input)..<Int(segment.input) + Int(segment.inputCount))
        }
    }

    /// Every byte of `range` that is read as it stands is in `quote`, in order.
    func isQuote(_ quote: String, of range: Range<Int>, in mail: [UInt8]) -> Bool {
        let words = Array(quote.utf8)
        var next = 0
        for run in verbatim where run.overlaps(range) {
            let piece = Array(mail[run.clamped(to: range)])
            // A copy: the words are repaired where they are cut inside a character.
            guard let start = (next..<max(next, words.count - piece.count + 1)).first(where: { words[$0...].starts(with: piece) }) else {
                return String(validating: piece, as: UTF8.self) == nil
            }
            next = start + piece.count
        }
        return true
    }
}
