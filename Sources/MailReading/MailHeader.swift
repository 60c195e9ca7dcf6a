internal import DeliveryTypes

/// What a header says about the mail as a whole.
enum MailHeader {
    /// Whether fields are a mail's header rather than pasted text that happens to hold colons.
    static func isPlausible(_ fields: [HeaderField]) -> Bool {
        fields.contains { field in
            switch field.nameHash {
            case FieldHash.received, FieldHash.from, FieldHash.to, FieldHash.subject, FieldHash.date, FieldHash.messageID,
                FieldHash.returnPath, FieldHash.mimeVersion, FieldHash.contentType, FieldHash.sender, FieldHash.replyTo,
                FieldHash.deliveredTo, FieldHash.failedRecipients, FieldHash.autoSubmitted:
                true
            default:
                false
            }
        }
    }

    /// Whether a mail system wrote the mail, going by who sent it.
    static func isFromMailSystem(_ fields: ArraySlice<HeaderField>, in input: Span<UInt8>) -> Bool {
        for field in fields {
            let value = field.value.range
            switch field.nameHash {
            case FieldHash.returnPath:
                if input.byte(at: value.lowerBound) == UInt8(ascii: "<"), input.byte(at: value.lowerBound + 1) == UInt8(ascii: ">") {
                    return true
                }
            case FieldHash.failedRecipients:
                return true
            case FieldHash.from:
                if namesMailSystem(input, value) { return true }
            default:
                break
            }
        }
        return false
    }

    static func namesMailSystem(_ input: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for offset in range.prefix(1_000) {
            switch input.lowerByte(at: offset) {
            case UInt8(ascii: "m"):
                if input.hasWord("mailer-daemon", at: offset) || input.hasWord("mailerdaemon", at: offset)
                    || input.hasWord("mail delivery", at: offset) || input.hasWord("mail-daemon", at: offset)
                    || input.hasWord("microsoftexchange", at: offset)
                {
                    return true
                }
            case UInt8(ascii: "p"):
                if input.hasWord("postmaster", at: offset) { return true }
            default:
                break
            }
        }
        return false
    }
}

extension MessageContents {
    /// Notes a defect; a mail that is nothing but defects does not get an endless list.
    mutating func add(_ kind: MessageDefect.Kind, at offset: Int) {
        guard defects.count < 200 else { return }
        defects.append(MessageDefect(kind: kind, offset: offset))
    }

    mutating func add(_ outcome: HeaderReader.Outcome, at end: Int) {
        if !outcome.hasEmptyLine, end < inputSize { add(.missingHeaderEnd, at: end) }
        if let offset = outcome.brokenFolding { add(.brokenFolding, at: offset) }
        if let offset = outcome.overflow { add(.tooManyHeaderFields, at: offset) }
    }
}
