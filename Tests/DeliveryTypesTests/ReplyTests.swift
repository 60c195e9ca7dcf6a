import DeliveryTypes
import Testing

@Suite("Replies")
struct ReplyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var input: String
        var code: UInt16?
        var status: String?
        var text: String?
        var testDescription: String { input }

        init(_ input: String, _ code: UInt16?, _ status: String?, _ text: String? = nil) {
            self.input = input
            self.code = code
            self.status = status
            self.text = text
        }
    }

    static let cases: [Case] = [
        // Where RFC 2034 puts the code.
        Case("550 5.1.1 <user@example.com>: User unknown", 550, "5.1.1", "<user@example.com>: User unknown"),
        Case("550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist", 550, "5.1.1", "The account does not exist"),
        Case("550-5.1.1 The account 550-5.1.1 does not 550 5.1.1 exist", 550, "5.1.1", "The account does not exist"),
        Case("552-5.2.2 mailbox\n552 5.2.2 full", 552, "5.2.2", "mailbox full"),
        Case("421-First line\r\n421 Second line", 421, nil, "First line Second line"),
        // Where others put it.
        Case(
            "552 sorry, that message size exceeds my databytes limit (#5.3.4)", 552, "5.3.4",
            "sorry, that message size exceeds my databytes limit (#5.3.4)"),
        Case("511 sorry, no mailbox here by that name (#5.1.1 - chkuser)", 511, "5.1.1"),
        Case("550 Unknown user [5.1.1]", 550, "5.1.1"),
        Case("550 #5.1.0 Address rejected.", 550, "5.1.0"),
        Case("550 user unknown (5.1.1)", 550, "5.1.1"),
        Case("5.1.0 - Unknown address error 550-'5.2.2 <user@example.jp>... Mailbox Full' (delivery attempts: 0)", 550, "5.2.2"),
        Case("5.1.1 unknown or illegal alias", nil, "5.1.1", "unknown or illegal alias"),
        Case("Status: 4.4.7", nil, "4.4.7"),
        Case("554 delivery error: dd 5.2.1 mailbox disabled", 554, "5.2.1"),
        Case("#<#5.1.10 smtp;550 5.1.10 RecipientNotFound> #SMTP#", 550, "5.1.10"),
        Case("550 5.7.606 Access denied, banned sending IP [192.0.2.1]", 550, "5.7.606"),
        // Quoted by another system.
        Case("host mx.example.net[192.0.2.7] said: 550 5.7.1 Access denied (in reply to RCPT TO command)", 550, "5.7.1"),
        Case("Remote Server returned '550 5.4.1 Recipient address rejected'", 550, "5.4.1"),
        Case("SMTP error 452 mailbox full", 452, nil),
        Case("<<< 554 rejected", 554, nil),
        Case("could not be delivered because of 550 5.1.1 User unknown", 550, "5.1.1"),
        Case("[Status: Error, ResponseCode 421, Host not reachable.]", 421, nil),
        // Retyped.
        Case("５５０　５．１．１　宛先不明", 550, "5.1.1"),
        Case("エラー内容：５５２　容量超過", 552, nil),
        Case("第５５０１号のお知らせ", nil, nil),
        // No codes at all.
        Case("User unknown", nil, nil, "User unknown"),
        Case("over 550 messages were refused", nil, nil),
        Case("mail from 550 hosts", nil, nil),
        Case("1550 bytes", nil, nil),
        Case("larger than the list allows (500 lines)", nil, nil),
        Case("size limit: 550 KB, error code 552", 552, nil),
        Case("refused (550 lines of nonsense)", nil, nil),
        Case("refused (550 linear nonsense)", 550, nil),
        Case("", nil, nil),
        // What only looks like an enhanced code.
        Case("550 relaying from 5.1.1.1 denied", 550, nil),
        Case("550 relaying from 192.5.1.1 denied", 550, nil),
        Case("554 refused by Postfix 2.5.1", 554, nil),
        Case("554 refused by Exim 4.4.1 at mx.example.net", 554, nil),
        Case("554 Postfix/2.5.1 refused it", 554, nil),
        Case("450 since 4.5.12 10:00:00 greylisted", 450, nil),
        Case("450 since 4.5.2024 greylisted", 450, nil),
        Case("550 version 5.1.1 of this text", 550, nil),
        Case("550 3.1.1 no such class", 550, nil),
        Case("550 5.1.1234 too long", 550, nil),
        Case("550 4.99.1 no such subject in running text", 550, "4.99.1"),
        Case("550 found 4.99.1 in running text", 550, nil),
        // As people retype it.
        Case("550 5,1,1 user unknown", 550, "5.1.1"),
        Case("550 user unknown (#5 1 1)", 550, "5.1.1"),
        Case("550 \u{FF15}\u{FF0E}\u{FF11}\u{FF0E}\u{FF11} user unknown", 550, "5.1.1"),
        Case("\u{FF03}\u{FF15}\u{FF0E}\u{FF11}\u{FF0E}\u{FF11}", nil, "5.1.1"),
    ]

    @Test("Codes are found where servers put them, and nowhere else", arguments: cases)
    func codes(_ item: Case) {
        let bytes = Array(item.input.utf8)
        let codes = ReplyCodes(scanning: bytes.span, in: 0..<bytes.count)
        #expect(codes.code?.rawValue == item.code)
        #expect(codes.status?.description == item.status)
        if let expected = item.text { #expect(SMTPReply(item.input)?.text == expected) }
    }

    @Test("The ranges of the codes quote the codes", arguments: cases)
    func ranges(_ item: Case) {
        let bytes = Array(item.input.utf8)
        let codes = ReplyCodes(scanning: bytes.span, in: 0..<bytes.count)
        if let range = codes.codeRange, bytes[range.range].allSatisfy({ $0 < 0x80 }) {
            #expect(String(decoding: bytes[range.range], as: UTF8.self) == codes.code?.description)
        }
        if let range = codes.statusRange, bytes[range.range].allSatisfy({ $0 < 0x80 && $0 != 0x2C && $0 != 0x20 }) {
            #expect(String(decoding: bytes[range.range], as: UTF8.self) == codes.status?.description)
        }
    }

    @Test("A reply without a word or a code is no reply", arguments: ["", " ", "\r\n\t"])
    func nothing(_ input: String) {
        #expect(SMTPReply(input) == nil)
    }

    @Test("A reply describes itself on one line")
    func description() {
        #expect(SMTPReply("550-5.1.1 No such\r\n550 5.1.1 user")?.description == "550 5.1.1 No such user")
    }

    @Test("No bytes stop the scan", arguments: 0..<200)
    func anything(_ seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        let alphabet = Array("0123456789.#-()[] \r\n:;,'5５．".utf8)
        let bytes = (0..<80).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return alphabet[Int(state >> 33) % alphabet.count]
        }
        let codes = ReplyCodes(scanning: bytes.span, in: 0..<bytes.count)
        #expect(codes.codeRange.map { $0.end <= 80 } ?? true)
        #expect(codes.statusRange.map { $0.end <= 80 } ?? true)
        var words: [UInt8] = []
        SMTPReply.appendWords(of: bytes.span, in: -5..<500, codes: codes, to: &words)
        #expect(words.count <= 80)
    }
}

@Suite("Status codes")
struct StatusCodeTests {
    @Test(
        "Only whole enhanced codes are read",
        arguments: [
            ("5.1.1", true), ("2.0.0", true), ("4.7.650", true), ("5.0.", false), ("5.1", false), ("5.1.1 ", false), ("3.1.1", false),
            ("5.1.1000", false), ("5.1.1.1", false),
        ])
    func strict(_ text: String, _ isCode: Bool) {
        let code = EnhancedStatusCode(text)
        #expect((code != nil) == isCode)
        if isCode { #expect(code?.description == text) }
    }

    @Test("Numbers outside of RFC 3463 make no code")
    func limits() {
        #expect(EnhancedStatusCode(class: 5, subject: 999, detail: 999) != nil)
        #expect(EnhancedStatusCode(class: 5, subject: 1_000, detail: 0) == nil)
        #expect(EnhancedStatusCode(class: 1, subject: 0, detail: 0) == nil)
    }

    @Test("The registry knows what IANA registered")
    func registry() {
        let full = EnhancedStatusCode("4.2.2")?.registration
        #expect(full?.title == "Mailbox full")
        #expect(full?.replyCodes == [552])
        #expect(full?.reference == "RFC 3463")
        #expect(EnhancedStatusCode("5.7.30")?.registration?.title == "REQUIRETLS support required")
        #expect(EnhancedStatusCode("5.0.0")?.registration != nil)
        #expect(EnhancedStatusCode("5.7.606")?.registration == nil)
        #expect(EnhancedStatusCode("5.1.11")?.registration == nil)
    }

    @Test("Every entry of the registry is found by its own numbers")
    func registryIsSorted() {
        var count = 0
        for subject in UInt16(0)...9 {
            for detail in UInt16(0)...40 {
                guard let found = EnhancedStatusCode(class: 5, subject: subject, detail: detail)?.registration else { continue }
                #expect(found.subject == subject && found.detail == detail)
                count += 1
            }
        }
        #expect(count == 81)
    }

    @Test("Reply codes keep to three digits", arguments: [(199, false), (200, true), (599, true), (600, false)])
    func replyCodes(_ value: Int, _ isCode: Bool) {
        #expect((ReplyCode(rawValue: UInt16(value)) != nil) == isCode)
    }

    @Test("The first digit says whether to try again")
    func severity() {
        #expect(ReplyCode(rawValue: 451)?.isTransient == true)
        #expect(ReplyCode(rawValue: 550)?.isPermanent == true)
        #expect(ReplyCode(rawValue: 250)?.severity == 2)
    }
}
