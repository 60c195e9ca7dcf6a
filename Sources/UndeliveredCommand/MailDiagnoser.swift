internal import ArgumentParser
internal import Undelivered

/// The one place where the command line asks the library.
struct MailDiagnoser {
    private let diagnoser: Diagnoser

    init() throws {
        do {
            diagnoser = try Diagnoser(packs: .all)
        } catch {
            Terminal.complain("the rule packs cannot be loaded: \(error)")
            throw ExitStatus.software
        }
    }

    func diagnosis(ofMail bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        try diagnoser.diagnose(mail: bytes)
    }

    func diagnosis(ofReply text: String) -> MailDiagnosis {
        diagnoser.diagnosis(forReply: text)
    }

    /// Pasted text: the body of a bounce where it has a layout that the packs know, otherwise a server's words.
    func diagnosis(ofFragment bytes: [UInt8]) throws(MessageError) -> MailDiagnosis {
        let asMail = try diagnoser.diagnose(mail: bytes)
        if asMail.isDiagnosed && asMail.kind != .notABounce { return asMail }
        let asReply = diagnoser.diagnosis(forReply: String(decoding: bytes, as: UTF8.self))
        return asReply.isDiagnosed || asMail.kind == .notABounce ? asReply : asMail
    }
}

extension MailDiagnosis {
    /// False where a mail reports a failure or a delay and its cause remains unknown.
    var isDiagnosed: Bool {
        guard kind == .failure || kind == .delay else { return true }
        return !diagnoses.isEmpty && diagnoses.allSatisfy { $0.cause != .undetermined }
    }
}
