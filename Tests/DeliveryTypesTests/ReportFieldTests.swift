import DeliveryTypes
import Testing

@Suite("Fields of delivery reports")
struct ReportFieldTests {
    @Test(
        "Addresses are read out of what stands around them",
        arguments: [
            ("rfc822; <User@EXAMPLE.com>", "User@example.com", "rfc822"),
            ("RFC822;user@example.com", "user@example.com", "rfc822"),
            ("user@example.com", "user@example.com", nil),
            ("<user@example.com>:", "user@example.com", nil),
            ("\"Doe, John\" <john@example.org>", "john@example.org", nil),
            ("rfc822; \"john doe\"@example.com", "\"john doe\"@example.com", "rfc822"),
            ("rfc822; \"a@b\"@Example.com", "\"a@b\"@example.com", "rfc822"),
            ("rfc822; @relay.example.net,@b.example.net:user@example.com", "user@example.com", "rfc822"),
            ("<@relay.example.net:user@example.com>", "user@example.com", nil),
            ("utf-8; \\x{306F}\\x{306A}@example.jp", "はな@example.jp", "utf-8"),
            ("utf-8; はな@Example.jp", "はな@example.jp", "utf-8"),
            ("rfc822; user@example.com (unknown user)", "user@example.com", "rfc822"),
            ("mailto:user@example.com", "user@example.com", nil),
            ("user@example.com, other@example.com", "user@example.com", nil),
            ("rfc822;user@example.com.", "user@example.com", "rfc822"),
            ("x400; /G=User/S=Name/O=EXAMPLE/C=JP/", "/G=User/S=Name/O=EXAMPLE/C=JP/", "x400"),
            ("LOCAL; user", "user", "local"),
            ("unknown; some user name", "some user name", "unknown"),
            ("user..dots.@example.jp", "user..dots.@example.jp", nil),
        ] as [(String, String, String?)])
    func addresses(_ input: String, _ expected: String, _ type: String?) throws {
        let address = try #require(RecipientAddress(input))
        #expect(address.description == expected)
        #expect(address.type == type)
    }

    @Test("Nothing is no address", arguments: ["", "rfc822;", "rfc822; <>", "  "])
    func noAddress(_ input: String) {
        #expect(RecipientAddress(input) == nil)
    }

    @Test("The domain is in lower case, the local part as it is")
    func parts() throws {
        let address = try #require(RecipientAddress("rfc822; User.Name@MAIL.Example.COM"))
        #expect(address.localPart == "User.Name")
        #expect(address.domain == "mail.example.com")
    }

    @Test(
        "ORCPT is xtext",
        arguments: [
            ("rfc822;user+2Btag@example.com", "user+tag@example.com"), ("rfc822;a+3Db@example.com", "a=b@example.com"),
            ("rfc822;user+zz@example.com", "user+zz@example.com"),
        ])
    func orcpt(_ input: String, _ expected: String) {
        #expect(RecipientAddress(orcpt: input)?.description == expected)
    }

    @Test(
        "MTA names lose their type, brackets and addresses",
        arguments: [
            ("dns; mx.Example.com", "dns", "mx.example.com", nil),
            ("DNS;mx.example.com.", "dns", "mx.example.com", nil),
            ("dns; mx.example.com (192.0.2.1)", "dns", "mx.example.com", "192.0.2.1"),
            ("dns; mx.example.com (TCP|192.0.2.9|25|198.51.100.2|4321)", "dns", "mx.example.com", "192.0.2.9"),
            ("mx.example.com [198.51.100.7]", nil, "mx.example.com", "198.51.100.7"),
            ("dns; [192.0.2.1]", "dns", "192.0.2.1", nil),
            ("dns; <mx.example.com>", "dns", "mx.example.com", nil),
            ("x-unix; mail.example.net", "x-unix", "mail.example.net", nil),
        ] as [(String, String?, String, String?)])
    func systems(_ input: String, _ type: String?, _ name: String, _ address: String?) throws {
        let system = try #require(MTAName(input))
        #expect(system.type == type)
        #expect(system.name == name)
        #expect(system.address == address)
    }

    @Test("A name that says nothing is none", arguments: ["", "dns;", "dns; ()", "dns; ."])
    func noSystem(_ input: String) {
        #expect(MTAName(input) == nil)
    }

    @Test(
        "Diagnostic codes are split at their type",
        arguments: [
            ("smtp; 550 5.1.1 User unknown", "smtp", "550 5.1.1 User unknown"),
            ("X-Postfix; unknown user: \"user\"", "x-postfix", "unknown user: \"user\""),
            ("550 5.1.1 no; sorry", nil, "550 5.1.1 no; sorry"),
            ("SMTP;", "smtp", ""),
        ] as [(String, String?, String)])
    func diagnosticCodes(_ input: String, _ type: String?, _ text: String) throws {
        let code = try #require(DiagnosticCode(input))
        #expect(code.type == type)
        #expect(code.text == text)
    }

    @Test(
        "Actions are read with comments and near misses",
        arguments: [
            ("failed", .failed), ("Failed", .failed), ("failure", .failed), ("failed (Unknown user)", .failed), ("delayed", .delayed),
            ("Delivered (mailbox)", .delivered), ("relayed", .relayed), ("expanded", .expanded), ("deferred", .delayed), ("dropped", nil),
            ("", nil),
        ] as [(String, DeliveryAction?)])
    func actions(_ input: String, _ expected: DeliveryAction?) {
        #expect(DeliveryAction(input) == expected)
    }

    @Test("Every action reads its own name", arguments: DeliveryAction.allCases)
    func actionNames(_ action: DeliveryAction) {
        #expect(DeliveryAction(action.name) == action)
    }

    @Test(
        "Commands tell the phase",
        arguments: [
            ("RCPT TO", .rcpt), ("RCPT TO command", .rcpt), ("MAIL FROM:<user@example.com>", .mail), ("EHLO", .helo), ("HELO mx", .helo),
            ("DATA", .data), ("end of DATA command", .endOfData), ("end-of-data", .endOfData), ("BDAT", .data), (".", .endOfData),
            ("sending message body", .endOfData), ("initial connection", .connect), ("QUIT", nil), ("", nil), ("database", nil),
        ] as [(String, SMTPPhase?)])
    func phases(_ input: String, _ expected: SMTPPhase?) {
        #expect(SMTPPhase(command: input) == expected)
    }

    @Test("Every phase reads its own name", arguments: SMTPPhase.allCases)
    func phaseNames(_ phase: SMTPPhase) {
        #expect(SMTPPhase(command: phase.name) == phase)
    }

    @Test("Field names are compared without case")
    func fieldNames() {
        #expect(FieldName.hash("X-Failed-Recipients".utf8) == FieldName.hash("x-failed-RECIPIENTS".utf8))
        #expect(FieldName.hash("To".utf8) != FieldName.hash("Cc".utf8))
    }

    @Test("Text ranges never run backwards")
    func ranges() {
        #expect(TextRange(5, 3).isEmpty)
        #expect(TextRange(5, 3).start == 5)
        #expect(TextRange(-1..<7).range == 0..<7)
        #expect(TextRange(2, 5).contains(4) && !TextRange(2, 5).contains(5))
    }
}
