/// Where in the SMTP session (RFC 5321 section 3) a reply was given.
public enum SMTPPhase: UInt8, Sendable, CaseIterable {
    /// The greeting, before any command.
    case connect
    /// EHLO, HELO or LHLO.
    case helo
    /// MAIL FROM.
    case mail
    /// RCPT TO.
    case rcpt
    /// The DATA (or BDAT) command itself.
    case data
    /// After the message was sent.
    case endOfData

    /// The name used in rule packs and in JSON: `connect`, `helo`, `mail`, `rcpt`, `data`, `end-of-data`.
    public var name: String {
        switch self {
        case .connect: "connect"
        case .helo: "helo"
        case .mail: "mail"
        case .rcpt: "rcpt"
        case .data: "data"
        case .endOfData: "end-of-data"
        }
    }

    /// Reads a command as mail systems name it: "RCPT TO", "end of DATA", "MAIL FROM:<a@example.com>",
    /// or a `name`. `nil` where no phase is named.
    public init?(command: String) {
        let bytes = Array(command.utf8)
        self.init(command: bytes.span, in: 0..<bytes.count)
    }

    package init?(command bytes: Span<UInt8>, in range: Range<Int>) {
        let range = bytes.trimmed(bytes.clamped(range))
        if range.count == 1, bytes.byte(at: range.lowerBound) == UInt8(ascii: ".") {
            self = .endOfData
            return
        }
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard ASCII.isLetter(bytes.byte(at: offset)) else {
                offset &+= 1
                continue
            }
            var end = offset
            while end < range.upperBound, ASCII.isLetter(bytes.byte(at: end)) { end &+= 1 }
            if let phase = Self.phase(ofWord: offset..<end, in: bytes, until: range.upperBound) {
                self = phase
                return
            }
            offset = end
        }
        return nil
    }

    /// A line of a session that begins with a command, and with nothing else: "RCPT TO:<a@example.com>".
    package init?(commandLine bytes: Span<UInt8>, in range: Range<Int>) {
        guard let word = Self.commandWords.first(where: { bytes.hasWord($0.0, at: range.lowerBound) }) else { return nil }
        self = word.1
    }

    private static let commandWords: [(StaticString, SMTPPhase)] = [
        ("rcpt to:", .rcpt), ("mail from:", .mail), ("data", .data), ("bdat ", .data), ("ehlo ", .helo), ("helo ", .helo), ("lhlo ", .helo),
    ]

    private static func phase(ofWord word: Range<Int>, in bytes: Span<UInt8>, until end: Int) -> SMTPPhase? {
        for (spelling, phase) in spellings
        where spelling.utf8CodeUnitCount == word.count && bytes.hasWord(spelling, at: word.lowerBound) {
            return phase
        }
        for (spelling, phase) in phrases
        where spelling.utf8CodeUnitCount <= end - word.lowerBound && bytes.hasWord(spelling, at: word.lowerBound) {
            return phase
        }
        return nil
    }

    private static let spellings: [(StaticString, SMTPPhase)] = [
        ("rcpt", .rcpt), ("mail", .mail), ("data", .data), ("bdat", .data), ("ehlo", .helo), ("helo", .helo),
        ("lhlo", .helo), ("connect", .connect), ("connection", .connect), ("greeting", .connect), ("banner", .connect),
    ]

    private static let phrases: [(StaticString, SMTPPhase)] = [
        ("end of data", .endOfData), ("end-of-data", .endOfData), ("eod", .endOfData), ("message body", .endOfData),
        ("message content", .endOfData),
    ]
}
