import DeliveryTypes
import RuleEngine

/// What decides which rules hold for one of a mail's reports. A list of thousands of recipients has one explanation for all of them: what holds for one holds for
/// the next of the same domain, and the words are not read again.
struct AskedEvidence: Equatable {
    private let words, wholeWords, remoteMTA, reportingMTA, senderDomain: TextRange?
    private let replyCode: UInt16
    private let status, secondStatus: EnhancedStatusCode?
    private let phase: SMTPPhase?
    private let layout: Int?
    private let size: UInt64?
    private let day: UInt32?
    private var recipientDomain: TextRange?

    init(_ evidence: DeliveryEvidence) {
        words = evidence.words.first
        wholeWords = evidence.wholeWords
        remoteMTA = evidence.remoteMTA
        reportingMTA = evidence.reportingMTA
        senderDomain = evidence.senderDomain
        replyCode = evidence.replyCode
        status = evidence.status
        secondStatus = evidence.secondStatus
        phase = evidence.phase
        layout = evidence.layout
        size = evidence.size
        day = evidence.day
        recipientDomain = evidence.recipientDomain
    }

    /// - Parameter bytes: the text that the ranges of both count in.
    func isSame(as other: AskedEvidence, in bytes: Span<UInt8>) -> Bool {
        var moved = self
        moved.recipientDomain = other.recipientDomain
        guard moved == other else { return false }
        guard let mine = recipientDomain, let theirs = other.recipientDomain else { return recipientDomain == other.recipientDomain }
        return bytes.areEqualIgnoringCase(mine.range, theirs.range)
    }
}
