/// The causes that the shipped rule packs know, by family. Their texts are in the packs.
extension Cause {
    /// Unknown user.
    public static let addressUnknownUser = Cause(id: "address.unknown-user")
    /// Malformed address.
    public static let addressBadSyntax = Cause(id: "address.bad-syntax")
    /// Address breaks RFC 5321 (consecutive dots and the like).
    public static let addressNonstandard = Cause(id: "address.nonstandard")
    /// Domain does not exist.
    public static let addressUnknownDomain = Cause(id: "address.unknown-domain")
    /// Domain accepts no mail (Null MX).
    public static let addressNullMx = Cause(id: "address.null-mx")
    /// Domain exists but names no mail host.
    public static let addressNoMailHost = Cause(id: "address.no-mail-host")
    /// Address has changed.
    public static let addressMoved = Cause(id: "address.moved")
    /// Address matches several people.
    public static let addressAmbiguous = Cause(id: "address.ambiguous")
    /// Receiver is still verifying the address.
    public static let addressVerificationPending = Cause(id: "address.verification-pending")

    /// Mailbox disabled or suspended.
    public static let mailboxDisabled = Cause(id: "mailbox.disabled")
    /// Mailbox temporarily unavailable.
    public static let mailboxTemporarilyUnavailable = Cause(id: "mailbox.temporarily-unavailable")
    /// Mailbox no longer used (full or not collected for long).
    public static let mailboxAbandoned = Cause(id: "mailbox.abandoned")
    /// Mailbox full.
    public static let mailboxFull = Cause(id: "mailbox.full")
    /// Domain or group quota exceeded.
    public static let mailboxDomainFull = Cause(id: "mailbox.domain-full")
    /// Refused by the recipient's own settings.
    public static let mailboxRefusedByRecipient = Cause(id: "mailbox.refused-by-recipient")
    /// Recipient accepts only approved senders.
    public static let mailboxAllowlistOnly = Cause(id: "mailbox.allowlist-only")
    /// Moved to junk by the recipient's own block list.
    public static let mailboxJunkedByRecipient = Cause(id: "mailbox.junked-by-recipient")
    /// Moved to junk by a filter.
    public static let mailboxJunkedByFilter = Cause(id: "mailbox.junked-by-filter")
    /// Moved by the recipient's own inbox rule.
    public static let mailboxFiledByRule = Cause(id: "mailbox.filed-by-rule")
    /// Recipient receives mail too fast.
    public static let mailboxReceivingTooFast = Cause(id: "mailbox.receiving-too-fast")
    /// Group or list closed to this sender.
    public static let mailboxRestrictedList = Cause(id: "mailbox.restricted-list")

    /// Message exceeds the receiving server's limit.
    public static let sizeReceiverLimit = Cause(id: "size.receiver-limit")
    /// Message exceeds the sending server's limit.
    public static let sizeSenderLimit = Cause(id: "size.sender-limit")
    /// Mail client's own limit.
    public static let sizeClientLimit = Cause(id: "size.client-limit")
    /// Encoding pushed the message over the limit.
    public static let sizeEncodingOverhead = Cause(id: "size.encoding-overhead")
    /// Message larger than what is left in the mailbox.
    public static let sizeExceedsRemainingQuota = Cause(id: "size.exceeds-remaining-quota")

    /// Server disk full.
    public static let serverDiskFull = Cause(id: "server.disk-full")
    /// Internal error at the server.
    public static let serverInternalError = Cause(id: "server.internal-error")
    /// Local delivery program failed.
    public static let serverDeliveryProgramFailed = Cause(id: "server.delivery-program-failed")
    /// Receiver's content filter or scanner is down.
    public static let serverFilterFailed = Cause(id: "server.filter-failed")
    /// Server is not accepting mail.
    public static let serverNotAccepting = Cause(id: "server.not-accepting")
    /// Receiver's own connection or queue limit.
    public static let serverCapacity = Cause(id: "server.capacity")

    /// DNS lookup failed.
    public static let networkDnsFailure = Cause(id: "network.dns-failure")
    /// No answer from the host.
    public static let networkNoAnswer = Cause(id: "network.no-answer")
    /// Connection dropped during the session.
    public static let networkConnectionLost = Cause(id: "network.connection-lost")
    /// Retried until the queue time ran out.
    public static let networkExpired = Cause(id: "network.expired")
    /// Mail loop.
    public static let networkLoop = Cause(id: "network.loop")
    /// Mail exchanger points to the wrong host.
    public static let networkMisrouted = Cause(id: "network.misrouted")
    /// Gateway does not serve or know the recipient domain.
    public static let networkDomainNotConfigured = Cause(id: "network.domain-not-configured")

    /// TLS negotiation or certificate failed.
    public static let tlsFailed = Cause(id: "tls.failed")
    /// Receiver requires TLS and the sender did not use it.
    public static let tlsRequired = Cause(id: "tls.required")

    /// SMTP command rejected.
    public static let protocolCommandRejected = Cause(id: "protocol.command-rejected")
    /// Message breaks RFC 5322.
    public static let protocolMalformedMessage = Cause(id: "protocol.malformed-message")
    /// SMTPUTF8 or 8-bit mail not supported.
    public static let protocolUnsupportedInternationalization = Cause(id: "protocol.unsupported-internationalization")

    /// Relaying denied.
    public static let relayDenied = Cause(id: "relay.denied")

    /// SMTP authentication required or failed.
    public static let authenticationLoginRequired = Cause(id: "authentication.login-required")
    /// Sending account or identity not authorised at its own provider.
    public static let authenticationAccount = Cause(id: "authentication.account")

    /// Sender cannot reach its own mail server (blocked port or wrong name).
    public static let submissionUnreachable = Cause(id: "submission.unreachable")
    /// Sending limit of the sender's own provider reached.
    public static let submissionQuota = Cause(id: "submission.quota")
    /// Sender's own mail server is misconfigured.
    public static let submissionMisconfigured = Cause(id: "submission.misconfigured")

    /// SPF failed.
    public static let authenticationSpf = Cause(id: "authentication.spf")
    /// DKIM failed.
    public static let authenticationDkim = Cause(id: "authentication.dkim")
    /// Rejected by DMARC policy.
    public static let authenticationDmarc = Cause(id: "authentication.dmarc")
    /// Neither SPF nor DKIM passed.
    public static let authenticationUnauthenticated = Cause(id: "authentication.unauthenticated")
    /// Missing or wrong reverse DNS or HELO.
    public static let authenticationReverseDns = Cause(id: "authentication.reverse-dns")
    /// HELO or EHLO name refused.
    public static let authenticationHelo = Cause(id: "authentication.helo")
    /// Sender address rejected.
    public static let authenticationSenderRejected = Cause(id: "authentication.sender-rejected")
    /// Outside sender uses the receiver's own domain or a protected name.
    public static let authenticationSpoofedInternal = Cause(id: "authentication.spoofed-internal")
    /// Forwarding on the recipient's side broke SPF or DKIM.
    public static let authenticationBrokenByForwarding = Cause(id: "authentication.broken-by-forwarding")

    /// Sending IP on a public blocklist.
    public static let reputationListedAddress = Cause(id: "reputation.listed-address")
    /// Domain or URL on a blocklist.
    public static let reputationListedDomain = Cause(id: "reputation.listed-domain")
    /// Whole range or shared server listed (collateral).
    public static let reputationListedRange = Cause(id: "reputation.listed-range")
    /// Dynamic or residential address sends directly.
    public static let reputationDynamicAddress = Cause(id: "reputation.dynamic-address")
    /// Provider's private reputation system.
    public static let reputationProvider = Cause(id: "reputation.provider")
    /// Receiver misuses a list or queries a dead one.
    public static let reputationBlocklistMisuse = Cause(id: "reputation.blocklist-misuse")

    /// Sending too fast or over too many connections.
    public static let rateSender = Cause(id: "rate.sender")
    /// Too many recipients.
    public static let rateTooManyRecipients = Cause(id: "rate.too-many-recipients")
    /// Too many invalid recipients or errors from this sender.
    public static let rateTooManyErrors = Cause(id: "rate.too-many-errors")
    /// Greylisted.
    public static let rateGreylisted = Cause(id: "rate.greylisted")

    /// Content judged to be spam.
    public static let contentSpam = Cause(id: "content.spam")
    /// Virus found.
    public static let contentVirus = Cause(id: "content.virus")
    /// Suspected antivirus over-reaction.
    public static let contentVirusSuspected = Cause(id: "content.virus-suspected")
    /// Attachment type not allowed.
    public static let contentProhibitedAttachment = Cause(id: "content.prohibited-attachment")

    /// Firewall or filter vendor's bad update.
    public static let gatewayVendorIncident = Cause(id: "gateway.vendor-incident")
    /// Filter service or licence of the receiver has lapsed.
    public static let gatewayLicenseExpired = Cause(id: "gateway.license-expired")

    /// Refused by policy without a stated reason.
    public static let policyUnspecified = Cause(id: "policy.unspecified")
    /// Blocked by the receiving organization's administrator.
    public static let policyOrganizationBlock = Cause(id: "policy.organization-block")
    /// Refused because of the sender's country.
    public static let policyGeographic = Cause(id: "policy.geographic")

    /// Cannot be determined from this evidence.
    public static let undetermined = Cause(id: "undetermined")

    /// Delivered.
    public static let noticeDelivered = Cause(id: "notice.delivered")
    /// Delayed; still trying.
    public static let noticeDelayed = Cause(id: "notice.delayed")
    /// Relayed or expanded.
    public static let noticeRelayed = Cause(id: "notice.relayed")
    /// Address verified only (nothing was sent).
    public static let noticeVerified = Cause(id: "notice.verified")
    /// Automatic reply.
    public static let noticeAutoReply = Cause(id: "notice.auto-reply")
    /// Challenge-response request.
    public static let noticeChallenge = Cause(id: "notice.challenge")
    /// Spam complaint (ARF).
    public static let noticeComplaint = Cause(id: "notice.complaint")
    /// Unsubscribe request.
    public static let noticeUnsubscribe = Cause(id: "notice.unsubscribe")
    /// DMARC or authentication failure report.
    public static let noticeAuthenticationReport = Cause(id: "notice.authentication-report")
    /// Displayed by the recipient (MDN).
    public static let noticeDisplayed = Cause(id: "notice.displayed")
    /// Deleted without being displayed (MDN).
    public static let noticeDeletedUnread = Cause(id: "notice.deleted-unread")
    /// Not sent: on the sender's own suppression list.
    public static let noticeSuppressed = Cause(id: "notice.suppressed")
    /// Bounce of a message this sender never sent.
    public static let noticeBackscatter = Cause(id: "notice.backscatter")

    /// Not a delivery report.
    public static let notABounce = Cause(id: "not-a-bounce")
}

extension Cause {
    /// Every cause of the list above, in its order.
    package static let registry: [Cause] = [
        .addressUnknownUser,
        .addressBadSyntax,
        .addressNonstandard,
        .addressUnknownDomain,
        .addressNullMx,
        .addressNoMailHost,
        .addressMoved,
        .addressAmbiguous,
        .addressVerificationPending,
        .mailboxDisabled,
        .mailboxTemporarilyUnavailable,
        .mailboxAbandoned,
        .mailboxFull,
        .mailboxDomainFull,
        .mailboxRefusedByRecipient,
        .mailboxAllowlistOnly,
        .mailboxJunkedByRecipient,
        .mailboxJunkedByFilter,
        .mailboxFiledByRule,
        .mailboxReceivingTooFast,
        .mailboxRestrictedList,
        .sizeReceiverLimit,
        .sizeSenderLimit,
        .sizeClientLimit,
        .sizeEncodingOverhead,
        .sizeExceedsRemainingQuota,
        .serverDiskFull,
        .serverInternalError,
        .serverDeliveryProgramFailed,
        .serverFilterFailed,
        .serverNotAccepting,
        .serverCapacity,
        .networkDnsFailure,
        .networkNoAnswer,
        .networkConnectionLost,
        .networkExpired,
        .networkLoop,
        .networkMisrouted,
        .networkDomainNotConfigured,
        .tlsFailed,
        .tlsRequired,
        .protocolCommandRejected,
        .protocolMalformedMessage,
        .protocolUnsupportedInternationalization,
        .relayDenied,
        .authenticationLoginRequired,
        .authenticationAccount,
        .submissionUnreachable,
        .submissionQuota,
        .submissionMisconfigured,
        .authenticationSpf,
        .authenticationDkim,
        .authenticationDmarc,
        .authenticationUnauthenticated,
        .authenticationReverseDns,
        .authenticationHelo,
        .authenticationSenderRejected,
        .authenticationSpoofedInternal,
        .authenticationBrokenByForwarding,
        .reputationListedAddress,
        .reputationListedDomain,
        .reputationListedRange,
        .reputationDynamicAddress,
        .reputationProvider,
        .reputationBlocklistMisuse,
        .rateSender,
        .rateTooManyRecipients,
        .rateTooManyErrors,
        .rateGreylisted,
        .contentSpam,
        .contentVirus,
        .contentVirusSuspected,
        .contentProhibitedAttachment,
        .gatewayVendorIncident,
        .gatewayLicenseExpired,
        .policyUnspecified,
        .policyOrganizationBlock,
        .policyGeographic,
        .undetermined,
        .noticeDelivered,
        .noticeDelayed,
        .noticeRelayed,
        .noticeVerified,
        .noticeAutoReply,
        .noticeChallenge,
        .noticeComplaint,
        .noticeUnsubscribe,
        .noticeAuthenticationReport,
        .noticeDisplayed,
        .noticeDeletedUnread,
        .noticeSuppressed,
        .noticeBackscatter,
        .notABounce,
    ]
}
