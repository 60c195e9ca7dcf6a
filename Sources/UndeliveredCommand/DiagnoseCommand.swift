internal import ArgumentParser
internal import Undelivered

struct DiagnoseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Diagnose mails, or what a server said.",
        discussion: """
            Exit status: 0 answered, 1 read but some mail could not be diagnosed, 64 wrong usage, \
            65 some input is missing or is no mail, 70 a bug in this program, 74 the output cannot be written.
            """)

    @Argument(
        help: ArgumentHelp(
            "Mail files, mbox files, Maildirs, folders of mails (searched in depth), or - for standard input: a mail, an mbox or pasted text.",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Diagnose one reply of a server.", valueName: "text"))
    var reply: String?

    @Option(help: ArgumentHelp("Diagnose a file of replies, one in a line (- for standard input).", valueName: "file"))
    var replies: String?

    @Option(help: ArgumentHelp("Diagnose the text of a mail program's error window (- for standard input).", valueName: "text"))
    var dialog: String?

    @Option(
        help: ArgumentHelp(
            "Say who filed away a mail that did arrive: the mail or its header alone (- for standard input).", valueName: "file"))
    var junk: String?

    @Option(help: ArgumentHelp("Diagnose a report without a returned mail: YAML or JSON (- for standard input).", valueName: "file"))
    var symptoms: String?

    @Option(
        help: ArgumentHelp(
            "Diagnose every failed or deferred delivery of a log of Postfix, Exim, Sendmail or qmail (- for standard input).",
            valueName: "file"))
    var log: String?

    @Option(help: "How to answer: text for people; json (one array), ndjson (one object in a line), sisimai (as Sisimai 5) for programs.")
    var format: OutputFormat = .text

    @Option(help: "The language of text: en or ja. Otherwise LANG decides.")
    var language: LanguageChoice?

    @Option(help: "Whose steps text gives: sender, recipient or operator. Otherwise everybody's.")
    var reader: ReaderChoice?

    @Flag(help: "Say also how the answer came about: how the mail was read, which rules hold, and why one of them wins.")
    var explain = false

    @Option(
        help: ArgumentHelp("A file of addresses that you write to, one in a line: unknown ones are compared with them.", valueName: "file"))
    var known: String?

    @Option(
        help: "Write a letter instead of the answer: recipient, delisting (to the sender's operator) or allow-listing (to the recipient's)."
    )
    var letter: LetterChoice?

    @Option(help: ArgumentHelp("The address or range that allow-listing asks for: 192.0.2.25, 198.51.100.0/24.", valueName: "address"))
    var allow: AllowedAddresses?

    @Option(
        help: "A folder with a rule pack of your own. May be given several times; a pack with the id of a built-in one takes its place.")
    var pack: [String] = []

    @Option(help: ArgumentHelp("An image of packs (pack compile) in place of all built-in ones.", valueName: "file"))
    var image: String?

    @Option(
        help: ArgumentHelp(
            "A domain that you send from or through. May be given several times. Says of each bounce whether what came back was ever sent from there.",
            valueName: "domain"))
    var ownDomain: [String] = []

    func validate() throws {
        let inputs = (paths.isEmpty ? 0 : 1) + [reply, replies, dialog, junk, symptoms, log].count { $0 != nil }
        guard inputs > 0 else { throw ValidationError("Nothing to diagnose: give a path, - for standard input, or --reply TEXT.") }
        guard inputs == 1 else {
            throw ValidationError("Give paths, --reply, --replies, --dialog, --junk, --symptoms or --log: one of them.")
        }
        guard image == nil || pack.isEmpty else { throw ValidationError("--image holds all packs; compile --pack into it.") }
        for domain in ownDomain where !domain.contains(".") { throw ValidationError("\"\(domain)\" is no domain.") }
    }

    func run() throws {
        Terminal.ignoreBrokenPipes()
        let style = TextStyle(isColoured: Terminal.outputIsTerminal && Terminal.variable("NO_COLOR")?.isEmpty ?? true)
        let text = TextWriter(language: language?.language ?? .ofEnvironment, reader: reader?.reader, style: style)
        var diagnoser = try MailDiagnoser(packs: pack, image: image, ownDomains: ownDomain)
        diagnoser.isExplaining = explain
        if let known { diagnoser.knownAddresses = try Self.lines(of: known) }
        let letters = letter.map { LetterWriter(choice: $0, language: language?.language ?? .ofEnvironment, allowed: allow?.range) }
        var run = DiagnosisRun(diagnoser: diagnoser, writer: ResultWriter(format: format, text: text), letters: letters)
        do throws(OutputError) {
            if let reply {
                try run.answer(reply: reply, source: "reply")
            } else if let replies {
                try run.answer(repliesIn: replies)
            } else if let dialog {
                try run.answer(dialog: dialog)
            } else if let junk {
                try run.answer(arrivedMail: junk)
            } else if let log {
                try run.answer(log: log)
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

extension DiagnoseCommand {
    private static func lines(of path: String) throws -> [String] {
        do throws(SystemError) {
            var stream = LineStream(reading: try FileDescriptor(named: FilePath(path)))
            var lines: [String] = []
            while let line = try stream.next() { lines.append(Printable.oneLine(String(decoding: line, as: UTF8.self))) }
            return lines.filter { !$0.isEmpty }
        } catch {
            Terminal.complain("\(path): \(error.description)")
            throw ExitStatus.unreadable
        }
    }
}

struct AllowedAddresses: ExpressibleByArgument {
    let range: AddressRange

    init?(argument: String) {
        guard let range = AddressRange(argument) else { return nil }
        self.range = range
    }
}

enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
    case en, ja

    var language: Language { Language(id: rawValue) }
}

enum ReaderChoice: String, ExpressibleByArgument, CaseIterable {
    case sender, recipient, `operator`

    var reader: Reader { Reader(id: rawValue) }
}

extension Language {
    /// Japanese where the user's environment asks for it (POSIX: LC_ALL, LC_MESSAGES, LANG, the first that is set).
    static var ofEnvironment: Language {
        let setting = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { Terminal.variable($0) }.first { !$0.isEmpty }
        return setting?.hasPrefix("ja") == true ? .japanese : .english
    }
}
