extension CaseRecord {
    /// The record as one JSON object: `fingerprint`, one key for each field, `missing`, `questions`.
    package func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            json.member("fingerprint", fingerprint)
            for field in fields { json.member(String(field.name.map { $0 == "-" ? "_" : $0 }), field.value) }
            json.key("missing")
            json.array(of: missing) { $0.string($1) }
            json.key("questions")
            json.array(of: questions) { json, question in
                json.object { json in
                    json.member("symptom", question.symptom)
                    for language in Language.all { json.member(language.id, question.text(in: language)) }
                }
            }
        }
    }

    /// The record as lines for people: `Recipient: user@example.jp`.
    public func lines(in language: Language) -> [String] {
        let colon = language == .japanese ? "：" : ": "
        var lines = [Self.label("fingerprint", language) + colon + fingerprint]
        for field in fields {
            let value = String(field.value.map { $0.isNewline || $0 == "\u{0}" ? " " : $0 })
            lines.append(Self.label(field.name, language) + colon + value)
        }
        if !missing.isEmpty {
            let separator = language == .japanese ? "、" : ", "
            let names = missing.map { language == .japanese ? Self.label($0, language) : Self.label($0, language).lowercased() }
            lines.append(Self.label("missing", language) + colon + names.joined(separator: separator))
        }
        for question in questions { lines.append("? " + question.text(in: language)) }
        return lines
    }

    private static func label(_ name: String, _ language: Language) -> String {
        guard let label = labels[name] else { return name }
        return label[language]
    }

    private static let labels: [String: LocalizedText] = [
        "fingerprint": .init(english: "Fingerprint", japanese: "識別子"), "recipient": .init(english: "Recipient", japanese: "宛先"),
        "original-recipient": .init(english: "Address as it was written", japanese: "送信時の宛先"),
        "action": .init(english: "What happened", japanese: "配送結果"), "reply-code": .init(english: "Reply code", japanese: "応答コード"),
        "enhanced-status": .init(english: "Status code", japanese: "拡張ステータスコード"),
        "phase": .init(english: "SMTP phase", japanese: "SMTPの段階"),
        "reporting-mta": .init(english: "Reporting server", japanese: "通知したサーバー"),
        "remote-mta": .init(english: "Answering server", japanese: "応答したサーバー"),
        "diagnostic-text": .init(english: "Words of the server", japanese: "サーバーの応答"),
        "decisive-words": .init(english: "Decisive words", japanese: "判断の決め手"), "cause": .init(english: "Cause", japanese: "原因"),
        "side": .init(english: "Responsible side", japanese: "原因のある側"), "actor": .init(english: "Who has to act", japanese: "対応が必要な方"),
        "permanence": .init(english: "Permanence", japanese: "恒久・一時"), "confidence": .init(english: "Confidence", japanese: "確からしさ"),
        "also-possible": .init(english: "Also possible", japanese: "ほかに考えられる原因"), "rule": .init(english: "Rule", japanese: "ルール"),
        "layout": .init(english: "Layout", japanese: "形式"), "blocklist": .init(english: "Blocklist", japanese: "ブラックリスト"),
        "listed": .init(english: "Listed", japanese: "登録対象"), "date": .init(english: "Date", japanese: "日時"),
        "sender": .init(english: "Sender", japanese: "差出人"), "message-id": .init(english: "Message-ID", japanese: "Message-ID"),
        "subject": .init(english: "Subject", japanese: "件名"), "size": .init(english: "Size", japanese: "サイズ"),
        "program": .init(english: "Mail program and version", japanese: "メールソフトとバージョン"),
        "source": .init(english: "Source", japanese: "入力"), "missing": .init(english: "Not known yet", japanese: "不足している情報"),
    ]
}
