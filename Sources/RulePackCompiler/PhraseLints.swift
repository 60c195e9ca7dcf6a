/// Lints of the phrases of one list.
enum PhraseLints {
    static func check(_ phrases: [SpannedText], _ findings: DiagnosticCollector) {
        for phrase in phrases where weight(phrase.text) < 4 {
            findings.report(
                .shortPhrase, "the phrase `\(phrase.text)` is so short that it stands in other words", at: phrase.place,
                help: "write more of the text, at least 4 letters")
        }
        let total = phrases.reduce(0) { $0 + $1.text.utf8.count }
        // Comparing every pair of a long list would take longer than it is worth.
        guard phrases.count > 1, phrases.count <= 500, total <= 1 << 16, findings.spend(total * phrases.count) else { return }
        let folded = phrases.map { fold($0.text) }
        for (index, phrase) in phrases.enumerated() {
            for other in folded.indices where other != index && folded[other].count <= folded[index].count {
                guard contains(folded[index], folded[other]), folded[other] != folded[index] || other < index else { continue }
                let isSame = folded[other] == folded[index]
                findings.report(
                    isSame ? .duplicatePredicate : .subsumedPhrase,
                    isSame ? "the phrase is written twice" : "the phrase never decides: a shorter one stands in it", at: phrase.place,
                    help: "remove one of the two",
                    notes: [findings.note(isSame ? "first written here" : "this one holds wherever it holds", at: phrases[other].place)])
                break
            }
        }
    }

    /// Letters outside ASCII say more: two count for four.
    private static func weight(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.properties.isWhitespace ? 0 : $1.isASCII ? 1 : 2) }
    }

    /// Near enough to what the linker makes of a phrase.
    private static func fold(_ text: String) -> [UInt8] {
        Array(text.lowercased().split { $0.isWhitespace }.joined(separator: " ").utf8)
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }
}
