import DeliveryTypes
import MailReading

extension DiagnosisSession {
    /// Whether the returned message was sent by somebody else who only wrote an own address into it; nil where no domains were given, or
    /// where what came back does not tell.
    func isBackscatter(_ returned: [ReadableText.Section], in text: ReadableText) -> Bool? {
        guard !ownDomains.isEmpty else { return nil }
        let bytes = text.bytes.span
        var hasTrace = false
        for section in returned {
            let value = section.range.range
            switch section.fieldName {
            case MailFields.received:
                if isReceivedFromOwn(bytes, value) { return false }
                hasTrace = true
            case MailFields.messageID:
                guard let domain = domain(bytes, value) else { continue }
                if isOwn(bytes, domain) { return false }
                hasTrace = true
            case MailFields.from:
                guard let domain = domain(bytes, value) else { continue }
                // Anybody can write an own address there; somebody else's is not forged to look like ours.
                hasTrace = hasTrace || !isOwn(bytes, domain)
            default:
                break
            }
        }
        // An own sender and nothing else proves neither.
        return hasTrace ? true : nil
    }

    /// `by` names a server that took the mail in; the name in parentheses behind `from` is the one that the next server looked up itself.
    /// The name behind `from` is only what the client called itself (RFC 5321 section 4.4).
    private func isReceivedFromOwn(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        var offset = value.lowerBound
        while offset < value.upperBound {
            let isWordStart = offset == value.lowerBound || ASCII.isSpace(bytes.byte(at: offset - 1))
            if isWordStart, bytes.hasWord("by ", at: offset) {
                if isOwn(bytes, name(bytes, at: offset + 3, value.upperBound)) { return true }
            } else if bytes.byte(at: offset) == UInt8(ascii: "(") {
                let found = name(bytes, at: offset + 1, value.upperBound)
                if isOwn(bytes, found), bytes.hasWord(" [", at: found.upperBound) || bytes.byte(at: found.upperBound) == UInt8(ascii: ".") {
                    return true
                }
            }
            offset += 1
        }
        return false
    }

    private func name(_ bytes: Span<UInt8>, at start: Int, _ limit: Int) -> Range<Int> {
        var end = start
        while end < limit,
            ASCII.isLetter(bytes.byte(at: end)) || ASCII.isDigit(bytes.byte(at: end)) || "-._".utf8.contains(bytes.byte(at: end))
        {
            end += 1
        }
        while end > start, bytes.byte(at: end - 1) == UInt8(ascii: ".") { end -= 1 }
        return start..<max(start, end)
    }

    /// What stands behind the last @ of an address or a Message-ID.
    private func domain(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Range<Int>? {
        guard let at = value.last(where: { bytes.byte(at: $0) == UInt8(ascii: "@") }) else { return nil }
        let found = name(bytes, at: at + 1, value.upperBound)
        return found.isEmpty ? nil : found
    }

    /// A name is own where it is one of the domains or below it.
    private func isOwn(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
        ownDomains.contains { domain in
            guard !domain.isEmpty, domain.count <= name.count else { return false }
            let start = name.upperBound - domain.count
            guard start == name.lowerBound || bytes.byte(at: start - 1) == UInt8(ascii: ".") else { return false }
            return domain.indices.allSatisfy { bytes.lowerByte(at: start + $0) == domain[$0] }
        }
    }
}

extension Diagnoser {
    /// A domain as callers may write it: `Example.com`, `@example.com`, `.example.com`.
    static func domainBytes(_ text: String) -> [UInt8] {
        var bytes = text.utf8.map { ASCII.lower($0) }.filter { !ASCII.isSpace($0) }
        while bytes.first == UInt8(ascii: "@") || bytes.first == UInt8(ascii: ".") { bytes.removeFirst() }
        while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        return bytes
    }
}
