import DeliveryTypes
import RuleEngine

/// How an entry of a blocklist goes away.
public struct BlocklistRemoval: Hashable, Sendable {
    /// Who can have it removed.
    public let who: Who
    /// Where anybody can see whether the entry stands.
    public let lookupURL: String?
    /// Where removal is asked for.
    public let url: String?
    /// When the entry goes away by itself: `24h`, `7d`; `nil` where nobody promises it.
    public let expires: String?
    /// What the list wants to be told, or warns of.
    package let note: LocalizedText

    public func note(in language: Language) -> String? { note.isEmpty ? nil : note[language] }

    /// Who can have an entry removed. An open set.
    public struct Who: Hashable, Sendable {
        /// The name used in rule packs and in JSON.
        public let id: String

        public init(id: String) {
            self.id = id
        }

        public static let anyone = Who(id: "anyone")
        /// Whoever holds the address or the domain.
        public static let owner = Who(id: "owner")
        /// The network's operator only.
        public static let provider = Who(id: "provider")
        /// Nobody needs to ask.
        public static let automatic = Who(id: "automatic")
        /// The list is dead, or removes nothing.
        public static let nobody = Who(id: "nobody")
    }
}

extension DiagnosisSession {
    func removal(of listing: BlocklistListing) -> BlocklistRemoval? {
        let length = listing.zone.utf8.count
        for row in 0..<rules.blocklists.count where Int(rules.blocklists[row].zone.count) == length {
            let list = rules.blocklists[row]
            guard rules.string(list.zone) == listing.zone else { continue }
            func template(_ reference: TextReference) -> String? {
                let text = rules.string(reference)
                // An address without what is to be looked up leads nowhere.
                guard !text.isEmpty, listing.listed != nil || !text.holds("${") else { return nil }
                return TextTemplate.expand(text) { $0 == "listed" ? listing.listed : nil }
            }
            var note = LocalizedText()
            for entry in rules.localizedTexts(list.delistNotes) where entry.reader == 0 {
                let words = TextTemplate.expand(entry.text, otherwise: { ExplanationTexts.wordsForUnknown($0, entry.language) }) {
                    $0 == "listed" ? listing.listed : nil
                }
                if entry.language == "en" { note.english = words }
                if entry.language == "ja" { note.japanese = words }
            }
            let who = rules.string(list.delistWho)
            let expires = rules.string(list.expires)
            return BlocklistRemoval(
                who: .init(id: who.isEmpty ? "owner" : who), lookupURL: template(list.lookup), url: template(list.delistURL),
                expires: expires.isEmpty ? nil : expires, note: note)
        }
        return nil
    }
}

extension BlocklistRemoval {
    func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            json.member("who", who.id)
            json.member("lookup", lookupURL)
            json.member("url", url)
            json.member("expires", expires)
            json.key("note")
            json.object { json in
                for language in Language.all { json.member(language.id, note(in: language)) }
            }
        }
    }
}
