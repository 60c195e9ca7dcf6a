import Foundation
import Testing

@Suite("The command says what it cannot do")
struct TroubleTests {
    @Test("What is no mail is named with its reason, the rest is answered, and the status is 65")
    func unreadable() throws {
        let scratch = try Scratch()
        try scratch.write("empty.eml", "")
        try scratch.write("blank.eml", " \r\n\n")
        try scratch.write("picture.eml", Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 16]) + Data("JFIF".utf8))
        try scratch.write("noise.eml", Data((0..<512).map { UInt8(truncatingIfNeeded: $0 &* 37) }))
        try scratch.write("good.eml", bounce())
        let names = ["empty.eml", "blank.eml", "picture.eml", "noise.eml", "missing.eml", "good.eml"]
        let result = try Program.run(["diagnose", "--format", "ndjson"] + names, in: scratch.folder)
        #expect(
            result.errors == """
                undelivered: empty.eml: it is empty
                undelivered: blank.eml: it is empty
                undelivered: picture.eml: it is no mail but a JPEG picture
                undelivered: noise.eml: it is no mail but binary data
                undelivered: missing.eml: there is no such file or folder

                """)
        #expect(result.lines.count == 1)
        #expect(result.output.hasPrefix("{\"source\":\"good.eml\",\"kind\":\"failure\""))
        #expect(result.status == 65)
    }

    @Test("A mail above 50 MiB is refused and its size named; in an mbox the mails around it are answered")
    func tooLarge() throws {
        let scratch = try Scratch()
        var large = Data(bounce("large@example.jp").utf8)
        let line = Data((String(repeating: "A", count: 1023) + "\n").utf8)
        for _ in 0..<(60 * 1024) { large.append(line) }
        try scratch.write("large.eml", large)
        let from = Data("\nFrom MAILER-DAEMON Mon Jul  6 10:15:30 2026\n".utf8)
        try scratch.write(
            "box", from.dropFirst() + Data(bounce("one@example.jp").utf8) + from + large + from + Data(bounce("three@example.jp").utf8))
        let result = try Program.run(["diagnose", "--format", "ndjson", "large.eml", "box"], in: scratch.folder)
        #expect(
            result.errors == """
                undelivered: large.eml: the mail is larger than 50 MiB
                undelivered: box#2: the mail is larger than 50 MiB

                """)
        #expect(result.lines.map { $0.prefix(18) } == ["{\"source\":\"box#1\",", "{\"source\":\"box#3\","])
        #expect(result.status == 65)
    }

    @Test("A folder without a mail in it is an error")
    func emptyFolder() throws {
        let scratch = try Scratch()
        let result = try Program.run(["diagnose", "."], in: scratch.folder)
        #expect(result.errors == "undelivered: .: there is no mail in this folder\n")
        #expect(result.output == "")
        #expect(result.status == 65)
    }

    @Test("A file that may not be read is named", .disabled(if: getuid() == 0, "root may read every file"))
    func permission() throws {
        let scratch = try Scratch()
        try scratch.write("locked.eml", bounce())
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: scratch.url("locked.eml").path)
        let result = try Program.run(["diagnose", "locked.eml"], in: scratch.folder)
        #expect(result.errors == "undelivered: locked.eml: permission denied\n")
        #expect(result.status == 65)
    }

    @Test("A mail cut off anywhere is still answered")
    func truncated() throws {
        let scratch = try Scratch()
        let whole = Data(bounce().utf8)
        for length in stride(from: 20, through: whole.count, by: 45) { try scratch.write("\(1000 + length).eml", whole.prefix(length)) }
        let result = try Program.run(["diagnose", "--format", "ndjson", "."], in: scratch.folder)
        #expect(result.lines.count == stride(from: 20, through: whole.count, by: 45).underestimatedCount)
        #expect(result.errors == "")
        #expect([0, 1].contains(result.status))
    }

    @Test("A mail whose cause remains unknown makes the status 1")
    func undiagnosed() throws {
        let result = try Program.run(["diagnose", "--format", "ndjson", "--reply", "550 Wibble wobble"])
        #expect(result.output.contains("\"cause\":\"undetermined\""))
        #expect(result.status == 1)
    }

    @Test(
        "Words that say nothing leave the cause open, and are followed by questions", arguments: ["", " ", "qwertz asdf", "ไม่สามารถส่งได้"])
    func nothingSaid(words: String) throws {
        for input in ["--reply", "--dialog"] {
            let result = try Program.run(["diagnose", input, words])
            #expect(result.output.contains("(undetermined)"))
            #expect(result.output.contains("To find out more, please answer"))
            #expect(!result.output.contains(#"Decisive words: """#))
            #expect(result.status == 1)
        }
    }

    @Test("Words that stand far apart in a long text are not taken for what a server said")
    func longText() throws {
        let words = "the sender address of the newsletter; originator: shop; "
        let notes = words + String(repeating: "see you at lunch on Friday, as usual, near the station. ", count: 400) + "rejected"
        #expect(try Program.run(["diagnose", "-"], input: Data(notes.utf8)).output.contains("Not a report about a delivery"))
        #expect(try Program.run(["diagnose", "-"], input: Data("552 5.2.2 mailbox full".utf8)).output.contains("(mailbox.full)"))
    }

    @Test(
        "Wrong usage says how it is right and has status 64",
        arguments: [
            (["diagnose"], "Nothing to diagnose"), (["diagnose", "--reply", "550 x", "a.eml"], "one of them"),
            (["diagnose", "--format", "xml", "a.eml"], "xml"),
            (["diagnose", "--language", "fr", "a.eml"], "fr"), (["diagnoze"], "diagnoze"),
        ])
    func usage(arguments: [String], expected: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains(expected))
        #expect(result.output == "")
    }

    @Test("A reader that has seen enough ends the program without a word")
    func closedPipe() throws {
        let scratch = try Scratch()
        for number in 0..<200 { try scratch.write("mails/\(number).eml", bounce()) }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", "{ \"$0\" diagnose --format ndjson mails; echo $? >status; } 2>errors | head -n 1 >first", Program.url.path,
        ]
        shell.currentDirectoryURL = scratch.folder
        try shell.run()
        shell.waitUntilExit()
        #expect(try String(contentsOf: scratch.url("errors"), encoding: .utf8) == "")
        #expect(try String(contentsOf: scratch.url("status"), encoding: .utf8) == "0\n")
        #expect(try String(contentsOf: scratch.url("first"), encoding: .utf8).hasPrefix("{\"source\":\"mails/0.eml\""))
    }
}
