import Testing
import Undelivered

@Suite("The reason of Sisimai")
struct SisimaiReasonTests {
    private static let pack = """
        rules:
          - { id: busy, match: { text: [too many sessions] }, verdict: { cause: own.rate, sisimai_reason: toomanyconn }, references: ["observed: Own"], examples: { match: [too many sessions] } }
          - { id: fast, match: { text: [too fast] }, verdict: { cause: own.rate }, references: ["observed: Own"], examples: { match: [too fast] } }
          - { id: other, match: { text: [strange] }, verdict: { cause: own.other }, references: ["observed: Own"], examples: { match: [strange] } }
        causes:
          - id: own.rate
            title: { en: Rate, ja: 頻度 }
            side: sender
            permanence: temporary
            suppress_recipient: no
            sisimai_reason: speeding
            sisimai_by_status: { x.4.5: systemfull, 4.7.1: blocked }
            summary: { en: Rate., ja: 頻度。 }
          - { id: own.other, title: { en: Other, ja: 他 }, side: sender, permanence: temporary, suppress_recipient: no, summary: { en: Other., ja: 他。 } }

        """

    @Test(
        "is that of the rule, else that of the cause for the status code, else that of the cause",
        arguments: [
            ("451 4.7.1 too many sessions", "toomanyconn"), ("451 4.7.1 too fast", "blocked"), ("550 5.7.1 too fast", "speeding"),
            ("552 5.4.5 too fast", "systemfull"), ("451 too fast", "speeding"), ("451 strange", nil), ("451 nothing", "undefined"),
        ] as [(String, String?)])
    func reasons(reply: String, expected: String?) throws {
        let diagnoser = try OwnPacks.diagnoser(Self.pack)
        #expect(diagnoser.diagnosis(forReply: reply).sisimaiReason == expected)
        var session = DiagnosisSession(diagnoser)
        let verdict = session.verdict(forReply: Array(reply.utf8).span)
        #expect(diagnoser.sisimaiReasonNumber(of: verdict).map { diagnoser.sisimaiReasonNames[$0] } == expected)
    }
}
