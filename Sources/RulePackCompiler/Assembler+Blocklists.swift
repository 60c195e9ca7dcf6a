import RuleEngine

extension Assembler {
    /// Notes a list and gives it a rule of its own: whoever names the list in a refusal refuses because of it. A list that has died
    /// has one more, for mail from the time when it was alive.
    mutating func add(_ list: BlocklistModel, of pack: PackModel) {
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
        let row = UInt32(blocklists.count - 1)
        let id = "\(pack.id)/\(list.zone)"
        let today = list.isLive ? Self.cause(of: list.lists) : "reputation.blocklist-misuse"
        let rule = Self.rule(id, of: list, cause: list.cause?.text ?? today)
        add(rule, blocklist: row)
        guard !list.isLive, let end = list.deadSince, let day = ValueParsing.day(end), day > 0 else { return }
        var early = Self.rule(id + "/until-" + end, of: list, cause: list.cause?.text ?? Self.cause(of: list.lists))
        early.before = [SpannedText(text: id, place: list.place)]
        let days = PredicateModel(kind: .date(DateTest(first: 0, last: day - 1, text: "..\(end)")), place: list.place)
        early.match = .all([rule.match, .predicate(days)])
        add(early, blocklist: row)
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

    private static func rule(_ id: String, of list: BlocklistModel, cause: String) -> RuleModel {
        let verdict = VerdictModel(
            cause: SpannedText(text: cause, place: list.place), statement: VerdictStatement(confidence: .high), place: list.place)
        return RuleModel(
            id: id, isFreeOfScope: true, isFallback: false, match: condition(of: list), verdict: verdict, message: LocalizedText(),
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
