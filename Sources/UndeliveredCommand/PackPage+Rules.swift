internal import DeliveryTypes
internal import RulePackCompiler

extension PackPage {
    /// A section for each file: packs divide their rules by topic.
    var ruleSections: [String] {
        var sections: [(file: UInt16, rules: [RuleModel])] = []
        for rule in pack.rules {
            if let last = sections.indices.last, sections[last].file == rule.place.file {
                sections[last].rules.append(rule)
            } else {
                sections.append((rule.place.file, [rule]))
            }
        }
        return sections.flatMap { section in
            // Most rules leave the side to their cause.
            let hasSides = section.rules.contains { $0.verdict.statement.side != nil }
            let rows = section.rules.map { rule in
                [Markdown.link(to: Self.heading(rule)), cause(rule.verdict.cause.text)]
                    + (hasSides ? [rule.verdict.statement.side?.rawValue ?? ""] : [])
            }
            let title = sections.count > 1 ? "Rules: \(topic(section.file))" : "Rules"
            return ["", "## \(Markdown.text(title))", ""]
                + Markdown.table(["Rule", "Cause"] + (hasSides ? ["Side, where stated"] : []), rows)
                + section.rules.flatMap(lines)
        }
    }

    /// The name of a file without its folder and ending.
    private func topic(_ file: UInt16) -> String {
        let name = Int(file) < pack.sources.files.count ? pack.sources.files[Int(file)].name : ""
        return name.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? name
    }

    /// Without the name of the pack.
    private static func heading(_ rule: RuleModel) -> String {
        String(rule.id.drop { $0 != "/" }.dropFirst())
    }

    private func cause(_ id: String) -> String {
        Markdown.text(causeTitles[id] ?? id)
    }

    private func lines(_ rule: RuleModel) -> [String] {
        var lines = ["", "### \(Markdown.text(Self.heading(rule)))", ""]
        lines += MatchWords(rule.match, lead: "Matches where").lines
        lines.append("- Cause: " + ([verdict(rule)] + Self.stated(rule.verdict.statement)).joined(separator: "; "))
        if rule.isFreeOfScope { lines.append("- Scope: anywhere; the words themselves name who speaks") }
        if rule.isFallback { lines.append("- Rank: fallback; loses to every other rule that finds words") }
        lines += Self.lines("Message", rule.message)
        lines += Self.lines(rule.examples)
        if !rule.before.isEmpty { lines.append("- Wins over: \(rule.before.map { Markdown.code($0.text) }.joined(separator: ", "))") }
        if !rule.references.isEmpty {
            lines.append("- References: \(rule.references.map { Markdown.reference($0.text) }.joined(separator: "; "))")
        }
        if let since = rule.since { lines.append("- Since: \(since)") }
        if let deprecated = rule.deprecated { lines.append("- Deprecated: \(Markdown.text(deprecated))") }
        return lines
    }

    private func verdict(_ rule: RuleModel) -> String {
        let id = rule.verdict.cause.text
        return causeTitles[id].map { "\(Markdown.code(id)), \(Markdown.text($0))" } ?? Markdown.code(id)
    }

    private static func stated(_ verdict: VerdictStatement) -> [String] {
        [
            verdict.side.map { "side \($0.rawValue)" }, verdict.actor.map { "to act: \($0.rawValue)" },
            verdict.permanence.map { "permanence \($0.rawValue)" },
            verdict.suppressRecipient.map { "suppress the recipient: \($0.rawValue)" },
            verdict.confidence.map { "confidence \($0.rawValue)" },
            verdict.actions.map { actions in "advice " + actions.map { Markdown.code($0.text) }.joined(separator: ", ") },
        ].compactMap { $0 }
    }

    // MARK: Examples

    static func lines(_ examples: [ExampleModel]) -> [String] {
        examples.map { example in
            let known = known(example).map { "\($0.name) \(Markdown.code($0.value))" }
            let words = example.input.isEmpty ? "no words" : Markdown.code(example.input)
            let circumstances = known.isEmpty ? "" : ", with " + known.joined(separator: ", ")
            return "- \(example.isMatch ? "Example" : "No match"): \(words)\(circumstances)\(captured(example))"
        }
    }

    private static func captured(_ example: ExampleModel) -> String {
        let captures = example.captures.map { "\($0.name) = \(Markdown.code($0.text))" }
        return captures.isEmpty ? "" : " → " + captures.joined(separator: ", ")
    }

    /// What an example states beside its words, by the names of the format.
    private static func known(_ example: ExampleModel) -> [(name: String, value: String)] {
        let single: [(String, String?)] = [
            ("remote_mta", example.remoteMTA), ("reporting_mta", example.reportingMTA), ("recipient_domain", example.recipientDomain),
            ("sender_domain", example.senderDomain), ("phase", example.phase?.name), ("reply", example.reply.map { "\($0)" }),
            ("status", example.status?.description), ("layout", example.layout), ("client", example.client),
            ("size", example.sizeInBytes.map { "\($0)" }), ("parts", example.partCount.map { "\($0)" }),
        ]
        return single.compactMap { name, value in value.map { (name, $0) } }
            + example.headers.map { ("header", "\($0.name): \($0.text)") }
            + example.returnedHeaders.map { ("returned_header", "\($0.name): \($0.text)") }
            + example.symptoms.map { ("symptom", "\($0.name): \($0.text)") }
            + example.mimeTypes.map { ("type", $0) } + example.attachmentExtensions.map { ("attachment_extension", $0) }
    }
}
