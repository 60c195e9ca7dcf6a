import DeliveryTypes
import Testing
import Undelivered

@Suite("What contradicts itself")
struct ContradictionTests {
    private static let rules = """
        rules:
          - { id: full, match: { text: [mailbox is full] }, verdict: { cause: mailbox.full, confidence: high } }
          - { id: nobody, match: { status: 5.1.1 }, verdict: { cause: address.unknown-user } }
          - { id: gone, match: { text: [no such account] }, verdict: { cause: address.unknown-user } }
          - { id: hint, match: { status: 5.7.1 }, verdict: { cause: content.spam, confidence: low } }

        """

    @Test(
        "in a reply is named",
        arguments: [
            ("550 5.1.1 no such account", "address.unknown-user", []),
            ("550 5.1.1 mailbox is full", "mailbox.full", ["status-and-text 5.1.1 address.unknown-user mailbox.full"]),
            ("550 5.7.1 mailbox is full", "mailbox.full", []),
            ("450 5.1.1 no such account", "address.unknown-user", ["reply-code-and-status 450 5.1.1"]),
            ("550 mailbox is full, no such account", "mailbox.full", ["text-and-text mailbox.full address.unknown-user"]),
        ] as [(String, String, [String])])
    func replies(reply: String, cause: String, expected: [String]) throws {
        let diagnosis = try OwnPacks.diagnoser(Self.rules).diagnosis(forReply: reply)
        #expect(diagnosis.cause.id == cause)
        #expect(diagnosis.contradictions.map { ([$0.kind.id] + $0.values).joined(separator: " ") } == expected)
    }

    @Test(
        "in a report is named, and vague codes contradict nobody",
        arguments: [
            ("5.1.1", "smtp; 550 5.1.1 no such account", "5.1.1", []),
            ("5.2.2", "smtp; 550 5.1.1 no such account", "5.2.2", ["status-and-diagnostic-status 5.2.2 5.1.1"]),
            ("5.0.0", "smtp; 550 5.1.1 no such account", "5.1.1", []),
            ("5.1.1", "smtp; 550 5.0.0 no such account", "5.1.1", []),
            ("4.4.7", "smtp; 550 no such account", "4.4.7", ["reply-code-and-status 550 4.4.7"]),
        ] as [(String, String, String, [String])])
    func reports(status: String, code: String, stated: String, expected: [String]) throws {
        let mail = Sketch.report("Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: \(status)\nDiagnostic-Code: \(code)")
        let diagnosis = try #require(try OwnPacks.diagnoser(Self.rules).diagnosis(forMail: Array(mail.utf8)).diagnoses.first)
        #expect(diagnosis.enhancedStatus?.description == stated)
        #expect(diagnosis.contradictions.map { ([$0.kind.id] + $0.values).joined(separator: " ") } == expected)
    }

    @Test("lowers the trust in the answer, and keeps the other cause in sight")
    func confidence() throws {
        let diagnoser = try OwnPacks.diagnoser(Self.rules)
        let plain = diagnoser.diagnosis(forReply: "550 mailbox is full")
        let torn = diagnoser.diagnosis(forReply: "550 5.1.1 mailbox is full")
        #expect(torn.confidence < plain.confidence)
        #expect(torn.alternatives.map(\.cause.id) == ["address.unknown-user"])
        #expect(torn.alternatives.allSatisfy { $0.confidence < torn.confidence })
    }

    @Test("is not what a server says for now: a permanent cause is temporary then")
    func transience() throws {
        let diagnoser = try OwnPacks.diagnoser(Self.rules)
        #expect(diagnoser.diagnosis(forReply: "550 no such account").permanence == .permanent)
        #expect(diagnoser.diagnosis(forReply: "450 no such account").permanence == .temporary)
        #expect(diagnoser.diagnosis(forReply: "no such account (#4.1.1)").permanence == .temporary)
        #expect(diagnoser.diagnosis(forReply: "550 mailbox is full").permanence == .temporary)
    }
}
