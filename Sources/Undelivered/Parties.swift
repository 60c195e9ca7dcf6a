import DeliveryTypes
import MailReading
import RuleEngine

/// Whose hosts and domains a mail names, by the domains that organisations register. They stay where they stand: all of these are ranges
/// of the mail's text, and `nil` is nobody's.
struct Parties {
    private let host: Range<Int>?
    private let hasRemote: Bool
    private let reporting: Range<Int>?
    private let recipient: Range<Int>?
    private let sender: Range<Int>?

    init(_ evidence: DeliveryEvidence, in bytes: Span<UInt8>) {
        func domain(_ name: TextRange?) -> Range<Int>? { name.flatMap { Organization.domain(of: $0.range, in: bytes) } }
        hasRemote = evidence.remoteMTA != nil
        host = (evidence.remoteMTA ?? evidence.reportingMTA).map { bytes.clamped($0.range) }
        reporting = domain(evidence.reportingMTA)
        recipient = domain(evidence.recipientDomain)
        sender = domain(evidence.senderDomain)
    }

    /// The server that reports the failure is of those to whom the sender wrote, and what failed is somewhere else.
    func isForwarded(_ report: DeliveryReport, _ source: VerdictSource) -> Bool {
        let bytes = source.text.bytes.span
        guard recipient != nil, reporting != nil, !Organization.isSame(reporting, sender, in: bytes),
            !Organization.isSame(reporting, recipient, in: bytes)
        else { return false }
        // Domains to which the sender wrote.
        var isAnybodyKnown = false
        var isReportingWritten = false
        for section in source.returned where section.fieldName == MailFields.to {
            for address in source.text.addresses(in: section.range) {
                let domain = Organization.domain(ofAddress: AddressText.addressRange(in: bytes, address.range), in: bytes)
                guard domain != nil else { continue }
                isAnybodyKnown = true
                if Organization.isSame(domain, recipient, in: bytes) { return false }
                isReportingWritten = isReportingWritten || Organization.isSame(domain, reporting, in: bytes)
            }
        }
        return isAnybodyKnown && (isReportingWritten || Self.isOriginalDifferent(report, in: bytes))
    }

    /// The sender wrote to another organisation than the one that the mail came to.
    private static func isOriginalDifferent(_ report: DeliveryReport, in bytes: Span<UInt8>) -> Bool {
        guard let original = report.originalRecipient, let final = report.finalRecipient else { return false }
        let domain = Organization.domain(ofAddress: AddressText.addressRange(in: bytes, original.range), in: bytes)
        let other = Organization.domain(ofAddress: AddressText.addressRange(in: bytes, final.range), in: bytes)
        return !Organization.isSame(domain, other, in: bytes)
    }

    /// `ParticularCase`.
    ///
    /// - Parameter bytes: those that the ranges count in.
    func speaker(in bytes: Span<UInt8>) -> UInt32 {
        guard let host, !host.isEmpty, recipient == nil || !Organization.isSame(sender, recipient, in: bytes) else {
            return ParticularCase.none
        }
        let organization = Organization.domain(of: host, in: bytes)
        let isRecipients = organization != nil && Organization.isSame(organization, recipient, in: bytes)
        // A server that reports without naming another one may still quote it.
        let isReporters =
            Organization.isSame(organization, reporting, in: bytes) && !Organization.isSame(reporting, recipient, in: bytes)
        let isSenders = hasRemote && organization != nil && (Organization.isSame(organization, sender, in: bytes) || isReporters)
        if isRecipients != isSenders { return isRecipients ? ParticularCase.recipientSpeaks : ParticularCase.senderSpeaks }
        // A server hands a mail to whom the DNS names for the domain, unless it goes through a relay of its provider.
        guard !isRecipients, hasRemote, reporting != nil, !Organization.isSame(reporting, organization, in: bytes),
            !Organization.isSame(reporting, recipient, in: bytes), !Organization.isRelay(host, in: bytes)
        else { return ParticularCase.none }
        return ParticularCase.recipientSpeaks
    }
}

/// The part of a host's name that somebody registers.
enum Organization {
    /// Where `example.co.jp` of `mx1.example.co.jp` stands; `nil` for addresses and bare names.
    static func domain(of name: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
        let name = bytes.clamped(name)
        guard let last = label(before: name.upperBound, from: name.lowerBound, in: bytes),
            let second = label(before: last.lowerBound, from: name.lowerBound, in: bytes),
            !last.allSatisfy({ ASCII.isDigit(bytes.byte(at: $0)) })
        else { return nil }
        guard last.count == 2, let third = label(before: second.lowerBound, from: name.lowerBound, in: bytes), isShared(second, in: bytes)
        else {
            return second.lowerBound..<last.upperBound
        }
        return third.lowerBound..<last.upperBound
    }

    /// That of the domain behind an address's last @.
    static func domain(ofAddress address: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
        let address = bytes.clamped(address)
        var start = address.upperBound
        while start > address.lowerBound, bytes.byte(at: start - 1) != UInt8(ascii: "@") { start -= 1 }
        return domain(of: start..<address.upperBound, in: bytes)
    }

    /// Whether both are the same, nobody included.
    static func isSame(_ left: Range<Int>?, _ right: Range<Int>?, in bytes: Span<UInt8>) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return bytes.areEqualIgnoringCase(left, right)
    }

    /// Names that servers bear which pass on what their customers send.
    static func isRelay(_ host: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        var start = host.lowerBound
        while start < host.upperBound, bytes.byte(at: start) == UInt8(ascii: ".") { start += 1 }
        return relayNames.contains { $0.utf8CodeUnitCount <= host.upperBound - start && bytes.hasWord($0, at: start) }
    }

    /// The last label that ends before `end`; dots without a label between them count as one.
    private static func label(before end: Int, from start: Int, in bytes: Span<UInt8>) -> Range<Int>? {
        var end = end
        while end > start, bytes.byte(at: end - 1) == UInt8(ascii: ".") { end -= 1 }
        var first = end
        while first > start, bytes.byte(at: first - 1) != UInt8(ascii: ".") { first -= 1 }
        return first < end ? first..<end : nil
    }

    /// What the registries of countries put between a name and the country.
    private static func isShared(_ label: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        guard label.count <= 4 else { return false }
        return sharedLabels.contains { $0.utf8CodeUnitCount == label.count && bytes.hasWord($0, at: label.lowerBound) }
    }

    private static let sharedLabels: [StaticString] = [
        "ac", "ad", "asn", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "gr", "id", "info", "lg", "ltd", "me", "mil", "ne",
        "net", "nom", "or", "org", "plc", "sch", "web",
    ]

    private static let relayNames: [StaticString] = [
        "smtp", "relay", "smarthost", "out", "mailout", "send", "auth", "submission", "mail-out",
    ]
}
