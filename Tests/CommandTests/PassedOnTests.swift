import Foundation
import Testing

@Suite("The command reads what people pass on")
struct PassedOnTests {
    private static let letter =
        "From: Hanako <hanako@example.com>\nTo: support@example.org\nSubject: Fwd: failure notice\n\nWhat is this?\n\n"
        + "---------- Forwarded message ---------\nFrom: MAILER-DAEMON@mail.example.com\nSubject: failure notice\nTo: sender@example.com\n\n"

    private static var forwarded: String {
        let mail = bounce()
        let body = mail.range(of: "\n\n").map { String(mail[$0.upperBound...]) } ?? mail
        return letter + body
    }

    private func answer(_ input: String, _ options: [String] = []) throws -> [String: Any] {
        let result = try Program.run(["diagnose", "--format", "ndjson"] + options + ["-"], input: Data(input.utf8))
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test("A forwarded bounce on standard input is answered, and said to be forwarded")
    func forward() throws {
        let object = try answer(Self.forwarded)
        #expect(object["kind"] as? String == "failure")
        #expect(object["forwarded"] as? Bool == true)
        let diagnosis = try #require((object["diagnoses"] as? [[String: Any]])?.first)
        #expect(diagnosis["recipient"] as? String == "user@example.jp")
        let evidence = try #require((diagnosis["evidence"] as? [[String: Any]])?.first)
        let (start, end) = (try #require(evidence["start"] as? Int), try #require(evidence["end"] as? Int))
        #expect(String(decoding: Data(Self.forwarded.utf8)[start..<end], as: UTF8.self) == evidence["text"] as? String)
        #expect(try answer(bounce())["forwarded"] as? Bool == false)
    }

    @Test("Pasted lines that a layout knows are no server's reply, also where their words alone do not tell why")
    func pastedLayout() throws {
        let text = """
            Diagnostic information for administrators:

            Generating server: mail.example.com

            taro@example.jp
            mx.example.jp (192.0.2.9) #<mx.example.jp (192.0.2.9) #5.1.1 smtp; 550 TARO FOUND lv2> #SMTP#

            Original message headers:

            Received: from ex01.example.com by ex01.example.com with mapi
            From: Hanako <hanako@example.com>
            To: Taro <taro@example.jp>
            Subject: Report

            """
        let diagnosis = try #require((try answer(text)["diagnoses"] as? [[String: Any]])?.first)
        #expect(diagnosis["recipient"] as? String == "taro@example.jp")
        #expect(diagnosis["layout"] as? String == "exchange/administrators")
        #expect(diagnosis["cause"] as? String == "address.unknown-user")
        #expect((diagnosis["diagnostic_text"] as? String)?.contains("Original message headers") != true)
    }

    @Test("--own-domain tells forged senders, and nothing does without it")
    func ownDomains() throws {
        let mail = bounce().replacingOccurrences(of: "Subject: Hello\n", with: "Subject: Hello\nMessage-ID: <1@example.net>\n")
        #expect(try answer(mail)["backscatter"] is NSNull)
        #expect(try answer(mail, ["--own-domain", "example.com"])["backscatter"] as? Bool == true)
        #expect(try answer(mail, ["--own-domain", "example.com", "--own-domain", "example.net"])["backscatter"] as? Bool == false)
        let english = try Program.run(["diagnose", "--own-domain", "example.com", "-"], input: Data(mail.utf8))
        #expect(english.output.contains("Note: The mail that came back was not sent from your domains"))
        let japanese = try Program.run(["diagnose", "--own-domain", "example.com", "--language", "ja", "-"], input: Data(mail.utf8))
        #expect(japanese.output.contains("差出人を詐称"))
        #expect(try Program.run(["diagnose", "--own-domain", "nothing", "-"], input: Data(mail.utf8)).status == 64)
    }
}
