internal import ArgumentParser
internal import Undelivered

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Write a case record for a support desk: what is known, what is missing, and a fingerprint of the trouble.",
        discussion: "Exit status: as diagnose.")

    @Argument(help: ArgumentHelp("Mail files, mbox files, folders of mails, or - for standard input.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Record one reply of a server.", valueName: "text"))
    var reply: String?

    @Option(help: ArgumentHelp("Record the text of a mail program's error window (- for standard input).", valueName: "text"))
    var dialog: String?

    @Option(help: ArgumentHelp("Record a report without a returned mail: YAML or JSON (- for standard input).", valueName: "file"))
    var symptoms: String?

    @Flag(
        help: "Put names like address-1 in place of addresses, IP addresses and the hosts of the addresses' domains; leave the subject out."
    )
    var redact = false

    @Option(help: "text for people, ndjson (one record in a line) for programs.")
    var format: RecordFormat = .text

    @Option(help: "The language of text: en or ja. Otherwise LANG decides.")
    var language: LanguageChoice?

    @Option(help: "A folder with a rule pack of your own. May be given several times.")
    var pack: [String] = []

    func validate() throws {
        let inputs = (paths.isEmpty ? 0 : 1) + [reply, dialog, symptoms].count { $0 != nil }
        guard inputs == 1 else { throw ValidationError("Give paths, --reply, --dialog or --symptoms: one of them.") }
    }

    func run() throws {
        Terminal.ignoreBrokenPipes()
        let language = language?.language ?? .ofEnvironment
        let style = RecordStyle(isRedacted: redact, format: format, language: language)
        let diagnoser = try MailDiagnoser(packs: pack, image: nil, ownDomains: [])
        var run = DiagnosisRun(diagnoser: diagnoser, writer: ResultWriter(records: style))
        do throws(OutputError) {
            if let reply {
                try run.answer(reply: reply, source: "reply")
            } else if let dialog {
                try run.answer(dialog: dialog)
            } else if let symptoms {
                try run.answer(symptoms: symptoms)
            } else {
                for path in paths { try run.answer(path: path) }
            }
            try run.finish()
        } catch {
            if error.cause.isBrokenPipe { Terminal.endQuietly() }
            Terminal.complain("the output cannot be written: \(error.cause.description)")
            throw ExitStatus.cannotWrite
        }
        if let status = run.exitStatus { throw status }
    }
}

enum RecordFormat: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
}

/// How records are written.
struct RecordStyle {
    var isRedacted: Bool
    var format: RecordFormat
    var language: Language

    /// One record for each recipient of a mail.
    func records(of result: MailDiagnosis, mail: [UInt8]) -> [CaseRecord] {
        let header = ReturnedHeader(ofMail: mail)
        let details = [
            ("date", header["date"]), ("sender", header["from"]), ("message-id", header["message-id"]), ("subject", header["subject"]),
            ("program", header["x-mailer"].isEmpty ? header["user-agent"] : header["x-mailer"]),
        ].map { CaseRecord.Field(name: $0, value: $1) }
        return result.diagnoses.map { CaseRecord($0, details: details, isRedacted: isRedacted) }
    }
}
