import DeliveryTypes
import MailReading
import Testing

@Suite("Delivery reports")
struct DeliveryReportTests {
    /// A report as one line for each recipient: what is stated, in a fixed order.
    private static func summary(_ mail: Reading) -> [String] {
        mail.contents.deliveryReports.map { report in
            [
                mail.text(report.finalRecipient), mail.text(report.originalRecipient).map { "orig=\($0)" },
                mail.text(report.actualRecipient).map { "actual=\($0)" }, report.action?.name, report.status?.description,
                mail.text(report.diagnosticType).map { "\($0);" }, mail.text(report.diagnosticText),
                mail.text(report.remoteMTA).map { "at \($0)" },
                mail.text(report.reportingMTA).map { "by \($0)" },
            ].compactMap { $0 }.joined(separator: " | ")
        }
    }

    private static func mail(_ status: String, type: String = "message/delivery-status", encoding: String = "7bit") -> String {
        """
        From: MAILER-DAEMON@mx.example.org
        Subject: failure
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: text/plain

        words
        --b
        Content-Type: \(type)
        Content-Transfer-Encoding: \(encoding)

        \(status)
        --b--
        """
    }

    static let reports: [(name: String, status: String, expected: [String])] = [
        (
            "a report by the book",
            "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; user@example.com\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mail.example.com\nDiagnostic-Code: smtp; 550 5.1.1 no such user",
            ["user@example.com | failed | 5.1.1 | smtp; | 550 5.1.1 no such user | at mail.example.com | by mx.example.org"]
        ),
        (
            "two recipients",
            "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.com\nAction: delayed\nStatus: 4.4.1",
            ["a@example.com | failed | 5.1.1 | by mx.example.org", "b@example.com | delayed | 4.4.1 | by mx.example.org"]
        ),
        (
            "no empty line between the groups",
            "Reporting-MTA: dns; mx.example.org\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.2.2",
            ["a@example.com | failed | 5.1.1 | by mx.example.org", "b@example.com | failed | 5.2.2 | by mx.example.org"]
        ),
        (
            "no empty line, and the original recipients first",
            "Original-Recipient: rfc822;a@example.org\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nOriginal-Recipient: rfc822;b@example.org\nFinal-Recipient: rfc822; b@example.com\nAction: failed",
            ["a@example.com | orig=a@example.org | failed", "b@example.com | orig=b@example.org | failed"]
        ),
        (
            "an empty line too many",
            "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.com\n\nAction: failed\nStatus: 5.1.1\n\nDiagnostic-Code: smtp; 550 no",
            ["a@example.com | failed | 5.1.1 | smtp; | 550 no | by mx.example.org"]
        ),
        (
            "the address last",
            "Reporting-MTA: dns; mx.example.org\n\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; a@example.com\n\nAction: failed\nStatus: 5.1.2\nFinal-Recipient: rfc822; b@example.com",
            ["a@example.com | failed | 5.1.1 | by mx.example.org", "b@example.com | failed | 5.1.2 | by mx.example.org"]
        ),
        (
            "fields about the recipient among those about the message",
            "Reporting-MTA: dns; mx.example.org\nAction: failed\nRemote-MTA: dns; mail.example.com\n\nFinal-Recipient: rfc822; a@example.com\nStatus: 4.7.0",
            ["a@example.com | failed | 4.7.0 | at mail.example.com | by mx.example.org"]
        ),
        (
            "two reports in a row",
            "Reporting-MTA: dns; one.example.org\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\n\nReporting-MTA: dns; two.example.org\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed",
            ["a@example.com | failed | by one.example.org", "b@example.com | failed | by two.example.org"]
        ),
        (
            "a status that is none, one with a comment, one with a type",
            "Final-Recipient: rfc822; a@example.com\nStatus: 5.0.\n\nFinal-Recipient: rfc822; b@example.com\nStatus: 5.1.1 (bad mailbox)\n\nFinal-Recipient: rfc822; c@example.com\nStatus: smtp; 4.4.7",
            ["a@example.com", "b@example.com | 5.1.1", "c@example.com | 4.4.7"]
        ),
        (
            "folds, with and without white space",
            "Final-Recipient: rfc822;\n a@example.com\nDiagnostic-Code: smtp; 550-5.1.1 The account\n\t550 5.1.1 does not\nexist here\nStatus: 5.1.1",
            ["a@example.com | 5.1.1 | smtp; | 550-5.1.1 The account 550 5.1.1 does not exist here"]
        ),
        (
            "types left out, brackets, upper case",
            "FINAL-RECIPIENT: <a@example.com>\nACTION: Failed (no such user)\nDIAGNOSTIC-CODE: 550 no such user\nREMOTE-MTA: mail.example.com",
            ["a@example.com | failed | 550 no such user | at mail.example.com"]
        ),
        (
            "empty values say nothing",
            "Reporting-MTA: dns;\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus:\nRemote-MTA: dns; \nDiagnostic-Code: smtp;",
            ["a@example.com | failed | smtp;"]
        ),
        (
            "other address types",
            "Final-Recipient: x400; /G=User/C=JP/\nAction: failed\n\nFinal-Recipient: unknown; some user\nAction: failed\n\nFinal-Recipient: LOCAL;user\nAction: failed",
            ["/G=User/C=JP/ | failed", "some user | failed", "user | failed"]
        ),
        (
            "an alias",
            "Final-Recipient: rfc822; alias@example.com\nX-Actual-Recipient: rfc822; real@example.net\nAction: failed",
            ["alias@example.com | actual=real@example.net | failed"]
        ),
        (
            "a recipient without an address",
            "Reporting-MTA: dns; mx.example.org\n\nAction: failed\nStatus: 5.0.0",
            ["failed | 5.0.0 | by mx.example.org"]
        ),
        ("only the message", "Reporting-MTA: dns; mx.example.org\nArrival-Date: Mon, 6 Jan 2025 10:00:00 +0900", []),
        (
            "a system's name with its address",
            "Final-Recipient: rfc822; a@example.com\nRemote-MTA: dns; mail.example.com (TCP|192.0.2.1|25|198.51.100.1|99)",
            ["a@example.com | at mail.example.com"]
        ),
    ]

    @Test("Reports are read as real systems write them", arguments: reports)
    func report(_ name: String, _ status: String, _ expected: [String]) throws {
        #expect(Self.summary(try Reading(Self.mail(status))) == expected)
    }

    @Test(
        "The same report under another type is the same report",
        arguments: ["message/global-delivery-status", "text/plain", "text/plain; charset=utf-8"])
    func types(_ type: String) throws {
        for (_, status, expected) in Self.reports where status.contains("Final-Recipient") && status.contains("Action") {
            #expect(Self.summary(try Reading(Self.mail(status, type: type))) == expected)
        }
    }

    @Test("Text around a report in plain text stays text")
    func insideText() throws {
        let mail = try Reading(
            "From: a@example.com\n\nDear user,\nthe mail failed.\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; user@example.com\nAction: failed\nStatus: 5.1.1\n\nReceived: from x\nSubject: returned\n"
        )
        #expect(mail.sections(.body) == ["Dear user,\nthe mail failed.\n\n", "\nReceived: from x\nSubject: returned\n"])
        #expect(Self.summary(mail) == ["user@example.com | failed | 5.1.1 | by mx.example.org"])
    }

    @Test("Words that mention a field are no report")
    func mention() throws {
        let mail = try Reading("From: a@example.com\n\nReporting-MTA: is a field\nthat nobody reads.\n")
        #expect(mail.contents.deliveryReports.isEmpty)
        #expect(mail.section(.body).hasPrefix("Reporting-MTA: is a field"))
    }

    @Test("An encoded report is decoded")
    func encoded() throws {
        let mail = try Reading(SampleMails.alternative)
        #expect(Self.summary(mail) == ["user@example.com | failed | 5.2.2 | by exchange.example.net"])
        let quoted = try Reading(Self.mail("Final-Recipient: rfc822; a=40example.com\nAction: fail=\ned", encoding: "quoted-printable"))
        #expect(Self.summary(quoted) == ["a@example.com | failed"])
    }

    @Test("Words of a report lead back to the input")
    func origins() throws {
        let mail = try Reading(SampleMails.postfix)
        #expect(
            mail.origin(of: "550 5.1.1 <user@example.com>: Recipient address rejected")
                == "550 5.1.1 <user@example.com>: Recipient address\n    rejected")
    }

    @Test("Dates are kept as they are written")
    func dates() throws {
        let mail = try Reading(
            Self.mail(
                "Arrival-Date: Mon, 6 Jan 2025 10:00:00 +0900\n\nFinal-Recipient: rfc822; a@example.com\nLast-Attempt-Date: Tue, 7 Jan 2025\nWill-Retry-Until: Wed, 8 Jan 2025"
            ))
        let report = try #require(mail.contents.deliveryReports.first)
        #expect(mail.text(report.arrivalDate) == "Mon, 6 Jan 2025 10:00:00 +0900")
        #expect(mail.text(report.lastAttemptDate) == "Tue, 7 Jan 2025")
        #expect(mail.text(report.willRetryUntil) == "Wed, 8 Jan 2025")
        #expect(report.phase == nil)
    }

    @Test("Fields of other reports are listed")
    func otherReports() throws {
        let feedback = try Reading(SampleMails.feedback)
        #expect(
            feedback.contents.feedbackFields.map { feedback.text($0.name) } == [
                "Feedback-Type", "User-Agent", "Original-Rcpt-To", "Source-IP",
            ])
        #expect(feedback.text(feedback.contents.feedbackFields[0].value) == "abuse")
        let disposition = try Reading(SampleMails.disposition)
        #expect(disposition.contents.dispositionFields.count == 4)
        #expect(disposition.contents.deliveryReports.isEmpty)
        let failure = try Reading(SampleMails.postfix)
        #expect(failure.contents.statusFields.count == 9)
    }
}
