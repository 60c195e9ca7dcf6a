import DeliveryTypes
import RuleEngine

/// The nearest reason of Sisimai for an answer, for those who come from it: what the rule states, what the cause has for the enhanced status
/// code, what the cause has.
struct SisimaiReasons: Sendable {
    /// `undefined` first; every name once.
    private(set) var names = ["undefined"]
    /// By row of the causes; `none` where a cause has no reason.
    private var ofCauses: [UInt8] = []
    private var ofRules: [UInt8] = []
    private var byStatus: [StatusReason] = []

    private struct StatusReason {
        var cause: Int
        /// `nil`: any.
        var `class`: UInt8?
        var subject: UInt16?
        var detail: UInt16?
        var reason: UInt8

        func matches(_ status: EnhancedStatusCode) -> Bool {
            (`class` == nil || `class` == status.class) && (subject == nil || subject == status.subject)
                && (detail == nil || detail == status.detail)
        }
    }

    private static let none = UInt8.max

    init(_ rules: RuleSet) {
        for cause in 0..<rules.causes.count {
            let parts = rules.string(rules.causes[cause].sisimaiReason).split(separator: " ", omittingEmptySubsequences: false)
            ofCauses.append(number(parts[0]))
            for part in parts.dropFirst() {
                let sides = part.split(separator: "=")
                let codes = sides.first?.split(separator: ".") ?? []
                guard sides.count == 2, codes.count == 3 else { continue }
                byStatus.append(
                    StatusReason(
                        cause: cause, class: UInt8(codes[0]), subject: UInt16(codes[1]), detail: UInt16(codes[2]), reason: number(sides[1]))
                )
            }
        }
        for rule in 0..<rules.rules.count { ofRules.append(number(rules.string(rules.rule(rule).sisimaiReason)[...])) }
    }

    private mutating func number(_ name: Substring) -> UInt8 {
        guard !name.isEmpty else { return Self.none }
        if let known = names.firstIndex(of: String(name)) { return UInt8(clamping: known) }
        names.append(String(name))
        return UInt8(clamping: names.count - 1)
    }

    /// Index of `names`; `nil` where the cause has no reason.
    func number(of verdict: Verdict, in rules: RuleSet) -> Int? {
        guard let rule = verdict.ruleNumber else { return verdict.kind == .failure ? 0 : found(ofCauses, verdict.causeNumber) }
        // Where somebody's position has made the cause another one, the rule's reason is void.
        if let own = found(ofRules, rule), Int(rules.rule(rule).cause) == verdict.causeNumber { return own }
        if let status = verdict.enhancedStatus {
            for entry in byStatus where entry.cause == verdict.causeNumber && entry.matches(status) { return Int(entry.reason) }
        }
        return found(ofCauses, verdict.causeNumber)
    }

    private func found(_ reasons: [UInt8], _ row: Int) -> Int? {
        reasons.indices.contains(row) && Int(reasons[row]) < names.count ? Int(reasons[row]) : nil
    }
}

extension Diagnoser {
    /// Index of `sisimaiReasonNames`.
    package func sisimaiReasonNumber(of verdict: Verdict) -> Int? { causeList.sisimaiReasons.number(of: verdict, in: rules) }

    package var sisimaiReasonNames: [String] { causeList.sisimaiReasons.names }
}
