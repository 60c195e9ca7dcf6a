/// What the first bytes of an input look like.
enum ContentForm: Equatable {
    case mail
    /// Mails one behind the other, each after a `From ` line (RFC 4155).
    case mailbox
    /// Text without a header: a pasted reply, a part of a bounce.
    case text
    case empty
    /// Not text at all; the value says what it seems to be.
    case other(String)

    /// How much of an input is looked at.
    static let sampleSize = 8192

    init(of sample: ArraySlice<UInt8>) {
        var text = sample
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        text = text.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
        if text.isEmpty {
            self = .empty
        } else if text.starts(with: Self.mailboxMark) {
            self = .mailbox
        } else if Self.hasHeader(text) {
            self = .mail
        } else if let name = Self.knownFormat(sample) {
            self = .other(name)
        } else if Self.isBinary(sample) {
            self = .other("binary data")
        } else {
            self = .text
        }
    }

    static let mailboxMark = Array("From ".utf8)

    private static let knownFormats: [(start: [UInt8], name: String)] = [
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Outlook .msg or Office file: save the mail as .eml or as text"),
        ([0xFF, 0xFE], "text in UTF-16: save it as UTF-8"),
        ([0xFE, 0xFF], "text in UTF-16: save it as UTF-8"),
    ]

    private static func knownFormat(_ sample: ArraySlice<UInt8>) -> String? {
        knownFormats.first { sample.starts(with: $0.start) }?.name
    }

    /// A NUL, or one control character among ten: no text in any of the character sets that mails use.
    private static func isBinary(_ sample: ArraySlice<UInt8>) -> Bool {
        let controls = sample.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0C && $0 != 0x0D && $0 != 0x1B }
        return sample.contains(0) || controls > sample.count / 10
    }

    /// Fields that a pasted fragment of a report does not begin with.
    private static let mailFields: Set<String> = [
        "return-path", "received", "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "delivered-to",
        "x-original-to", "envelope-to", "reply-to", "sender", "x-mozilla-status", "x-account-key", "authentication-results",
        "arc-seal", "dkim-signature", "auto-submitted", "cc", "x-envelope-from", "x-sieve", "delivery-date", "in-reply-to",
        "list-id", "content-transfer-encoding", "thread-topic", "x-failed-recipients",
    ]

    /// True where the text begins with header fields (RFC 5322 section 2.2), one of them usual in mails.
    private static func hasHeader(_ text: ArraySlice<UInt8>) -> Bool {
        for line in text.split(maxSplits: 200, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let first = line.first else { continue }
            if first == 0x20 || first == 0x09 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 76 else { return false }
            let name = line[..<colon]
            guard name.allSatisfy({ (0x21...0x7E).contains($0) }), !name.isEmpty else { return false }
            if mailFields.contains(String(decoding: name, as: UTF8.self).lowercased()) { return true }
        }
        return false
    }
}
