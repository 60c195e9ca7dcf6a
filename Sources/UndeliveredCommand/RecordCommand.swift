internal import ArgumentParser
internal import Undelivered

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Write a case record for a support desk: what is known, what is missing, and a fingerprint of the trouble.",
        discussion: "Exit status: as diagnose.")

    @OptionGroup var input: InputOptions

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

    func run() throws {
        Terminal.ignoreBrokenPipes()
        let language = language?.language ?? .ofEnvironment
        let style = RecordStyle(isRedacted: redact, format: format, language: language)
        let diagnoser = try MailDiagnoser(packs: pack, image: nil, ownDomains: [])
        try input.answer(by: diagnoser, writer: ResultWriter(records: style))
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
