import Testing
import Undelivered

@Suite("A known incident")
struct IncidentTests {
    private static func diagnosis(_ date: String, _ words: String) throws -> Diagnosis? {
        let mail = Sketch.report(
            "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; \(words)"
        ).replacing("Subject: Undeliverable", with: "Subject: Undeliverable\nDate: \(date)")
        return try Shipped.diagnoser.get().diagnosis(forMail: Array(mail.utf8)).diagnoses.first
    }

    private static let spamcop = "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net"

    @Test(
        "is named where a mail of its days has its words",
        arguments: [
            ("Sun, 31 Jan 2021 09:00:00 +0900", spamcop, "incidents/spamcop-domain-2021"),
            ("Sat, 30 Jan 2021 23:59:59 -0500", spamcop, "incidents/spamcop-domain-2021"),
            (
                "Sat, 1 Jan 2022 12:00:00 +0000", "550 5.7.1 FIP-FS scan failed: Can't convert \"2201010001\" to long",
                "incidents/exchange-year-2022"
            ),
            ("Wed, 28 Mar 2018 10:00:00 +0100", "550 5.7.1 virus found by virus-scan02", "incidents/everycloud-virus-scan-2018"),
            ("Wed, 26 Mar 2008 10:00:00 +0900", "550 5.7.1 refused, see relays.ordb.org", "incidents/ordb-shutdown-2008"),
        ])
    func known(date: String, words: String, rule: String) throws {
        let diagnosis = try #require(try Self.diagnosis(date, words))
        #expect(diagnosis.incident?.rule == rule)
        for language in Language.all { #expect(diagnosis.incident?.note(in: language).isEmpty == false) }
        // One mail proves nothing.
        #expect(diagnosis.cause != .gatewayVendorIncident || diagnosis.confidence < 0.7)
    }

    @Test(
        "is not named on other days, without a date, or for other words",
        arguments: [
            ("Sun, 28 Feb 2021 09:00:00 +0900", spamcop), ("", spamcop), ("no date", spamcop),
            ("Sun, 31 Jan 2021 09:00:00 +0900", "550 5.1.1 User unknown"), ("Sat, 99 Xyz 99999", spamcop),
        ])
    func unknown(date: String, words: String) throws {
        #expect(try Self.diagnosis(date, words)?.incident == nil)
    }

    @Test("leaves the answer as it is: the listing stays the cause, the incident is a note")
    func hypothesis() throws {
        let within = try #require(try Self.diagnosis("Sun, 31 Jan 2021 09:00:00 +0900", Self.spamcop))
        let without = try #require(try Self.diagnosis("Sun, 31 Jan 2016 09:00:00 +0900", Self.spamcop))
        #expect(within.cause == without.cause && within.rule == without.rule)
        #expect(within.alternatives.contains { $0.cause == .gatewayVendorIncident })
    }

    @Test("of a filter is named for a mail in the junk folder")
    func arrived() throws {
        let mail =
            "From: user@gmail.com\nDate: Sat, 26 Apr 2025 10:00:00 +0000\nX-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:8;SFV:SPM;CAT:HPHSH\n\nHi\n"
        let diagnosis = try Shipped.diagnoser.get().diagnosis(forArrivedMail: Array(mail.utf8))
        #expect(diagnosis.cause == .mailboxJunkedByFilter)
        #expect(diagnosis.incident?.rule == "incidents/exchange-online-gmail-2025")
    }
}
