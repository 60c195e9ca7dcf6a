internal import ArgumentParser
internal import Undelivered

struct SizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Say how large a mail with these files becomes, and whether it stays below a server's limit.",
        discussion: """
            Sizes are written 25MB, 25MiB, 10485760 or "20,480 KB". Servers mean 1,000,000 or 1,048,576 bytes by MB: \
            where that matters, both answers are given.
            Exit status: 0 answered, 64 wrong usage, 65 some file cannot be read, 74 the output cannot be written.
            """)

    @Argument(help: ArgumentHelp("The files to be attached (- for standard input).", valueName: "file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("The server's limit for one mail.", valueName: "size"))
    var limit: Quantity?

    @Option(help: ArgumentHelp("A file of this size, without the file itself. May be given several times.", valueName: "size"))
    var raw: [Quantity] = []

    @Option(help: "How the files are written into the mail: base64, quoted-printable, uuencode or binary.")
    var encoding: EncodingChoice = .base64

    @Flag(help: "The mail is encrypted or signed opaquely with S/MIME: its body is encoded a second time.")
    var smime = false

    @Option(help: ArgumentHelp("What the text of the mail takes.", valueName: "size"))
    var text = Quantity(bytes: 4096)

    @Option(help: ArgumentHelp("What the header of the mail takes, with what servers add to it.", valueName: "size"))
    var header = Quantity(bytes: 4096)

    @Option(help: "How to answer: text for people, json for programs.")
    var format: SizeFormat = .text

    @Option(help: "The language of text: en or ja. Otherwise LANG decides.")
    var language: LanguageChoice?

    func validate() throws {
        guard !files.isEmpty || !raw.isEmpty || limit != nil else {
            throw ValidationError("Nothing to reckon: give files, --raw SIZE or --limit SIZE.")
        }
    }

    func run() throws {
        Terminal.ignoreBrokenPipes()
        var message = MessageSize(textSize: text.value.decimal, headerSize: header.value.decimal, isSMIME: smime)
        let encoding = encoding.encoding
        var isComplete = true
        for size in raw {
            message.attachments.append(.init(name: "\(size.value.decimal)", rawSize: size.value.decimal, encoding: encoding))
        }
        for file in files {
            do throws(SystemError) {
                message.attachments.append(try Self.attachment(FilePath(file), encoding))
            } catch {
                Terminal.complain("\(file): \(error.description)")
                isComplete = false
            }
        }
        // A sum without one of its files would be wrong.
        guard isComplete else { throw ExitStatus.unreadable }
        do throws(OutputError) {
            try Terminal.write(output(message))
        } catch {
            if error.cause.isBrokenPipe { Terminal.endQuietly() }
            Terminal.complain("the output cannot be written: \(error.cause.description)")
            throw ExitStatus.cannotWrite
        }
    }

    private func output(_ message: MessageSize) -> [UInt8] {
        switch format {
        case .text:
            return Array(SizeText(language: language?.language ?? .ofEnvironment).page(message, limit: limit?.value).utf8)
        case .json:
            var json = JSONWriter()
            message.writeJSON(limit: limit?.value, to: &json)
            json.endLine()
            return json.bytes
        }
    }

    private static func attachment(_ path: FilePath, _ encoding: AttachmentEncoding) throws(SystemError) -> MessageSize.Attachment {
        let name = path.text.split(separator: "/").last.map(String.init) ?? path.text
        if path.text != "-", try path.status().kind == .folder { throw .isFolder }
        if path.text != "-", encoding != .quotedPrintable, let size = try path.size() {
            return .init(name: name, rawSize: size, encoding: encoding)
        }
        let file = try FileDescriptor(named: path)
        var counter = QuotedPrintableCounter()
        var size: UInt64 = 0
        var buffer: [UInt8] = []
        while try file.read(into: &buffer, count: 1 << 16) > 0 {
            size += UInt64(buffer.count)
            if encoding == .quotedPrintable { counter.append(buffer.span) }
            buffer.removeAll(keepingCapacity: true)
        }
        let encoded = encoding == .quotedPrintable ? counter.finish() : encoding.encodedSize(of: size)
        return .init(name: name, rawSize: size, encoding: encoding, encodedSize: encoded)
    }
}

enum SizeFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

enum EncodingChoice: String, ExpressibleByArgument, CaseIterable {
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode, binary

    var encoding: AttachmentEncoding { AttachmentEncoding(named: rawValue) ?? .base64 }
}

struct Quantity: ExpressibleByArgument {
    let value: ByteQuantity
    private let written: String

    init?(argument: String) {
        guard let value = ByteQuantity(argument) else { return nil }
        self.value = value
        written = argument
    }

    init(bytes: UInt64) {
        written = "\(bytes)"
        value = ByteQuantity(bytes: bytes)
    }

    var defaultValueDescription: String { written }
}
