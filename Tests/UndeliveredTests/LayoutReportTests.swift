import Testing
import Undelivered

@Suite("A layout")
struct LayoutReportTests {
    @Test("reads only its report", arguments: LayoutReportCases.regions)
    func regions(item: LayoutCase) throws {
        #expect(try OwnPacks.reading(layout: item.layout, mail: Sketch.bounce(item.body)) == item.expected)
    }

    @Test("gives what was said once to those whom it concerns", arguments: LayoutReportCases.shared)
    func shared(item: LayoutCase) throws {
        #expect(try OwnPacks.reading(layout: item.layout, mail: Sketch.bounce(item.body)) == item.expected)
    }

    @Test("takes recipients from header fields, after blocks and lists, before the returned message")
    func recipientHeaders() throws {
        let layout = LayoutReportCases.blocks + "recipient_headers: [X-Missed]\nreturned_recipient: true\nreturned: { after: [--- copy] }"
        let copy = "\n--- copy\n\nReceived: by mx.example.com\nTo: <c@example.jp>\nSubject: Hello\n"
        let header = "X-Missed: a@example.jp, <b@example.jp>"
        #expect(
            try OwnPacks.reading(layout: layout, mail: Sketch.bounce("Sorry." + copy, header: header)) == ["a@example.jp", "b@example.jp"])
        #expect(
            try OwnPacks.reading(layout: layout, mail: Sketch.bounce("<d@example.jp>:\nno\n" + copy, header: header)) == [
                "d@example.jp text=no"
            ])
        #expect(try OwnPacks.reading(layout: layout, mail: Sketch.bounce("Sorry." + copy)) == ["c@example.jp"])
    }

    @Test("that recognises more of the mail is taken, and none where nothing is recognised")
    func choice() throws {
        let diagnoser = try OwnPacks.diagnoser(
            """
            layouts:
              - { id: short, recognise: { body: [could not go on] }, recipients: ['^s (?<recipient>\\S+)$'] }
              - { id: long, recognise: { all: [{ body: [could not go on] }, { body: [special words of ours] }] }, recipients: ['^l (?<recipient>\\S+)$'] }
            """)
        func layout(_ body: String) throws -> [String?] {
            try diagnoser.diagnosis(forMail: Array(Sketch.bounce(body).utf8)).diagnoses.map(\.layout)
        }
        #expect(try layout("s a@example.jp\nl b@example.jp") == ["own/short"])
        #expect(try layout("special words of ours\ns a@example.jp\nl b@example.jp") == ["own/long"])
        // The better one finds nobody here.
        #expect(try layout("special words of ours\ns a@example.jp") == ["own/short"])
        let other = "From: MAILER-DAEMON@example.com\n\n<a@example.jp>: 550 no\n"
        #expect(try diagnoser.diagnosis(forMail: Array(other.utf8)).diagnoses.map(\.layout) == [nil])
    }

    @Test(
        "adds to a standard report what it lacks, and nothing else",
        arguments: [
            (
                "Final-Recipient: rfc822; USER@example.jp\nAction: failed\nStatus: 5.1.1",
                "<user@example.jp>:\n550 no such user",
                ["USER@example.jp action=failed code=550 status=5.1.1 by=mx.example.com text=550 no such user"]
            ),
            (
                "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 551 moved",
                "<user@example.jp>:\n550 no such user",
                ["user@example.jp action=failed code=551 status=5.1.1 by=mx.example.com text=551 moved"]
            ),
            (
                "Final-Recipient: rfc822; |/usr/bin/filter\nAction: failed\nStatus: 5.0.0", "<user@example.jp>:\nno filter",
                ["user@example.jp action=failed status=5.0.0 by=mx.example.com text=no filter"]
            ),
            (
                "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: x-unix; 77",
                "<user@example.jp>:\nover quota", ["user@example.jp action=failed status=5.0.0 by=mx.example.com text=over quota"]
            ),
            (
                "Final-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: x-unix; 77", "Nothing.",
                ["user@example.jp action=failed status=5.0.0 by=mx.example.com text=77"]
            ),
            (
                "Original-Recipient: rfc822; alias@example.org\nFinal-Recipient: rfc822; user@example.jp\nAction: failed\nStatus: 5.2.2",
                "<alias@example.org>:\n552 full",
                ["user@example.jp to=alias@example.org action=failed code=552 status=5.2.2 by=mx.example.com text=552 full"]
            ),
            (
                "Final-Recipient: rfc822; a@example.jp\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.jp\nAction: delayed\nStatus: 4.2.2",
                "<b@example.jp>:\n452 full\n\n<a@example.jp>:\n550 no",
                [
                    "a@example.jp action=failed code=550 status=5.1.1 by=mx.example.com text=550 no",
                    "b@example.jp action=delayed code=452 status=4.2.2 by=mx.example.com text=452 full",
                ]
            ),
        ])
    func standardReport(status: String, text: String, expected: [String]) throws {
        let mail = Sketch.report(status, text: "The mail could not go on.\n\n" + text)
        #expect(try OwnPacks.reading(layout: LayoutReportCases.blocks, mail: mail) == expected)
    }
}
