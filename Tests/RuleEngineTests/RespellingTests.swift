import Testing

@testable import RuleEngine

@Suite("Words said as most servers say them")
struct RespellingTests {
    private static func read(_ text: String, passes: Range<Int>) -> (String, NormalizedText) {
        var words = NormalizedText(text.utf8)
        for pass in passes { words.apply(Respelling.edits(ofPass: pass, in: words.bytes.span)) }
        return (String(decoding: words.bytes, as: UTF8.self), words)
    }

    @Test(
        "are spelled alike",
        arguments: [
            ("The mail box isn't available", "the mailbox is not available"),
            ("User can't be found; it won't", "user cannot be found; it will not"),
            ("black-listed by host-name", "blacklisted by hostname"), ("user does not exist", "user does not exist"),
            ("Users not exists", "users does not exist"), ("it does no exists", "it does not exist"),
            ("temporary disabled, temporary file", "temporarily disabled, temporary file"),
            ("unauthorised attachement", "unauthorized attachment"), ("mailboxes and e-mails", "mailboxes and emails"),
            ("User doesnt exist; it can`t, isn\u{B4}t and does'nt", "user does not exist; it cannot, is not and does not"),
            ("n't 't n", "n't 't n"), ("", ""),
        ])
    func spellings(_ text: String, _ plain: String) { #expect(Self.read(text, passes: 0..<1).0 == plain) }

    @Test(
        "have no names between them",
        arguments: [
            ("user <a.b@example.com> is locked", "user is locked"), ("IP [192.0.2.7] is refused", "ip is refused"),
            ("domain mail.example.com, expired", "domain, expired"), ("a@example.com: unknown", ": unknown"),
            ("a@example.com unknown", "unknown"),
            ("a@example.com b@example.com mx.example.com: unknown", ": unknown"), ("a@example.com, b@example.com", ","),
            ("a@example.com", ""),
            ("5.1.1 the user ... is 1.5 MB", "5.1.1 the user ... is 1.5 mb"), ("@ . a. .a", "@ . a. .a"),
        ])
    func names(_ text: String, _ plain: String) { #expect(Self.read(text, passes: 1..<2).0 == plain) }

    @Test("stand in one tense, and for the same thing there is one word")
    func tenses() {
        #expect(Self.read("your mail was currently refused", passes: 2..<3).0 == "your mail is refused")
        #expect(Self.read("account administratively disabled, permanently moved", passes: 2..<3).0 == "account disabled, moved")
        #expect(
            Self.read("the receiver has been prohibited; email is bad; email us", passes: 2..<4).0
                == "the recipient is not allowed; message is bad; email us")
    }

    @Test("come from where the words stood that they replace")
    func origins() throws {
        let source = "550 The mail  box of é isn't here"
        let (text, words) = Self.read(source, passes: 0..<1)
        #expect(text == "550 the mailbox of é is not here")
        let bytes = Array(source.utf8)
        func original(_ part: String) throws -> String {
            let range = try #require(Array(text.utf8).firstRange(of: Array(part.utf8)))
            return String(decoding: bytes[words.originalRange(of: range)], as: UTF8.self)
        }
        #expect(try original("mailbox") == "mail  box")
        #expect(try original("é") == "é")
        #expect(try original("is not here") == "isn't here")
    }

    @Test("are left alone in long texts")
    func long() {
        let text = Array(repeating: UInt8(ascii: "x"), count: Respelling.mostBytes) + Array(" can't".utf8)
        for pass in 0..<Respelling.passes { #expect(Respelling.edits(ofPass: pass, in: text.span).isEmpty) }
    }

    @Test("inside names are nobody's statement")
    func insideNames() throws {
        func isInside(_ part: String, _ text: String) throws -> Bool {
            let bytes = Array(text.utf8)
            return try NameToken.surrounds(#require(bytes.firstRange(of: Array(part.utf8))), in: bytes.span)
        }
        #expect(try isInside("rate-limit", "<rate-limit@example.com> rejected"))
        #expect(try isInside("greylist", "greylist.example.org[192.0.2.1]: refused"))
        #expect(try isInside("spam", "refused: mx.spam-filter.example.com."))
        #expect(try !isInside("spam", "refused by mx.spam-filter.example.com."))
        #expect(try !isInside("spamhaus", "bloqué: zen.spamhaus.org"))
        #expect(try isInside("filter", "user@filter.example.com"))
        #expect(try !isInside("filter", "user@filter.com"))
        #expect(try !isInside("blacklisted", "you are blacklisted.please see"))
        #expect(try !isInside("spamhaus.org", "listed at zen.spamhaus.org now"))
        #expect(try !isInside("spam", "see https://spam.pages.example.com"))
        #expect(try !isInside("spam", "this is spam"))
        #expect(try !isInside("quota exceeded", "quota exceeded.see.example.com"))
    }
}
