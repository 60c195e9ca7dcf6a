import Foundation
import Testing

@Suite("--explain shows the way of the decision")
struct ExplainTests {
    @Test("in both languages: how the mail was read, what it states, which rules hold, why one wins")
    func text() throws {
        let scratch = try Scratch()
        try scratch.write("a.eml", bounce("user@example.jp", "552 5.1.1 mailbox is over quota temporarily (#5.1.1)"))
        let english = try Program.run(["diagnose", "--explain", "a.eml"], in: scratch.folder).output
        for words in [
            "How it was decided", "Layouts: qmail", "recipient: \"user@example.jp\" (bytes ", "    1. ", " -> mailbox.full",
            "-> address.unknown-user", "Held by: text", "Lost: its evidence is of a weaker kind", "Why the first one wins: ",
        ] {
            #expect(english.contains(words), "\(words)")
        }
        let japanese = try Program.run(["diagnose", "--explain", "--language", "ja", "a.eml"], in: scratch.folder).output
        for words in ["判断の経緯", "書式：qmail", "読み取った項目：", "該当した規則(優先順)：", "不採用：根拠の種類が弱いため", "1 番が採用された理由："] {
            #expect(japanese.contains(words), "\(words)")
        }
    }

    @Test("It changes nothing else, in text and in JSON")
    func unchanged() throws {
        let scratch = try Scratch()
        try scratch.write("a.eml", bounce())
        for format in ["text", "ndjson"] {
            let plain = try Program.run(["diagnose", "--format", format, "a.eml"], in: scratch.folder)
            let explained = try Program.run(["diagnose", "--explain", "--format", format, "a.eml"], in: scratch.folder)
            #expect(explained.status == plain.status)
            #expect(explained.output.count > plain.output.count + 100)
            #expect(explained.output.hasPrefix(plain.output.prefix(while: { $0 != "\n" }).prefix(200)))
            #expect(!plain.output.contains("decision") && !plain.output.contains("How it was decided"))
        }
    }

    @Test("In JSON every quotation stands in the mail where it says")
    func json() throws {
        let scratch = try Scratch()
        let mail = bounce()
        try scratch.write("a.eml", mail)
        let result = try Program.run(["diagnose", "--explain", "--format", "ndjson", "a.eml"], in: scratch.folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let diagnosis = try #require((object["diagnoses"] as? [[String: Any]])?.first)
        let decision = try #require(diagnosis["decision"] as? [String: Any])
        #expect(decision["read_as"] as? String == "layout")
        #expect((decision["layouts"] as? [String])?.first == "qmail")
        let rules = try #require(decision["rules"] as? [[String: Any]])
        #expect(rules.first?["rule"] as? String == diagnosis["rule"] as? String)
        #expect(rules.first?["lost_by"] is NSNull)
        #expect(rules.dropFirst().allSatisfy { $0["lost_by"] is String })
        let fields = try #require(decision["fields"] as? [[String: Any]])
        let quotes = fields + rules.flatMap { $0["words"] as? [[String: Any]] ?? [] }
        var checked = 0
        for quote in quotes {
            guard let start = quote["start"] as? Int, let end = quote["end"] as? Int, let text = quote["text"] as? String else { continue }
            #expect(String(decoding: Data(mail.utf8)[start..<end], as: UTF8.self) == text)
            checked += 1
        }
        #expect(checked >= 4)
    }

    @Test("A bare reply is explained too, also where no rule holds", arguments: ["552 user is over quota", "qqq", "550"])
    func reply(reply: String) throws {
        let result = try Program.run(["diagnose", "--explain", "--reply", reply])
        #expect(result.output.contains("Only a server's words were given."))
        #expect(result.output.contains("No rule holds.") == (reply == "qqq"))
    }
}
