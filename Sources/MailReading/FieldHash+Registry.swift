/// `FieldName.hash` of the fields that this module reads itself, worked out beforehand.
enum FieldHash {
    /// Content-Type
    static let contentType: UInt32 = 0xFCF7_0995
    /// Content-Transfer-Encoding
    static let contentTransferEncoding: UInt32 = 0x5CE4_EC74
    /// Content-Disposition
    static let contentDisposition: UInt32 = 0xE7D0_3E5C
    /// From
    static let from: UInt32 = 0x95CD_8075
    /// To
    static let to: UInt32 = 0x4245_4824
    /// Subject
    static let subject: UInt32 = 0x891C_FE4F
    /// Date
    static let date: UInt32 = 0xD472_DC59
    /// Received
    static let received: UInt32 = 0x60AC_56B2
    /// Message-ID
    static let messageID: UInt32 = 0x269F_14E6
    /// Return-Path
    static let returnPath: UInt32 = 0x3BC3_2FBD
    /// MIME-Version
    static let mimeVersion: UInt32 = 0xBF3F_995C
    /// Sender
    static let sender: UInt32 = 0x9F5E_EB64
    /// Reply-To
    static let replyTo: UInt32 = 0x9A99_8443
    /// Delivered-To
    static let deliveredTo: UInt32 = 0xED7C_23DB
    /// Cc
    static let cc: UInt32 = 0x5629_9123
    /// Auto-Submitted
    static let autoSubmitted: UInt32 = 0x1104_74B6
    /// X-Failed-Recipients
    static let failedRecipients: UInt32 = 0xEA86_1192
    /// Final-Recipient
    static let finalRecipient: UInt32 = 0x07AC_A36D
    /// Original-Recipient
    static let originalRecipient: UInt32 = 0x5069_D880
    /// X-Actual-Recipient
    static let actualRecipient: UInt32 = 0xE432_52D2
    /// Action
    static let action: UInt32 = 0xC464_2EFF
    /// Status
    static let status: UInt32 = 0xBA4B_77EF
    /// Remote-MTA
    static let remoteMTA: UInt32 = 0x2125_1816
    /// Diagnostic-Code
    static let diagnosticCode: UInt32 = 0x1659_0380
    /// Last-Attempt-Date
    static let lastAttemptDate: UInt32 = 0x1152_F7CC
    /// Will-Retry-Until
    static let willRetryUntil: UInt32 = 0xF7A2_9687
    /// Final-Log-ID
    static let finalLogID: UInt32 = 0x08A3_FE66
    /// Reporting-MTA
    static let reportingMTA: UInt32 = 0xCDD9_84A8
    /// Received-From-MTA
    static let receivedFromMTA: UInt32 = 0xADB5_B1B8
    /// Arrival-Date
    static let arrivalDate: UInt32 = 0xDA6C_0BA1
    /// Original-Envelope-Id
    static let originalEnvelopeID: UInt32 = 0x2623_EA7D
    /// DSN-Gateway
    static let dsnGateway: UInt32 = 0x3C9B_CD39
    /// Feedback-Type
    static let feedbackType: UInt32 = 0x1AAA_3B55
    /// Reporting-UA
    static let reportingUA: UInt32 = 0x0B63_7E4A
    /// Disposition
    static let disposition: UInt32 = 0x0D36_5234
    /// Localized-Final-Recipient
    static let localizedFinalRecipient: UInt32 = 0x018D_612D

    /// Every constant with the name it stands for.
    static let names: [(hash: UInt32, name: String)] = [
        (contentType, "Content-Type"),
        (contentTransferEncoding, "Content-Transfer-Encoding"),
        (contentDisposition, "Content-Disposition"),
        (from, "From"),
        (to, "To"),
        (subject, "Subject"),
        (date, "Date"),
        (received, "Received"),
        (messageID, "Message-ID"),
        (returnPath, "Return-Path"),
        (mimeVersion, "MIME-Version"),
        (sender, "Sender"),
        (replyTo, "Reply-To"),
        (deliveredTo, "Delivered-To"),
        (cc, "Cc"),
        (autoSubmitted, "Auto-Submitted"),
        (failedRecipients, "X-Failed-Recipients"),
        (finalRecipient, "Final-Recipient"),
        (originalRecipient, "Original-Recipient"),
        (actualRecipient, "X-Actual-Recipient"),
        (action, "Action"),
        (status, "Status"),
        (remoteMTA, "Remote-MTA"),
        (diagnosticCode, "Diagnostic-Code"),
        (lastAttemptDate, "Last-Attempt-Date"),
        (willRetryUntil, "Will-Retry-Until"),
        (finalLogID, "Final-Log-ID"),
        (reportingMTA, "Reporting-MTA"),
        (receivedFromMTA, "Received-From-MTA"),
        (arrivalDate, "Arrival-Date"),
        (originalEnvelopeID, "Original-Envelope-Id"),
        (dsnGateway, "DSN-Gateway"),
        (feedbackType, "Feedback-Type"),
        (reportingUA, "Reporting-UA"),
        (disposition, "Disposition"),
        (localizedFinalRecipient, "Localized-Final-Recipient"),
    ]
}
