import DeliveryTypes
import Testing

@Suite("Words in a text")
struct WordsTests {
    @Test(
        "are found wherever they stand",
        arguments: [
            ("", "", true), ("a", "", true), ("", "a", false), ("mailbox full", "full", true), ("mailbox full", "mail", true),
            ("mailbox ful", "full", false), ("aaab", "aab", true), ("aaa", "aab", false), ("使われておりません", "おりません", true), ("退職", "停止", false),
        ])
    func holds(_ text: String, _ words: String, _ expected: Bool) {
        #expect(text.holds(words) == expected)
        #expect(text[...].holds(words[...]) == expected)
    }
}
