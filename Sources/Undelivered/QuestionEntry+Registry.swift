extension QuestionEntry {
    /// What people are asked, the question that settles most cases first.
    static let registry: [QuestionEntry] = [
        .init(
            symptom: "returned-mail",
            words: .init(
                english:
                    "Is there a returned mail (“Undelivered”, “failure notice”)? Please send it whole, as an .eml file, not as a picture.",
                japanese: "エラーメール（リターンメール、「failure notice」など）は届いていますか。画像ではなく、全文を .eml ファイルなどでお送りください。"),
            needsText: false),
        .init(
            symptom: "whole-text",
            words: .init(
                english:
                    "Please send the whole returned mail or the whole text of the window: the line before this one often names the reason.",
                japanese: "エラーメールまたは画面の全文をお送りください。この行の直前に、本当の理由が書かれていることがよくあります。"),
            needsText: true),
        .init(
            symptom: "webmail",
            words: .init(
                english: "Does the same mail go out from the provider’s webmail?", japanese: "同じメールを、ご契約の事業者のWebメールから送るとどうなりますか。"),
            answers: [
                ("works", .init(english: "Yes, it arrives", japanese: "届く")), ("fails", .init(english: "No", japanese: "届かない")),
            ]),
        .init(
            symptom: "junk-folder",
            words: .init(
                english: "Has the recipient looked into the junk folder, the bin and the rules?",
                japanese: "受信者の方は、迷惑メールフォルダー、ごみ箱、振り分けルールを確認されましたか。"),
            answers: [
                ("found", .init(english: "The mail is there", japanese: "そこにあった")),
                ("not-found", .init(english: "It is not there", japanese: "見つからない")),
            ]),
        .init(
            symptom: "destinations",
            words: .init(english: "Which destinations fail?", japanese: "届かない宛先はどの範囲ですか。"),
            answers: [
                ("one-address", .init(english: "One address", japanese: "特定の1つの宛先")),
                ("one-domain", .init(english: "Everybody at one domain", japanese: "特定のドメインの全員")),
                ("several", .init(english: "Several domains, others work", japanese: "複数のドメイン（届く宛先もある）")),
                ("all", .init(english: "All of them", japanese: "すべての宛先")),
            ]),
        .init(
            symptom: "other-senders",
            words: .init(english: "Do other people’s mails reach this recipient?", japanese: "ほかの人からのメールは、その受信者に届いていますか。"),
            answers: [("work", .init(english: "Yes", japanese: "届く")), ("fail", .init(english: "No", japanese: "届かない"))]),
        .init(
            symptom: "without-attachment",
            words: .init(english: "Does the mail arrive without its attachments?", japanese: "添付ファイルを外すと届きますか。"),
            answers: [("works", .init(english: "Yes", japanese: "届く")), ("fails", .init(english: "No", japanese: "届かない"))]),
        .init(
            symptom: "when",
            words: .init(english: "When does the trouble show?", japanese: "いつ問題が起きますか。"),
            answers: [
                ("attaching", .init(english: "While attaching a file", japanese: "ファイルを添付したとき")),
                ("sending", .init(english: "While sending", japanese: "送信したとき")),
                ("later", .init(english: "Later: it was sent without an error", japanese: "エラーなく送信できたが、届かない")),
            ]),
        .init(
            symptom: "other-network",
            words: .init(
                english: "Does sending work over another network (a mobile phone’s, for instance)?",
                japanese: "別の回線（スマートフォンのテザリングなど）からは送信できますか。"),
            answers: [("works", .init(english: "Yes", japanese: "できる")), ("fails", .init(english: "No", japanese: "できない"))]),
        .init(
            symptom: "inbox-rules",
            words: .init(
                english: "Has the recipient rules or filters that move or delete mail?", japanese: "受信者の方は、メールを移動・削除するルールやフィルターを設定されていますか。"),
            answers: [("yes", .init(english: "Yes", japanese: "設定している")), ("no", .init(english: "No", japanese: "設定していない"))]),
        .init(
            symptom: "mailbox",
            words: .init(english: "Is the recipient’s mailbox full?", japanese: "受信者の方のメールボックスは満杯ではありませんか。"),
            answers: [("full", .init(english: "Yes", japanese: "満杯")), ("ok", .init(english: "No", japanese: "空きがある"))]),
        .init(
            symptom: "forwarding",
            words: .init(
                english: "Is the address forwarded to another mailbox?", japanese: "その宛先は、別のメールボックスへ転送されていますか。"),
            answers: [("yes", .init(english: "Yes", japanese: "転送している")), ("no", .init(english: "No", japanese: "転送していない"))]),
        .init(
            symptom: "antivirus",
            words: .init(
                english: "Does an antivirus program or a firewall stand in the way, and what does its log say?",
                japanese: "経路上にウイルス対策ソフトやファイアウォールはありますか。そのログに記録はありますか。"),
            answers: [
                ("removed", .init(english: "It removed something", japanese: "削除・隔離の記録がある")),
                ("no", .init(english: "Nothing in the log", japanese: "記録はない")),
            ]),
        .init(
            symptom: "recent-change",
            words: .init(english: "What was changed shortly before?", japanese: "直前に変更したことはありますか。"),
            answers: [
                ("password", .init(english: "A password", japanese: "パスワード")),
                ("program", .init(english: "The mail program", japanese: "メールソフト")),
                ("server", .init(english: "The mail server or the provider", japanese: "メールサーバー・事業者")),
                ("no", .init(english: "Nothing", japanese: "何もない")),
            ]),
    ]
}
