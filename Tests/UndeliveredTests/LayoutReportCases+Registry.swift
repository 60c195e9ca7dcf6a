enum LayoutReportCases {
    static let blocks = "blocks: { starts: ['^<(?<recipient>[^>]+)>:'], ends: [blank-line], reply: following }\n"
    private static let list = "recipients: ['^ +(?<recipient>\\S+@\\S+)$']\n"

    static let regions: [LayoutCase] = [
        LayoutCase(
            "only the lines of its report count", blocks + "report: { after: [--- begin], before: [--- stop] }",
            "<a@example.jp>:\nbefore\n--- begin\n<b@example.jp>:\nno\n--- stop\n<c@example.jp>:\nlater", ["b@example.jp text=no"]),
        LayoutCase(
            "a report that nothing begins is the whole text", blocks + "report: { after: [--- begin] }", "<a@example.jp>:\nno",
            ["a@example.jp text=no"]),
        LayoutCase(
            "the returned message begins behind such a line", blocks + "returned: { after: [--- copy] }",
            "<a@example.jp>:\nno\n\n--- copy\n<b@example.jp>:\nquoted", ["a@example.jp text=no"]),
        LayoutCase(
            "the returned message begins at such a line", blocks + "returned: { at: [{ regex: '^Received: ' }] }",
            "<a@example.jp>:\nno\nReceived: by mx.example.com\n<b@example.jp>:\nquoted", ["a@example.jp text=no"]),
    ]

    static let shared: [LayoutCase] = [
        LayoutCase(
            "what is said once fills the gaps of the one recipient",
            blocks + "fields: ['^Report of (?<reporting_mta>\\S+)', '^Code: (?<status>\\S+)']",
            "Report of mx.example.com\n\n<a@example.jp>:\nno\n\nCode: 5.1.1", ["a@example.jp status=5.1.1 by=mx.example.com text=no"]),
        LayoutCase(
            "one of several recipients does not get what another was told",
            blocks + "fields: ['^Report of (?<reporting_mta>\\S+)', '^Code: (?<status>\\S+)']",
            "Report of mx.example.com\n<a@example.jp>:\nno\n\n<b@example.jp>:\nnever\n\nCode: 5.1.1",
            ["a@example.jp by=mx.example.com text=no", "b@example.jp by=mx.example.com text=never"]),
        LayoutCase(
            "a list before one reply", list + "fields: ['^Reason: (?<reply>.*)']",
            " a@example.jp\n b@example.jp\nReason: 550 no\nsuch users",
            ["a@example.jp code=550 text=550 no such users", "b@example.jp code=550 text=550 no such users"]),
        LayoutCase("an address that is listed twice is one", list, " a@example.jp\n A@EXAMPLE.JP", ["a@example.jp"]),
        LayoutCase(
            "a list counts only where no block names anybody", blocks + list, "<a@example.jp>:\nno\n\n b@example.jp",
            ["a@example.jp text=no"]),
        LayoutCase(
            "the report as a whole may name the recipient", "fields: ['^To (?<recipient>\\S+): (?<reply>.*)']", "To a@example.jp: 550 no",
            ["a@example.jp code=550 text=550 no"]),
        LayoutCase(
            "phrases say phase and action for all", list + "phase: { end-of-data: [after the message] }\naction: { failed: [given up] }",
            " a@example.jp\nWe have given up after the message was sent.", ["a@example.jp action=failed phase=end-of-data"]),
    ]
}
