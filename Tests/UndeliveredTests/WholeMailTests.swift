import Testing
import Undelivered

@Suite("Rules about the whole mail")
struct WholeMailTests {
    private static let mail = Sketch.report(
        """
        Final-Recipient: rfc822; one@example.jp
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: smtp; 550 5.0.0 no

        Final-Recipient: rfc822; two@example.jp
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: smtp; 550 5.0.0 no
        """, text: "The mail could not go on.\nIt was held for the blue lamp.", returned: "To: one@example.jp\nX-Lamp: green")

    @Test(
        "They hold for every recipient of it",
        arguments: [
            "{ header: { name: subject, any: [Undeliverable] } }", "{ returned_header: { name: x-lamp, any: [green] } }",
            "{ body: held for the blue lamp }",
        ])
    func everyRecipient(match: String) throws {
        let rule = """
            rules:
              - { id: lamp, match: \(match), verdict: { cause: content.spam }, message: { en: Lamp., ja: ランプ。 }, references: ["observed: lamps"],
                  examples: { match: [held for the blue lamp], no_match: [other] } }
            """
        let diagnosis = try OwnPacks.diagnoser(rule).diagnosis(forMail: Array(Self.mail.utf8))
        #expect(diagnosis.diagnoses.map(\.rule) == ["own/lamp", "own/lamp"])
        #expect(diagnosis.diagnoses.map(\.cause) == [.contentSpam, .contentSpam])
    }
}
