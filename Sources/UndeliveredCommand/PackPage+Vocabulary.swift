internal import RulePackCompiler

/// What a pack defines beside rules: blocklists, causes, advice.
extension PackPage {
    var blocklistSections: [String] {
        guard !pack.blocklists.isEmpty else { return [] }
        let rows = pack.blocklists.map { list in
            [
                Markdown.link(to: list.zone), Markdown.text(list.name), list.lists.rawValue, list.kind.rawValue, Self.status(list),
                list.delisting?.who.rawValue ?? "", Markdown.text(list.expires ?? ""),
            ]
        }
        return ["", "## Blocklists", ""]
            + Markdown.table(["Zone", "Name", "Lists", "Kind", "Status", "Who delists", "Expiry"], rows)
            + pack.blocklists.flatMap(Self.lines)
    }

    private static func status(_ list: BlocklistModel) -> String {
        if list.isLive { return "live" }
        return list.deadSince.map { "dead since \($0)" } ?? "dead"
    }

    private static func lines(_ list: BlocklistModel) -> [String] {
        var lines = ["", "### \(Markdown.text(list.zone))", ""]
        lines.append("- \(Markdown.text(list.name)): a \(list.kind.rawValue) list (\(list.lists.rawValue)), \(status(list))")
        if !list.aliases.isEmpty {
            lines.append("- Also named by \(Markdown.enumeration(list.aliases.map { Markdown.code($0.text) }, "or"))")
        }
        if let cause = list.cause { lines.append("- Cause: \(Markdown.code(cause.text))") }
        if let lookup = list.lookup { lines.append("- Lookup: \(Markdown.code(lookup.text))") }
        if let delisting = list.delisting {
            lines.append("- Delisting: \(delisting.who.words)" + (delisting.url.map { ", \(Markdown.reference($0.text))" } ?? ""))
            lines += self.lines("Note", delisting.note)
        }
        if let expires = list.expires { lines.append("- Expiry: entries end by themselves after \(Markdown.text(expires))") }
        if !list.returnCodes.isEmpty { lines.append("- Return codes:") }
        for code in list.returnCodes {
            lines.append("  - \(code.address): \(code.meaning.entries.map { Markdown.text($0.text) }.joined(separator: " / "))")
        }
        lines += self.lines(list.examples)
        if !list.references.isEmpty {
            lines.append("- References: \(list.references.map { Markdown.reference($0.text) }.joined(separator: "; "))")
        }
        return lines
    }

    // MARK: Causes and advice

    var causeSection: [String] {
        guard !pack.causes.isEmpty else { return [] }
        let rows = pack.causes.map { cause in
            [
                Markdown.link(to: cause.id), Markdown.text(cause.title.text(in: "en") ?? ""),
                Markdown.text(cause.title.text(in: "ja") ?? ""), cause.side.rawValue, cause.actor?.rawValue ?? "",
                cause.permanence.rawValue, cause.suppressRecipient.rawValue,
            ]
        }
        let columns = ["Cause", "Title (en)", "Title (ja)", "Side", "To act", "Permanence", "Suppress the recipient"]
        return ["", "## Causes", ""] + Markdown.table(columns, rows)
            + pack.causes.flatMap { cause in
                let advice = cause.actions.map { Markdown.code($0.text) }.joined(separator: ", ")
                return ["", "### \(Markdown.text(cause.id))", ""] + Self.lines("Summary", cause.summary)
                    + (advice.isEmpty ? [] : ["- Advice: \(advice)"])
            }
    }

    /// One section for each reader.
    var actionSections: [String] {
        Reader.allCases.flatMap { reader -> [String] in
            let actions = pack.actions.filter { $0.reader == reader }
            guard !actions.isEmpty else { return [] }
            return ["", "## Advice for \(reader.words)"]
                + actions.flatMap { action in
                    ["", "### \(Markdown.text(action.id))", ""] + Self.lines("Advice", action.text) + Self.lines("Because", action.because)
                }
        }
    }
}

extension BlocklistModel.Who {
    fileprivate var words: String {
        switch self {
        case .anyone: "anyone may ask"
        case .owner: "the owner of what is listed asks"
        case .provider: "the provider of the network asks"
        case .automatic: "automatic"
        case .nobody: "nobody"
        }
    }
}

extension Reader {
    fileprivate var words: String {
        switch self {
        case .sender: "the sender"
        case .recipient: "the recipient"
        case .senderOperator: "the sender's operator"
        case .recipientOperator: "the recipient's operator"
        }
    }
}
