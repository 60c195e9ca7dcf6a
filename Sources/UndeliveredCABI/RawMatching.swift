import CUndelivered
import DeliveryTypes
import RuleEngine
import Undelivered

/// What the caller states of one delivery, in one buffer.
struct StatedDelivery {
    private(set) var evidence = DeliveryEvidence()
    private(set) var bytes: [UInt8] = []

    init(_ delivery: undelivered_delivery, rules: RuleSet, limit: Int) throws(Failure) {
        guard unsafe delivery.reserved == 0, unsafe delivery.reply_code <= 999 else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "delivery->reply_code is no reply code, or delivery->reserved is not 0")
        }
        let words = try unsafe Input.bytes(delivery.text.data, delivery.text.length, "delivery->text")
        guard words.count <= limit else {
            throw Failure(UNDELIVERED_TOO_LARGE, "delivery->text is larger than the limit of \(limit) bytes")
        }
        bytes = unsafe Array(String(keepingPlacesOf: words).utf8)
        evidence.words = [TextRange(0..<bytes.count)]
        evidence.replyCode = unsafe UInt16(clamping: delivery.reply_code)
        evidence.size = unsafe delivery.message_size == 0 ? nil : delivery.message_size
        evidence.remoteMTA = try unsafe add(delivery.remote_mta, "delivery->remote_mta")
        evidence.reportingMTA = try unsafe add(delivery.reporting_mta, "delivery->reporting_mta")
        evidence.recipientDomain = try unsafe add(delivery.recipient_domain, "delivery->recipient_domain")
        evidence.senderDomain = try unsafe add(delivery.sender_domain, "delivery->sender_domain")
        if let text = try unsafe Input.name(delivery.enhanced_status, "delivery->enhanced_status") {
            guard let status = EnhancedStatusCode(text) else { throw Self.unknown("enhanced status", text) }
            evidence.status = status
        }
        if let text = try unsafe Input.name(delivery.phase, "delivery->phase") {
            guard let phase = SMTPPhase.allCases.first(where: { $0.name == text }) else { throw Self.unknown("phase", text) }
            evidence.phase = phase
        }
        if let text = try unsafe Input.name(delivery.layout, "delivery->layout") {
            let row = (0..<rules.layouts.count).first { rules.string(rules.layouts[$0].id) == text }
            guard let row else { throw Self.unknown("layout", text) }
            evidence.layout = row
        }
    }

    private mutating func add(_ text: undelivered_text, _ name: String) throws(Failure) -> TextRange? {
        guard let text = try unsafe Input.name(text, name) else { return nil }
        let start = bytes.count
        bytes += text.utf8
        return TextRange(start..<bytes.count)
    }

    private static func unknown(_ kind: String, _ text: String) -> Failure {
        Failure(UNDELIVERED_INVALID_ARGUMENT, "there is no \(kind) \(text)")
    }
}

/// A rule that holds, as the caller reads it.
struct FoundRule {
    var rule: String
    var cause: String
    var strength: UInt32
    var weight: UInt32
    var captures: [(name: String, text: String)]

    func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            json.member("rule", rule)
            json.member("cause", cause)
            json.member("strength", Int(strength))
            json.member("weight", Int(weight))
            json.key("captures")
            json.object { json in for capture in captures { json.member(capture.name, capture.text) } }
        }
    }
}

extension RuleSession {
    /// Bounds the time that putting them in order takes.
    private static let mostFound = 256

    mutating func found(for delivery: StatedDelivery) -> [FoundRule] {
        beginMail()
        let source = delivery.bytes
        var found: [FoundRule] = []
        for match in matches(for: delivery.evidence, in: source.span, limit: Self.mostFound) {
            let record = rules.rules[match.rule]
            let captures = captures(of: match.rule).map { capture in
                let range = words.originalRange(of: capture.range).clamped(to: source.indices)
                return (name: capture.name, text: String(decoding: source[range], as: UTF8.self))
            }
            let cause = rules.causes[Int(record.cause)].id
            found.append(
                FoundRule(
                    rule: rules.string(record.id), cause: rules.string(cause), strength: match.weight.strength,
                    weight: match.weight.weight, captures: captures))
        }
        return found
    }
}
