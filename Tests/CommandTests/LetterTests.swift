import Foundation
import Testing

@Suite("The command writes letters and suggestions")
struct LetterTests {
    private static let listed = "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net"

    @Test(
        "A letter holds the facts of the returned mail, in both languages",
        arguments: [("en", "Subject: Please have 192.0.2.7 removed from SpamCop"), ("ja", "件名：送信サーバーの拒否リスト登録解除のお願い(192.0.2.7)")])
    func delisting(language: String, subject: String) throws {
        let scratch = try Scratch()
        try scratch.write("a.eml", bounce("user@example.jp", Self.listed))
        let result = try Program.run(["diagnose", "--letter", "delisting", "--language", language, "a.eml"], in: scratch.folder)
        #expect(result.status == 0)
        #expect(result.lines.first.map(String.init) == subject)
        for fact in ["sender@example.com", "user@example.jp", "bl.spamcop.net", "192.0.2.7"] {
            #expect(result.output.contains(fact), "\(fact)")
        }
        #expect(!result.output.contains("Who has to act"))
    }

    @Test("Allow-listing comes with lines for servers, for the range that is asked for")
    func allowListing() throws {
        let result = try Program.run(["diagnose", "--letter", "allow-listing", "--allow", "198.51.100.0/24", "--reply", Self.listed])
        #expect(result.output.contains("\n198.51.100.0/24 OK\n") && result.output.contains("\n198.51.100.:allow,RBLSMTPD=\"\"\n"))
        #expect(!result.output.contains("accept mail from 192.0.2.7"))
    }

    @Test("A letter that does not suit the cause is not written")
    func unsuited() throws {
        let result = try Program.run(["diagnose", "--letter", "delisting", "--reply", "552 user is over quota"])
        #expect(result.output.isEmpty && result.errors.contains("no such letter suits this cause: mailbox.full"))
    }

    @Test("Wrong ranges and letters are wrong usage", arguments: [["--allow", "192.0.2.1/24"], ["--letter", "love"]])
    func usage(options: [String]) throws {
        #expect(try Program.run(["diagnose", "--reply", Self.listed] + options).status == 64)
    }

    @Test(
        "An address that was meant is said in both languages, with the user's own addresses too",
        arguments: [("en", "Did you mean: suzuki@example.jp"), ("ja", "もしかして：suzuki@example.jp")])
    func known(language: String, line: String) throws {
        let scratch = try Scratch()
        try scratch.write("addresses", "suzuki@example.jp\n\ntanaka@example.jp\r\n")
        let reply = "550 5.1.1 <suzukii@example.jp>: User unknown"
        let arguments = ["diagnose", "--language", language, "--reply", reply]
        #expect(try Program.run(arguments + ["--known", "addresses"], in: scratch.folder).output.contains(line))
        #expect(try !Program.run(arguments, in: scratch.folder).output.contains("suzuki@example.jp\n"))
        #expect(try Program.run(arguments + ["--known", "missing"], in: scratch.folder).status == 65)
    }

    @Test(
        "A limit is told with what fits below it",
        arguments: [
            ("en", "Limit: 25 MB for the whole mail; files of at most 17.4 MiB in all fit into it."), ("ja", "送れるファイルは合計 17.4 MiB までです"),
        ])
    func limit(language: String, words: String) throws {
        let reply = "552 5.3.4 Message too big: maximum size is 25 MB"
        let output = try Program.run(["diagnose", "--language", language, "--reply", reply]).output
        #expect(output.replacing("\n    ", with: language == "ja" ? "" : " ").contains(words))
    }
}
