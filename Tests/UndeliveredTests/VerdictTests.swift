import MailReading
import Testing
import Undelivered

@Suite("Verdicts")
struct VerdictTests {
    static let replies = [
        "550 5.1.1 <user@example.com>: Recipient address rejected: User unknown",
        "452 4.2.2 Mailbox full",
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org",
        "550 5.2.2 <user@example.com>: no such user here",
        "451 4.7.1 Greylisting in action, please come back later",
        "5.1.1", "550", "", "利用者が見つかりません", "\u{1}\u{0}", "250 OK",
    ]

    @Test("say in numbers what diagnoses say in words", arguments: replies)
    func words(text: String) throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        let bytes = Array(text.utf8)
        let verdict = session.verdict(forReply: bytes.span)
        Self.compare(verdict, session.diagnosis(forReply: text), diagnoser)
        #expect(verdict.kind == .failure)
    }

    @Test("are one for each recipient of a mail", arguments: Mails.all)
    func recipients(mail: Mails.Mail) throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        var verdicts: [Verdict] = []
        let kind = try session.forEachVerdict(ofMail: mail.bytes.span) { verdicts.append($0) }
        let answer = try session.diagnosis(forMail: mail.bytes)
        #expect(kind == answer.kind)
        try #require(verdicts.count == answer.diagnoses.count)
        for (verdict, diagnosis) in zip(verdicts, answer.diagnoses) {
            Self.compare(verdict, diagnosis, diagnoser)
            #expect(verdict == diagnosis.verdict && verdict.kind == kind)
        }
    }

    @Test("of a batch are those of its replies, in their order")
    func batches() throws {
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        let expected = Self.replies.map { text in
            let bytes = Array(text.utf8)
            return session.verdict(forReply: bytes.span)
        }
        let bytes = Self.replies.flatMap { Array($0.utf8) }
        var ends: [Int] = [0]
        for reply in Self.replies { ends.append(ends[ends.count - 1] + reply.utf8.count) }
        let (narrow, wide) = (ends.map { Int32($0) }, ends.map { Int64($0) })
        var found: [Verdict] = []
        session.forEachVerdict(ofReplies: bytes.span, offsets: narrow.span) { index, verdict in
            #expect(index == found.count)
            found.append(verdict)
        }
        #expect(found == expected)
        found = []
        session.forEachVerdict(ofReplies: bytes.span, offsets: wide.span) { found.append($1) }
        #expect(found == expected)
    }

    @Test("offsets that lead nowhere make empty replies", arguments: [[], [0], [-7, 99], [40, 3, 99], [.min, .max, 0]] as [[Int64]])
    func offsets(offsets: [Int64]) throws {
        let bytes = Array("550 5.1.1 User unknown".utf8)
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        let empty: [UInt8] = []
        let nothing = session.verdict(forReply: empty.span)
        let whole = session.verdict(forReply: bytes.span)
        var found: [Verdict] = []
        session.forEachVerdict(ofReplies: bytes.span, offsets: offsets.span) { found.append($1) }
        #expect(found.count == max(offsets.count - 1, 0))
        #expect(found.allSatisfy { $0 == nothing || $0 == whole })
        if offsets.first == 40 { #expect(found == [nothing, nothing]) }
        if offsets.first == -7 { #expect(found == [whole]) }
    }

    @Test("an empty mail is refused, and leaves the session usable")
    func emptyMail() throws {
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        let empty: [UInt8] = []
        var isRefused = false
        do { try session.forEachVerdict(ofMail: empty.span) { _ in } } catch { isRefused = error == .empty }
        #expect(isRefused)
        let bytes = Array("550 5.1.1 User unknown".utf8)
        #expect(session.verdict(forReply: bytes.span).replyCode?.rawValue == 550)
    }

    private static func compare(_ verdict: Verdict, _ diagnosis: Diagnosis, _ diagnoser: Diagnoser) {
        #expect(diagnoser.cause(of: verdict) == diagnosis.cause)
        #expect(diagnoser.ruleID(of: verdict) == diagnosis.rule)
        #expect(verdict.responsible == diagnosis.responsible)
        #expect(verdict.permanence == diagnosis.permanence)
        #expect(verdict.suppressRecipient == diagnosis.suppressRecipient)
        #expect(verdict.confidence == diagnosis.confidence)
        #expect(verdict.replyCode == diagnosis.replyCode)
        #expect(verdict.enhancedStatus == diagnosis.enhancedStatus)
        #expect(verdict.phase == diagnosis.phase)
        #expect(verdict.action == diagnosis.action)
    }
}
