import Foundation
import Testing

@Suite("The command works on packs")
struct PackTests {
    /// A pack that brings its own cause, so that it can be checked alone.
    private func pack(_ rules: String) -> String {
        """
        schema: 1
        pack:
          id: sample
          version: 1.0.0
          tier: site
          title: { en: Sample, ja: 見本 }
        causes:
          - id: sample.closed
            title: { en: Closed, ja: 閉鎖 }
            side: recipient
            permanence: permanent
            suppress_recipient: no
            summary: { en: It is closed., ja: 閉鎖されています。 }
        rules:
          - id: closed
            match: { text: [the gate is closed] }
            verdict: { cause: sample.closed }
            references: ["observed: sample"]
        \(rules)
        """
    }

    private func run(_ command: String, _ rules: String) throws -> Program.Result {
        let scratch = try Scratch()
        try scratch.write("sample/pack.yaml", pack(rules))
        return try Program.run(["pack", command, "sample"], in: scratch.folder)
    }

    @Test("A sound pack passes the check and its examples", arguments: ["check", "test"])
    func sound(command: String) throws {
        let result = try run(command, "    examples: { match: [\"550 The gate is closed\"], no_match: [\"550 The gate is open\"] }")
        #expect(result.errors.hasSuffix("0 errors, 0 warnings\n"))
        #expect(result.status == 0)
    }

    @Test("A compiled pack answers as its YAML does")
    func compiled() throws {
        let scratch = try Scratch()
        try scratch.write(
            "sample/pack.yaml", pack("    examples: { match: [\"550 The gate is closed\"], no_match: [\"550 The gate is open\"] }"))
        let made = try Program.run(["pack", "compile", "sample", "--output", "sample.image"], in: scratch.folder)
        #expect(made.status == 0)
        let answer = try Program.run(
            ["diagnose", "--image", "sample.image", "--reply", "550 The gate is closed", "--format", "ndjson"], in: scratch.folder)
        #expect(answer.status == 0)
        #expect(answer.output.contains(#""rule":"sample/closed""#))

        try scratch.write("sample.image", "no image")
        let refused = try Program.run(["diagnose", "--image", "sample.image", "--reply", "550"], in: scratch.folder)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("error[E901]"))
    }

    @Test("An unknown key is shown at its place, with what was meant")
    func unknownKey() throws {
        let result = try run("check", "    exampels: { match: [\"550 The gate is closed\"] }")
        #expect(result.errors.contains("error[E008]"))
        #expect(result.errors.contains("sample/pack.yaml:19:5"))
        #expect(result.errors.contains("did you mean `examples`?"))
        #expect(result.status == 65)
    }

    @Test("An example that its rule does not match fails the test")
    func unmatched() throws {
        let result = try run("test", "    examples: { match: [\"550 The door is shut\"], no_match: [\"550 The gate is open\"] }")
        #expect(result.errors.contains("error[E050]"))
        #expect(result.status == 65)
    }

    @Test("A counter-example that its rule matches fails the test")
    func matched() throws {
        let result = try run("test", "    examples: { match: [\"550 The gate is closed\"], no_match: [\"The gate is closed today\"] }")
        #expect(result.errors.contains("error[E051]"))
        #expect(result.status == 65)
    }

    @Test("A folder without a pack is named")
    func noPack() throws {
        let scratch = try Scratch()
        let result = try Program.run(["pack", "check", "."], in: scratch.folder)
        #expect(result.errors == "undelivered: .: no YAML files in this folder\n")
        #expect(result.status == 65)
    }
}
