package import DeliveryTypes

/// How one system's bounce is laid out. Patterns see one line at a time.
package struct LayoutModel: Sendable {
    /// `postfix/failure`; the layout that is called like its pack is `qmail` alone.
    package var id: String
    package var title: LocalizedText
    package var kind: LayoutKind
    package var recognise: MatchModel
    /// Only the lines after / before such a line are the report. Empty: no limit.
    package var reportAfter: [LinePattern]
    package var reportBefore: [LinePattern]
    /// The returned message begins in the line after / at such a line.
    package var returnedAfter: [LinePattern]
    package var returnedAt: [LinePattern]
    /// For the whole report; named groups, first match wins.
    package var fields: [LineRegex]
    package var blocks: [BlockModel]
    /// `unit: paragraph`: patterns see every run of non-blank lines as one line.
    package var readsParagraphs: Bool
    /// Every match in the report is one recipient.
    package var recipients: [LineRegex]
    package var recipientHeaders: [SpannedText]
    package var takesReturnedRecipient: Bool
    /// Its marks are weak: it counts only where a recipient and a reason were found.
    package var needsReason: Bool
    package var phases: [PhasePhrases]
    package var actions: [ActionPhrases]
    /// File patterns relative to the pack's folder.
    package var samples: [SpannedText]
    package var references: [SpannedText]
    package var suppressed: [String]
    package var place: Place
}

extension LayoutModel {
    /// The keys that say how a report is read.
    static let formKeys = [
        "report", "returned", "fields", "blocks", "unit", "recipients", "recipient_headers", "returned_recipient", "phase",
    ]

    /// Takes over how another layout's report is read; what its actions are called stays its own.
    mutating func read(like other: LayoutModel) {
        (reportAfter, reportBefore) = (other.reportAfter, other.reportBefore)
        (returnedAfter, returnedAt) = (other.returnedAfter, other.returnedAt)
        (fields, blocks, readsParagraphs) = (other.fields, other.blocks, other.readsParagraphs)
        (recipients, recipientHeaders) = (other.recipients, other.recipientHeaders)
        takesReturnedRecipient = other.takesReturnedRecipient
        phases = other.phases
    }

    /// The id of a layout as somebody in the pack `pack` writes it: its own layouts by their name alone,
    /// others as `pack/layout`, and the main layout of another pack by the pack's name.
    package static func id(_ written: String, in pack: String, own names: Set<String>) -> String {
        if written.contains("/") {
            let parts = written.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0] == parts[1] ? String(parts[0]) : written
        }
        return written == pack || !names.contains(written) ? written : "\(pack)/\(written)"
    }
}

extension PackModel {
    /// The same for a layout named in this pack's samples.
    package func layoutID(_ written: String) -> String {
        let names = layouts.map { layout in String(layout.id.drop { $0 != "/" }.dropFirst()) }
        return LayoutModel.id(written, in: id, own: Set(names))
    }
}

package enum LayoutKind: String, Sendable, CaseIterable {
    case failure, delay, notice, complaint
    case autoReply = "auto-reply"
    case challenge
    case dialog, log
}

/// One block per recipient.
package struct BlockModel: Sendable {
    package var starts: [LineRegex]
    /// Empty: the next block or the end of the report.
    package var ends: [BlockEnd]
    package var fields: [LineRegex]
    /// `reply: following`: the lines after the start are the diagnostic text.
    package var replyFollows: Bool
    package var phases: [PhasePhrases]
    package var actions: [ActionPhrases]
    package var place: Place
}

package enum BlockEnd: Sendable {
    case blankLine
    case regex(LineRegex)
}

package enum LinePattern: Sendable {
    /// The line contains it, without regard to case.
    case phrase(SpannedText)
    case regex(LineRegex)
}

package struct LineRegex: Hashable, Sendable {
    package var pattern: String
    /// As in `RegexTest`.
    package var groupNames: [String]
    package var place: Place
}

package struct PhasePhrases: Sendable {
    package var phase: SMTPPhase
    package var phrases: [SpannedText]
}

package struct ActionPhrases: Sendable {
    package var action: DeliveryAction
    package var phrases: [SpannedText]
}
