import DeliveryTypes
import RulePackCompiler
import Testing

@Suite("The small languages inside scalars")
struct ValueParsingTests {
    /// What one predicate of a rule becomes.
    private func kind(_ match: String) throws -> PredicateModel.Kind {
        let model = try pack("rules: [{ id: r, match: { \(match) }, verdict: { cause: a } }]\n").rules[0].match
        guard case .predicate(let predicate) = model else { throw NoPredicate() }
        return predicate.kind
    }

    private struct NoPredicate: Error {}

    @Test(
        "Reply codes are ranges",
        arguments: [
            ("550", 550...550), ("55x", 550...559),
            ("5xx", 500...599), ("550-554", 550...554),
            ("0550", nil), ("650", nil), ("5x0", nil), ("554-550", nil), ("550-", nil), ("5.5", nil), ("55x-559", nil),
        ])
    func reply(_ text: String, _ expected: ClosedRange<UInt16>?) throws {
        if let expected {
            guard case .reply(let pattern) = try kind("reply: \(text)") else { throw NoPredicate() }
            #expect(pattern.lower...pattern.upper == expected)
        } else {
            #expect(codes("rules: [{ id: r, match: { reply: \(text) }, verdict: { cause: a } }]\n").contains("E019"))
        }
    }

    @Test(
        "Enhanced codes have open places",
        arguments: [
            ("5.1.1", StatusPattern(class: 5, subject: 1, detail: 1)), ("5.1.x", StatusPattern(class: 5, subject: 1, detail: nil)),
            ("x.2.2", StatusPattern(class: nil, subject: 2, detail: 2)), ("5.10", nil), ("3.1.1", nil), ("5.1.1000", nil), ("5..1", nil),
            ("5.1.1.1", nil), ("99999999999999999999.1.1", nil),
        ])
    func status(_ text: String, _ expected: StatusPattern?) throws {
        if let expected {
            #expect(try kind("status: \(text)") == .status(expected))
        } else {
            #expect(codes("rules: [{ id: r, match: { status: \(text) }, verdict: { cause: a } }]\n").contains("E020"))
        }
    }

    @Test("An open place of a pattern takes every number")
    func statusMatching() throws {
        let pattern = StatusPattern(class: nil, subject: 2, detail: nil)
        #expect(pattern.matches(try #require(EnhancedStatusCode(class: 4, subject: 2, detail: 2))))
        #expect(!pattern.matches(try #require(EnhancedStatusCode(class: 4, subject: 3, detail: 2))))
        #expect(pattern.description == "x.2.x")
    }

    @Test(
        "A leading dot names a domain and everything below it",
        arguments: [
            ("MX.Example.NET", "mx.example.net"),
            (".example.net", "*.example.net"),
            ("192.0.2.1", "192.0.2.1"),
            ("..example.net", nil), (".", nil), ("a b", nil), ("example.net.", nil), ("日本語.jp", nil),
        ])
    func host(_ text: String, _ expected: String?) throws {
        if let expected {
            guard case .host(let test) = try kind("remote_mta: '\(text)'") else { throw NoPredicate() }
            #expect((test.includesSubdomains ? "*." : "") + test.name == expected)
        } else {
            #expect(codes("rules: [{ id: r, match: { remote_mta: '\(text)' }, verdict: { cause: a } }]\n").contains("E021"))
        }
    }

    @Test("A suffix matches at label boundaries only")
    func hostMatching() throws {
        guard case .host(let test) = try kind("remote_mta: .example.net") else { throw NoPredicate() }
        #expect(test.matches("example.net") && test.matches("mx.example.net"))
        #expect(!test.matches("notexample.net") && !test.matches("example.net.evil.example"))
    }

    @Test(
        "Sizes have units of 1024",
        arguments: [
            (">= 25MB", ">= 26214400"), ("<100 KB", "< 102400"),
            ("1000", "= 1000"), ("> 2GiB", "> 2147483648"),
            ("999999999999GB", nil), ("999999999999999999GB", nil), (">= 1.5MB", nil), ("-1", nil), ("MB", nil), ("10 apples", nil),
        ])
    func size(_ text: String, _ expected: String?) throws {
        if let expected {
            guard case .size(let test) = try kind("size: '\(text)'") else { throw NoPredicate() }
            #expect("\(test.comparison.rawValue) \(test.value)" == expected)
        } else {
            #expect(codes("rules: [{ id: r, match: { size: '\(text)' }, verdict: { cause: a } }]\n").contains("E023"))
        }
    }

    @Test("Versions compare by their numbers, not their letters")
    func versions() throws {
        let files = [PackFile(name: "p.yaml", bytes: Array((GoldenCase.header + "  requires: { engine: \">=1.0 <1.10\" }\n").utf8))]
        let requirement = try #require(try parsePack(files: files).requirements.first)
        #expect(requirement.allows(PackVersion(major: 1, minor: 9, patch: 3)))
        #expect(!requirement.allows(PackVersion(major: 1, minor: 10, patch: 0)))
        #expect(!requirement.allows(PackVersion(major: 0, minor: 9, patch: 0)))
    }
}
