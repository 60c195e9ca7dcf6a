import Testing

@testable import PatternAutomaton

@Suite("What a regex needs elsewhere in the text")
struct TextWindowsTests {
    /// Whether a text may hold one literal of each clause.
    private func hold(_ clauses: [[String]], in text: String) -> Bool {
        let needs = TextNeed.clauses(clauses.map { RequiredLiteral(literals: $0.map { Array($0.utf8) }) })
        var windows = TextWindows()
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        var result = false
        // Only who asks often enough has the text looked at.
        for _ in 0..<text.utf8.count / 128 + 1 {
            result = unsafe needs.withUnsafeBufferPointer { needs in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    guard let needs = needs.baseAddress, let bytes = bytes.baseAddress else { return false }
                    return unsafe windows.hold(needs, in: bytes, text.utf8.count, epoch: 1)
                }
            }
        }
        return result
    }

    @Test(
        "is found at even and at odd positions, and missed where it does not stand",
        arguments: ["full", "quota", "exceeded", "over the limit"])
    func positions(literal: String) {
        for shift in 0..<9 {
            let before = String(repeating: ".", count: shift)
            #expect(hold([[literal]], in: before + literal))
            #expect(hold([["another word", literal]], in: before + literal + " and more"))
            #expect(!hold([[literal]], in: before + String(literal.reversed())))
            #expect(!hold([[literal], ["another word"]], in: before + literal))
        }
        #expect(!hold([[literal]], in: ""))
    }

    @Test("is not looked for in texts that hold nearly everything")
    func longTexts() {
        let text = String(repeating: "lorem ipsum ", count: TextWindows.mostBytes / 12)
        #expect(!hold([["exceeded"]], in: text))
        #expect(hold([["exceeded"]], in: text + text))
    }

    @Test("never hides a match", arguments: [0, 1, 300, 8_000, 20_000])
    func matches(distance: Int) throws {
        let patterns: [Pattern] = [
            .regex("mailbox.*(?:exceeded|over quota)"), .regex("(?s)mailbox.*exceeded"), .regex("^mailbox.*exceeded"),
            .regex("mailbox.{0,9}exceeded"),
        ]
        let gap = String(repeating: "x", count: distance)
        for shift in ["", ".", "a\n", "ab\n"] {
            let found = try scan(patterns, shift + "mailbox" + gap + "exceeded").map { $0.prefix { $0 != "@" } }
            let atStart = shift.isEmpty || shift.hasSuffix("\n")
            #expect(found.sorted() == ["0", "1"] + (atStart ? ["2"] : []) + (distance <= 9 ? ["3"] : []))
            #expect(try scan(patterns, shift + "mailbox" + gap + "exceede").isEmpty)
        }
    }
}
