import DeliveryTypes
import Undelivered

/// Bounces, and the ways in which people pass them on.
enum PassedOn {
    struct Bounce: Sendable {
        var name: String
        var sender: String
        var subject: String
        var body: String
        /// Recipient, reply code, status, cause.
        var expected: [String]

        var header: String {
            "Return-Path: <>\nFrom: \(sender)\nTo: hanako@example.com\nSubject: \(subject)\nMessage-ID: <b1@mail.example.com>\n\n"
        }
        var mail: String { header + body }
    }

    static let qmail = Bounce(
        name: "qmail", sender: "MAILER-DAEMON@mail.example.com", subject: "failure notice",
        body: """
            Hi. This is the qmail-send program at mail.example.com.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <taro@example.jp>:
            203.0.113.25 does not like recipient.
            Remote host said: 550 5.1.1 sorry, no mailbox here by that name (#5.1.1)
            Giving up on 203.0.113.25.

            --- Below this line is a copy of the message.

            Return-Path: <hanako@example.com>
            From: Hanako <hanako@example.com>
            To: taro@example.jp
            Subject: Report

            Please find the report.

            """,
        expected: ["taro@example.jp", "550", "5.1.1", "address.unknown-user"])

    static let postfix = Bounce(
        name: "Postfix", sender: "Mail Delivery System <MAILER-DAEMON@mail.example.com>", subject: "Undelivered Mail Returned to Sender",
        body: """
            This is the mail system at host mail.example.com.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

            For further assistance, please send mail to postmaster.

                               The mail system

            <jiro@example.jp>: host mx.example.jp[203.0.113.7] said: 552 5.2.2
                <jiro@example.jp>: Mailbox is full (in reply to RCPT TO
                command)

            """,
        expected: ["jiro@example.jp", "552", "5.2.2", "mailbox.full"])

    static let gmail = Bounce(
        name: "Gmail", sender: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject: "Delivery Status Notification (Failure)",
        body: """

            ** Address not found **

            Your message wasn't delivered to saburo@example.net because the address couldn't be found, or is unable to receive mail.

            The response was:

            550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos.

            """,
        expected: ["saburo@example.net", "550", "5.1.1", "address.unknown-user"])

    static let bounces = [qmail, postfix, gmail]

    // MARK: Ways

    struct Way: Sendable {
        var name: String
        var mail: @Sendable (Bounce) -> String
    }

    static let person = "From: Hanako Yamada <hanako@example.com>\nTo: support@example.org\nMessage-ID: <h1@example.com>\n"
    static let text = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"

    static func letter(_ subject: String, _ body: String) -> String { person + "Subject: \(subject)\n" + text + "\n" + body }

    static func quoted(_ body: String, by mark: String = "> ") -> String {
        var lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.map { $0.isEmpty ? String(mark.dropLast(mark.hasSuffix(" ") ? 1 : 0)) : mark + $0 }.joined(separator: "\n") + "\n"
    }

    static func attached(_ header: String, _ content: String) -> String {
        person + "Subject: Fwd: bounce\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=x=\"\n\n"
            + "--=x=\nContent-Type: text/plain\n\nSee the attachment.\n--=x=\n" + header + "\n\n" + content + "\n--=x=--\n"
    }

    static let ways: [Way] = [
        Way(name: "Gmail") {
            letter(
                "Fwd: \($0.subject)",
                "What is this?\n\n---------- Forwarded message ---------\nFrom: \($0.sender)\nDate: Mon, Jul 6, 2026 at 10:15 AM\n"
                    + "Subject: \($0.subject)\nTo: <hanako@example.com>\n\n\n\($0.body)\n-- \nHanako\n")
        },
        Way(name: "Outlook") {
            letter(
                "FW: \($0.subject)",
                "Please help.\n\n-----Original Message-----\nFrom: \($0.sender) \nSent: Monday, July 6, 2026 10:16 AM\nTo: hanako@example.com\n"
                    + "Subject: \($0.subject)\n\n\($0.body)")
        },
        Way(name: "Outlook in Japanese") {
            letter(
                "転送: \($0.subject)",
                "届きません。\n\n差出人: \($0.sender)\n送信日時: 2026年7月6日 10:16\n宛先: hanako@example.com\n件名: \($0.subject)\n\n\($0.body)")
        },
        Way(name: "Outlook in German, with a line") {
            letter(
                "WG: \($0.subject)",
                "Hilfe!\n\n________________________________\nVon: \($0.sender)\nGesendet: Montag, 6. Juli 2026 10:16\nAn: hanako@example.com\n"
                    + "Betreff: \($0.subject)\n\n\($0.body)")
        },
        Way(name: "Apple Mail") {
            letter(
                "Fwd: \($0.subject)",
                "\nBegin forwarded message:\n\n"
                    + quoted(
                        "From: \($0.sender)\nSubject: \($0.subject)\nDate: July 6, 2026 at 10:15:30 GMT+9\nTo: hanako@example.com\n\n\($0.body)"
                    ))
        },
        Way(name: "Apple Mail in Japanese") {
            letter(
                "Fwd: \($0.subject)",
                "転送されたメッセージ:\n\n"
                    + quoted("差出人: \($0.sender)\n件名: \($0.subject)\n日付: 2026年7月6日 10:15:30 JST\n宛先: hanako@example.com\n\n\($0.body)"))
        },
        Way(name: "Thunderbird") {
            letter(
                "Fwd: \($0.subject)",
                "\n\n-------- Forwarded Message --------\nSubject: \t\($0.subject)\nDate: \tMon, 6 Jul 2026 10:15:30 +0900\nFrom: \t\($0.sender)\n"
                    + "To: \thanako@example.com\n\n\n\n\($0.body)")
        },
        Way(name: "Thunderbird in Japanese") {
            letter(
                "Fwd: \($0.subject)",
                "\n\n-------- 転送メッセージ --------\n件名: \t\($0.subject)\n日付: \tMon, 6 Jul 2026 10:15:30 +0900\n送信者: \t\($0.sender)\n"
                    + "宛先: \thanako@example.com\n\n\n\n\($0.body)")
        },
        Way(name: "a forward of a forward") {
            letter(
                "Fwd: Fwd: \($0.subject)",
                "To the admin.\n\n---------- Forwarded message ---------\nFrom: Jiro <shiro@example.net>\nDate: Mon, Jul 6, 2026\n"
                    + "Subject: Fwd: \($0.subject)\nTo: Hanako <hanako@example.com>\n\nSee below.\n\n-----Original Message-----\nFrom: \($0.sender)\n"
                    + "Sent: Monday\nTo: shiro@example.net\nSubject: \($0.subject)\n\n\($0.body)")
        },
        Way(name: "HTML in base64") {
            let escaped = $0.body.map { character in
                switch character {
                case "<": "&lt;"
                case ">": "&gt;"
                case "\n": "<br>\n"
                default: String(character)
                }
            }.joined()
            let page =
                "<div>Please help</div><blockquote type=\"cite\"><div>Begin forwarded message:</div><div><b>From: </b>"
                + $0.sender.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                + "</div><div><b>Subject: </b>\($0.subject)</div><div><b>To: </b>hanako@example.com</div><br><div>\(escaped)</div></blockquote>"
            return person + "Subject: Fwd: \($0.subject)\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
                + "Content-Transfer-Encoding: base64\n\n" + Base64.encode(page)
        },
        Way(name: "a message attached") {
            attached("Content-Type: message/rfc822\nContent-Disposition: attachment; filename=b.eml", $0.mail)
        },
        Way(name: "a file of unknown type") {
            attached(
                "Content-Type: application/octet-stream; name=\"b.eml\"\nContent-Transfer-Encoding: base64", Base64.encode($0.mail))
        },
        Way(name: "a text file") { attached("Content-Type: text/plain; name=\"bounce.txt\"", $0.mail) },
        Way(name: "a quotation") { letter("Re: \($0.subject)", "What is this?\n\n" + quoted($0.body)) },
        Way(name: "a quotation, marked twice") { letter("Re: \($0.subject)", "What is this?\n\n" + quoted($0.body, by: ">> ")) },
        Way(name: "a quotation with bars") { letter("Re: \($0.subject)", "What is this?\n\n" + quoted($0.body, by: "| ")) },
        Way(name: "a quotation with its author") {
            letter("Re: \($0.subject)", "Help?\n\nOn 6 Jul 2026, at 10:15,\n\($0.sender) wrote:\n\n" + quoted($0.body))
        },
        Way(name: "pasted") { $0.body },
        Way(name: "pasted, quoted") { quoted($0.body) },
        Way(name: "pasted, quoted in a quotation") { quoted($0.body, by: "> > ") },
        Way(name: "pasted, full-width marks") { quoted($0.body, by: "＞ ") },
        Way(name: "pasted with the words of whoever asks") {
            "山田です。以下のメールが戻ってきました。\n\n----- 転送メッセージ -----\n差出人： \($0.sender)\n件名： \($0.subject)\n日時： 2026年7月6日 10:16\n\n\($0.body)"
        },
        Way(name: "pasted, indented as a whole") { quoted($0.body, by: "    ") },
        Way(name: "pasted, indented with tabs") { quoted($0.body, by: "\t") },
        Way(name: "pasted with the line above it") { "-----Original Message-----\n\n" + $0.body },
        Way(name: "pasted with the header above it, indented") {
            quoted(
                "-----Original Message-----\nFrom: \($0.sender)\nSent: Monday, July 6, 2026 10:16 AM\nTo: hanako@example.com\n"
                    + "Subject: \($0.subject)\n\n\($0.body)", by: "   ")
        },
        Way(name: "pasted as HTML") {
            "<html><body><pre>" + $0.body.replacing("<", with: "&lt;").replacing(">", with: "&gt;") + "</pre></body></html>\n"
        },
    ]
}

/// Base64 (RFC 4648) in lines of 76 characters.
enum Base64 {
    static func encode(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
            let bits = group[0] << 16 | group[1] << 8 | group[2]
            let left = bytes.count - start
            for position in 0..<4 {
                result.append(position <= left ? alphabet[Int(bits >> (18 - 6 * UInt32(position)) & 63)] : UInt8(ascii: "="))
            }
            if result.count % 77 == 76 { result.append(0x0A) }
        }
        return String(decoding: result, as: UTF8.self) + "\n"
    }
}
