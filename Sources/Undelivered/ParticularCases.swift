import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What differs in the cause of a rule, as the mail came about.
    func particularVerdict(ofCause cause: UInt32) -> ParticularVerdictRecord? {
        guard particularCase != ParticularCase.none else { return nil }
        for row in 0..<rules.particularVerdicts.count {
            let verdict = rules.particularVerdict(row)
            if verdict.cause == cause, verdict.when == particularCase { return verdict }
        }
        return nil
    }

    /// Only where a cause of the rules that hold depends on it: most mails never pay for it.
    mutating func noteParticularCase(_ evidence: DeliveryEvidence, _ report: DeliveryReport, _ source: VerdictSource) {
        particularCase = ParticularCase.none
        var matters = false
        var place = 0
        while let match = matching.ranked(place), !matters {
            matters = causeList.hasParticularVerdicts[causeList.number(rules.rule(match.rule).cause)]
            place += 1
        }
        guard matters else { return }
        let parties = Parties(evidence, report, source)
        particularCase = parties.isForwarded ? ParticularCase.forwarded : parties.speaker
    }
}

extension ParticularVerdictRecord {
    /// Row of the cause that it then is; `nil` where it stays.
    var replacedCause: UInt32? { otherCause == .max ? nil : otherCause }

    /// Who speaks is more exact than what a rule can know.
    func applied(to stated: VerdictRecord) -> VerdictRecord {
        var stated = replacedCause == nil ? stated : VerdictRecord()
        if verdict.side != .max {
            stated.side = verdict.side
            stated.actor = verdict.actor
        }
        return stated
    }
}

/// Whose hosts and domains a mail names, by the domains that organisations register.
struct Parties {
    private let speakingHost: String?
    private let hasRemote: Bool
    private let reporting: String?
    private let recipient: String?
    private let sender: String?
    /// Domains to which the sender wrote.
    private let written: [String]
    private let isOriginalDifferent: Bool

    init(_ evidence: DeliveryEvidence, _ report: DeliveryReport, _ source: VerdictSource) {
        let bytes = source.text.bytes.span
        func name(_ range: TextRange?) -> String? {
            range.map { bytes.string(in: $0.range).lowercased() }.flatMap { $0.isEmpty ? nil : $0 }
        }
        hasRemote = evidence.remoteMTA != nil
        speakingHost = name(evidence.remoteMTA ?? evidence.reportingMTA)
        reporting = name(evidence.reportingMTA).flatMap(Organization.domain)
        recipient = name(evidence.recipientDomain).flatMap(Organization.domain)
        sender = name(evidence.senderDomain).flatMap(Organization.domain)
        var written: [String] = []
        for section in source.returned where section.fieldName == MailFields.to {
            for address in source.text.addresses(in: section.range) {
                let text = bytes.string(in: AddressText.addressRange(in: bytes, address.range)).lowercased()
                if let domain = text.split(separator: "@").last.flatMap({ Organization.domain(String($0)) }) { written.append(domain) }
            }
        }
        self.written = written
        if let original = report.originalRecipient, let final = report.finalRecipient {
            let domain = bytes.string(in: AddressText.addressRange(in: bytes, original.range)).lowercased().split(separator: "@").last
            let other = bytes.string(in: AddressText.addressRange(in: bytes, final.range)).lowercased().split(separator: "@").last
            isOriginalDifferent = Organization.domain(String(domain ?? "")) != Organization.domain(String(other ?? ""))
        } else {
            isOriginalDifferent = false
        }
    }

    /// The server that reports the failure is of those to whom the sender wrote, and what failed is somewhere else.
    var isForwarded: Bool {
        guard let recipient, !written.isEmpty, !written.contains(recipient), let reporting, reporting != sender, reporting != recipient
        else { return false }
        return written.contains(reporting) || isOriginalDifferent
    }

    /// `ParticularCase`.
    var speaker: UInt32 {
        guard let host = speakingHost, recipient == nil || sender != recipient else { return ParticularCase.none }
        let organization = Organization.domain(host)
        let isRecipients = organization != nil && organization == recipient
        // A server that reports without naming another one may still quote it.
        let isSenders =
            hasRemote && organization != nil && (organization == sender || organization == reporting && reporting != recipient)
        if isRecipients != isSenders { return isRecipients ? ParticularCase.recipientSpeaks : ParticularCase.senderSpeaks }
        // A server hands a mail to whom the DNS names for the domain, unless it goes through a relay of its provider.
        guard !isRecipients, hasRemote, let reporting, reporting != organization, reporting != recipient, !Organization.isRelay(host) else {
            return ParticularCase.none
        }
        return ParticularCase.recipientSpeaks
    }
}

enum Organization {
    /// The part of a name that somebody registers: `example.co.jp` of `mx1.example.co.jp`. `nil` for addresses and bare names.
    static func domain(_ name: String) -> String? {
        let labels = name.split(separator: ".")
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        let isShared = labels.count > 2 && last.count == 2 && shared.contains(String(labels[labels.count - 2]))
        return labels.suffix(isShared ? 3 : 2).joined(separator: ".")
    }

    /// What the registries of countries put between a name and the country.
    private static let shared: Set<String> = [
        "ac", "ad", "asn", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "gr", "id", "info", "lg", "ltd", "me", "mil", "ne",
        "net",
        "nom", "or", "org", "plc", "sch", "web",
    ]

    /// Names that servers bear which pass on what their customers send.
    static func isRelay(_ host: String) -> Bool {
        let first = host.split(separator: ".").first ?? ""
        return ["smtp", "relay", "smarthost", "out", "mailout", "send", "auth", "submission", "mail-out"].contains { first.hasPrefix($0) }
    }
}
