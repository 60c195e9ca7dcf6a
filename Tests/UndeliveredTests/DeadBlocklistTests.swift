import Testing
import Undelivered

@Suite("A blocklist that has ended")
struct DeadBlocklistTests {
    @Test(
        "was right to list before its end, and is misused after it; the day of the mail tells",
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
