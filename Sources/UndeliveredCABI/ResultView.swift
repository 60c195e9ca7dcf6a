import CUndelivered
import DeliveryTypes
import Undelivered

/// One diagnosis as the caller reads it; its texts lie in the session's arena.
@unsafe struct ResultView {
    var diagnosis = unsafe undelivered_diagnosis()
    var evidence: [undelivered_evidence] = unsafe []
    var alternatives: [undelivered_alternative] = unsafe []
    var contradictions: [undelivered_text] = unsafe []

    init(_ source: Diagnosis, in arena: TextArena) {
        unsafe state(source, in: arena)
        unsafe judge(source, in: arena)
        unsafe evidence = source.evidence.map { quote in
            var record = unsafe undelivered_evidence()
            unsafe record.field = arena.add(quote.field)
            unsafe record.text = arena.add(quote.text)
            unsafe record.start = UInt64(clamping: quote.range.lowerBound)
            unsafe record.end = UInt64(clamping: quote.range.upperBound)
            return unsafe record
        }
        unsafe alternatives = source.alternatives.map { other in
            var record = unsafe undelivered_alternative()
            unsafe record.cause = arena.add(other.cause.id)
            unsafe record.confidence = other.confidence
            return unsafe record
        }
        unsafe contradictions = source.contradictions.map { unsafe arena.add($0.words(in: .english)) }
    }

    private mutating func state(_ source: Diagnosis, in arena: TextArena) {
        unsafe diagnosis.layout = arena.add(source.layout)
        unsafe diagnosis.recipient = arena.add(source.recipient)
        unsafe diagnosis.original_recipient = arena.add(source.originalRecipient)
        unsafe diagnosis.action = arena.add(source.action?.name)
        unsafe diagnosis.enhanced_status = arena.add(source.enhancedStatus?.description)
        unsafe diagnosis.phase = arena.add(source.phase?.name)
        unsafe diagnosis.reporting_mta = arena.add(source.reportingMTA)
        unsafe diagnosis.remote_mta = arena.add(source.remoteMTA)
        unsafe diagnosis.diagnostic_text = arena.add(source.diagnosticText)
        unsafe diagnosis.reply_code = source.replyCode.map { UInt32($0.rawValue) } ?? 0
    }

    private mutating func judge(_ source: Diagnosis, in arena: TextArena) {
        unsafe diagnosis.cause = arena.add(source.cause.id)
        unsafe diagnosis.rule = arena.add(source.rule)
        unsafe diagnosis.blocklist_zone = arena.add(source.blocklist?.zone)
        unsafe diagnosis.blocklist_name = arena.add(source.blocklist?.name)
        unsafe diagnosis.blocklist_listed = arena.add(source.blocklist?.listed)
        unsafe diagnosis.sisimai_reason = arena.add(source.sisimaiReason)
        unsafe diagnosis.confidence = source.confidence
        unsafe diagnosis.side = source.responsible.side.number
        unsafe diagnosis.actor = source.responsible.actor?.number ?? 0
        unsafe diagnosis.permanence = source.permanence.number
        unsafe diagnosis.suppress_recipient = source.suppressRecipient.number
        unsafe diagnosis.alternative_count = UInt32(clamping: source.alternatives.count)
        unsafe diagnosis.contradiction_count = UInt32(clamping: source.contradictions.count)
        unsafe diagnosis.evidence_count = UInt32(clamping: source.evidence.count)
    }
}

// The numbers of the header. What a newer pack may add is open, or unknown.

extension ResponsibleParty.Side {
    fileprivate var number: undelivered_side {
        switch self {
        case .sender: undelivered_side(UNDELIVERED_SIDE_SENDER)
        case .recipient: undelivered_side(UNDELIVERED_SIDE_RECIPIENT)
        case .thirdParty: undelivered_side(UNDELIVERED_SIDE_THIRD_PARTY)
        case .none: undelivered_side(UNDELIVERED_SIDE_NONE)
        default: undelivered_side(UNDELIVERED_SIDE_UNDETERMINED)
        }
    }
}

extension ResponsibleParty.Actor {
    fileprivate var number: undelivered_actor {
        switch self {
        case .user: undelivered_actor(UNDELIVERED_ACTOR_USER)
        case .operator: undelivered_actor(UNDELIVERED_ACTOR_OPERATOR)
        case .vendor: undelivered_actor(UNDELIVERED_ACTOR_VENDOR)
        default: undelivered_actor(UNDELIVERED_ACTOR_OPEN)
        }
    }
}

extension Permanence {
    fileprivate var number: undelivered_permanence {
        switch self {
        case .permanent: undelivered_permanence(UNDELIVERED_PERMANENCE_PERMANENT)
        case .temporary: undelivered_permanence(UNDELIVERED_PERMANENCE_TEMPORARY)
        case .none: undelivered_permanence(UNDELIVERED_PERMANENCE_NONE)
        default: undelivered_permanence(UNDELIVERED_PERMANENCE_UNKNOWN)
        }
    }
}

extension Suppression {
    fileprivate var number: undelivered_suppression {
        switch self {
        case .yes: undelivered_suppression(UNDELIVERED_SUPPRESS_YES)
        case .afterRepeats: undelivered_suppression(UNDELIVERED_SUPPRESS_AFTER_REPEATS)
        default: undelivered_suppression(UNDELIVERED_SUPPRESS_NO)
        }
    }
}
