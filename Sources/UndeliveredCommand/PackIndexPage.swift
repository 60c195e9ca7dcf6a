internal import RulePackCompiler

/// How much a pack holds.
struct PackNumbers {
    var rules = 0
    var layouts = 0
    var blocklists = 0
    /// Of rules and of blocklists, counter-examples included.
    var examples = 0
    /// Mails, each once.
    var samples = 0

    init() {}

    init(_ pack: PackModel, samples: [[String]]) {
        rules = pack.rules.count
        layouts = pack.layouts.count
        blocklists = pack.blocklists.count
        examples = pack.rules.reduce(0) { $0 + $1.examples.count } + pack.blocklists.reduce(0) { $0 + $1.examples.count }
        self.samples = Set(samples.joined()).count
    }

    static let columns = ["Rules", "Layouts", "Blocklists", "Examples", "Samples"]

    var cells: [String] { [rules, layouts, blocklists, examples, samples].map { "\($0)" } }

    var words: String {
        zip(cells, Self.columns).map { "\($0) \($1.lowercased())" }.joined(separator: ", ")
    }

    mutating func add(_ other: PackNumbers) {
        rules += other.rules
        layouts += other.layouts
        blocklists += other.blocklists
        examples += other.examples
        samples += other.samples
    }
}

/// README.md beside the pages: what is covered.
struct PackIndexPage {
    let pages: [PackPage]

    var text: String {
        var total = PackNumbers()
        var rows: [[String]] = []
        for page in pages {
            let numbers = PackNumbers(page.pack, samples: page.samples)
            total.add(numbers)
            let title = Markdown.text(PackPage.title(of: page.pack))
            rows.append([Self.link(page), title, page.pack.tier.rawValue] + numbers.cells)
        }
        rows.append(["Together", "", ""] + total.cells)
        let lines =
            [
                PackPage.note, "", "# Rule packs", "",
                "Packs of tier standard hold for any server, those of tier vendor for one operator's.", "",
                "“The words” are the text of a reply, joined to one line. In messages a name like `${recipient}` stands for what",
                "the mail says, and what stands in \\[brackets\\] is left out where the mail does not say it.", "",
            ]
            + Markdown.table(["Pack", "Title", "Tier"] + PackNumbers.columns, numbers: [3, 4, 5, 6, 7], rows) + systems
        return lines.joined(separator: "\n") + "\n"
    }

    private var systems: [String] {
        let rows = pages.flatMap { page in
            zip(page.pack.layouts, page.samples).map { layout, samples in
                [
                    Markdown.text(layout.title.text(in: "en") ?? layout.id), Markdown.text(layout.title.text(in: "ja") ?? ""),
                    layout.kind.rawValue, Self.link(page), "\(samples.count)",
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        return [
            "", "## Systems that are read", "",
            "Reports in the standard formats (RFC 3464, RFC 5965, RFC 8098) need no layout, whoever sends them.",
            "These have forms of their own:", "",
        ] + Markdown.table(["System", "Title (ja)", "Kind", "Pack", "Samples"], numbers: [4], rows)
    }

    private static func link(_ page: PackPage) -> String { "[\(page.pack.id)](\(PackPage.name(of: page.pack)))" }
}
