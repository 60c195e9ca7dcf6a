import Foundation
import Testing

@Suite("The command answers in its formats")
struct FormatTests {
    private static let reply = "552 user is over quota (#5.2.2)"

    @Test("Replies are answered line by line, an empty line too")
    func replies() throws {
        let scratch = try Scratch()
        try scratch.write("replies", "\(Self.reply)\r\n\n550 5.1.1 User unknown")
        let result = try Program.run(["diagnose", "--format", "ndjson", "--replies", "replies"], in: scratch.folder)
        #expect(result.lines.map { $0.prefix(22) } == (1...3).map { "{\"source\":\"replies#\($0)\"," })
        #expect(result.lines.first?.contains("\"cause\":\"mailbox.full\"") == true)
        #expect(result.lines.last?.contains("\"cause\":\"address.unknown-user\"") == true)
    }

    @Test("json is one array, also of nothing")
    func json() throws {
        let scratch = try Scratch()
        try scratch.write("a.eml", bounce())
        try scratch.write("b.eml", bounce("b@example.jp"))
        let two = try Program.run(["diagnose", "--format", "json", "a.eml", "b.eml"], in: scratch.folder)
        let array = try #require(try JSONSerialization.jsonObject(with: Data(two.output.utf8)) as? [[String: Any]])
        #expect(array.map { $0["source"] as? String } == ["a.eml", "b.eml"])
        let none = try Program.run(["diagnose", "--format", "json", "missing"], in: scratch.folder)
        #expect(none.output == "[]\n")
    }

    @Test("Evidence quotes the input where it says it does")
    func evidence() throws {
        let scratch = try Scratch()
        let mail = bounce()
        try scratch.write("a.eml", mail)
        let result = try Program.run(["diagnose", "--format", "ndjson", "a.eml"], in: scratch.folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let diagnosis = try #require((object["diagnoses"] as? [[String: Any]])?.first)
        let evidence = try #require(diagnosis["evidence"] as? [[String: Any]])
        try #require(!evidence.isEmpty)
        for item in evidence {
            let start = try #require(item["start"] as? Int)
            let end = try #require(item["end"] as? Int)
            #expect(String(decoding: Data(mail.utf8)[start..<end], as: UTF8.self).lowercased() == (item["text"] as? String)?.lowercased())
        }
    }

    @Test(
        "LANG decides the language of text, --language decides over it",
        arguments: [
            (["LANG": "ja_JP.UTF-8"], [], true), (["LANG": "en_US.UTF-8"], [], false), ([:], [], false),
            (["LANG": "ja_JP.UTF-8", "LC_ALL": "C"], [], false), (["LANG": "ja_JP.UTF-8"], ["--language", "en"], false),
            (["LANG": "C"], ["--language", "ja"], true),
        ] as [([String: String], [String], Bool)])
    func language(environment: [String: String], options: [String], isJapanese: Bool) throws {
        let result = try Program.run(["diagnose", "--reply", Self.reply] + options, environment: environment)
        #expect(result.output.contains("対応が必要な方：受信者ご本人") == isJapanese)
        #expect(result.output.contains("Who has to act: The recipient") != isJapanese)
        #expect(result.output.contains("user is over quota"))
    }

    @Test("--reader leaves the others' steps out and changes nothing else")
    func reader() throws {
        let all = try Program.run(["diagnose", "--reply", Self.reply])
        let recipient = try Program.run(["diagnose", "--reply", Self.reply, "--reader", "recipient"])
        #expect(all.output.contains("\n  The sender:\n"))
        #expect(!recipient.output.contains("\n  The sender:\n"))
        #expect(recipient.output.contains("\n  The recipient:\n    1. "))
        let lines = Set(all.lines)
        #expect(recipient.lines.allSatisfy { lines.contains($0) })
    }

    @Test("A mail cannot send commands to the terminal through text")
    func escapes() throws {
        let hostile = "552 user is over quota \u{1B}[2J\u{1B}]0;title\u{7} \u{202E}reversed\u{9B}31m"
        let result = try Program.run(["diagnose", "--reply", hostile])
        #expect(
            result.output.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0.value != 0x202E
            })
    }

    @Test("The same input gives the same bytes, whatever the environment")
    func determinism() throws {
        let scratch = try Scratch()
        for name in ["a", "b", "c"] { try scratch.write("\(name).eml", bounce("\(name)@example.jp")) }
        let environments = [["LANG": "C"], ["LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"], ["SWIFT_DETERMINISTIC_HASHING": "1"]]
        let outputs = try environments.map { try Program.run(["diagnose", "."], environment: $0, in: scratch.folder).output }
        #expect(Set(outputs).count == 1)
        #expect(outputs.first?.contains("a@example.jp") == true)
    }
}
