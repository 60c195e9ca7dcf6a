package import DeliveryTypes

/// What a named group of a layout's regex holds.
package enum LayoutField: UInt32, Sendable, CaseIterable {
    case recipient
    case originalRecipient
    /// The diagnostic text; it goes on over the following lines.
    case reply
    /// The diagnostic text, on this line only.
    case replyLine
    case status
    case replyCode
    case remoteMTA
    case reportingMTA
    case command
    case action
    case date
    /// Names one delivery where several lines of a log tell of it.
    case delivery

    /// The name of the group in rule packs.
    package var name: String {
        switch self {
        case .recipient: "recipient"
        case .originalRecipient: "original_recipient"
        case .reply: "reply"
        case .replyLine: "reply_line"
        case .status: "status"
        case .replyCode: "reply_code"
        case .remoteMTA: "remote_mta"
        case .reportingMTA: "reporting_mta"
        case .command: "command"
        case .action: "action"
        case .date: "date"
        case .delivery: "delivery"
        }
    }
}

/// What kind of mail a layout describes.
package enum LayoutKindNumber: UInt32, Sendable {
    case failure, delay, notice, complaint, autoReply, challenge
    /// The text of a mail program's error window: recognised only where such a text is asked about.
    case dialog
    /// One line of a mail server's log.
    case log

    /// What kind of input layouts are wanted for.
    package enum Input: Sendable {
        case mail, dialog, log
    }

    package var input: Input {
        switch self {
        case .dialog: .dialog
        case .log: .log
        default: .mail
        }
    }
}

/// What a layout read out of a mail. Ranges count in the `ReadableText`.
package struct LayoutReading: Sendable {
    /// Row of `RuleSet.layouts`.
    package var layout: Int
    /// One for each failed recipient that the layout found.
    package var reports: [DeliveryReport] = []
    /// What was said once for all recipients.
    package var common = DeliveryReport()
    /// Where the returned message begins, when a marker line said so.
    package var returnedStart: Int?
    /// The returned message's own recipient is the failed one, where nothing better is known.
    package var takesReturnedRecipient = false

    package init(layout: Int) { self.layout = layout }
}
