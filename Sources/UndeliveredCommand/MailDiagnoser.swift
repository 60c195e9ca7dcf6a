internal import AllPacks
internal import ArgumentParser
internal import DeliveryTypes
internal import MailReading
internal import RulePackCompiler
internal import Undelivered

/// The one place where the command line asks the library.
struct MailDiagnoser: ~Copyable {
    /// Keeps its working memory from mail to mail.
    private var session: DiagnosisSession

    var isExplaining: Bool {
        get { session.isExplaining }
        set { session.isExplaining = newValue }
    }

    /// - Parameters:
    ///   - packs: folders of packs that come to those built in, or take the place of one with the same id.
    ///   - image: the file of an image that takes the place of all of them.
    ///   - ownDomains: those that the user sends from.
    init(packs: [String], image: String?, ownDomains: [String]) throws {
        do {
            if let image {
                var diagnoser = try Diagnoser(imageFile: image)
                diagnoser.ownDomains = ownDomains
                session = DiagnosisSession(diagnoser)
                return
            }
            let files = try PackFolders.read(packs).map(\.files)
            var diagnoser = try Diagnoser(packs: .all, adding: files)
            diagnoser.ownDomains = ownDomains
            session = DiagnosisSession(diagnoser)
        } catch let error as RulePackError {
            PackReport.show(error.diagnostics)
            throw ExitStatus.unreadable
        } catch let status as ExitCode {
            throw status
        } catch {
            Terminal.complain("the rule packs cannot be loaded: \(error)")
            throw ExitStatus.software
        }
    }

    /// Addresses that the user writes to.
    var knownAddresses: [String] {
        get { session.knownAddresses }
        set { session.knownAddresses = newValue }
    }

    func letters(for diagnosis: Diagnosis, in language: Language, facts: CaseFacts) -> [Letter] {
        session.letters(for: diagnosis, in: language, facts: facts)
    }

    func allowLines(for range: AddressRange, in language: Language) -> [AllowLines] {
        session.allowLines(for: range, in: language)
    }

    mutating func diagnosis(ofMail bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        try session.diagnosis(forMail: bytes)
    }

    mutating func diagnosis(ofReply text: String) -> MailDiagnosis {
        let diagnosis = session.diagnosis(forReply: text)
        return MailDiagnosis(kind: diagnosis.action == .delayed ? .delay : .failure, diagnoses: [diagnosis])
    }

    mutating func diagnosis(ofDialog text: String) -> MailDiagnosis {
        MailDiagnosis(kind: .failure, diagnoses: [session.diagnosis(forDialog: text)])
    }

    mutating func diagnosis(ofArrivedMail bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        MailDiagnosis(kind: .notice, diagnoses: [try session.diagnosis(forArrivedMail: bytes)])
    }

    /// `nil` for a line that tells of no failed or deferred delivery.
    mutating func diagnosis(ofLogLine line: String) -> MailDiagnosis? {
        guard let diagnosis = session.diagnosis(forLogLine: line) else { return nil }
        return MailDiagnosis(kind: diagnosis.action == .delayed ? .delay : .failure, diagnoses: [diagnosis])
    }

    mutating func diagnosis(of report: SymptomReport) -> MailDiagnosis {
        MailDiagnosis(kind: .failure, diagnoses: [session.diagnosis(for: report)])
    }

    /// Pasted text: the body of a bounce where it has a layout that the packs know, otherwise a server's words.
    mutating func diagnosis(ofFragment bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        let asMail = try session.diagnosis(forMail: bytes)
        if asMail.isDiagnosed && asMail.kind != .notABounce { return asMail }
        // What a layout has taken apart is no server's reply, even where it does not say everybody's cause.
        let isRead = asMail.diagnoses.contains { $0.layout != nil && $0.cause != .undetermined }
        if isRead, asMail.kind == .failure || asMail.kind == .delay { return asMail }
        let text = String(keepingPlacesOf: bytes)
        if let dialog = session.diagnosis(ofRecognisedDialog: text), dialog.cause != .undetermined {
            return MailDiagnosis(kind: .failure, diagnoses: [dialog])
        }
        guard bytes.count <= DiagnosisSession.longestText else { return asMail }
        let asReply = diagnosis(ofReply: text)
        guard asReply.isDiagnosed else { return asMail }
        return asReply.stating(asMail)
    }
}

extension MailDiagnosis {
    /// The cause that all words of a text tell, and beside it what a layout read of the one recipient whose cause it did not find.
    fileprivate func stating(_ read: MailDiagnosis) -> MailDiagnosis {
        guard read.diagnoses.count == 1, let stated = read.diagnoses.first, let layout = stated.layout, var only = diagnoses.first
        else { return self }
        only.layout = layout
        only.recipient = stated.recipient
        only.originalRecipient = stated.originalRecipient
        only.action = stated.action ?? only.action
        only.reportingMTA = stated.reportingMTA
        only.remoteMTA = stated.remoteMTA ?? only.remoteMTA
        // All of the text is nobody's reply.
        only.diagnosticText = stated.diagnosticText
        return MailDiagnosis(kind: read.kind, diagnoses: [only])
    }

    /// False where something is reported and its cause remains unknown.
    var isDiagnosed: Bool {
        guard !diagnoses.isEmpty else { return kind != .failure && kind != .delay }
        return diagnoses.allSatisfy { $0.cause != .undetermined }
    }
}
