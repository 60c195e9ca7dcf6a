import Foundation
import Testing

@Suite("The command reckons sizes")
struct SizeTests {
    @Test("Its answer for a file is that of an encoder at work", arguments: [1, 56, 57, 58, 5000])
    func encoder(count: Int) throws {
        let scratch = try Scratch()
        let contents = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try scratch.write("plan.pdf", contents)
        let result = try Program.run(["size", "plan.pdf", "--limit", "25MB", "--format", "json"], in: scratch.folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let written = contents.base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        #expect(object["encoded"] as? Int == written.utf8.count + 2)
        #expect(object["raw"] as? Int == count)
        let limits = try #require(object["limits"] as? [[String: Any]])
        #expect(limits.map { $0["limit"] as? Int } == [25_000_000, 26_214_400])
        #expect(limits.map { $0["verdict"] as? String } == ["fits", "fits"])
        #expect(limits.first?["largest_raw_alone"] as? Int == 18_269_229)
    }

    @Test(
        "It says in both languages whether files fit",
        arguments: [
            ("en", "20MB", "25,000,000 bytes: the mail does not fit. It is 2,37"), ("en", "20MB", "over 2 mails"),
            ("en", "20MB", "27,368,424 bytes (base64)"), ("en", "18MB", "26,214,400 bytes: the mail fits"),
            ("ja", "20MB", "上限 25,000,000 バイト：収まりません"), ("ja", "18MB", "収まります"), ("ja", "20MB", "2 通に分けて"),
        ])
    func words(language: String, raw: String, words: String) throws {
        let result = try Program.run(["size", "--raw", raw, "--limit", "25MB", "--language", language])
        #expect(result.status == 0)
        // Where lines break is not what is asked for.
        #expect(result.output.replacing("\n  ", with: language == "ja" ? "" : " ").contains(words))
    }

    @Test("Without files it says what fits")
    func room() throws {
        let result = try Program.run(["size", "--limit", "25000000"])
        #expect(result.output.contains("18,269,229"))
    }

    @Test("Text as quoted-printable is read to be counted, from standard input too")
    func text() throws {
        let result = try Program.run(
            ["size", "-", "--encoding", "quoted-printable", "--format", "json"], input: Data("日本語\n".utf8))
        #expect(result.output.contains("\"raw\":10,\"encoded\":29"))
    }

    @Test(
        "Wrong calls and missing files are told apart",
        arguments: [
            ([], 64), (["--limit", "much"], 64), (["missing.pdf", "--limit", "25MB"], 65), (["Tests", "--limit", "25MB"], 65),
        ] as [([String], Int32)])
    func trouble(arguments: [String], status: Int32) throws {
        let result = try Program.run(["size"] + arguments)
        #expect(result.status == status)
        #expect(result.output.isEmpty && !result.errors.isEmpty)
    }
}
