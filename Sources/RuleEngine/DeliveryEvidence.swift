package import DeliveryTypes

/// All that a rule can see of one failed delivery. Ranges count in one buffer that the caller owns.
package struct DeliveryEvidence: Sendable, Equatable {
    /// The words of the diagnosis: a server's reply or the reporting MTA's own text. Several runs are read as one.
    package var words: [TextRange] = []
    /// Where `words` are a reply that somebody quotes: all that was said. Looked at where the reply itself says nothing.
    package var wholeWords: TextRange?
    /// 0 where the mail states none.
    package var replyCode: UInt16 = 0
    /// `Status:` and the code inside the words, where both are stated.
    package var status: EnhancedStatusCode?
    package var secondStatus: EnhancedStatusCode?
    package var phase: SMTPPhase?
    package var remoteMTA: TextRange?
    package var reportingMTA: TextRange?
    package var recipientDomain: TextRange?
    package var senderDomain: TextRange?
    /// Row of `RuleSet.layouts`.
    package var layout: Int?
    /// Of the returned message, in bytes.
    package var size: UInt64?
    package var partCount: UInt64?
    /// When the report was written: days since 1970 in Greenwich.
    package var day: UInt32?
    package var mimeTypes: [TextRange] = []
    package var attachmentExtensions: [TextRange] = []
    package var client: TextRange?
    /// Each "name=value".
    package var symptoms: [TextRange] = []

    package init() {}

    /// As new, but with the memory of `words`.
    package mutating func forget() {
        var words: [TextRange] = []
        swap(&words, &self.words)
        words.removeAll(keepingCapacity: true)
        self = DeliveryEvidence()
        swap(&words, &self.words)
    }
}

extension DeliveryEvidence {
    /// Whether both speak of the same words, in the same place.
    package func hasSameWords(as other: DeliveryEvidence) -> Bool { words == other.words && wholeWords == other.wholeWords }

    /// Whether all but the words is the same: of names that each recipient states anew the letters count, not the place.
    ///
    /// - Parameter source: the text that the ranges of both count in.
    package func hasSameCircumstances(as other: DeliveryEvidence, in source: Span<UInt8>) -> Bool {
        var moved = other
        (moved.words, moved.wholeWords) = (words, wholeWords)
        (moved.recipientDomain, moved.remoteMTA, moved.reportingMTA) = (recipientDomain, remoteMTA, reportingMTA)
        func isSame(_ mine: TextRange?, _ theirs: TextRange?) -> Bool {
            guard let mine, let theirs else { return mine == theirs }
            return source.areEqualIgnoringCase(mine.range, theirs.range)
        }
        return moved == self && isSame(recipientDomain, other.recipientDomain) && isSame(remoteMTA, other.remoteMTA)
            && isSame(reportingMTA, other.reportingMTA)
    }

    /// Leaves of `words` what the server itself said, and takes host and phase from the words around it.
    package mutating func narrow(to quoted: QuotedReply) {
        wholeWords = words.first
        words.removeAll(keepingCapacity: true)
        words.append(quoted.reply)
        remoteMTA = remoteMTA ?? quoted.host
        phase = phase ?? quoted.phase
    }
}

/// A rule that holds, and how strongly.
package struct RuleMatch: Sendable {
    package var rule: Int
    package var weight: EvidenceWeight
    var rank: UInt64

    /// Another rule that holds too is named to go before this one.
    package var isBeaten: Bool { rank == 0 }
}
