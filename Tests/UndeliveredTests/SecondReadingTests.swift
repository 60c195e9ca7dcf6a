import Testing
import Undelivered

@Suite("Second reading")
struct SecondReadingTests {
    @Test(
        "understands other spellings, tenses, and names between the words",
        arguments: [
            ("550 This mail box isn't available anymore because it doesn't exist", "address.unknown-user"),
            ("550 5.7.1 The IP-address 192.0.2.7 of the sender was black-listed", "reputation.listed-address"),
            ("552 The mail-box <joe@example.com> of this receiver was over-quota", "mailbox.full"),
        ])
    func understands(_ reply: String, _ cause: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.cause.id == cause)
        // Quoted as they stand.
        for evidence in diagnosis.evidence { #expect(reply.contains(evidence.text)) }
    }

    @Test("is none where the words as they stand are understood, and changes nothing where the others are not")
    func keeps() throws {
        let diagnoser = try Shipped.diagnoser.get()
        let plain = diagnoser.diagnosis(forReply: "550 isn't can't blue")
        #expect(plain.cause == .undetermined)
        #expect(diagnoser.diagnosis(forReply: "552 5.2.2 mailbox is full").cause == .mailboxFull)
    }

    @Test("names of hosts and addresses say nothing")
    func names() throws {
        let diagnoser = try Shipped.diagnoser.get()
        for name in ["rate-limit@example.com", "greylist@mx.example.com", "spam@example.com"] {
            #expect(
                diagnoser.diagnosis(forReply: "550 5.1.1 <\(name)>: Recipient address rejected: User unknown").cause == .addressUnknownUser)
            #expect(diagnoser.diagnosis(forReply: "550 \(name) ok").cause == .undetermined)
        }
    }
}
