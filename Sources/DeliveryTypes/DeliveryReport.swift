/// What one mail says about one recipient (RFC 3464 section 2), whichever format said it.
///
/// Every range counts in the `ReadableText` that the report was read from; `nil` means that the mail
/// does not say it. Types ("rfc822;", "smtp;"), angle brackets and white space around are left out.
package struct DeliveryReport: Sendable {
    package var finalRecipient: TextRange?
    package var originalRecipient: TextRange?
    /// `X-Actual-Recipient:`, where an alias or a forwarding led: the address that really failed.
    package var actualRecipient: TextRange?
    package var action: DeliveryAction?
    /// `Status:` (RFC 3464 section 2.3.4) as stated.
    package var status: EnhancedStatusCode?
    package var statusRange: TextRange?
    /// The words that explain the failure: a server's reply, or the reporting MTA's own words.
    package var diagnosticText: TextRange?
    /// `smtp`, `x400`, `x-unix`…: the type before the first `;` of `Diagnostic-Code:`.
    package var diagnosticType: TextRange?
    package var remoteMTA: TextRange?
    package var reportingMTA: TextRange?
    package var receivedFromMTA: TextRange?
    package var phase: SMTPPhase?
    /// What a log calls the delivery, where several of its lines tell of one.
    package var delivery: TextRange?
    /// Stated apart from the words, as in "Error code: 550".
    package var replyCode: ReplyCode?
    /// Dates as they are written (RFC 5322 section 3.3).
    package var arrivalDate: TextRange?
    package var lastAttemptDate: TextRange?
    package var willRetryUntil: TextRange?

    package init(reportingMTA: TextRange? = nil, action: DeliveryAction? = nil) {
        self.reportingMTA = reportingMTA
        self.action = action
    }
}
