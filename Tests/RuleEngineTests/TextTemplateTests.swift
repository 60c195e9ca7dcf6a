import RuleEngine
import Testing

@Suite("A template")
struct TextTemplateTests {
    @Test(
        "is filled with what is known",
        arguments: [
            ("", ""),
            ("no variable", "no variable"),
            ("${a}", "1"),
            ("${a}${b}", "12"),
            ("満杯：${a}。", "満杯：1。"),
            ("$", "$"), ("$$", "$$"), ("$a", "$a"), ("100 $ ${a}", "100 $ 1"), ("${", "<>"), ("${a", "1"), ("a}b", "a}b"),
            ("${?x}", ""), ("${none}", "<none>"), ("${}", "<>"),
            ("x${a? (${a})}y", "x (1)y"),
            ("x${none? (${none})}y", "xy"),
            ("x${none? (${a? deep ${b}} more)}y", "xy"),
            ("${a?${b?${c?no}yes}}", "yes"),
            ("${a?open", "open"),
            ("${a?🙂}", "🙂"),
            ("é${a}́", "é1́"),
        ])
    func filling(template: String, expected: String) {
        let values = ["a": "1", "b": "2"]
        #expect(TextTemplate.expand(template, otherwise: { "<\($0)>" }, { values[$0] }) == expected)
    }

    @Test(
        "takes values as plain text of bounded length",
        arguments: [
            ("${b} $ ${c? x}", "${b} $ ${c? x}"), ("one\r\ntwo\u{7F}\u{0}\t!", "onetwo!"),
            (String(repeating: "長", count: 300), String(repeating: "長", count: 256)),
        ])
    func values(value: String, expected: String) {
        #expect(TextTemplate.expand("${a}") { $0 == "a" ? value : "wrong" } == expected)
    }
}
