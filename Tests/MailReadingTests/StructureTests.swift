import DeliveryTypes
import MailReading
import Testing

@Suite("Parts")
struct StructureTests {
    @Test("A report has its text, its status and the returned message")
    func report() throws {
        let mail = try Reading(SampleMails.postfix)
        #expect(mail.contents.parts.map(\.kind) == [.report, .plainText, .deliveryStatus, .message])
        #expect(mail.contents.parts.map(\.parent) == [-1, 0, 0, 0])
        #expect(mail.contents.fields.count == 8)
        #expect(mail.contents.defects.isEmpty)
        #expect(mail.section(.body).contains("This is the mail system at host"))
        let returned = try #require(mail.contents.returnedMessage)
        #expect(mail.input(returned).hasPrefix("Return-Path: <sender@example.org>"))
        #expect(mail.input(returned).hasSuffix("Hello.\n"))
        #expect(mail.contents.returnedSize == returned.count)
        #expect(mail.contents.returnedFields.count == 5)
        #expect(mail.header("Subject", .returnedHeader) == "こんにちは")
        #expect(!mail.text.contains("Hello."))
    }

    @Test("Line ends do not matter", arguments: ["\r\n", "\r", "\r\r\n"])
    func lineEnds(_ end: String) throws {
        for sample in SampleMails.all {
            let expected = try Reading(sample)
            let converted = sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
            let mail = try Reading(converted)
            #expect(mail.text == expected.text)
            #expect(mail.contents.parts.map(\.kind) == expected.contents.parts.map(\.kind))
            #expect(mail.contents.deliveryReports.count == expected.contents.deliveryReports.count)
        }
    }

    @Test("Line ends may be mixed")
    func mixedLineEnds() throws {
        let mail = try Reading("From: a@example.com\r\nSubject: x\n\r\nline 1\r\nline 2\nline 3\rline 4\n")
        #expect(mail.section(.body) == "line 1\nline 2\nline 3\nline 4\n")
    }

    @Test(
        "What stands before the header is skipped",
        arguments: [
            "\n\n", "\r\n", "From sender@example.org Mon Jan  6 10:00:00 2025\n", ">From sender@example.org Mon Jan  6 2025\n", "\u{FEFF}",
            "\0\n",
        ])
    func beforeHeader(_ prefix: String) throws {
        let mail = try Reading(prefix + SampleMails.qmail)
        #expect(mail.header("Subject") == "failure notice")
        #expect(mail.section(.body).hasPrefix("Hi. This is the qmail-send program"))
    }

    @Test("Pasted text without a header is a body")
    func pastedText() throws {
        let mail = try Reading("<user@example.com>: host mx.example.com said: 550 no\nsecond line")
        #expect(mail.contents.fields.isEmpty)
        #expect(mail.hasDefect(.missingHeader))
        #expect(mail.section(.body) == "<user@example.com>: host mx.example.com said: 550 no\nsecond line\n")
    }

    @Test("Fields that are no mail's header are pasted text")
    func pastedFields() throws {
        let mail = try Reading("Error: 550 no such user\nServer: mx.example.com\n")
        #expect(mail.contents.fields.isEmpty)
        #expect(mail.section(.body).hasPrefix("Error: 550"))
    }

    @Test("A report pasted without its header is read as a report")
    func pastedReport() throws {
        let mail = try Reading(SampleMails.pasted)
        #expect(mail.contents.parts.map(\.kind) == [.multipart, .plainText, .plainText, .deliveryStatus])
        #expect(mail.section(.body) == "Here is what I got:\nThe mail did not go through.\n")
        #expect(mail.contents.deliveryReports.count == 1)
    }

    @Test("A header alone is a mail")
    func headerOnly() throws {
        let mail = try Reading("From: a@example.com\nSubject: nothing more")
        #expect(mail.header("Subject") == "nothing more")
        #expect(mail.section(.body).isEmpty)
    }

    @Test(
        "A wrong or missing boundary is found by what looks like one", arguments: ["boundary=wrong", "boundary=\"\"", "charset=utf-8", ""])
    func boundaries(_ parameter: String) throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; \(parameter)\n\npreamble\n--right\nContent-Type: text/plain\n\none\n--right\nContent-Type: text/html\n\n<b>two</b>\n--right--\n"
        )
        #expect(mail.sections(.body) == ["one\n", "two\n"])
    }

    @Test("A multipart without any boundary is text")
    func noBoundary() throws {
        let mail = try Reading("From: a@example.com\nContent-Type: multipart/report; boundary=x\n\njust words\n")
        #expect(mail.section(.body) == "just words\n")
        #expect(mail.hasDefect(.boundaryNotFound))
    }

    @Test("A missing end boundary ends with the mail, an inner one with the outer")
    func missingEnds() throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=o2\n\n--o2\n\none\n--o\n\ntwo\n"
        )
        #expect(mail.sections(.body) == ["one\n", "two\n"])
        #expect(mail.contents.parts.map(\.parent) == [-1, 0, 1, 0])
        #expect(mail.hasDefect(.missingEndBoundary))
    }

    @Test("A boundary that begins another one is not taken for it")
    func similarBoundaries() throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/mixed; boundary=abc\n\n--abc\n\none\n--abc--\n--ab\n\ntwo\n--ab--\n"
        )
        #expect(mail.sections(.body) == ["one\n", "two\n"])
    }

    @Test("In a mail from a mail system the attached message is the returned one")
    func returnedInMixed() throws {
        let mail = try Reading(SampleMails.mixed)
        #expect(mail.contents.parts.map(\.kind) == [.multipart, .html, .message])
        #expect(mail.contents.returnedFields.count == 4)
        #expect(!mail.text.contains("returned words"))
        #expect(mail.section(.body) == "Your mail to <user@example.com> came back.\n\n550 5.7.1 Access & relay denied\n")
    }

    @Test("A bounce that somebody passes on is read through")
    func forwarded() throws {
        let mail = try Reading(SampleMails.forwarded)
        #expect(mail.section(.body) == "Please explain.\n")
        #expect(mail.section(.enclosed).contains("Subject: Undelivered Mail Returned to Sender"))
        #expect(mail.section(.enclosed).contains("This is the mail system at host"))
        #expect(mail.contents.deliveryReports.count == 1)
        #expect(mail.header("Subject", .returnedHeader) == "こんにちは")
        let kinds = mail.contents.text.sections.map(\.kind)
        #expect(kinds.lastIndex(of: .returnedHeader).map { last in kinds.firstIndex(of: .enclosed).map { last < $0 } ?? false } == true)
    }

    @Test("A returned header without a body has no size")
    func returnedHeaderOnly() throws {
        let mail = try Reading(SampleMails.feedback)
        #expect(mail.contents.returnedMessage != nil)
        #expect(mail.contents.returnedSize == nil)
        #expect(mail.header("Subject", .returnedHeader) == "offer")
    }

    @Test(
        "Names of files are decoded",
        arguments: [
            ("attachment; filename=\"report.txt\"", "report.txt"),
            ("attachment; filename=report one.txt", "report one.txt"),
            ("attachment; filename*=utf-8''%E5%A0%B1%E5%91%8A.zip", "報告.zip"),
            ("attachment; filename*0*=utf-8''%E5%A0%B1; filename*1*=%E5%91%8A; filename*2=.exe", "報告.exe"),
            ("attachment; filename=\"=?ISO-2022-JP?B?GyRCSnM5cBsoQi5kb2M=?=\"", "報告.doc"),
        ])
    func fileNames(_ value: String, _ expected: String) throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\nContent-Disposition: \(value)\n\nx\n--b--\n"
        )
        let part = try #require(mail.contents.parts.last)
        #expect(String(decoding: mail.contents.fileNames[part.fileName.range], as: UTF8.self) == expected)
    }

    @Test("Content-Type names a file where Content-Disposition does not")
    func contentTypeName() throws {
        let mail = try Reading(
            "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png; name=\"icon.png\"\n\nx\n--b--\n"
        )
        let part = try #require(mail.contents.parts.last)
        #expect(String(decoding: mail.contents.fileNames[part.fileName.range], as: UTF8.self) == "icon.png")
        #expect(mail.input(part.mediaType) == "image/png")
    }

    @Test("A header block is read out of text")
    func headerBlock() {
        let text = Array("--- copy ---\nReturn-Path: <a@example.org>\nSubject: one\n two\n\nbody: x\n".utf8)
        var fields: [HeaderField] = []
        let end = MessageReader.readHeaderBlock(in: text.span, 13..<text.count, into: &fields)
        #expect(fields.count == 2)
        #expect(String(decoding: text[fields[1].value.range], as: UTF8.self) == "one\n two")
        #expect(String(decoding: text[end...], as: UTF8.self) == "body: x\n")
    }
}
