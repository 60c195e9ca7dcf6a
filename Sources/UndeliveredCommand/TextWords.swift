internal import DeliveryTypes
internal import Undelivered

/// The words around a diagnosis in the `text` format.
struct TextWords {
    let whoActs: String
    let again: String
    let whatToDo: String
    let because: (String) -> String
    let decisive: String
    let answer: (_ remoteMTA: String?) -> String
    let blocklist: String
    let cause: String
    let confidence: String
    let alternatives: String
    let note: String
    let incident: String
    let suggestion: String
    let sizeLimit: (_ limit: String, _ files: String) -> String
    let toFindOut: String
    let quote: (String) -> String
    let colon: String
    let passedOn: String
    let backscatter: String

    let opening: (_ action: DeliveryAction?, _ kind: MailKind, _ recipient: String?) -> String
    let reader: (Reader) -> String
    let tryAgain: (Permanence) -> String?
    let howSure: (Double) -> String
}

extension TextWords {
    init(_ language: Language) {
        self = language == .japanese ? .japanese : .english
    }

    private static var english: TextWords {
        TextWords(
            whoActs: "Who has to act", again: "Trying again", whatToDo: "What to do", because: { "Why: \($0)" },
            decisive: "Decisive words", answer: { $0.map { "Answer of \($0)" } ?? "Answer of the server" }, blocklist: "Blocklist",
            cause: "Cause",
            confidence: "How sure", alternatives: "Also possible", note: "Note", incident: "Perhaps", suggestion: "Did you mean",
            sizeLimit: { "Limit: \($0) for the whole mail; files of at most \($1) in all fit into it." },
            toFindOut: "To find out more, please answer",
            quote: { "\"\($0)\"" }, colon: ": ",
            passedOn: "This bounce came to somebody who passes it on here.",
            backscatter:
                "The mail that came back was not sent from your domains: somebody else used your address as its sender (backscatter).",
            opening: englishOpening, reader: englishReader, tryAgain: englishAgain,
            howSure: { $0 > 0.9 ? "the mail says it clearly" : $0 >= 0.6 ? "likely" : "a guess; the mail says little" })
    }

    private static func englishOpening(_ action: DeliveryAction?, _ kind: MailKind, _ recipient: String?) -> String {
        let mail = recipient.map { "Mail to \($0)" } ?? "A mail"
        switch (action, kind) {
        case (_, .complaint): return recipient.map { "A complaint about mail to \($0)." } ?? "A complaint about a mail."
        case (_, .autoReply): return recipient.map { "An automatic reply from \($0)." } ?? "An automatic reply."
        case (_, .challenge):
            return "A request to confirm the sender; " + (recipient.map { "mail to \($0) waits for it." } ?? "a mail waits for it.")
        case (.delayed, _), (nil, .delay): return "\(mail) is delayed; the server goes on trying."
        case (.delivered, _): return "\(mail) was delivered."
        case (.relayed, _): return "\(mail) was passed on to a server that sends no reports."
        case (.expanded, _): return "\(mail) was passed on to the members of a list."
        case (nil, .notice): return recipient.map { "A notice about mail to \($0)." } ?? "A notice about a mail."
        case (nil, .notABounce): return "Not a report about a delivery."
        default: return "\(mail) was not delivered."
        }
    }

    private static func englishReader(_ reader: Reader) -> String {
        switch reader {
        case .sender: "The sender"
        case .recipient: "The recipient"
        case .senderOperator: "The operator of the sender's mail server"
        case .recipientOperator: "The operator of the recipient's mail server"
        default: reader.id
        }
    }

    private static func englishAgain(_ permanence: Permanence) -> String? {
        switch permanence {
        case .temporary: "may help later without a change"
        case .permanent: "does not help until something is changed"
        default: nil
        }
    }
}

extension TextWords {
    private static var japanese: TextWords {
        TextWords(
            whoActs: "対応が必要な方", again: "再送", whatToDo: "対処方法", because: { "理由：\($0)" }, decisive: "判断の決め手",
            answer: { $0.map { "\($0) の応答" } ?? "サーバーの応答" }, blocklist: "ブラックリスト", cause: "原因", confidence: "確からしさ",
            alternatives: "ほかに考えられる原因", note: "補足", incident: "参考（過去の障害）", suggestion: "もしかして",
            sizeLimit: { "上限：メール 1 通あたり \($0)。送れるファイルは合計 \($1) までです(メールでは約 1.37 倍になるため)。" }, toFindOut: "原因の特定に必要な情報", quote: { "「\($0)」" },
            colon: "：",
            passedOn: "このメールは、どなたかが受け取った不達通知を転送したものです。",
            backscatter: "返送された元のメールは、ご自身のドメインから送信されたものではありません。第三者が差出人を詐称して送ったものです（バックスキャッター）。",
            opening: japaneseOpening, reader: japaneseReader, tryAgain: japaneseAgain,
            howSure: { $0 > 0.9 ? "メールに明記されています" : $0 >= 0.6 ? "可能性が高いと考えられます" : "手がかりが少なく、推測です" })
    }

    private static func japaneseOpening(_ action: DeliveryAction?, _ kind: MailKind, _ recipient: String?) -> String {
        let mail = recipient.map { "\($0) 宛のメール" } ?? "メール"
        switch (action, kind) {
        case (_, .complaint): return "\(mail)に対する迷惑メールの申告です。"
        case (_, .autoReply): return recipient.map { "\($0) からの自動応答です。" } ?? "自動応答です。"
        case (_, .challenge): return "\(mail)について、送信者の確認を求める通知です。"
        case (.delayed, _), (nil, .delay): return "\(mail)の配送が遅れています。サーバーが再送を続けています。"
        case (.delivered, _): return "\(mail)は配送されました。"
        case (.relayed, _): return "\(mail)は、配送結果を通知しないサーバーへ引き渡されました。"
        case (.expanded, _): return "\(mail)は、メーリングリストの各宛先へ転送されました。"
        case (nil, .notice): return "\(mail)についての通知です。"
        case (nil, .notABounce): return "配送結果の通知ではありません。"
        default: return "\(mail)は配送されませんでした。"
        }
    }

    private static func japaneseReader(_ reader: Reader) -> String {
        switch reader {
        case .sender: "送信者の方"
        case .recipient: "受信者の方"
        case .senderOperator: "送信側のメールサーバー管理者の方"
        case .recipientOperator: "受信側のメールサーバー管理者の方"
        default: reader.id
        }
    }

    private static func japaneseAgain(_ permanence: Permanence) -> String? {
        switch permanence {
        case .temporary: "時間をおいて再送すると届く可能性があります"
        case .permanent: "原因が解消されるまで、再送しても届きません"
        default: nil
        }
    }
}
