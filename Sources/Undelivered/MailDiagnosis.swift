/// What one mail, or one bare reply, says about deliveries.
public struct MailDiagnosis: Sendable {
    public package(set) var kind: MailKind
    /// One for each recipient that the mail names, in its order; empty for a mail that is not about a delivery.
    public package(set) var diagnoses: [Diagnosis]

    /// The mail is somebody's who passes this bounce on, as an attachment, below the mark of a forwarded mail, or quoted. Whoever keeps lists
    /// of failed addresses should not take it for the word of a mail system.
    public package(set) var isPassedOn = false

    /// True where the mail that came back was never sent from `Diagnoser.ownDomains`: somebody else wrote an own address into it as its
    /// sender. False where it was sent from there. `nil` where no domains were given, or what came back does not tell.
    public package(set) var isBackscatter: Bool?

    package init(kind: MailKind, diagnoses: [Diagnosis] = []) {
        self.kind = kind
        self.diagnoses = diagnoses
    }

    /// With what another mail beside it says that it does not say itself. A failure outweighs what may still arrive.
    func with(_ other: MailDiagnosis) -> MailDiagnosis {
        struct Answer: Hashable {
            var recipient: String?
            var cause: Cause
        }
        let known = Set(diagnoses.map { Answer(recipient: $0.recipient, cause: $0.cause) })
        var both = self
        if other.kind == .failure { both.kind = .failure }
        both.diagnoses += other.diagnoses.filter { !known.contains(Answer(recipient: $0.recipient, cause: $0.cause)) }
        both.isBackscatter = isBackscatter ?? other.isBackscatter
        return both
    }
}
