import Testing
import Undelivered

@Suite("What support desks hear most")
struct AskedMostTests {
    private func check(_ reply: String, _ cause: String, _ side: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.cause.id == cause, "\(diagnosis.rule ?? "-")")
        #expect(diagnosis.responsible.side.id == side)
        for language in Language.all {
            let words = diagnosis.explanation(in: language)
            #expect(diagnosis.cause == .undetermined || !words.summary.isEmpty && !words.steps.isEmpty)
        }
    }

    @Test(
        "Names of scanners that guess are told apart from exact ones",
        arguments: [
            ("550 5.7.1 virus detected: Heuristics.Phishing.Email.SpoofedDomain", "content.virus-suspected", "third-party"),
            ("552 5.7.1 virus Heuristics.Encrypted.Zip detected by ClamAV", "content.virus-suspected", "third-party"),
            ("554 5.7.1 Message rejected: PUA.Win.Trojan.Generic-1 FOUND", "content.virus-suspected", "third-party"),
            ("550 5.7.1 Infected with Suspicious.Cloud.5", "content.virus-suspected", "third-party"),
            ("554 5.7.1 The message is infected: Gen:Variant.Razy.12345", "content.virus-suspected", "third-party"),
            ("554 5.7.1 virus Trojan.GenericKD.4711 found", "content.virus-suspected", "third-party"),
            ("554 5.7.1 virus Eicar-Test-Signature found", "content.virus", "sender"),
            ("552 5.7.1 virus [Win.Worm.Mydoom-1] detected by Zoho Mail", "content.virus", "sender"),
            ("554 rejected due to virus", "content.virus", "sender"), ("550 ウイルスが検出されました", "content.virus", "sender"),
            (
                "552-5.7.0 This message was blocked because its content presents a potential\r\n552 5.7.0 security issue.",
                "content.prohibited-attachment", "sender"
            ),
            ("550 This form of attachment has been used by recent viruses or other malware", "content.prohibited-attachment", "sender"),
            ("554 5.7.1 rejecting banned content", "content.prohibited-attachment", "sender"),
        ])
    func antivirus(reply: String, cause: String, side: String) throws { try check(reply, cause, side) }

    @Test(
        "What is listed decides who can act: an address, a range, a domain, or nothing that still exists",
        arguments: [
            ("554 5.7.1 Service unavailable; Client host [192.0.2.5] blocked using bl.spamcop.net", "reputation.listed-address", "sender"),
            (
                "550 5.7.1 Unfortunately, messages from [192.0.2.5] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
                "reputation.listed-range", "sender"
            ),
            (
                "554 5.7.1 Service unavailable; Client host [192.0.2.5] blocked using dnsbl-3.uceprotect.net", "reputation.listed-range",
                "sender"
            ),
            (
                "554 5.7.1 Service unavailable; Helo command [mail.example.com] blocked using dbl.spamhaus.org", "reputation.listed-domain",
                "sender"
            ),
            (
                "554 5.7.1 Service unavailable; Client host [192.0.2.5] blocked using pbl.spamhaus.org", "reputation.dynamic-address",
                "sender"
            ),
            (
                "554 5.7.1 Service unavailable; Unverified Client host blocked using short.rbl.jp", "reputation.blocklist-misuse",
                "recipient"
            ),
            ("550 5.7.1 Mail from 192.0.2.7 refused by blackhole site virus.rbl.jp", "reputation.blocklist-misuse", "recipient"),
            ("550 5.7.1 Error: open resolver; https://www.spamhaus.org/returnc/pub/192.0.2.53", "reputation.blocklist-misuse", "recipient"),
            ("450 4.7.1 Client host rejected: blocked using gmo-rbl.jp; Poor Reputation Sender", "reputation.provider", "sender"),
            ("521 <192.0.2.7>_is_blocked. DNSBL:RBL", "reputation.listed-address", "sender"),
        ])
    func blocklists(reply: String, cause: String, side: String) throws { try check(reply, cause, side) }

    @Test(
        "A full mailbox, an abandoned one and a full disk are three things",
        arguments: [
            ("user is over quota", "mailbox.full", "recipient"),
            ("552 5.1.1 <u@example.org> mailbox is over quota temporarily (#5.1.1)", "mailbox.full", "recipient"),
            ("552-5.2.2 The email account that you tried to reach is over quota and inactive", "mailbox.abandoned", "recipient"),
            ("452 4.3.1 Insufficient system storage", "server.disk-full", "recipient"),
            ("522 5.2.0 Over quota", "mailbox.full", "recipient"),
            ("552 5.1.1 Boite du destinataire pleine", "mailbox.full", "recipient"),
        ])
    func quota(reply: String, cause: String, side: String) throws { try check(reply, cause, side) }

    @Test(
        "A trailer that says nothing leaves the cause open, whatever its code",
        arguments: [
            "544 5.0.0 service unavailable", "554 5.0.0 Service unavailable", "５４４ ５.０.０ service unavailable", "554 Service unavailable",
        ])
    func trailer(reply: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.cause == .undetermined && diagnosis.confidence <= 0.4)
        #expect(diagnosis.questions().first?.symptom == "whole-text")
    }

    @Test("The line before the trailer counts where it stands there")
    func lineBeforeTrailer() throws {
        try check("550 5.7.1 <user@example.jp>... Relaying denied\n554 5.0.0 Service unavailable", "relay.denied", "sender")
        try check("550 5.1.1 <user@example.jp>... User unknown\n554 5.0.0 Service unavailable", "address.unknown-user", "sender")
    }

    @Test("A full mailbox: the recipient is told of the copies that the mail program leaves on the server")
    func copiesOnTheServer() throws {
        let steps = try Shipped.diagnoser.get().diagnosis(forReply: "552 user is over quota").explanation(in: .japanese, for: .recipient)
            .steps
        #expect(steps.contains { $0.text.contains("サーバーにメッセージのコピーを置く") || $0.text.contains("コピー") })
    }
}
