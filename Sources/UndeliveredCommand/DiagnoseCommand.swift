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

    @OptionGroup var input: InputOptions

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
        try input.answer(by: diagnoser, writer: ResultWriter(format: format, text: text), letters: letters)
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
