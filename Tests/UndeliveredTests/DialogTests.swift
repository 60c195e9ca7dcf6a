import Testing
import Undelivered

@Suite("The error window of a mail program")
struct DialogTests {
    private func check(_ window: DialogCase) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forDialog: window.text)
        #expect(diagnosis.cause.id == window.cause, "\(diagnosis.rule ?? "-")")
        #expect(diagnosis.responsible.side.id == window.side)
        #expect(diagnosis.diagnosticText == window.reply || window.reply == nil && diagnosis.layout == nil)
        #expect(!diagnosis.evidence.isEmpty || diagnosis.cause == .undetermined)
        for evidence in diagnosis.evidence {
            #expect(Array(window.text.utf8)[evidence.range].elementsEqual(evidence.text.utf8))
        }
        #expect(diagnosis.reportingMTA == nil)
        let words = diagnosis.explanation(in: .japanese)
        #expect(diagnosis.cause == .undetermined || !words.summary.isEmpty && !words.steps.isEmpty)
    }

    @Test("of Outlook Express and Windows Mail is told apart", arguments: DialogCase.outlookExpress)
    func outlookExpress(window: DialogCase) throws { try check(window) }

    @Test("of Windows Live Mail and in other languages is told apart", arguments: DialogCase.liveMail)
    func liveMail(window: DialogCase) throws { try check(window) }

    @Test("of Outlook is told apart, its own limit from a server's", arguments: DialogCase.outlook)
    func outlook(window: DialogCase) throws { try check(window) }

    @Test("of Thunderbird is told apart", arguments: DialogCase.thunderbird)
    func thunderbird(window: DialogCase) throws { try check(window) }

    @Test("of Apple's Mail is told apart", arguments: DialogCase.apple)
    func apple(window: DialogCase) throws { try check(window) }

    @Test("that names a size where the server names something else says so, and the server is believed")
    func contradiction() throws {
        let window =
            "メッセージのサイズがサーバーの制限を越えたため、メッセージを送信できませんでした。 サーバーの応答 : '552 5.2.2 user is over quota', ポート : 25, エラー番号 : 0x800CCC6D"
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forDialog: window)
        #expect(diagnosis.contradictions == [.init(kind: .programAndServer, values: ["size.sender-limit", "mailbox.full"])])
        #expect(diagnosis.alternatives.first?.cause == Cause(id: "size.sender-limit"))
        #expect(diagnosis.evidence.first?.field == "diagnostic-text")
    }

    @Test("names the registry value that sets Outlook's own limit, and where it ends")
    func registryValue() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forDialog: "The attachment size exceeds the allowable limit.")
        #expect(diagnosis.evidence.first?.field == "dialog-text")
        for language in Language.all {
            let summary = diagnosis.explanation(in: language).summary
            for fact in ["MaximumAttachmentSize", #"Software\Microsoft\Office\16.0\Outlook\Preferences"#, "20,480 KB", "Exchange"] {
                #expect(summary.contains(fact))
            }
        }
    }

    @Test(
        "that says nothing leaves the cause open, and asks",
        arguments: ["", " \n ", "???", "asdf qwer", "Noe gikk galt. Prøv igjen senere.", "エラー", "\u{0}\u{1}\u{FFFD}", "0x80070057"])
    func nonsense(text: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forDialog: text)
        #expect(diagnosis.cause == .undetermined && diagnosis.confidence <= 0.3)
        #expect(!diagnosis.questions().isEmpty)
    }

    @Test("ten million characters long is read as far as any window goes")
    func longText() throws {
        let text = "サーバーの応答 : '550 5.1.1 User unknown', エラー番号 : 0x800CCC79 " + String(repeating: "あ' ", count: 2_000_000)
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forDialog: text)
        #expect(diagnosis.cause == Cause(id: "address.unknown-user"))
        #expect(try Shipped.diagnoser.get().diagnosis(forDialog: String(repeating: "x ", count: 5_000_000)).cause == .undetermined)
    }
}
