import RuleEngine

/// The causes of the packs, made ready once: their ids as text, and what deciding asks of them by number.
///
/// A class, because a copy of so many lists would count references on each of them.
final class CauseList: Sendable {
    /// By row of the packs' causes; behind them those that the code itself names, where no pack brings them.
    let causes: [Cause]
    let sisimaiReasons: SisimaiReasons
    let verdicts: [VerdictRecord]
    /// Causes of one family have one number.
    let families: [Int]
    /// Being listed, or sending too much: where a blocklist that the words name is part of the cause.
    let namesBlocklist: [Bool]
    /// What it means differs by who said the words.
    let hasParticularVerdicts: [Bool]
    /// `notice.…`
    let isNews: [Bool]
    /// `size.…`
    let isAboutSize: [Bool]
    /// A slip of the pen in the address would explain it.
    let mayBeSlip: [Bool]
    let undetermined: Int
    let delivered: Int
    let delayed: Int
    let relayed: Int
    let complaint: Int
    let autoReply: Int
    let challenge: Int
    let vendorIncident: Int

    init(_ rules: RuleSet) {
        var causes = (0..<rules.causes.count).map { Cause(id: rules.string(rules.causes[$0].id)) }
        func number(_ cause: Cause) -> Int {
            if let known = causes.firstIndex(of: cause) { return known }
            causes.append(cause)
            return causes.count - 1
        }
        undetermined = number(.undetermined)
        delivered = number(.noticeDelivered)
        delayed = number(.noticeDelayed)
        relayed = number(.noticeRelayed)
        complaint = number(.noticeComplaint)
        autoReply = number(.noticeAutoReply)
        challenge = number(.noticeChallenge)
        vendorIncident = number(.gatewayVendorIncident)
        for news in [Cause.noticeAuthenticationReport, .noticeUnsubscribe, .noticeDisplayed, .noticeDeletedUnread] { _ = number(news) }
        self.causes = causes
        verdicts = causes.indices.map { rules.causes[$0].verdict }
        sisimaiReasons = SisimaiReasons(rules)
        var families: [Substring: Int] = [:]
        self.families = causes.enumerated().map { row, cause in
            let family = cause.family
            families[family] = families[family] ?? row
            return families[family] ?? row
        }
        var hasParticularVerdicts = causes.map { _ in false }
        for row in 0..<rules.particularVerdicts.count {
            let cause = Int(rules.particularVerdicts[row].cause)
            if causes.indices.contains(cause) { hasParticularVerdicts[cause] = true }
        }
        self.hasParticularVerdicts = hasParticularVerdicts
        isNews = causes.map { $0.id.hasPrefix("notice.") }
        isAboutSize = causes.map { $0.id.hasPrefix("size.") }
        mayBeSlip = causes.map { TypoSearch.causes.contains($0) }
        namesBlocklist = causes.map { $0.id.hasPrefix("reputation.") || $0.id.hasPrefix("rate.") }
    }

    func number(named id: String) -> Int? { causes.firstIndex { $0.id == id } }

    /// The number of a rule's cause; a row outside the list says nothing.
    func number(_ row: UInt32) -> Int { Int(row) < causes.count ? Int(row) : undetermined }
}
