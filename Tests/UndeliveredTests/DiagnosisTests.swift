import DeliveryTypes
import RuleEngine
import Testing

@testable import Undelivered

@Suite("A diagnosis")
struct DiagnosisTests {
    private static let texts = ExplanationTexts(
        title: .init(english: "Mailbox full", japanese: "容量超過"), summary: .init(english: "It is full.", japanese: "満杯です。"),
        steps: [
            .init(reader: .sender, text: .init(english: "Wait.", japanese: "お待ちください。")),
            .init(reader: .recipientOperator, text: .init(english: "Raise it."), because: .init(english: "It is low.")),
            .init(reader: .recipient, text: .init(english: "Empty it.", japanese: "空にしてください。")),
        ])

    private static var full: Diagnosis {
        var diagnosis = Diagnosis(
            cause: .mailboxFull, responsible: .init(side: .recipient, actor: .user), permanence: .temporary, confidence: 0.9,
            sisimaiReason: "mailboxfull", explanationTexts: { texts })
        diagnosis.recipient = "user@example.jp"
        diagnosis.action = .failed
        diagnosis.replyCode = ReplyCode(rawValue: 552)
        diagnosis.enhancedStatus = EnhancedStatusCode(class: 5, subject: 2, detail: 2)
        diagnosis.phase = .endOfData
        diagnosis.alternatives = [.init(cause: .mailboxAbandoned, confidence: 0.25)]
        diagnosis.contradictions = [.init(kind: .actionAndCode, values: ["delayed", "5.2.2"])]
        diagnosis.evidence = [.init(field: "diagnostic-text", text: "over quota", range: 812..<822)]
        diagnosis.blocklist = .init(zone: "bl.spamcop.net", name: "SpamCop", listed: "203.0.113.5")
        return diagnosis
    }

    @Test("Its JSON has every key of the format in the order of the format")
    func json() {
        var json = JSONWriter()
        MailDiagnosis(kind: .failure, diagnoses: [Self.full]).writeJSON(source: "a.eml", to: &json)
        let expected = """
            {"source":"a.eml","kind":"failure","forwarded":false,"backscatter":null,"diagnoses":[{"recipient":"user@example.jp","original_recipient":null,"action":"failed",\
            "reply_code":552,"enhanced_status":"5.2.2","phase":"end-of-data","reporting_mta":null,"remote_mta":null,\
            "diagnostic_text":null,"cause":"mailbox.full","responsible":{"side":"recipient","actor":"user"},"permanence":"temporary",\
            "suppress_recipient":"no","confidence":0.9,"alternatives":[{"cause":"mailbox.abandoned","confidence":0.25}],\
            "contradictions":["the report says delayed, but its code is 5.2.2"],"rule":null,"layout":null,\
            "evidence":[{"field":"diagnostic-text","text":"over quota","start":812,"end":822}],\
            "blocklist":{"zone":"bl.spamcop.net","name":"SpamCop","listed":"203.0.113.5"},"sisimai_reason":"mailboxfull",\
            "summary":{"en":"It is full.","ja":"満杯です。"},"advice":{"sender":{"en":["Wait."],"ja":["お待ちください。"]},\
            "recipient":{"en":["Empty it."],"ja":["空にしてください。"]},"operator":{"en":["Raise it."],"ja":["Raise it."]}},"questions":[],"suggestion":null,"size_limit":null,"removal":null,"incident":null}]}
            """
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("A diagnosis that nothing is known about is still whole JSON")
    func emptyJSON() {
        var json = JSONWriter()
        Diagnosis().writeJSON(to: &json)
        let text = String(decoding: json.bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"{"recipient":null,"original_recipient":null,"action":null,"reply_code":null"#))
        #expect(text.contains(#""cause":"undetermined","responsible":{"side":"undetermined","actor":null}"#))
        #expect(
            text.hasSuffix(
                #""blocklist":null,"sisimai_reason":null,"summary":{"en":"","ja":""},"advice":{"sender":{"en":[],"ja":[]},"recipient":{"en":[],"ja":[]},"operator":{"en":[],"ja":[]}},"questions":[],"suggestion":null,"size_limit":null,"removal":null,"incident":null}"#
            ))
    }

    @Test(
        "An explanation gives its reader's steps in the packs' order",
        arguments: [
            (nil, ["Wait.", "Raise it.", "Empty it."]), (Reader.sender, ["Wait."]), (.recipient, ["Empty it."]),
            (.operator, ["Raise it."]), (.recipientOperator, ["Raise it."]), (.senderOperator, []),
        ] as [(Reader?, [String])])
    func steps(reader: Reader?, expected: [String]) {
        #expect(Self.full.explanation(in: .english, for: reader).steps.map(\.text) == expected)
    }

    @Test("A text that nobody translated is given in the language that it has")
    func missingTranslation() {
        let explanation = Self.full.explanation(in: .japanese)
        #expect(explanation.title == "容量超過")
        #expect(explanation.responsible == "受信者ご本人")
        #expect(explanation.steps.map(\.text) == ["お待ちください。", "Raise it.", "空にしてください。"])
        #expect(explanation.steps.map(\.because) == [nil, "It is low.", nil])
    }

    @Test("Every side has words in both languages, whoever acts on it")
    func parties() {
        let sides: [ResponsibleParty.Side] = [.sender, .recipient, .thirdParty, .undetermined, .none]
        let actors: [ResponsibleParty.Actor?] = [nil, .user, .operator, .vendor]
        for side in sides {
            for actor in actors {
                let party = ResponsibleParty(side: side, actor: actor)
                #expect(party.words(in: .english).unicodeScalars.allSatisfy { $0.isASCII })
                #expect(party.words(in: .japanese).unicodeScalars.contains { !$0.isASCII })
            }
        }
    }

    @Test("A contradiction quotes what was stated, in both languages")
    func contradictions() {
        let contradiction = Contradiction(kind: .statusAndText, values: ["5.1.1", "address.unknown-user", "mailbox.full"])
        #expect(contradiction.words(in: .english) == "the status 5.1.1 stands for address.unknown-user, but the words say mailbox.full")
        #expect(contradiction.words(in: .japanese) == "拡張ステータスコード 5.1.1 は address.unknown-user を意味しますが、文面は mailbox.full を示しています")
        let both = Contradiction(kind: .textAndText, values: ["content.spam", "content.virus"])
        #expect(both.words(in: .japanese) == "文面は content.spam を示していますが、一部は content.virus とも読めます")
        #expect(Contradiction(kind: .init(id: "new-kind"), values: ["a", "b"]).words(in: .english) == "new-kind: a, b")
        #expect(Contradiction(kind: .actionAndCode, values: []).words(in: .english) == "the report says ?, but its code is ?")
    }

    @Test("The known causes are all different and all have a family")
    func causes() {
        #expect(Set(Cause.registry).count == Cause.registry.count)
        #expect(Cause.mailboxFull.family == "mailbox")
        #expect(Cause.undetermined.family == "undetermined")
        #expect(Cause.registry.contains(Cause(id: "mailbox.full")))
    }
}

@Suite("Texts of packs")
struct TextTemplateTests {
    @Test(
        "Known values are filled in, unknown ones are left out or named",
        arguments: [
            ("The mailbox of ${recipient} is full.", ["recipient": "a@example.jp"], "The mailbox of a@example.jp is full."),
            ("The mailbox of ${recipient} is full.", [:], "The mailbox of the recipient is full."),
            ("The server${listed? (${listed})} is listed.", ["listed": "192.0.2.1"], "The server (192.0.2.1) is listed."),
            ("The server${listed? (${listed})} is listed.", [:], "The server is listed."),
            ("${capture}", [:], ""), ("${a? ${b? both}}.", ["a": "1", "b": "2"], "  both."), ("${unclosed", [:], ""),
            ("${recipient}", ["recipient": "${listed}"], "${listed}"),
        ] as [(String, [String: String], String)])
    func expansion(template: String, values: [String: String], expected: String) {
        let words = TextTemplate.expand(template, otherwise: { ExplanationTexts.wordsForUnknown($0, "en") }) { values[$0] }
        #expect(words == expected)
    }
}
