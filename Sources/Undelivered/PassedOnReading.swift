import DeliveryTypes
import MailReading
import RuleEngine

/// Bounces that people pass on. The line is drawn in Documentation/Architecture.md.
extension DiagnosisSession {
    /// Inner mails that are read for one outer mail, at most: mails within mails must not multiply.
    private static var maximumReadings: Int { 8 }
    private static var maximumDepth: Int { 4 }

    /// Only people pass mails on: what a mail system or a program wrote speaks for itself.
    func mayPassOn(_ contents: MessageContents) -> Bool {
        if contents.fields.isEmpty { return true }
        let isReport = contents.parts.contains { part in
            guard !part.isEnclosed else { return false }
            return part.kind == .deliveryStatus || part.kind == .feedbackReport || part.kind == .dispositionNotification
        }
        return !isReport && isPersonal(contents.text)
    }

    mutating func diagnosisOfPassedOn(in contents: MessageContents, _ input: Span<UInt8>) -> MailDiagnosis? {
        var readings = Self.maximumReadings
        return passedOn(in: contents, input, around: [], readings: &readings)
    }

    private mutating func passedOn(
        in contents: MessageContents, _ input: Span<UInt8>, around: [OuterText], readings: inout Int
    ) -> MailDiagnosis? {
        guard around.count < Self.maximumDepth else { return nil }
        var whole: MailDiagnosis?
        for mail in PassedOnMailSearch.mails(in: contents, input) {
            // Whoever attaches several asks about all of them.
            guard readings > 0, whole == nil || mail.form == .attachment else { break }
            readings -= 1
            guard let answer = diagnosis(ofPassedOn: mail, inputSize: contents.inputSize, around: around, readings: &readings) else {
                continue
            }
            guard mail.form == .attachment else { return answer }
            whole = whole?.with(answer) ?? answer
        }
        return whole
    }

    /// `nil` where it is no bounce, nor has one in it.
    private mutating func diagnosis(
        ofPassedOn mail: PassedOnMail, inputSize: Int, around: [OuterText], readings: inout Int
    ) -> MailDiagnosis? {
        guard let inner = contents(of: mail) else { return nil }
        let chain = [OuterText(text: mail.text, inputSize: inputSize)] + around
        // A quotation inside a quotation is talk about a bounce.
        if mail.form != .quotation, mayPassOn(inner) {
            let bytes = mail.text.bytes
            if let answer = passedOn(in: inner, bytes.span, around: chain, readings: &readings) { return answer }
        }
        var (answer, reading) = ownDiagnosis(of: inner, around: chain)
        guard isBounce(answer, reading, mail, of: inner) else { return nil }
        answer.isPassedOn = mail.form != .paste
        return answer
    }

    /// With a header the mail is judged as if it had come by itself; a mail system's may say nothing but that it failed. Without one only a form
    /// that is known will do, unless nothing else was given.
    private func isBounce(_ answer: MailDiagnosis, _ reading: ReportReading, _ mail: PassedOnMail, of inner: MessageContents) -> Bool {
        guard answer.kind == .failure || answer.kind == .delay || answer.kind == .complaint else { return false }
        let hasHeader = !inner.fields.isEmpty
        let saysSomething = answer.diagnoses.contains { $0.recipient != nil || $0.diagnosticText != nil || $0.rule != nil }
        guard saysSomething || hasHeader && isFromMailSystem(inner.text) else { return false }
        if mail.form == .paste {
            let isRead = reading.hasLayoutReport && answer.diagnoses.contains { $0.recipient != nil }
            return isRead || answer.diagnoses.contains { $0.cause != .undetermined }
        }
        return hasHeader || reading.hasStatusPart || reading.hasLayoutReport
    }
}
