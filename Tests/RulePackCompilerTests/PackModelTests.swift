import DeliveryTypes
import RulePackCompiler
import Testing

@Suite("What a pack becomes")
struct PackModelTests {
    /// A short form of a match: names of predicates with `&`, `|` and `!`.
    private func form(_ match: MatchModel) -> String {
        switch match {
        case .all(let parts): "(" + parts.map(form).joined(separator: " & ") + ")"
        case .any(let parts): "(" + parts.map(form).joined(separator: " | ") + ")"
        case .not(let part): "!" + form(part)
        case .optional(let part): "?" + form(part)
        case .predicate(let predicate): form(predicate.kind)
        }
    }

    private func form(_ kind: PredicateModel.Kind) -> String {
        switch kind {
        case .phrase(let test): (test.field == .body ? "body:" : "") + test.phrase + (test.isWordBounded ? "." : "")
        case .regex(let test): "/\(test.pattern)/"
        case .reply(let pattern): "\(pattern.lower)"
        case .status(let pattern): "\(pattern)"
        case .phase(let phase): phase.name
        case .host(let test): "\(test.field.rawValue)=\(test.name)"
        case .layout(let id): "layout=\(id)"
        case .header(let test):
            switch test.condition {
            case .exists: test.name
            case .phrase(let phrase): "\(test.name)~\(phrase)"
            case .regex(let regex): "\(test.name)/\(regex.pattern)/"
            }
        case .mimeType(let type): "type=\(type)"
        case .attachmentExtension(let name): ".\(name)"
        case .partCount(let test): "parts\(test.comparison.rawValue)\(test.value)"
        case .size(let test): "size\(test.comparison.rawValue)\(test.value)"
        case .client(let name): "client=\(name)"
        case .symptom(let name, let value): "\(name)=\(value)"
        case .date(let test): "date:\(test.first)-\(test.last)"
        }
    }

    @Test(
        "Lists are ORed, keys ANDed, and any/all/none composed",
        arguments: [
            ("text: [over quota]", "over quota"),
            ("text: over quota", "over quota"),
            ("date: 1970-01-02..1970-01-03", "date:1-2"), ("date: 2022-01-01", "date:18993-18993"),
            ("date: 2024-02-29", "date:19782-19782"),
            ("text: [over quota, mailbox full]", "(over quota | mailbox full)"),
            ("text: [over quota], reply: [552, 45x]", "(over quota & (552 | 450))"),
            ("text: { all: [over, quota], none: [almost over], words: yes }", "(over. & quota. & !almost over.)"),
            (
                "text: { any: [full disk, full box], none: [half full, nearly full] }",
                "((full disk | full box) & !(half full | nearly full))"
            ),
            ("text: [{ list: words }, mailbox full]", "(quota one | quota two | mailbox full)"),
            ("text: { list: words }", "(quota one | quota two)"),
            ("text: { all: [{ list: words }] }", "(quota one & quota two)"),
            ("body: [the whole mail]", "body:the whole mail"),
            ("any: [{ reply: 550 }, { not: { status: 5.x.x } }]", "(550 | !5.x.x)"),
            ("text: [quota], optional: { regex: '(?<limit>[0-9]+) bytes' }", "(quota & ?/(?<limit>[0-9]+) bytes/)"),
            ("phase: [rcpt, end-of-data]", "(rcpt | end-of-data)"),
            ("header: { name: X-Failed-Recipients }", "X-Failed-Recipients"),
            ("header: { name: X-Loop, absent: true }", "!X-Loop"),
            (
                "header: { name: Subject, any: [failed, undelivered], none: [warning] }",
                "((Subject~failed | Subject~undelivered) & !Subject~warning)"
            ),
            ("header: { name: From, regex: ['^mailer', '^postmaster'] }", "(From/^mailer/ | From/^postmaster/)"),
            ("returned_header: [{ name: List-Id }, { name: X-Loop }]", "(List-Id | X-Loop)"),
            (
                "mime: { type: Multipart/Report, attachment_extension: [.EXE, js], parts: '>= 2' }",
                "(type=multipart/report & (.exe | .js) & parts>=2)"
            ),
            ("symptom: { folder: [junk, spam], always: yes }", "((folder=junk | folder=spam) & always=yes)"),
            ("client: Outlook", "client=outlook"),
            ("sender_domain: [.example.com, mx.example.net]", "(sender_domain=example.com | sender_domain=mx.example.net)"),
            (
                "layout: [shop, other, qmail, postfix/failure, qmail/qmail]",
                "(layout=shop | layout=shop/other | layout=qmail | layout=postfix/failure | layout=qmail)"
            ),
        ])
    func matches(_ text: String, _ expected: String) throws {
        let layouts = "layouts: [{ id: shop, recognise: { body: [the shop] } }, { id: other, recognise: { body: [the other] } }]\n"
        let pack = try pack(
            "lists: { words: [quota one, quota two] }\nrules: [{ id: r, match: { \(text) }, verdict: { cause: a } }]\n" + layouts)
        #expect(form(pack.rules[0].match) == expected)
        #expect(pack.layouts.map(\.id) == ["shop", "shop/other"])
    }

    @Test("A layout that reads like another one has its form, and names, marks and actions of its own")
    func readsLike() throws {
        let pack = try pack(
            """
            layouts:
              - { id: delay, kind: delay, recognise: { body: [waits] }, reads_like: failure, action: { delayed: [waits] } }
              - id: failure
                recognise: { body: [came back] }
                report: { after: [begin] }
                returned: { at: [copy] }
                unit: paragraph
                fields: ['server (?<reporting_mta>.*)']
                blocks: { starts: ['^to (?<recipient>.*)'], reply: following }
                recipients: ['^for (?<recipient>.*)']
                recipient_headers: [X-Failed-Recipients]
                returned_recipient: true
                phase: { rcpt: [unknown] }
                action: { failed: [came back] }
            """)
        let (delay, failure) = (pack.layouts[0], pack.layouts[1])
        #expect(delay.id == "shop/delay" && delay.kind == .delay && delay.actions.map(\.action) == [.delayed])
        #expect(delay.reportAfter.count == 1 && delay.returnedAt.count == 1 && delay.readsParagraphs && delay.takesReturnedRecipient)
        #expect(
            delay.fields == failure.fields && delay.recipients == failure.recipients && delay.blocks[0].starts == failure.blocks[0].starts)
        #expect(delay.recipientHeaders == failure.recipientHeaders && delay.phases.map(\.phase) == [.rcpt])
    }

    @Test("A rule carries everything that was written")
    func rule() throws {
        let pack = try pack(
            """
            rules:
              - id: full
                scope: anywhere
                match: { regex: 'limit (?<limit>[0-9]+)' }
                verdict: { cause: mailbox.full, side: third-party, actor: operator, permanence: temporary, suppress_recipient: after-repeats,
                  confidence: high, actions: [retry-later] }
                message: { en: { sender: "Over ${limit}", recipient: Clean up }, ja: 満杯 }
                before: [other, qmail/no-mailbox]
                references: ["RFC 3463 3.3"]
                examples:
                  match: [{ input: limit 5, remote_mta: mx.example.net, reply: 552, status: 5.2.2, phase: rcpt, size: 2KB, layout: qmail,
                    header: { Subject: failed }, captures: { limit: "5" } }]
                  no_match: [no limit]
                since: 1.2
            """)
        let rule = pack.rules[0]
        #expect(rule.id == "shop/full" && rule.isFreeOfScope)
        #expect(rule.verdict.cause.text == "mailbox.full")
        let stated = rule.verdict.statement
        #expect(stated.side == .thirdParty && stated.actor == .operator && stated.permanence == .temporary)
        #expect(stated.suppressRecipient == .afterRepeats && stated.confidence == .high && stated.actions?.map(\.text) == ["retry-later"])
        #expect(rule.message.entries.map(\.language) == ["en", "en", "ja"])
        #expect(rule.message.entries.map(\.reader) == [.sender, .recipient, nil])
        #expect(rule.message.entries[0].template.parts == [.text("Over "), .variable("limit")])
        #expect(rule.before.map(\.text) == ["shop/other", "qmail/no-mailbox"])
        #expect(rule.since == PackVersion(major: 1, minor: 2, patch: 0))
        #expect(rule.place.line == 8 && rule.place.column == 9)
        let example = rule.examples[0]
        #expect(example.isMatch && example.input == "limit 5" && example.reply == 552 && example.phase == .rcpt)
        #expect(example.sizeInBytes == 2048 && example.layout == "qmail" && example.headers.map(\.name) == ["Subject"])
        #expect(example.captures.map(\.text) == ["5"] && !rule.examples[1].isMatch)
    }

    @Test("A layout carries everything that was written")
    func layout() throws {
        let layout = try pack(HostileYAMLTests.sample).layouts[0]
        #expect(layout.id == "shop" && layout.kind == .failure)
        #expect(form(layout.recognise) == "(Subject~returned mail & body:could not be delivered)")
        guard case .phrase(let after)? = layout.returnedAfter.first, case .regex(let at)? = layout.returnedAt.first else {
            Issue.record("line patterns are missing")
            return
        }
        #expect(after.text == "--- copy ---" && at.pattern == "^Received: ")
        let block = try #require(layout.blocks.first)
        #expect(block.starts.map(\.groupNames) == [["recipient"]] && block.replyFollows)
        #expect(block.phases.map(\.phase) == [.rcpt] && block.phases[0].phrases.map(\.text) == ["user unknown"])
        guard case .blankLine? = block.ends.first else {
            Issue.record("the end is missing")
            return
        }
    }

    @Test("A blocklist carries everything that was written")
    func blocklist() throws {
        let list = try pack(
            """
            blocklists:
              - zone: BL.example.net
                aliases: [example.net/lookup]
                name: Example
                lists: range
                kind: commercial
                status: dead
                dead_since: 2024-06-05
                cause: reputation.listed-address
                lookup: "https://example.net/?ip=${listed}"
                delist: { who: automatic, url: "https://example.net/", note: { en: Wait., ja: 待つ。 } }
                expires: 24h
                return_codes: { 127.0.0.2: { en: listed, ja: 登録あり } }
            """
        ).blocklists[0]
        #expect(list.zone == "bl.example.net" && list.lists == .range && list.kind == .commercial && !list.isLive)
        #expect(list.deadSince == "2024-06-05" && list.cause?.text == "reputation.listed-address" && list.expires == "24h")
        #expect(list.delisting?.who == .automatic && list.delisting?.note.text(in: "ja") == "待つ。")
        #expect(list.returnCodes.map(\.address) == ["127.0.0.2"])
    }

    @Test("Several files in any number make one pack")
    func files() throws {
        let pack = try parsePack(files: [
            PackFile(
                name: "a.yaml",
                bytes: Array("schema: 1\nrules: [{ id: a, match: { text: [{ list: words }] }, verdict: { cause: x } }]".utf8)),
            PackFile(name: "b.yaml", bytes: Array(GoldenCase.header.utf8)),
            PackFile(name: "c.yaml", bytes: Array("schema: 1\nlists: { words: [over quota] }".utf8)),
        ])
        #expect(pack.id == "shop" && pack.rules.map(\.id) == ["shop/a"] && pack.place.file == 1)
    }

    @Test("An expectation beside a sample")
    func expectation() throws {
        let pack = try pack("layouts: [{ id: notice, recognise: { body: [the shop] } }]\n")
        let text = """
            kind: failure
            layout: notice
            recipients:
              - { recipient: user@example.jp, reply: over quota, reply_code: 552, status: 5.2.2, phase: rcpt, action: failed, cause: mailbox.full, rule: full }
            """
        let expectation = try parseExpectation(file: PackFile(name: "a.expected.yaml", bytes: Array(text.utf8)), of: pack)
        #expect(expectation.layout?.text == "shop/notice" && expectation.kind == .failure)
        let recipient = try #require(expectation.recipients?.first)
        #expect(recipient.recipient?.text == "user@example.jp" && recipient.replyCode == 552 && recipient.rule?.text == "shop/full")
        #expect(recipient.action == .failed && recipient.phase == .rcpt)
        let error = #expect(throws: RulePackError.self) {
            try parseExpectation(file: PackFile(name: "a.expected.yaml", bytes: Array("kind: bounce".utf8)), of: pack)
        }
        #expect(error?.diagnostics.map(\.code) == ["E011"])
    }
}
