import DeliveryTypes
import Testing

@testable import MailReading

@Suite("Headers")
struct HeaderTests {
    static let subjects: [(raw: String, readable: String)] = [
        ("plain words", "plain words"),
        ("folded\n words", "folded words"),
        ("folded\r\n\t words", "folded words"),
        ("folded\n\twords", "folded words"),
        ("badly folded\nwithout white space", "badly folded without white space"),
        ("=?utf-8?B?44GT44KT44Gr44Gh44Gv?=", "こんにちは"),
        ("=?UTF-8?Q?Undeliverable:_caf=C3=A9?=", "Undeliverable: café"),
        ("=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        ("=?Shift_JIS?B?grGC8YLJgr+CzQ==?=", "こんにちは"),
        ("=?EUC-JP?B?pLOk86TLpMGkzw==?=", "こんにちは"),
        ("=?utf-8?Q?one?= =?utf-8?Q?_two?=", "one two"),
        ("=?utf-8?Q?one?=\n =?utf-8?Q?two?=", "onetwo"),
        ("=?utf-8?B?44GT44KT44E=?=\n =?utf-8?B?q+OBoeOBrw==?=", "こんにちは"),
        ("=?utf-8?Q?one?= and two", "one and two"),
        ("=?iso-8859-1?Q?caf=E9?= =?utf-8?Q?=E3=81=AF?=", "caféは"),
        ("=?utf-8*en?Q?tagged?=", "tagged"),
        ("=?utf-8?X?unknown?=", "=?utf-8?X?unknown?="),
        ("=?utf-8?Q?no end", "=?utf-8?Q?no end"),
        ("=?utf-8?Q?broken=ZZ?=", "broken=ZZ"),
        ("=?bogus?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?Q?line=0Aend?=", "line end"),
    ]

    @Test("Values are unfolded and decoded", arguments: subjects)
    func values(_ raw: String, _ readable: String) throws {
        let mail = try Reading("From: a@example.com\nSubject: \(raw)\nTo: b@example.com\n\nbody\n")
        #expect(mail.header("Subject") == readable)
        #expect(mail.header("To") == "b@example.com")
        #expect(mail.section(.body) == "body\n")
    }

    @Test(
        "Bytes that nobody declared are guessed",
        arguments: [
            (Array("こんにちは".utf8), "こんにちは"),
            ([0x82, 0xB1, 0x82, 0xF1, 0x82, 0xC9, 0x82, 0xBF, 0x82, 0xCD], "こんにちは"),
            ([0xA4, 0xB3, 0xA4, 0xF3, 0xA4, 0xCB, 0xA4, 0xC1, 0xA4, 0xCF], "こんにちは"),
            ([0x1B, 0x24, 0x42, 0x24, 0x33, 0x24, 0x73, 0x1B, 0x28, 0x42], "こん"),
            ([0x63, 0x61, 0x66, 0xE9], "café"),
        ] as [([UInt8], String)])
    func rawBytes(_ raw: [UInt8], _ readable: String) throws {
        let mail = try Reading(Array("From: a@example.com\nSubject: ".utf8) + raw + Array("\n\nbody\n".utf8))
        #expect(mail.header("Subject") == readable)
        #expect(mail.hasDefect(.rawHeaderBytes))
    }

    @Test("Only wanted fields become text, each on one line")
    func wanted() throws {
        let mail = try Reading("From: a@example.com\nX-One: 1\nX-Two: 2\n\nbody\n", wanted: ["x-two"])
        #expect(mail.sections(.header) == ["2\n"])
        #expect(mail.contents.fields.count == 3)
    }

    @Test("A body may follow the header without an empty line")
    func missingHeaderEnd() throws {
        let mail = try Reading(
            "From: a@example.com\nSubject: x\nThis is the body\nof a mail that\nhas no empty line\nat all and goes on.\n")
        #expect(mail.hasDefect(.missingHeaderEnd))
        #expect(mail.section(.body).hasPrefix("This is the body"))
    }

    @Test("Space before the colon is accepted")
    func spaceBeforeColon() throws {
        #expect(try Reading("From : a@example.com\nSubject\t: x\n\n").header("Subject") == "x")
    }

    @Test("A line of spaces ends the header when a body follows, and goes on when fields follow")
    func blankLine() throws {
        #expect(try Reading("From: a@example.com\nSubject: x\n  \nHello there\n").section(.body) == "Hello there\n")
        #expect(try Reading("From: a@example.com\n  \nSubject: x\n\nHello\n").header("Subject") == "x")
    }

    @Test("Words of a decoded value lead back to their encoded word")
    func origins() throws {
        let mail = try Reading("From: a@example.com\nSubject: Re: =?utf-8?B?44GT44KT44Gr44Gh44Gv?= again\n\n")
        #expect(mail.origin(of: "こん") == "=?utf-8?B?44GT44KT44Gr44Gh44Gv?=")
        #expect(mail.origin(of: "again") == "again")
        #expect(mail.origin(of: "Re:") == "Re:")
    }

    @Test("The hashes of known fields are those of their names", arguments: FieldHash.names)
    func hashes(_ hash: UInt32, _ name: String) {
        #expect(FieldName.hash(name.utf8) == hash)
    }

    @Test("Every field can be wanted, and none")
    func wantedFields() {
        #expect(WantedFields.all.contains(FieldName.hash("X-Any".utf8)))
        #expect(!WantedFields.none.contains(FieldName.hash("Subject".utf8)))
        let names = (0..<300).map { "X-Field-\($0)" }
        let wanted = WantedFields(names: names)
        #expect(names.allSatisfy { wanted.contains(FieldName.hash($0.utf8)) })
        #expect(!wanted.contains(FieldName.hash("X-Field-300".utf8)))
    }
}
