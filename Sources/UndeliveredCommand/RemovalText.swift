internal import Undelivered

/// Writes how an entry of a blocklist goes away.
struct RemovalText {
    private let isJapanese: Bool
    private let language: Language

    init(_ language: Language) {
        self.language = language
        isJapanese = language == .japanese
    }

    func lines(_ removal: BlocklistRemoval) -> [String] {
        var lines: [String] = []
        if let url = removal.lookupURL { lines.append((isJapanese ? "確認：" : "Look it up: ") + Printable.oneLine(url)) }
        if let who = who(removal.who) {
            lines.append((isJapanese ? "解除：" : "Removal: ") + who + (removal.url.map { (isJapanese ? "、" : ", ") + $0 } ?? ""))
        }
        let note = removal.note(in: language)
        // The note says when as well.
        if note == nil, let expires = removal.expires.flatMap(duration) {
            lines.append(isJapanese ? "原因がなくなれば、\(expires)ほどで自動的に解除されます。" : "It goes away by itself \(expires) after its reason did.")
        }
        if let note { lines.append(Printable.oneLine(note)) }
        return lines
    }

    private func who(_ who: BlocklistRemoval.Who) -> String? {
        switch who {
        case .anyone: isJapanese ? "どなたでも申請できます" : "anybody may ask"
        case .owner: isJapanese ? "アドレスやドメインの管理者が申請します" : "whoever runs the address or domain has to ask"
        case .provider: isJapanese ? "接続・サーバー事業者だけが申請できます" : "only the network's operator can ask"
        case .automatic: isJapanese ? "申請は不要です(自動解除)" : "nobody needs to ask, it is automatic"
        case .nobody: isJapanese ? "申請先はありません" : "nobody can be asked"
        default: nil
        }
    }

    /// `24h`, `7d` in words.
    private func duration(_ text: String) -> String? {
        guard let unit = text.last, let count = Int(text.dropLast()) else { return nil }
        let words: (one: String, many: String, japanese: String)
        switch unit {
        case "m": words = ("minute", "minutes", "分")
        case "h": words = ("hour", "hours", "時間")
        case "d": words = ("day", "days", "日")
        case "w": words = ("week", "weeks", "週間")
        default: return nil
        }
        return isJapanese ? "\(count) \(words.japanese)" : "\(count) \(count == 1 ? words.one : words.many)"
    }
}
