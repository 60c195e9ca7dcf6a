internal import RulePackCompiler

/// One pack as a page to read. What the pack says in its order; nothing else, so that the same pack gives the same page.
struct PackPage {
    let pack: PackModel
    /// Of all packs that are shown together.
    let causeTitles: [String: String]
    /// Packs whose pages describe causes.
    let causePacks: [String]
    /// For each layout the names of its samples.
    let samples: [[String]]

    static let note = "<!-- Rendered by `undelivered pack docs`. Change the pack, not this page. -->"

    static func name(of pack: PackModel) -> String { "\(pack.id).md" }

    static func title(of pack: PackModel) -> String { pack.title.text(in: "en") ?? pack.id }

    var text: String {
        var lines = [Self.note, "", "# \(Markdown.text(Self.title(of: pack)))", ""]
        lines += summary
        lines += ruleSections
        lines += layoutSection
        lines += blocklistSections
        lines += causeSection
        lines += actionSections
        lines += overrideSection
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: [String] {
        var lines = pack.title.entries.filter { $0.language != "en" }.map { "- Title (\($0.language)): \(Markdown.text($0.text))" }
        lines.append("- Pack: \(Markdown.code(pack.id)), version \(pack.version)")
        lines.append("- Tier: \(pack.tier.rawValue). \(pack.tier.words)")
        if let scope = pack.scope {
            lines += MatchWords(scope, lead: "Scope, but for rules that say “anywhere”:").lines
        } else {
            lines.append("- Scope: any server")
        }
        let required = pack.requirements.map { "\($0.pack ?? "engine") \($0.text)" }
        if !required.isEmpty { lines.append("- Requires: \(required.map(Markdown.code).joined(separator: ", "))") }
        if let license = pack.license { lines.append("- License: \(Markdown.text(license))") }
        let numbers = PackNumbers(pack, samples: samples)
        lines.append("- Holds: \(numbers.words)")
        let others = causePacks.filter { $0 != pack.id }.map { "[\($0)](\($0).md#causes)" }
        if !others.isEmpty { lines.append("- The causes that its rules name: \(others.joined(separator: ", "))") }
        return lines
    }

    private var layoutSection: [String] {
        guard !pack.layouts.isEmpty else { return [] }
        let rows = zip(pack.layouts, samples).map { layout, samples in
            [
                Markdown.code(layout.id), Markdown.text(layout.title.text(in: "en") ?? ""),
                Markdown.text(layout.title.text(in: "ja") ?? ""), layout.kind.rawValue,
                samples.map(Markdown.code).joined(separator: "<br>"),
                layout.references.map { Markdown.reference($0.text) }.joined(separator: "<br>"),
            ]
        }
        return ["", "## Layouts", "", "Forms of bounces and notices that are read.", ""]
            + Markdown.table(["Layout", "Title (en)", "Title (ja)", "Kind", "Samples", "References"], rows)
    }

    private var overrideSection: [String] {
        guard !pack.overrides.isEmpty else { return [] }
        let rows = pack.overrides.map { override in
            let change =
                switch override.change {
                case .disable: "disables"
                case .replace: "replaces parts of"
                case .append: "adds to"
                }
            return "- \(change) \(Markdown.code(override.target.text)): \(Markdown.text(override.because))"
        }
        return ["", "## Overrides", ""] + rows
    }

    /// One line for each language and reader.
    static func lines(_ name: String, _ text: LocalizedText) -> [String] {
        text.entries.map { entry in
            let reader = entry.reader.map { ", for \($0.rawValue)" } ?? ""
            return "- \(name) (\(entry.language)\(reader)): \(Self.text(entry.template))"
        }
    }

    /// Variables to the letter; in brackets what is left out where its variable is unknown.
    private static func text(_ template: Template) -> String {
        template.parts.map { part in
            switch part {
            case .text(let text): Markdown.text(text)
            case .variable(let name): Markdown.code("${\(name)}")
            case .whenKnown(_, let inner): "\\[\(text(inner))\\]"
            }
        }.joined()
    }
}

extension PackTier {
    fileprivate var words: String {
        switch self {
        case .standard: "Wordings of server software or of the standards: anybody's server may say them."
        case .vendor: "Wordings of one operator."
        case .site: "A user's own rules; they win over all others."
        }
    }
}
