/// What one mail, or one bare reply, says about deliveries.
public struct MailDiagnosis: Sendable {
    public package(set) var kind: MailKind
    /// One for each recipient that the mail names, in its order; empty for a mail that is not about a delivery.
    public package(set) var diagnoses: [Diagnosis]

    package init(kind: MailKind, diagnoses: [Diagnosis] = []) {
        self.kind = kind
        self.diagnoses = diagnoses
    }
}
