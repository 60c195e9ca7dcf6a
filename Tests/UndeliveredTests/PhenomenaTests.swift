import AllPacks
import Testing
import Undelivered

/// What people paste, and what they have to be told: one line for each, in both languages.
@Suite("Phenomena that people ask about")
struct PhenomenaTests {
    private struct Scenario: Sendable, CustomTestStringConvertible {
        var text: String
        var cause: String
        var reader: Reader
        /// What the steps or the summary say.
        var english: String
        var japanese: String

        var testDescription: String { text }
    }

    private static let scenarios: [Scenario] = [
        .init(
            text: "552 user is over quota (#5.2.2)", cause: "mailbox.full", reader: .recipient, english: "Thunderbird",
            japanese: "サーバーから削除する"),
        .init(
            text: "552-5.2.2 The email account that you tried to reach is over quota and inactive.", cause: "mailbox.abandoned",
            reader: .sender,
            english: "", japanese: ""),
        .init(
            text: "452 4.3.1 Insufficient system storage", cause: "server.disk-full", reader: .recipientOperator, english: "disk",
            japanese: "ディスク"),
        .init(
            text: "552 sorry, that message size exceeds my databytes limit (#5.3.4)", cause: "size.receiver-limit", reader: .sender,
            english: "link", japanese: "リンク"),
        .init(
            text: "552 sorry, that message size exceeds my databytes limit (#5.3.4)", cause: "size.receiver-limit", reader: .sender,
            english: "37 %", japanese: "37"),
        .init(
            text: "Sorry, no mailbox here by that name. vpopmail (#5.1.1)", cause: "address.unknown-user", reader: .sender,
            english: "address",
            japanese: "アドレス"),
        .init(
            text: "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net", cause: "reputation.listed-address",
            reader: .senderOperator, english: "SpamCop", japanese: "SpamCop"),
        .init(
            text: "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using dnsbl-3.uceprotect.net",
            cause: "reputation.listed-range",
            reader: .sender, english: "", japanese: ""),
        .init(
            text:
                "550 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using Blocklist S3150. part of their network is on our block list (S3150)",
            cause: "reputation.listed-range", reader: .senderOperator, english: "", japanese: ""),
        .init(
            text: "550 5.7.1 Mail from 192.0.2.7 refused by blackhole site virus.rbl.jp", cause: "reputation.blocklist-misuse",
            reader: .recipientOperator, english: "list", japanese: "リスト"),
        .init(text: "544 5.0.0 service unavailable", cause: "undetermined", reader: .sender, english: "", japanese: ""),
    ]

    @Test("have their cause, and the steps say what helps, in both languages", arguments: scenarios)
    private func told(_ scenario: Scenario) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: scenario.text)
        #expect(diagnosis.cause.id == scenario.cause)
        for (language, words) in [(Language.english, scenario.english), (.japanese, scenario.japanese)] {
            let explanation = diagnosis.explanation(in: language, for: scenario.reader)
            #expect(!explanation.steps.isEmpty && explanation.steps.count <= 5)
            #expect(explanation.steps.allSatisfy { $0.because?.isEmpty == false })
            let text = explanation.summary + explanation.steps.map { $0.text + ($0.because ?? "") }.joined()
            #expect(words.isEmpty || text.localizedContains(words), "\(words) in \(text)")
        }
    }

    @Test(
        "Nonsense, nothing and a flood of text leave the cause open, and ask",
        arguments: [
            "qwertz uiop", " ", "☃☃☃", "Ei toimi, sähköposti ei mene perille.",
            String(repeating: "lorem ipsum dolor sit amet ", count: 40_000),
        ])
    func nonsense(text: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: text)
        #expect(diagnosis.cause == .undetermined && diagnosis.responsible.side == .undetermined)
        #expect(diagnosis.confidence <= 0.3)
        #expect(diagnosis.suggestion == nil && diagnosis.sizeLimit == nil && diagnosis.removal == nil)
        for language in Language.all { #expect(diagnosis.questions().contains { !$0.text(in: language).isEmpty }) }
    }
}

extension String {
    fileprivate func localizedContains(_ words: String) -> Bool { lowercased().contains(words.lowercased()) }
}
