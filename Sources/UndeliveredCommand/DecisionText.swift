internal import Undelivered

/// Writes how an answer came about, for people.
struct DecisionText {
    private let isJapanese: Bool
    private let quote: (String) -> String

    init(_ language: Language, quote: @escaping (String) -> String) {
        isJapanese = language == .japanese
        self.quote = quote
    }

    var title: String { isJapanese ? "判断の経緯" : "How it was decided" }

    func lines(_ decision: Decision) -> [String] {
        var lines = TextWrapping.lines(reading(decision), first: "  ", rest: "    ")
        if !decision.fields.isEmpty { lines.append(isJapanese ? "  読み取った項目：" : "  What it states:") }
        for field in decision.fields {
            let place = field.range.map {
                isJapanese ? "(\($0.lowerBound)〜\($0.upperBound) バイト目)" : " (bytes \($0.lowerBound)-\($0.upperBound))"
            }
            let text = quote(Printable.oneLine(field.text)) + (place ?? "")
            lines += TextWrapping.lines(text, first: "    \(field.name): ", rest: "      ")
        }
        lines += rules(decision)
        return lines
    }

    private func reading(_ decision: Decision) -> String {
        let words: String =
            switch decision.reading {
            case .statusPart: isJapanese ? "標準形式の配送通知(RFC 3464)を読み取りました。" : "Read from the standard report in it (RFC 3464)."
            case .layout: isJapanese ? "本文の書式から読み取りました。" : "Read from the text for people, by its layout."
            case .reply: isJapanese ? "サーバーの応答文だけを読み取りました。" : "Only a server's words were given."
            default: isJapanese ? "本文から読み取りました(書式は不明です)。" : "Read from the text for people, whose form no pack knows."
            }
        guard !decision.layouts.isEmpty else { return words }
        return words + (isJapanese ? "書式：" : " Layouts: ") + decision.layouts.joined(separator: ", ")
    }

    private func rules(_ decision: Decision) -> [String] {
        guard !decision.candidates.isEmpty else { return [isJapanese ? "  該当する規則はありません。" : "  No rule holds."] }
        var lines = [isJapanese ? "  該当した規則(優先順)：" : "  Rules that hold, the winner first:"]
        for (number, candidate) in decision.candidates.enumerated() {
            lines.append("    \(number + 1). \(candidate.rule) -> \(candidate.cause)")
            let words = candidate.words.map { quote(Printable.oneLine($0.text)) }.joined(separator: " ")
            var grounds = isJapanese ? "根拠：" : "Held by: "
            grounds += candidate.conditions.joined(separator: ", ")
            if !words.isEmpty { grounds += (isJapanese ? "、" : "; ") + words }
            lines += TextWrapping.lines(grounds, first: "       ", rest: "         ")
            if let defeat = candidate.defeat { lines += TextWrapping.lines(reason(defeat), first: "       ", rest: "         ") }
        }
        guard let winner = decision.candidates.first else { return lines }
        let won = decision.candidates.count > 1 ? reason(winner, over: decision.candidates[1]) : nil
        if let won { lines += TextWrapping.lines(won, first: "  ", rest: "    ") }
        return lines
    }

    private func reason(_ winner: Decision.Candidate, over second: Decision.Candidate) -> String? {
        guard let defeat = second.defeat else { return nil }
        let grounds = advantage(defeat)
        return isJapanese ? "1 番が採用された理由：\(grounds)" : "Why the first one wins: \(grounds)"
    }

    private func reason(_ defeat: Decision.Defeat) -> String {
        let english: String
        let japanese: String
        switch defeat {
        case .named: (english, japanese) = ("another one that holds is said to go before it", "ほかの規則がこれに優先すると定められているため")
        case .sitePack: (english, japanese) = ("the first rule is from a pack of your own", "1 番は利用者自身のパックの規則であるため")
        case .weakerEvidence: (english, japanese) = ("its evidence is of a weaker kind", "根拠の種類が弱いため(文面 > 拡張ステータス > 応答コード)")
        case .fallback: (english, japanese) = ("its words are general ones that yield to exact ones", "一般的な文言であり、具体的な文言に譲るため")
        case .generalPack: (english, japanese) = ("the first rule is about this very provider", "1 番はこの事業者専用の規則であるため")
        case .lessWeight: (english, japanese) = ("it accounts for less of the words", "一致した文言がより短いため")
        case .order: (english, japanese) = ("equal in everything; the order in the packs decides", "条件が同等のため、パック内の順序によります")
        }
        return isJapanese ? "不採用：\(japanese)" : "Lost: \(english)"
    }

    private func advantage(_ defeat: Decision.Defeat) -> String {
        switch defeat {
        case .named: isJapanese ? "2 番に優先すると定められています。" : "it is said to go before the second."
        case .sitePack: isJapanese ? "利用者自身のパックの規則です。" : "it is from a pack of your own."
        case .weakerEvidence:
            isJapanese ? "文面は拡張ステータスより、拡張ステータスは応答コードより重視されます。" : "words count more than enhanced codes, and those more than reply codes."
        case .fallback: isJapanese ? "文言がより具体的です。" : "its words are the more exact ones."
        case .generalPack: isJapanese ? "この事業者専用の規則です。" : "it is about this very provider."
        case .lessWeight: isJapanese ? "一致した文言がより長いためです。" : "it accounts for more of the words."
        case .order: isJapanese ? "条件は同等で、パック内の順序によります。" : "both are equal; the order in the packs decides."
        }
    }
}
