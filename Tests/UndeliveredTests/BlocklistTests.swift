import Testing
import Undelivered

@Suite("A blocklist")
struct BlocklistTests {
    @Test(
        "is named with what is listed, which is never the server that answers",
        arguments: [
            ("554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net", "bl.spamcop.net", "192.0.2.7"),
            ("550 7.2.0.192.zen.spamhaus.org is listed", "zen.spamhaus.org", "192.0.2.7"),
            (
                "Connected to 198.51.100.3 but greeting failed. Remote host said: 554 192.0.2.7 blocked using zen.spamhaus.org",
                "zen.spamhaus.org", "192.0.2.7"
            ),
            (
                "198.51.100.3 does not like recipient. Remote host said: 554 192.0.2.7 blocked using bl.spamcop.net", "bl.spamcop.net",
                "192.0.2.7"
            ),
            ("host mx.example.jp[198.51.100.9] said: 554 192.0.2.7 blocked using bl.spamcop.net", "bl.spamcop.net", "192.0.2.7"),
            (
                "SMTP error from remote mail server after RCPT TO:<a@example.jp>: host mx.example.jp [198.51.100.9]: 554 192.0.2.7 blocked using bl.spamcop.net",
                "bl.spamcop.net", "192.0.2.7"
            ),
            ("550 denied...192.0.2.7... listed in bl.spamcop.net", "bl.spamcop.net", "192.0.2.7"),
            ("554 [IPv6:2001:db8::7] blocked using zen.spamhaus.org", "zen.spamhaus.org", "2001:db8::7"),
            ("550 REJECTED - 192.0.2.7 is blacklisted at dnsbl.example.org (127.0.0.2); spam source", "dnsbl.example.org", "192.0.2.7"),
        ])
    func listed(reply: String, zone: String, listed: String) throws {
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: reply)
        #expect(diagnosis.blocklist?.zone == zone)
        #expect(diagnosis.blocklist?.listed == listed)
        #expect(diagnosis.responsible.side == .sender)
    }

    @Test("that was asked wrongly has nothing to remove")
    func misuse() throws {
        let words = "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; Error: open resolver"
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forReply: words)
        #expect(diagnosis.cause == .reputationBlocklistMisuse)
        #expect(diagnosis.blocklist?.zone == "zen.spamhaus.org")
        #expect(diagnosis.removal == nil)
    }

    @Test(
        "that has ended was right to list before, and is misused now; the day of the mail tells",
        arguments: [
            ("Tue, 4 Jun 2024 23:59:59 +0900", "reputation.listed-address", "blocklists/dnsbl.sorbs.net/until-2024-06-05"),
            ("Mon, 1 Mar 2010 08:00:00 +0000", "reputation.listed-address", "blocklists/dnsbl.sorbs.net/until-2024-06-05"),
            ("Wed, 5 Jun 2024 00:00:01 +0000", "reputation.blocklist-misuse", "blocklists/dnsbl.sorbs.net"),
            ("", "reputation.blocklist-misuse", "blocklists/dnsbl.sorbs.net"),
        ])
    func days(date: String, cause: String, rule: String) throws {
        let words = "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using dnsbl.sorbs.net"
        let mail = Sketch.report(
            "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; \(words)"
        ).replacing("Subject: Undeliverable", with: "Subject: Undeliverable\nDate: \(date)")
        let diagnosis = try #require(try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8)).diagnoses.first)
        #expect(diagnosis.cause.id == cause)
        #expect(diagnosis.rule == rule)
        #expect(diagnosis.blocklist?.zone == "dnsbl.sorbs.net")
        #expect(diagnosis.blocklist?.listed == "192.0.2.7")
    }
}
