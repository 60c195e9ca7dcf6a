import AllPacks
import Testing
import Undelivered

@Suite("The README")
struct ReadmeTests {
    @Test("Its program compiles and says what the README says")
    func program() throws {
        let diagnoser = try Diagnoser(packs: .all)
        let bytes = Array(
            """
            Return-Path: <>
            From: MAILER-DAEMON@mail.example.com
            To: sender@example.com
            Subject: failure notice

            Hi. This is the qmail-send program at mail.example.com.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <user@example.jp>:
            Sorry, no mailbox here by that name. vpopmail (#5.1.1)
            """.utf8)
        let mail = try diagnoser.diagnosis(forMail: bytes)
        #expect(mail.diagnoses.map(\.recipient) == ["user@example.jp"])
        for diagnosis in mail.diagnoses {
            #expect(diagnosis.cause == .addressUnknownUser)
            #expect(diagnosis.responsible.side == .sender)
            #expect(!diagnosis.explanation(in: .japanese, for: .sender).steps.map(\.text).isEmpty)
        }
        let reply = "552 sorry, that message size exceeds my databytes limit (#5.3.4)"
        #expect(diagnoser.diagnosis(forReply: reply).cause == .sizeReceiverLimit)
    }
}
