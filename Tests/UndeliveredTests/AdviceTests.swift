import AllPacks
import RuleEngine
import Testing

@testable import Undelivered

@Suite("Advice")
struct AdviceTests {
    private static func rules() throws -> RuleSet { try Shipped.diagnoser.get().rules }

    private static func texts(_ rules: RuleSet, _ run: Run) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in rules.localizedTexts(run) where entry.reader == 0 { texts[entry.language] = entry.text }
        return texts
    }

    @Test("Every cause has a title and a summary in both languages, and they differ")
    func summaries() throws {
        let rules = try Self.rules()
        #expect(rules.causes.count >= Cause.registry.count)
        for row in 0..<rules.causes.count {
            let cause = rules.causes[row]
            let id = rules.string(cause.id)
            for run in [cause.titles, cause.summaries] {
                let texts = Self.texts(rules, run)
                #expect(texts["en"]?.isEmpty == false && texts["ja"]?.isEmpty == false && texts["en"] != texts["ja"], "\(id)")
            }
        }
    }

    @Test("Whoever has to act is told what to do, nobody is told more than five things, each with its reason in both languages")
    func steps() throws {
        let rules = try Self.rules()
        var steps = 0
        for row in 0..<rules.causes.count {
            let cause = rules.causes[row]
            let id = rules.string(cause.id)
            var counts: [UInt32: Int] = [:]
            for number in rules.numbers(cause.actions) {
                let action = rules.actions[Int(number)]
                counts[action.reader, default: 0] += 1
                for run in [action.texts, action.reasons] {
                    let texts = Self.texts(rules, run)
                    #expect(texts["en"]?.isEmpty == false && texts["ja"]?.isEmpty == false, "\(rules.string(action.id)) of \(id)")
                }
                steps += 1
            }
            #expect(counts.values.allSatisfy { $0 <= 5 }, "\(id)")
            // Sides and actors as images number them: sender, recipient; user, operator.
            let acting: [UInt32] =
                switch (cause.verdict.side, cause.verdict.actor) {
                case (0, 1): [3]
                case (0, _): [1]
                case (1, 1): [4]
                case (1, _): [2]
                default: []
                }
            // Complaining and unsubscribing is all that the recipient had to do.
            let isDone = id == "notice.complaint" || id == "notice.unsubscribe"
            #expect(isDone || acting.allSatisfy { counts[$0, default: 0] > 0 }, "\(id) says nothing to whoever has to act")
            // Whoever reads a bounce is nearly always its sender.
            if !id.hasPrefix("notice."), !id.hasPrefix("mailbox.junked"), id != "mailbox.filed-by-rule", id != "not-a-bounce" {
                #expect(counts[1, default: 0] > 0, "\(id) says nothing to the sender")
            }
        }
        #expect(steps > 400)
    }

    @Test("What differs by who speaks has its words in both languages too")
    func particular() throws {
        let rules = try Self.rules()
        #expect(rules.particularVerdicts.count >= 10)
        for row in 0..<rules.particularVerdicts.count {
            let verdict = rules.particularVerdicts[row]
            #expect(verdict.cause < UInt32(rules.causes.count))
            // Another cause brings words of its own.
            guard verdict.otherCause == .max else { continue }
            let texts = Self.texts(rules, verdict.summaries)
            #expect(texts["en"]?.isEmpty == false && texts["ja"]?.isEmpty == false)
        }
    }

    @Test("Domains that people write to are known once, and no slip is a domain that is right")
    func domains() throws {
        let domains = try Self.rules().mailDomains
        #expect(domains.known.count > 150)
        #expect(Set(domains.known).count == domains.known.count)
        for name in domains.known {
            #expect(domains.contains(name) && domains.meant(by: name) == nil, "\(String(decoding: name, as: UTF8.self))")
        }
        #expect(!domains.contains(Array("example.com".utf8)) && domains.meant(by: []) == nil)
    }
}
