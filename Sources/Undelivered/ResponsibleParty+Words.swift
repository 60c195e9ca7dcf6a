extension ResponsibleParty {
    /// The party in a few words: "The recipient's mail provider or administrator".
    public func words(in language: Language) -> String {
        language == .japanese ? japaneseWords : englishWords
    }

    private var englishWords: String {
        switch (side, actor) {
        case (.sender, .operator): "The sender's mail provider or administrator"
        case (.sender, .vendor): "The maker of a product on the sender's side"
        case (.sender, _): "The sender"
        case (.recipient, .operator): "The recipient's mail provider or administrator"
        case (.recipient, .vendor): "The maker of a product on the recipient's side"
        case (.recipient, _): "The recipient"
        case (.thirdParty, .vendor): "A third party: the maker of a filter or the keeper of a list"
        case (.thirdParty, _): "A third party"
        case (.none, _): "Nobody has to act"
        default: "Cannot be told from this mail"
        }
    }

    private var japaneseWords: String {
        switch (side, actor) {
        case (.sender, .operator): "送信側のメールサーバー管理者・事業者"
        case (.sender, .vendor): "送信側で使われている製品のメーカー"
        case (.sender, _): "送信者ご本人"
        case (.recipient, .operator): "受信側のメールサーバー管理者・事業者"
        case (.recipient, .vendor): "受信側で使われている製品のメーカー"
        case (.recipient, _): "受信者ご本人"
        case (.thirdParty, .vendor): "第三者(フィルター製品のメーカー、リストの運営者など)"
        case (.thirdParty, _): "第三者"
        case (.none, _): "対応の必要はありません"
        default: "このメールだけでは特定できません"
        }
    }
}
