import Foundation
import Testing

@Suite("The command writes pages about packs")
struct PackDocsTests {
    private let pack = #"""
        schema: 1
        pack:
          id: sample
          version: 1.0.0
          tier: vendor
          scope: { remote_mta: [.example.net] }
          title: { en: A | sample, ja: 見本 }
        causes:
          - id: sample.closed
            title: { en: Closed, ja: 閉鎖 }
            side: recipient
            permanence: permanent
            suppress_recipient: no
            summary: { en: "It is closed${recipient? for ${recipient}}.", ja: 閉鎖されています。 }
        rules:
          - id: gate-closed
            match:
              text: { any: [the gate is closed, the `door` is shut], none: [for *you* only] }
              regex: '^5|gate'
            verdict: { cause: sample.closed, side: sender, confidence: high }
            message: { en: "${reply_code}: the gate is <closed>.", ja: 門が閉まっています。 }
            references: ["observed: sample", "https://example.org/gate"]
            examples: { match: [{ input: "550 The gate is closed", remote_mta: mx.example.net }], no_match: ["550 The gate is open"] }
        layouts:
          - id: note
            title: { en: Note, ja: 通知 }
            recognise: { body: [this is a note from the gate] }
            fields: ['^Reply: (?<reply>.+)']
            samples: [Samples/note-*.eml]
        blocklists:
          - zone: bl.example.net
            name: Example
            lists: address
            kind: public
            status: dead
            dead_since: 2020-01-02
            delist: { who: owner, url: "https://example.net/out", note: { en: Ask., ja: 依頼 } }
            references: ["https://example.net/"]
            examples: { match: ["550 listed in bl.example.net"], no_match: ["550 not listed"] }
        """#

    private func pages() throws -> (Scratch, Program.Result) {
        let scratch = try Scratch()
        try scratch.write("sample/pack.yaml", pack)
        try scratch.write("sample/Samples/note-1.eml", "Subject: a\n\nthis is a note from the gate\n")
        try scratch.write("sample/Samples/note-1.expected.yaml", "kind: failure\n")
        return (scratch, try Program.run(["pack", "docs", "sample", "--output", "a/b"], in: scratch.folder))
    }

    private func read(_ scratch: Scratch, _ name: String) throws -> String {
        String(decoding: try Data(contentsOf: scratch.url(name)), as: UTF8.self)
    }

    @Test("A rule is told in words, and nothing in it is taken for markup")
    func rule() throws {
        let (scratch, result) = try pages()
        #expect(result.errors == "Pages written: 2\n")
        #expect(result.status == 0)
        let page = try read(scratch, "a/b/sample.md")
        let expected = #"""
            ### gate-closed

            - Matches where all of these hold:
              - all of these hold:
                - the words contain `the gate is closed` or ``the `door` is shut``
                - not: the words contain `for *you* only`
              - the words match `^5|gate`
            - Cause: `sample.closed`, Closed; side sender; confidence high
            - Message (en): `${reply_code}`: the gate is \<closed>.
            - Message (ja): 門が閉まっています。
            - Example: `550 The gate is closed`, with remote_mta `mx.example.net`
            - No match: `550 The gate is open`
            - References: observed: sample; <https://example.org/gate>

            """#
        #expect(page.contains(expected))
        #expect(page.contains("- Scope, but for rules that say “anywhere”: the answering server is `.example.net`\n"))
        #expect(page.contains("| [gate-closed](#gate-closed) | Closed | sender |\n"))
        #expect(page.contains("- Summary (en): It is closed\\[ for `${recipient}`\\].\n"))
    }

    @Test("A blocklist is told with its state and who takes an address off it")
    func blocklist() throws {
        let page = try read(try pages().0, "a/b/sample.md")
        #expect(page.contains("| [bl.example.net](#blexamplenet) | Example | address | public | dead since 2020-01-02 | owner |  |\n"))
        #expect(page.contains("- Delisting: the owner of what is listed asks, <https://example.net/out>\n"))
    }

    @Test("The list of the packs counts what they hold and names the systems that are read")
    func index() throws {
        let page = try read(try pages().0, "a/b/README.md")
        #expect(page.contains("| [sample](sample.md) | A \\| sample | vendor | 1 | 1 | 1 | 4 | 1 |\n"))
        #expect(page.contains("| Together |  |  | 1 | 1 | 1 | 4 | 1 |\n"))
        #expect(page.contains("| Note | 通知 | failure | [sample](sample.md) | 1 |\n"))
    }

    @Test("Two packs of one name are refused before anything is written")
    func twice() throws {
        let (scratch, _) = try pages()
        let result = try Program.run(["pack", "docs", "sample", "sample", "--output", "c"], in: scratch.folder)
        #expect(result.errors == "undelivered: two pages would be named sample.md: give every pack once\n")
        #expect(result.status == 65)
        #expect(!FileManager.default.fileExists(atPath: scratch.url("c").path))
    }

    @Test("A folder that cannot be made is named")
    func unwritable() throws {
        let (scratch, _) = try pages()
        let result = try Program.run(["pack", "docs", "sample", "--output", "sample/pack.yaml/pages"], in: scratch.folder)
        #expect(result.errors.hasSuffix("sample/pack.yaml/pages: a part of the path is not a folder\n"))
        #expect(result.status == 74)
    }
}
