import Foundation
import Testing

@Suite("The command finds and reads its inputs")
struct InputTests {
    private func sources(_ result: Program.Result) throws -> [String] {
        try result.lines.map { line in
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            return try #require(object["source"] as? String)
        }
    }

    @Test("A folder is searched in depth, in the order of the names' bytes, without hidden files")
    func folder() throws {
        let scratch = try Scratch()
        for name in ["b.eml", "a/2.eml", "a/10.eml", "B.eml", "c/d/e.eml", ".hidden", "a/.cache/x.eml"] {
            try scratch.write(name, bounce())
        }
        let result = try Program.run(["diagnose", "--format", "ndjson", "."], in: scratch.folder)
        #expect(try sources(result) == ["./B.eml", "./a/10.eml", "./a/2.eml", "./b.eml", "./c/d/e.eml"])
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test("Of a Maildir, cur and new and the folders below are read, and tmp is not")
    func maildir() throws {
        let scratch = try Scratch()
        for name in ["cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/5"] { try scratch.write("Maildir/\(name)", bounce()) }
        let result = try Program.run(["diagnose", "--format", "ndjson", "Maildir"], in: scratch.folder)
        #expect(try sources(result) == ["Maildir/.Sent/cur/4", "Maildir/.Sent/new/5", "Maildir/cur/1:2,S", "Maildir/new/2"])
    }

    @Test("Mails of an mbox are numbered from 1, and a sentence that begins with From begins no mail", arguments: ["\n", "\r\n"])
    func mailbox(lineEnd: String) throws {
        let scratch = try Scratch()
        let from = "From MAILER-DAEMON Mon Jul  6 10:15:30 2026\n"
        let sentence = "\nFrom Monday on I am away.\nFrom 10:30 to 11:30 too.\n\n"
        let text = from + bounce() + sentence + from + bounce("two@example.jp") + "\n" + from + bounce("three@example.jp")
        try scratch.write("box", text.replacingOccurrences(of: "\n", with: lineEnd))
        let result = try Program.run(["diagnose", "--format", "ndjson", "box"], in: scratch.folder)
        #expect(try sources(result) == ["box#1", "box#2", "box#3"])
        let recipients = result.lines.map { line in
            ["user@", "two@", "three@"].first { line.contains("\"recipient\":\"\($0)example.jp\"") }
        }
        #expect(recipients == ["user@", "two@", "three@"])
    }

    @Test("Mails of an mbox are told apart wherever the reads of the file fall")
    func mailboxAcrossReads() throws {
        let scratch = try Scratch()
        let from = "From MAILER-DAEMON Mon Jul  6 10:15:30 2026\n"
        var text = ""
        for number in 0..<400 {
            text += from + bounce("user\(number)@example.jp") + String(repeating: "x", count: number * 7 % 1013) + "\n\n"
        }
        try scratch.write("box", text)
        let result = try Program.run(["diagnose", "--format", "ndjson", "box"], in: scratch.folder)
        #expect(try sources(result) == (1...400).map { "box#\($0)" })
        for (number, line) in result.lines.enumerated() { #expect(line.contains("\"recipient\":\"user\(number)@example.jp\"")) }
    }

    @Test("Standard input may be a mail, an mbox or pasted text")
    func standardInput() throws {
        let from = "From MAILER-DAEMON Mon Jul  6 10:15:30 2026\n"
        let cases: [(String, [String])] = [
            (bounce(), ["-"]), (from + bounce() + "\n" + from + bounce(), ["-#1", "-#2"]), ("552 user is over quota (#5.2.2)\n", ["-"]),
        ]
        for (input, expected) in cases {
            let result = try Program.run(["diagnose", "--format", "ndjson", "-"], input: Data(input.utf8))
            #expect(try sources(result) == expected)
            #expect(result.output.contains("\"cause\":\"mailbox.full\""))
            #expect(result.status == 0)
        }
    }

    @Test("A link that leads back up is named and not followed; the mails are answered once")
    func linkLoop() throws {
        let scratch = try Scratch()
        try scratch.write("mails/a.eml", bounce())
        try FileManager.default.createSymbolicLink(at: scratch.url("mails/up"), withDestinationURL: scratch.folder)
        let result = try Program.run(["diagnose", "--format", "ndjson", "mails"], in: scratch.folder)
        #expect(try sources(result).filter { $0 == "mails/a.eml" }.count == 1)
        #expect(result.errors.contains("a link back to a folder above it; not followed"))
    }

    @Test("Text beside the mails of a folder is passed over, and said so")
    func noteInFolder() throws {
        let scratch = try Scratch()
        try scratch.write("a.eml", bounce())
        try scratch.write("readme.md", "# These mails came back in July\n")
        let result = try Program.run(["diagnose", "--format", "ndjson", "."], in: scratch.folder)
        #expect(try sources(result) == ["./a.eml"])
        #expect(result.errors == "undelivered: ./readme.md: passed over: text without the header of a mail\n")
        #expect(result.status == 0)
    }
}
