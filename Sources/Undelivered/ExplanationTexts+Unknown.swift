extension ExplanationTexts {
    /// What a sentence says in place of a value that the mail does not state; empty where nothing fits.
    static func wordsForUnknown(_ variable: String, _ language: String) -> String {
        guard let words = unknown[variable] else { return "" }
        return language == "ja" ? words.japanese : words.english
    }

    private static let unknown: [String: LocalizedText] = [
        "recipient": .init(english: "the recipient", japanese: "受信者"),
        "recipient_domain": .init(english: "the recipient's domain", japanese: "宛先のドメイン"),
        "sender_domain": .init(english: "the sender's domain", japanese: "差出人のドメイン"),
        "remote_mta": .init(english: "the receiving server", japanese: "受信側のサーバー"),
        "reporting_mta": .init(english: "the server that reports it", japanese: "通知元のサーバー"),
        "blocklist": .init(english: "a blocklist", japanese: "ブラックリスト"),
        "zone": .init(english: "a blocklist", japanese: "ブラックリスト"),
        "listed": .init(english: "the sender's address", japanese: "送信側のアドレス"),
        "limit": .init(english: "the limit", japanese: "上限"),
        "reply_code": .init(english: "the reply code", japanese: "応答コード"),
        "enhanced_status": .init(english: "the status code", japanese: "ステータスコード"),
    ]
}
