import RulePackCompiler
import Testing

@Suite("Packs together")
struct PackUnionTests {
    private func pack(_ id: String, requires: String = "", _ text: String) throws -> PackModel {
        let header = "schema: 1\npack: { id: \(id), version: 1.2.0, tier: site, title: { en: \(id), ja: \(id) }\(requires) }\n"
        return try parsePack(files: [PackFile(name: "\(id).yaml", bytes: Array((header + text).utf8))])
    }

    private static let base = """
        causes:
          - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
          - { id: network.loop, title: { en: Loop, ja: ループ }, side: recipient, permanence: permanent, suppress_recipient: no, summary: { en: Loop., ja: 循環。 } }
        rules:
          - id: full
            match: { regex: 'limit of (?<limit>[0-9]+)' }
            verdict: { cause: mailbox.full }
            message: { en: "Over ${limit}.", ja: 超過。 }

        """

    @Test("names of one pack are known to all")
    func shared() throws {
        let other = try pack("other", "rules: [{ id: a, match: { text: [mailbox full] }, verdict: { cause: mailbox.full } }]\n")
        #expect(check(packs: [try pack("base", Self.base), other]).isEmpty)
        #expect(check(packs: [other]).map(\.code) == ["E030"])
    }

    @Test("that define the same thing are told about both places")
    func duplicates() throws {
        let found = check(packs: [try pack("base", Self.base), try pack("other", Self.base)])
        #expect(found.map(\.code) == ["E015", "E015"])
        #expect(found.map { $0.location?.file } == ["other.yaml", "other.yaml"])
        #expect(found.map { $0.notes.first?.location?.file } == ["base.yaml", "base.yaml"])
    }

    @Test("with one id are refused")
    func sameID() throws {
        let pack = try pack("base", "rules: []\n")
        #expect(check(packs: [pack, pack]).map(\.code) == ["E015"])
    }

    @Test("may be named in `before` only where they are required")
    func before() throws {
        let base = try pack("base", Self.base)
        let text = "rules: [{ id: a, match: { text: [mailbox full] }, verdict: { cause: mailbox.full }, before: [base/full] }]\n"
        #expect(check(packs: [base, try pack("other", text)]).map(\.code) == ["E033"])
        #expect(check(packs: [base, try pack("other", requires: ", requires: { packs: { base: '>=1.0' } }", text)]).isEmpty)
        let found = check(packs: [base, try pack("other", requires: ", requires: { packs: { base: '>=2.0' } }", text)])
        #expect(found.map(\.code) == ["E036"])
    }

    @Test("throw only for errors")
    func throwing() throws {
        let base = try pack("base", Self.base)
        let text = "overrides: [{ target: base/full, because: x, replace: { verdict: { cause: mailbox.full } } }]\n"
        #expect(try checkUnion(of: [base, try pack("other", text)]).map(\.code) == ["W016"])
        let error = #expect(throws: RulePackError.self) {
            try checkUnion(of: [base, try pack("other", "overrides: [{ target: base/ful, because: x, disable: true }]\n")])
        }
        #expect(error?.diagnostics.map(\.code) == ["E035"])
    }

    @Test("`before` over 3,000 rules in a row and in a circle is checked without a deep stack")
    func longChains() throws {
        func chain(_ closes: Bool) throws -> [Diagnostic] {
            var text = Self.base
            let count = 3000
            for index in 0..<count {
                let next = index + 1 < count ? ", before: [r\(index + 1)]" : closes ? ", before: [r0]" : ""
                text += "  - { id: r\(index), match: { reply: 550 }, verdict: { cause: mailbox.full }\(next) }\n"
            }
            return check(packs: [try pack("base", text)])
        }
        #expect(try chain(false).isEmpty)
        #expect(try chain(true).map(\.code) == ["E034"])
    }

    // MARK: Overrides

    @Test("An override replaces what it states and leaves the rest")
    func replace() throws {
        let text = """
            overrides:
              - target: base/full
                because: here it means a loop
                replace: { verdict: { cause: network.loop, confidence: low }, message: { en: "Loop (${limit})." } }
            """
        let packs = [try pack("base", Self.base), try pack("site", text)]
        #expect(check(packs: packs).isEmpty)
        let rule = OverrideModel.apply(in: packs)[0].rules[0]
        #expect(rule.verdict.cause.text == "network.loop" && rule.verdict.statement.confidence == .low)
        #expect(rule.message.entries.map(\.text) == ["超過。", "Loop (${limit})."])
        #expect(rule.match.summary == "regex")
    }

    @Test("An override may add another way to match, and may remove a rule")
    func appendAndDisable() throws {
        let base = try pack("base", Self.base)
        let added = try pack("site", "overrides: [{ target: base/full, because: x, append: { match: { text: [quota is gone] } } }]\n")
        #expect(OverrideModel.apply(in: [base, added])[0].rules[0].match.summary == "any(regex phrase)")
        let removed = try pack("site", "overrides: [{ target: base/full, because: x, disable: true }]\n")
        #expect(OverrideModel.apply(in: [base, removed])[0].rules.isEmpty)
    }

    @Test("A replaced text may use only what its rule captures")
    func replacedVariables() throws {
        let text = "overrides: [{ target: base/full, because: x, replace: { message: { en: \"${quota}\", ja: \"${recipient}\" } } }]\n"
        #expect(check(packs: [try pack("base", Self.base), try pack("site", text)]).map(\.code) == ["E025"])
    }
}

extension MatchModel {
    fileprivate var summary: String {
        switch self {
        case .any(let parts): "any(\(parts.map(\.summary).joined(separator: " ")))"
        case .predicate(let predicate): if case .regex = predicate.kind { "regex" } else { "phrase" }
        default: "other"
        }
    }
}
