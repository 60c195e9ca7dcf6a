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

@Suite("Reports of people")
struct ReportInputTests {
    @Test("A window is read from the command line and from standard input alike")
    func dialog() throws {
        let window = "受信者の一人がサーバーによって拒否されました。サーバーの応答 : '552 user is over quota', エラー番号 : 0x800CCC79"
        let direct = try Program.run(["diagnose", "--dialog", window, "--format", "ndjson"])
        let piped = try Program.run(["diagnose", "--dialog", "-", "--format", "ndjson"], input: Data(window.utf8))
        #expect(direct.status == 0 && direct.output == piped.output)
        #expect(direct.output.contains(#""cause":"mailbox.full""#))
    }

    @Test(
        "Nonsense is answered with questions and status 1",
        arguments: [["--dialog", "asdf"], ["--dialog", ""], ["--reply", "544 5.0.0 service unavailable"]])
    func questions(arguments: [String]) throws {
        let result = try Program.run(["diagnose", "--language", "ja"] + arguments)
        #expect(result.status == 1 && result.output.contains("原因の特定に必要な情報"))
    }

    @Test("A mail of the junk folder and a report of symptoms have answers")
    func junkAndSymptoms() throws {
        let mail = "From: a@example.com\nX-Spam-Flag: YES\n\nHi\n"
        let junk = try Program.run(["diagnose", "--junk", "-", "--language", "en"], input: Data(mail.utf8))
        #expect(junk.status == 0 && junk.output.contains("A mail was delivered.") && junk.output.contains("mailbox.junked-by-filter"))
        let symptoms = try Program.run(["diagnose", "--symptoms", "-", "--language", "en"], input: Data("when: attaching\n".utf8))
        #expect(symptoms.status == 0 && symptoms.output.contains("size.client-limit"))
        let broken = try Program.run(["diagnose", "--symptoms", "-"], input: Data("no mapping".utf8))
        #expect(broken.status == 65 && broken.errors.contains("it is no report of symptoms"))
    }

    @Test("A record has a fingerprint and, redacted, no addresses")
    func record() throws {
        let reply = "550 5.1.1 <user@example.jp>: User unknown"
        let open = try Program.run(["record", "--reply", reply, "--language", "en"])
        let redacted = try Program.run(["record", "--reply", reply, "--redact", "--format", "ndjson"])
        #expect(open.status == 0 && open.output.contains("user@example.jp") && open.lines.first?.hasPrefix("Fingerprint: ") == true)
        #expect(!redacted.output.contains("example.jp") && redacted.output.contains("address-1@domain-1"))
        #expect(redacted.output.contains(open.lines.first?.split(separator: " ").last ?? "?"))
    }
}
