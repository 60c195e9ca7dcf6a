import RuleEngine

extension Linker {
    /// Notes a list and gives it a rule of its own: whoever names the list in a refusal refuses because of it.
    mutating func addBlocklist(_ list: BlocklistModel, of pack: PackModel) -> RuleSource {
        var record = BlocklistRecord()
        record.zone = texts.add(list.zone)
        record.name = texts.add(list.name)
        record.lists = UInt32(BlocklistModel.Subject.allCases.firstIndex(of: list.lists) ?? 0)
        record.isLive = list.isLive ? 1 : 0
        record.lookup = texts.add(list.lookup?.text ?? "")
        record.delistURL = texts.add(list.delisting?.url?.text ?? "")
        record.delistNotes = addLocalized(list.delisting?.note ?? LocalizedText())
        record.delistWho = texts.add(list.delisting?.who.rawValue ?? "")
        record.expires = texts.add(list.expires ?? "")
        record.deadSince = texts.add(list.deadSince ?? "")
        blocklists.append(record)
        return RuleSource(
            rule: Self.rule(of: list, in: pack.id), tier: pack.tier, scope: nil, condition: Self.condition(of: list),
            blocklist: UInt32(blocklists.count - 1))
    }

    /// The list's name beats the general words around it ("blocked using"), which stand in nearly every such reply,
    /// so those count as well where they are there.
    private static func condition(of list: BlocklistModel) -> MatchModel {
        let names = [list.zone] + list.aliases.map(\.text)
        let phrases = names.map { name in
            MatchModel.predicate(
                PredicateModel(
                    kind: .phrase(PhraseTest(phrase: name, isWordBounded: true, field: .text)), place: list.place))
        }
        let around = generalWords.map { word in
            MatchModel.predicate(
                PredicateModel(
                    kind: .phrase(PhraseTest(phrase: word, isWordBounded: false, field: .text)), place: list.place))
        }
        return .all([.any(phrases), .optional(.any(around))])
    }

    private static let generalWords = [
        "client host", "blocked using", "blocked by", "listed in", "listed at", "listed on", "listed by", "is listed",
        "blacklisted", "blocklisted", "refused by blackhole site", "rejected because", "found on", "service unavailable",
        "blackhole list", "blocklist", "blacklist", "dnsbl", "rbl",
    ]

    private static func rule(of list: BlocklistModel, in pack: String) -> RuleModel {
        let cause =
            list.cause?.text
            ?? (list.isLive ? cause(of: list.lists) : "reputation.blocklist-misuse")
        let verdict = VerdictModel(
            cause: SpannedText(text: cause, place: list.place), statement: VerdictStatement(confidence: .high), place: list.place)
        return RuleModel(
            id: "\(pack)/\(list.zone)", isFreeOfScope: true, isFallback: false, match: .all([]), verdict: verdict, message: LocalizedText(),
            before: [], references: list.references, examples: [], since: nil, deprecated: nil, suppressed: [],
            place: list.place)
    }

    private static func cause(of subject: BlocklistModel.Subject) -> String {
        switch subject {
        case .address: "reputation.listed-address"
        case .range: "reputation.listed-range"
        case .domain, .url: "reputation.listed-domain"
        case .policy: "reputation.dynamic-address"
        }
    }
}
