import Testing
import Undelivered

@Suite("The blocks of a layout")
struct LayoutBlockTests {
    @Test("give the words of each recipient", arguments: LayoutBlockCases.texts)
    func texts(item: LayoutCase) throws {
        #expect(try OwnPacks.reading(layout: item.layout, mail: Sketch.bounce(item.body)) == item.expected)
    }

    @Test("name the recipients and what is known of them", arguments: LayoutBlockCases.recipients)
    func recipients(item: LayoutCase) throws {
        #expect(try OwnPacks.reading(layout: item.layout, mail: Sketch.bounce(item.body)) == item.expected)
    }

    @Test("are the same when lines end in CR LF", arguments: LayoutBlockCases.texts + LayoutBlockCases.recipients)
    func lineEnds(item: LayoutCase) throws {
        let mail = Sketch.bounce(item.body)
        let twin = mail.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(try OwnPacks.reading(layout: item.layout, mail: twin) == item.expected)
    }

    @Test("of paragraphs are read over the ends of lines, with places in the input")
    func paragraphs() throws {
        let layout = """
            unit: paragraph
            blocks:
              starts: ['^<(?<recipient>[^>]+)>: host (?<remote_mta>[^ \\[]+)\\[[^\\]]+\\] said: (?<reply>.*)$']
              phase: { rcpt: [in reply to RCPT TO command] }
            """
        let mail = Sketch.bounce(
            "\n<user@example.jp>: host\n    mx.example.jp[192.0.2.1] said: 550\n    5.1.1 No such user (in reply to RCPT\n    TO command)\n\n--\n"
        )
        let expected =
            "user@example.jp code=550 status=5.1.1 phase=rcpt at=mx.example.jp text=550 5.1.1 No such user (in reply to RCPT TO command)"
        #expect(try OwnPacks.reading(layout: layout, mail: mail) == [expected])
    }
}
