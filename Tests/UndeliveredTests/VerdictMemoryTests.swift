import Testing
import Undelivered

@Suite("Replies of one kind")
struct VerdictMemoryTests {
    /// The same words with other codes, addresses and numbers, and the same codes with other words; alone, and quoted by two mail systems.
    static let replies: [String] = (0..<400).map { number in
        let code = ["550", "450", "552", "554", "421", ""][number % 6]
        let status = ["5.1.1", "4.2.2", "5.7.1", "", "5.2.2"][number % 5]
        let words = [
            "<user\(number)@example.com>: Recipient address rejected: User unknown", "mailbox is full", "user is over quota",
            "Service unavailable; Client host [192.0.2.\(number % 256)] blocked using zen.spamhaus.org",
            "message size exceeds fixed limit \(number)", "Greylisted, try again in \(number) s", "id \(number)",
            // Said, and part of a name.
            "greylisted, see example.com", "a@greylisted.example.org, see example.com",
        ][number % 9]
        let quoting = ["", "192.0.2.9 does not like recipient. Remote host said: ", "host mx.example.net[192.0.2.9] said: "][
            number % 11 % 3]
        return "\(quoting)\(code) \(status) \(words)"
    }

    @Test("are answered as if each had come alone, whatever was asked before")
    func likeAlone() throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        for _ in 0..<2 {
            for reply in Self.replies {
                let bytes = Array(reply.utf8)
                let verdict = session.verdict(forReply: bytes.span)
                var fresh = DiagnosisSession(diagnoser)
                #expect(verdict == fresh.verdict(forReply: bytes.span), "\(reply)")
            }
        }
    }

    @Test("leave nothing behind for what is asked otherwise")
    func leavesNothing() throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        let full = Array("552 5.2.2 mailbox is full".utf8)
        for _ in 0..<2 { #expect(diagnoser.cause(of: session.verdict(forReply: full.span)) == .mailboxFull) }
        for reply in ["550 5.1.1 User unknown", "552 5.2.2 mailbox is full"] {
            let expected = diagnoser.diagnosis(forReply: reply)
            #expect(session.diagnosis(forReply: reply).verdict == expected.verdict)
            #expect(session.diagnosis(forReply: reply).evidence == expected.evidence)
        }
    }
}
