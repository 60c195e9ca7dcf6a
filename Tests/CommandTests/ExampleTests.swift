import Foundation
import Testing

@Suite("The sample mails")
struct ExampleTests {
    @Test("Each is diagnosed as the table beside them says, and each is in the table")
    func table() throws {
        let folder = Program.root.appendingPathComponent("Examples/Mails")
        var expected: [String: [String]] = [:]
        for line in try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasSuffix(".eml") else { continue }
            expected["Examples/Mails/\(cells[0])"] = cells[2] == "not a bounce" ? [] : cells[2].components(separatedBy: ", ")
        }
        let result = try Program.run(["diagnose", "--format", "ndjson", "Examples/Mails"])
        var found: [String: [String]] = [:]
        for line in result.lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let diagnoses = try #require(object["diagnoses"] as? [[String: Any]])
            found[try #require(object["source"] as? String)] = diagnoses.compactMap { $0["cause"] as? String }
        }
        #expect(!expected.isEmpty)
        #expect(Set(found.keys) == Set(expected.keys))
        for (source, causes) in expected { #expect(found[source] == causes, "\(source)") }
    }

    @Test("All of them have words in both languages for whoever has to act")
    func words() throws {
        let result = try Program.run(["diagnose", "--format", "ndjson", "Examples/Mails"])
        for line in result.lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for diagnosis in try #require(object["diagnoses"] as? [[String: Any]]) {
                let summary = try #require(diagnosis["summary"] as? [String: String])
                #expect(summary["en"]?.isEmpty == false && summary["ja"]?.contains { !$0.isASCII } == true, "\(line.prefix(80))")
                let advice = try #require(diagnosis["advice"] as? [String: [String: [String]]])
                for (reader, steps) in advice { #expect(steps["en"]?.count == steps["ja"]?.count, "\(line.prefix(80)) \(reader)") }
            }
        }
    }
}
