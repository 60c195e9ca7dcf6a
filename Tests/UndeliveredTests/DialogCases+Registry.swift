import Testing

/// A window as a user would paste it, and what has to come out.
struct DialogCase: CustomTestStringConvertible, Sendable {
    let text: String
    let cause: String
    let side: String
    /// The server's reply inside; nil: none is quoted.
    var reply: String?
    var testDescription: String { String(text.prefix(60)) }

    init(_ text: String, _ cause: String, _ side: String, reply: String? = nil) {
        self.text = text
        self.cause = cause
        self.side = side
        self.reply = reply
    }

    private static func express(_ words: String, reply: String, account: String = "pop.example.jp", code: String) -> String {
        "\(words) 件名 '見積書', アカウント : '\(account)', サーバー : 'smtp.example.jp', プロトコル : SMTP, サーバーの応答 : '\(reply)', "
            + "ポート : 25, セキュリティ (SSL) : なし, サーバー エラー : \(reply.prefix(3)), エラー番号 : \(code)"
    }

    private static func expressEnglish(_ words: String, reply: String, server: String = "smtp.example.com", code: String) -> String {
        "\(words) Subject 'Offer', Account: 'mail.example.com', Server: '\(server)', Protocol: SMTP, Server Response: '\(reply)', Port: 25, "
            + "Secure(SSL): No, Server Error: \(reply.prefix(3)), Error Number: \(code)"
    }

    private static let refused = "受信者の一人がサーバーによって拒否されたため、メッセージを送信できませんでした。拒否された電子メール アドレスは 'user@example.org' です。"
    private static let refusedEnglish =
        "The message could not be sent because one of the recipients was rejected by the server. The rejected e-mail address was 'user@example.org'."
    private static let large = "メッセージのサイズがサーバーの制限を越えたため、メッセージを送信できませんでした。"

    static let outlookExpress: [DialogCase] = [
        .init(
            express(refused, reply: "550 5.1.1 <user@example.org>... User unknown", code: "0x800CCC79"), "address.unknown-user", "sender",
            reply: "550 5.1.1 <user@example.org>... User unknown"),
        .init(
            express(refused, reply: "553 5.3.0 <user@example.org>... Please receive your mail before sending", code: "0x800CCC79"),
            "authentication.login-required", "sender", reply: "553 5.3.0 <user@example.org>... Please receive your mail before sending"),
        .init(
            express(refused, reply: "550 5.7.1 <user@example.org>... Relaying denied", code: "0x800CCC79"), "authentication.login-required",
            "sender", reply: "550 5.7.1 <user@example.org>... Relaying denied"),
        .init(
            express(refused, reply: "552 user is over quota", code: "0x800CCC79"), "mailbox.full", "recipient",
            reply: "552 user is over quota"),
        .init(
            express(large, reply: "552 5.3.4 Message size exceeds fixed limit", code: "0x800CCC6D"), "size.sender-limit", "sender",
            reply: "552 5.3.4 Message size exceeds fixed limit"),
        .init(
            express(large, reply: "552 sorry, that message size exceeds my databytes limit (#5.3.4)", code: "0x800CCC6D"),
            "size.sender-limit", "sender", reply: "552 sorry, that message size exceeds my databytes limit (#5.3.4)"),
        .init(
            express(large, reply: "552 sorry, that message size exceeds my databytes limit (#5.3.4)", account: "仕事用", code: "0x800CCC6D"),
            "size.sender-limit", "undetermined", reply: "552 sorry, that message size exceeds my databytes limit (#5.3.4)"),
        .init(
            express(large, reply: "552 5.2.2 user is over quota", code: "0x800CCC6D"), "mailbox.full", "recipient",
            reply: "552 5.2.2 user is over quota"),
        .init(
            expressEnglish(refusedEnglish, reply: "550 5.1.1 User unknown", code: "0x800CCC79"), "address.unknown-user", "sender",
            reply: "550 5.1.1 User unknown"),
        .init(
            expressEnglish(refusedEnglish, reply: "554 5.7.1 <user@example.org>: Relay access denied", code: "0x800CCC79"),
            "authentication.login-required", "sender", reply: "554 5.7.1 <user@example.org>: Relay access denied"),
        .init(
            expressEnglish(
                refusedEnglish, reply: "554 5.7.1 <user@example.org>: Relay access denied", server: "mx.example.org", code: "0x800CCC79"),
            "relay.denied", "recipient", reply: "554 5.7.1 <user@example.org>: Relay access denied"),
        .init(
            expressEnglish(
                refusedEnglish, reply: "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org",
                code: "0x800CCC79"), "reputation.dynamic-address", "sender",
            reply: "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org"),
        .init(
            expressEnglish(
                "The message could not be sent because it exceeds the size limit.", reply: "552 5.3.4 Error: message file too big",
                code: "0x800CCC6D"), "size.sender-limit", "sender", reply: "552 5.3.4 Error: message file too big"),
        .init(large + " エラー番号 : 0x800CCC6D", "size.sender-limit", "undetermined"),
        .init(refused + " エラー番号 : 0x800CCC79", "undetermined", "undetermined"),
        .init(
            "サーバーへの接続は失敗しました。アカウント: 'mail.example.jp', サーバー: 'smtp.example.jp', プロトコル: SMTP, ポート: 25, セキュリティ (SSL): なし, ソケット エラー: 10060, エラー番号: 0x800CCC0E",
            "submission.unreachable", "sender"),
        .init(
            "The connection to the server has failed. Account: 'mail.example.com', Server: 'smtp.example.com', Protocol: SMTP, Port: 25, Secure(SSL): No, Socket Error: 10060, Error Number: 0x800CCC0E",
            "submission.unreachable", "sender"),
        .init(
            "サーバーは接続を解除しました。サーバーまたはネットワークに問題があるか、またはアイドル時間が長すぎた可能性があります。アカウント: 'mail.example.jp', サーバー: 'smtp.example.jp', エラー番号: 0x800CCC0F",
            "submission.unreachable", "sender"),
        .init("ホスト 'smtp.example.jp' が見つかりませんでした。サーバー名が正しいことを確認してください。エラー番号: 0x800CCC0D", "submission.unreachable", "sender"),
        .init("The host 'smtp.example.com' could not be found. Error Number: 0x800CCC0D", "submission.unreachable", "sender"),
        .init("サーバーにログオンできませんでした。アカウント: 'mail.example.jp', エラー番号: 0x800CCC92", "authentication.login-required", "sender"),
        .init("Your server does not support SSL. Error Number: 0x800CCC1A", "tls.failed", "sender"),
        .init("Your server has timed out. Error Number: 0x800CCC19", "submission.unreachable", "sender"),
    ]

    static let liveMail: [DialogCase] = [
        .init(
            """
            メッセージを送信できませんでした。

            サーバー エラー: 550
            サーバーの応答: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown
            サーバー: 'smtp.example.jp'
            Windows Live メール エラー ID: 0x800CCC79
            プロトコル: SMTP
            ポート: 587
            セキュリティ (SSL): なし
            """, "address.unknown-user", "sender", reply: "550 5.1.1 <user@example.org>: Recipient address rejected: User unknown"),
        .init(
            """
            The message could not be sent because one of the recipients was rejected by the server.

            Server Error: 550
            Server Response: 550 relay not permitted
            Server: 'smtp.example.com'
            Windows Live Mail Error ID: 0x800CCC79
            Protocol: SMTP
            Port: 25
            Secure(SSL): No
            """, "authentication.login-required", "sender", reply: "550 relay not permitted"),
        .init(
            """
            Die Nachricht konnte nicht gesendet werden, da einer der Empfänger vom Server nicht akzeptiert wurde.
            Konto: 'Arbeit', Server: 'smtp.example.com', Protokoll: SMTP, Serverantwort: '552 user is over quota', Anschluss: 25, Fehlernummer: 0x800CCC79
            """, "mailbox.full", "recipient", reply: "552 user is over quota"),
        .init(
            "Le message n'a pas pu être envoyé. Réponse du serveur : '550 5.1.1 User unknown', Port : 25, Numéro d'erreur : 0x800CCC79",
            "address.unknown-user", "sender", reply: "550 5.1.1 User unknown"),
    ]

    static let outlook: [DialogCase] = [
        .init("The attachment size exceeds the allowable limit.", "size.client-limit", "sender"),
        .init(
            "The file you're attaching is bigger than the server allows. Try putting the file in a shared location and sending a link instead.",
            "size.client-limit", "sender"),
        .init(
            "The file you’re attaching is bigger than the server allows. Try putting the file in a shared location and sending a link instead.",
            "size.client-limit", "sender"),
        .init("添付ファイルのサイズが許容されている最大サイズを超えています。", "size.client-limit", "sender"),
        .init("添付しようとしているファイルは、サーバーで許可されているサイズより大きいです。", "size.client-limit", "sender"),
        .init(
            "Task 'smtp.example.com - Sending' reported error (0x800CCC78) : 'Cannot send the message. Verify the e-mail address in your account properties. The server responded: 530 5.7.0 Must issue a STARTTLS command first'",
            "tls.required", "sender", reply: "530 5.7.0 Must issue a STARTTLS command first"),
        .init(
            "タスク 'smtp.example.jp - 送信中' はエラー (0x800CCC78) を報告しました: 'メッセージを送信できません。アカウントのプロパティで電子メールアドレスが正しいことを確認してください。サーバーが応答しました: 550 5.7.1 Relaying denied'",
            "authentication.login-required", "sender", reply: "550 5.7.1 Relaying denied"),
        .init(
            "タスク 'example - 送信中' はエラー (0x800CCC0F) を報告しました: 'サーバーへの接続は中断されました。この問題が引き続き起こる場合は、サーバー管理者かインターネットサービスプロバイダ (ISP) に連絡してください。'",
            "submission.unreachable", "sender"),
        .init(
            "Task 'example - Sending' reported error (0x80042109) : 'Outlook cannot connect to your outgoing (SMTP) e-mail server.'",
            "submission.unreachable", "sender"),
        .init(
            "Sending reported error (0x8004210B) : 'The operation timed out waiting for a response from the sending (SMTP) server.'",
            "submission.unreachable", "sender"),
    ]

    static let thunderbird: [DialogCase] = [
        .init(
            "An error occurred while sending mail. The mail server responded:  5.1.1 <user@example.org>: Recipient address rejected: User unknown. Please check the message recipient \"user@example.org\" and try again.",
            "address.unknown-user", "sender", reply: "5.1.1 <user@example.org>: Recipient address rejected: User unknown"),
        .init(
            "メールの送信中にエラーが発生しました。サーバーからの応答:\n5.1.1 <user@example.org>: Recipient address rejected: User unknown\nメッセージの受信者 \"user@example.org\" を確認し、再度試してください。",
            "address.unknown-user", "sender", reply: "5.1.1 <user@example.org>: Recipient address rejected: User unknown"),
        .init(
            "メールの送信中にエラーが発生しました。サーバーからの応答:\n5.7.1 <user@example.org>: Relay access denied\nメッセージの受信者 \"user@example.org\" を確認し、再度試してください。",
            "authentication.login-required", "sender", reply: "5.7.1 <user@example.org>: Relay access denied"),
        .init(
            "送信メッセージのサイズがサーバーのサイズ制限を超えたため、メッセージを送信できませんでした。メッセージのサイズを小さくし、再度試してください。サーバーからの応答: 5.3.4 Message size exceeds fixed limit",
            "size.sender-limit", "undetermined", reply: "5.3.4 Message size exceeds fixed limit"),
        .init(
            "The size of the message you are trying to send exceeds a temporary size limit of the server. The message was not sent; try to reduce the message size or wait some time and try again. The server responded: 4.1.1 POL503.",
            "address.verification-pending", "recipient", reply: "4.1.1 POL503"),
        .init(
            "The size of the message you are trying to send exceeds the global size limit (10485760 bytes) of the server. The message was not sent; reduce the message size and try again.",
            "size.sender-limit", "undetermined"),
        .init(
            "送信 (SMTP) サーバー smtp.example.jp に接続できなかったため、メッセージを送信できませんでした。サーバーが利用できないか、SMTP 接続が拒否された可能性があります。送信 (SMTP) サーバーの設定が正しいか確認し、再度試してください。",
            "submission.unreachable", "sender"),
        .init(
            "送信 (SMTP) サーバー smtp.example.jp との接続がタイムアウトしたため、メッセージを送信できませんでした。再度試してください。", "submission.unreachable", "sender"),
        .init(
            "メールの送信中にエラーが発生しました: 送信 (SMTP) サーバー smtp.example.jp が見つかりません。サーバーの設定に誤りがある可能性があります。", "submission.unreachable",
            "sender"),
        .init(
            "送信 (SMTP) サーバー smtp.example.jp の認証に失敗しました。パスワードを確認し、“アカウント設定” の “送信 (SMTP) サーバー” で “認証方式” が正しいことを確認してください。",
            "authentication.login-required", "sender"),
        .init(
            "Sending of the message failed. The message could not be sent because connecting to Outgoing server (SMTP) smtp.example.com failed. The server may be unavailable or is refusing SMTP connections.",
            "submission.unreachable", "sender"),
        .init(
            "メールの送信前にエラーが発生しました: 送信 (SMTP) サーバー smtp.example.jp が STARTTLS をサポートしていないため、保護された接続を確立できませんでした。", "tls.failed", "sender"),
        .init(
            "受信者の許容数を超えたためメッセージを送信できませんでした。サーバーからの応答: 452 4.5.3 Too many recipients", "rate.too-many-recipients", "sender",
            reply: "452 4.5.3 Too many recipients"),
    ]

    static let apple: [DialogCase] = [
        .init(
            "Cannot send message using the server smtp.example.com\nThe server response was: 552 5.3.4 Error: message file too big",
            "size.sender-limit", "undetermined", reply: "552 5.3.4 Error: message file too big"),
        .init(
            "Cannot send message using the server smtp.example.com\nThe server response was: user@example.org relaying denied",
            "authentication.login-required", "sender", reply: "user@example.org relaying denied"),
        .init(
            "サーバを使用してメッセージを送信できません。サーバからの応答: 550 5.1.1 User unknown", "address.unknown-user", "sender",
            reply: "550 5.1.1 User unknown"),
        .init("Cannot Send Mail. The recipient “user@example.org” was rejected by the server.", "undetermined", "undetermined"),
        .init("メールを送信できません。受信者“user@example.org”はサーバに拒否されました。", "undetermined", "undetermined"),
    ]
}
