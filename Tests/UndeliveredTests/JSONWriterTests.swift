import Testing
import Undelivered

@Suite("JSON")
struct JSONWriterTests {
    @Test(
        "Strings are escaped as RFC 8259 section 7 asks, and nothing else is touched",
        arguments: [
            ("plain", #""plain""#),
            (#"say "no" \ stop"#, #""say \"no\" \\ stop""#),
            ("a\nb\r\tc", #""a\nb\r\tc""#),
            ("\u{0}\u{1B}[31m\u{7F}", #""\u0000\u001b[31m\u007f""#),
            ("満杯です🈵", "\"満杯です🈵\""),
        ])
    func strings(value: String, expected: String) {
        var json = JSONWriter()
        json.string(value)
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("Commas stand between members and elements, never before the first or behind the last")
    func commas() {
        var json = JSONWriter()
        json.object { json in
            json.member("a", nil as String?)
            json.key("b")
            json.array { json in
                json.integer(-1)
                json.boolean(true)
                json.object { _ in }
                json.array { _ in }
                json.null()
            }
            json.member("c", 7)
        }
        json.endLine()
        json.object { _ in }
        #expect(String(decoding: json.bytes, as: UTF8.self) == "{\"a\":null,\"b\":[-1,true,{},[],null],\"c\":7}\n{}")
    }

    @Test(
        "A share has at most three decimals and stays between 0 and 1",
        arguments: [
            (0.9, "0.9"), (0.05, "0.05"), (1.0 / 3, "0.333"), (0.9999, "1"), (0.0004, "0"), (2, "1"), (-1, "0"),
            (.nan, "0"), (.infinity, "1"),
        ])
    func shares(value: Double, expected: String) {
        var json = JSONWriter()
        json.share(value)
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("A writer that is emptied begins anew")
    func reuse() {
        var json = JSONWriter()
        json.string("one")
        json.removeAll()
        json.string("two")
        #expect(String(decoding: json.bytes, as: UTF8.self) == "\"two\"")
    }
}
