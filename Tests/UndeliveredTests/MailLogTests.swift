import DeliveryTypes
import Testing
import Undelivered

@Suite("A line of a mail server's log")
struct MailLogTests {
    private static func line(_ text: String) throws -> Diagnosis? {
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        return session.diagnosis(forLogLine: text)
    }

    @Test(
        "about a delivery that failed or waits has an answer",
        arguments: [
            (
                "Nov 24 01:00:00 mail postfix/smtp[4711]: 4XyZ12abc: to=<user@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command))",
                "address.unknown-user", "mail-logs/postfix", "mx.example.org", DeliveryAction.failed
            ),
            (
                "Nov 24 01:00:00 mail postfix/smtp[4711]: 4XyZ12abc: to=<user@example.org>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.org[192.0.2.1]:25: Connection timed out)",
                "network.no-answer", "mail-logs/postfix", nil, .delayed
            ),
            (
                "2026-01-02 10:11:12 1abcDE-000001-Xy ** user@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<user@example.org>: 550 5.1.1 User unknown",
                "address.unknown-user", "mail-logs/exim", "mx.example.org", .failed
            ),
            (
                "2026-01-02 10:11:12 1abcDE-0000000001X-0Xyz == user@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<user@example.org>: 452 4.2.2 mailbox full",
                "mailbox.full", "mail-logs/exim", "mx.example.org", .delayed
            ),
            (
                "Jan  2 10:11:12 mail sendmail[4711]: k02AB: to=<user@example.org>, ctladdr=<a@example.com> (1/1), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown",
                "address.unknown-user", "mail-logs/sendmail", "mx.example.org", .failed
            ),
            (
                "Jan  2 10:11:12 mail sm-mta[4711]: k02AB: to=<user@example.org>, delay=00:05:00, mailer=esmtp, relay=mx.example.org. [192.0.2.1], dsn=4.2.2, stat=Deferred: 452 4.2.2 Over quota",
                "mailbox.full", "mail-logs/sendmail", "mx.example.org", .delayed
            ),
        ] as [(String, String, String, String?, DeliveryAction)])
    func failures(text: String, cause: String, layout: String, remote: String?, action: DeliveryAction) throws {
        let diagnosis = try #require(try Self.line(text))
        #expect(diagnosis.cause.id == cause, "\(diagnosis.rule ?? "-")")
        #expect(diagnosis.recipient == "user@example.org" && diagnosis.layout == layout)
        #expect(diagnosis.remoteMTA == remote && diagnosis.action == action)
        for evidence in diagnosis.evidence { #expect(Array(text.utf8)[evidence.range].elementsEqual(evidence.text.utf8)) }
    }

    @Test("of qmail's takes the recipient from the line that began the delivery")
    func qmail() throws {
        var session = DiagnosisSession(try Shipped.diagnoser.get())
        let lines = [
            "@400000005f starting delivery 12: msg 345 to remote user@example.org",
            "@400000005f starting delivery 13: msg 346 to remote other@example.net",
            "@400000005f delivery 12: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.1./",
            "@400000005f delivery 13: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/",
            "@400000005f delivery 12: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/",
        ]
        var answers: [Diagnosis?] = []
        for line in lines { answers.append(session.diagnosis(forLogLine: line)) }
        for answer in answers.prefix(2) { #expect(answer?.cause == nil) }
        let failure = try #require(answers[2])
        #expect(failure.recipient == "user@example.org" && failure.cause == Cause(id: "address.unknown-user"))
        #expect(failure.replyCode?.rawValue == 550)
        let waiting = try #require(answers[3])
        #expect(waiting.recipient == "other@example.net" && waiting.action == .delayed && waiting.cause.family == "network")
        // Its beginning was taken by the first end.
        #expect(answers[4]?.cause == nil)
    }

    @Test(
        "about anything else has none",
        arguments: [
            "", " ",
            "Nov 24 01:00:00 mail postfix/smtp[1]: 4XyZ: to=<user@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 OK)",
            "Nov 24 01:00:00 mail postfix/qmgr[1]: 4XyZ: removed",
            "2026-01-02 10:11:12 1abcDE-000001-Xy => user@example.org R=dnslookup T=remote_smtp",
            "2026-01-02 10:11:12 1abcDE-000001-Xy Completed", "k02AB: to=<user@example.org>, dsn=2.0.0, stat=Sent (ok)",
            "delivery 1: success: did_1+0+0/",
            "a ** b", "status=bounced", "delivery 99999999999999999999: failure: x_y", "\u{FFFD}\u{0}",
        ])
    func otherLines(text: String) throws {
        let answer = try Self.line(text)
        #expect(answer?.cause == nil)
    }
}
