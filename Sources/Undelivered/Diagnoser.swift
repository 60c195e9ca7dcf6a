public import DeliveryTypes
public import MailReading
package import PatternAutomaton
package import RuleEngine

/// Says why mails were not delivered, by the knowledge of the packs that it was made with.
///
/// Immutable; any number of threads may use one at the same time. For many mails in one thread a `DiagnosisSession`
/// keeps its working memory from mail to mail.
public struct Diagnoser: Sendable {
    package let rules: RuleSet
    let causeList: CauseList
    /// What a mail may cost.
    public let limits: MessageLimits
    /// The domains that the caller sends from, and those of the servers it sends through: `example.com` stands for everything below it as
    /// well. Where they are given, `MailDiagnosis.isBackscatter` says of a bounce whether the mail that came back was ever sent from there.
    public var ownDomains: [String] = []

    package init(image: Image, limits: MessageLimits = .default) throws(ImageError) {
        rules = try RuleSet(image: image)
        causeList = CauseList(rules)
        self.limits = limits
    }

    /// One diagnosis for each recipient that the mail names; empty for a mail that is not about a delivery.
    public func diagnoses(for message: Message) -> [Diagnosis] {
        var session = DiagnosisSession(self)
        return session.diagnosis(for: message).diagnoses
    }

    /// What `bytes`, one mail, says about deliveries.
    ///
    /// - Throws: `MessageError` for an empty mail or one beyond `limits`; everything else is read as far as it goes.
    public func diagnosis(forMail bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        var session = DiagnosisSession(self)
        return try session.diagnosis(forMail: bytes)
    }

    /// What one SMTP reply, or one line of any text that explains a failure, says.
    public func diagnosis(forReply text: String) -> Diagnosis {
        var session = DiagnosisSession(self)
        return session.diagnosis(forReply: text)
    }

    /// What the text of a mail program's error window says; see `DiagnosisSession.diagnosis(forDialog:)`.
    public func diagnosis(forDialog text: String) -> Diagnosis {
        var session = DiagnosisSession(self)
        return session.diagnosis(forDialog: text)
    }

    /// What one SMTP reply says.
    public func diagnosis(for reply: SMTPReply) -> Diagnosis {
        diagnosis(forReply: reply.description)
    }
}
