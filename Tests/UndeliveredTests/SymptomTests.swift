import RulePackCompiler
import Testing
import Undelivered

@Suite("A report of symptoms")
struct SymptomTests {
    @Test(
        "gets the same kind of answer as a returned mail",
        arguments: [
            ("when: attaching", "size.client-limit", "sender"), ("outbox: stuck", "submission.unreachable", "sender"),
            ("webmail: works\ndestinations: all", "submission.unreachable", "sender"),
            ("webmail: works\nother_network: works", "submission.unreachable", "sender"),
            ("{\"bounce\": \"no\", \"junk folder\": \"found\"}", "mailbox.junked-by-filter", "recipient"),
            ("Recipient sees: junk", "mailbox.junked-by-filter", "recipient"), ("inbox-rules: true", "mailbox.filed-by-rule", "recipient"),
            ("mailbox: full", "mailbox.full", "recipient"),
            ("destinations: one-address\nother-senders: work", "mailbox.refused-by-recipient", "recipient"),
            ("destinations: one-address", "address.unknown-user", "sender"),
            ("destinations: one-domain", "policy.unspecified", "undetermined"),
            ("destinations: several", "reputation.listed-address", "sender"), ("other-senders: fail", "server.not-accepting", "recipient"),
            ("other-senders: fail\nsince: suddenly", "gateway.vendor-incident", "third-party"),
            ("without-attachment: works", "content.prohibited-attachment", "sender"),
            ("without-attachment: works\nsize: 12.5 MB", "size.receiver-limit", "undetermined"),
            ("without-attachment: works\nsize: １２ＭＢ", "size.receiver-limit", "undetermined"),
            ("attachment: [list.pdf, setup.EXE]", "content.prohibited-attachment", "sender"),
            ("antivirus: removed", "content.virus-suspected", "third-party"),
            ("recipient-sees: no-attachment", "content.virus-suspected", "third-party"),
            ("forwarding: はい", "authentication.broken-by-forwarding", "recipient"),
            ("recent-change: password", "authentication.login-required", "sender"),
            ("recent-change: server", "submission.misconfigured", "sender"), ("recipient-sees: late", "rate.greylisted", "none"),
            ("when: later\nrecipient-sees: nothing\njunk-folder: not-found", "policy.unspecified", "recipient"),
            ("bounce: no\ndialog: \"サーバーの応答 : '552 user is over quota', エラー番号 : 0x800CCC79\"", "mailbox.full", "recipient"),
        ])
    func answers(report: String, cause: String, side: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(for: try SymptomReport(parsing: Array(report.utf8)))
        #expect(diagnosis.cause.id == cause, "\(diagnosis.rule ?? "-")")
        #expect(diagnosis.responsible.side.id == side)
        for language in Language.all { #expect(!diagnosis.explanation(in: language).summary.isEmpty) }
    }

    @Test("is never surer than a guess, without a word that anybody read")
    func confidence() throws {
        for report in ["when: attaching", "mailbox: full", "webmail: works\nother-network: works\ndestinations: all"] {
            #expect(try Shipped.diagnoser.get().diagnosis(for: try SymptomReport(parsing: Array(report.utf8))).confidence <= 0.5)
        }
    }

    @Test("that says too little leaves the cause open; the first thing to ask for is the returned mail")
    func questions() throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(for: try SymptomReport(parsing: Array("bounce: unknown".utf8)))
        #expect(diagnosis.cause == .undetermined)
        let questions = diagnosis.questions()
        #expect(questions.first?.symptom == "returned-mail" && questions.count == 5)
        for question in questions {
            #expect(!question.text(in: .english).isEmpty && !question.text(in: .japanese).isEmpty)
            for answer in question.answers {
                #expect(!answer.text(in: .english).isEmpty && !answer.text(in: .japanese).isEmpty)
                #expect(answer.suggests == nil || !answer.titleOfCause(in: .japanese).isEmpty)
            }
        }
        let webmail = questions.first { $0.symptom == "webmail" }
        #expect(webmail?.answers.first?.suggests == Cause(id: "submission.unreachable"))
    }

    @Test("asks nothing twice: what is known is no question")
    func knownAnswers() throws {
        let report = try SymptomReport(parsing: Array("webmail: unknown\ndestinations: unknown".utf8))
        let asked = try Shipped.diagnoser.get().diagnosis(for: report).questions().map(\.symptom)
        #expect(!asked.contains("webmail") && !asked.contains("destinations"))
    }

    @Test(
        "that a server's words are missing for asks for the whole text first", arguments: ["544 5.0.0 service unavailable", "554 failed"])
    func silentReplies(reply: String) throws {
        #expect(try Shipped.diagnoser.get().diagnosis(forReply: reply).questions().first?.symptom == "whole-text")
    }

    @Test("A clear answer leaves no question")
    func clearAnswer() throws {
        #expect(try Shipped.diagnoser.get().diagnosis(forReply: "550 5.1.1 User unknown").questions().isEmpty)
    }

    @Test(
        "that is no list of names and values is refused with the reason",
        arguments: ["", "just words", "- a\n- b", "a: &x b", "{", "a: b\na: c", "\u{0}", String(repeating: "[", count: 500)])
    func nonsense(report: String) {
        #expect(throws: RulePackError.self) { try SymptomReport(parsing: Array(report.utf8)) }
    }
}
