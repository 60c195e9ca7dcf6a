import Testing

/// A layout, a mail that it reads, and what comes of it.
struct LayoutCase: Sendable, CustomTestStringConvertible {
    var name: String
    var layout: String
    var body: String
    var expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ layout: String, _ body: String, _ expected: [String]) {
        (self.name, self.layout, self.body, self.expected) = (name, layout, body, expected)
    }
}

enum LayoutBlockCases {
    private static let start = "blocks:\n  starts: ['^<(?<recipient>[^>]+)>:']\n"

    static let texts: [LayoutCase] = [
        LayoutCase(
            "the lines behind the start are the words, to the blank line behind them", start + "  ends: [blank-line]\n  reply: following",
            "<a@example.jp>:\n550 No such\n user\n\n<b@example.jp>:\n\nnot here\n\ntail",
            ["a@example.jp code=550 text=550 No such user", "b@example.jp text=not here"]),
        LayoutCase(
            "without an end the next block ends a block", start + "  reply: following",
            "<a@example.jp>:\none\n\ntwo\n<b@example.jp>:\nthree", ["a@example.jp text=one two", "b@example.jp text=three"]),
        LayoutCase(
            "an end may be a regex, and belongs to nobody", start + "  ends: ['^-- ']\n  reply: following",
            "<a@example.jp>:\none\n-- end\ntwo", ["a@example.jp text=one"]),
        LayoutCase(
            "words on the line of the start are the first of those that follow",
            "blocks:\n  starts: ['^<(?<recipient>[^>]+)>: *(?<reply>.*)$']\n  ends: [blank-line]\n  reply: following",
            "<a@example.jp>: 552 over\nquota\n\nmore", ["a@example.jp code=552 text=552 over quota"]),
        LayoutCase(
            "words that a field cuts out replace those that follow the start",
            start + "  ends: [blank-line]\n  reply: following\n  fields: ['said: (?<reply>.*)', '^Giving up on']",
            "<a@example.jp>:\nI tried hard.\nThe host said: 550 no\nmailbox\nGiving up on 192.0.2.9.\nSorry.",
            ["a@example.jp code=550 text=550 no mailbox"]),
        LayoutCase(
            "a field that cuts out no words leaves its line among them",
            start + "  reply: following\n  fields: ['^Connected to (?<remote_mta>\\S+)']",
            "<a@example.jp>:\nConnected to mx.example.jp but it died.\nSorry.",
            ["a@example.jp at=mx.example.jp text=Connected to mx.example.jp but it died. Sorry."]),
        LayoutCase(
            "words of a start go on over the next lines", "blocks: { starts: ['^<(?<recipient>[^>]+)>: (?<reply>.*)$'] }",
            "<a@example.jp>: 550 no\nsuch user\n\nThe end.", ["a@example.jp code=550 text=550 no such user"]),
        LayoutCase(
            "words of one line are that line", start + "  fields: ['said: (?<reply_line>.*)']", "<a@example.jp>:\nsaid: 550 no\nsuch user",
            ["a@example.jp code=550 text=550 no"]),
        LayoutCase(
            "another field ends the words before it, and the first words stay",
            start + "  fields: ['said: (?<reply>.*)', 'answered: (?<reply>.*)']",
            "<a@example.jp>:\nsaid: 550 one\ntwo\nanswered: 551 three\nfour", ["a@example.jp code=550 text=550 one two"]),
        LayoutCase(
            "a line that matches as the first one did goes on", start + "  fields: ['^ +(?<reply>[45]\\d\\d[- ].*)']",
            "<a@example.jp>:\n  550-5.1.1 one\n  550 5.1.1 two\n", ["a@example.jp code=550 status=5.1.1 text=550-5.1.1 one two"]),
    ]

    static let recipients: [LayoutCase] = [
        LayoutCase(
            "the first start that matches cuts, specific before general",
            "blocks: { starts: ['^<(?<recipient>[^>]+)> at (?<remote_mta>\\S+)', '^<(?<recipient>[^>]+)>'] }",
            "<a@example.jp> at mx.example.jp\n<b@example.jp>", ["a@example.jp at=mx.example.jp", "b@example.jp"]),
        LayoutCase(
            "several kinds of blocks stand side by side",
            "blocks:\n  - { starts: ['^To: (?<recipient>\\S+)'], fields: ['^Why: (?<reply>.*)'] }\n"
                + "  - { starts: ['^File: (?<recipient>\\S+)'], fields: ['^Reason: (?<reply>.*)'] }",
            "To: a@example.jp\nReason: x\nWhy: full\nFile: b@example.jp\nWhy: y\nReason: gone",
            ["a@example.jp text=full", "b@example.jp text=gone"]),
        LayoutCase(
            "two about one recipient are one, the first value of each field stays",
            start + "  fields: ['said: (?<reply>.*)', 'at (?<remote_mta>\\S+)']",
            "<a@example.jp>:\nsaid: 550 one\n<b@example.jp>:\nsaid: 551 two\n<A@Example.JP>:\nsaid: 552 three\nat mx.example.jp",
            ["a@example.jp code=550 at=mx.example.jp text=550 one", "b@example.jp code=551 text=551 two"]),
        LayoutCase(
            "the recipient may stand in a field; without any the block is dropped",
            "blocks:\n  starts: ['^\\|/usr/bin/']\n  fields: ['expanded from: <(?<recipient>[^>]+)>', 'said: (?<reply>.*)']",
            "|/usr/bin/one\n(expanded from: <list@example.jp>)\nsaid: no\n|/usr/bin/two\nsaid: never", ["list@example.jp text=no"]),
        LayoutCase(
            "a group may stand in another", "blocks: { starts: ['^(?<reply>550 <(?<recipient>[^>]+)> unknown)'] }",
            "550 <a@example.jp> unknown",
            ["a@example.jp code=550 text=550 <a@example.jp> unknown"]),
        LayoutCase(
            "codes, commands and actions are cut as such",
            start
                + "  fields: ['status (?<status>\\S+)', 'code (?<reply_code>\\d+)', 'after (?<command>[A-Z ]+)', 'is (?<action>\\w+)', 'was <(?<original_recipient>.+)>']",
            "<a@example.jp>:\nstatus 5.1.1\ncode 550\nafter RCPT TO\nis failed\nwas <b@example.org>",
            ["a@example.jp to=b@example.org action=failed code=550 status=5.1.1 phase=rcpt"]),
        LayoutCase(
            "phrases of a block say its phase and its action",
            start + "  phase: { rcpt: [does not like] }\n  action: { delayed: [will try again] }",
            "<a@example.jp>:\nmx does not like it\n<b@example.jp>:\nwill try again",
            ["a@example.jp phase=rcpt", "b@example.jp action=delayed"]),
    ]
}
