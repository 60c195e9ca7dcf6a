internal import Undelivered

/// Writes the size of a mail for people.
struct SizeText {
    private let language: Language
    private let words: SizeWords

    init(language: Language) {
        self.language = language
        words = language == .japanese ? .japanese : .english
    }

    func page(_ message: MessageSize, limit: ByteQuantity?) -> String {
        var lines: [String] = []
        if !message.attachments.isEmpty { addSizes(of: message, to: &lines) }
        for limit in readings(of: limit, for: message) {
            if !lines.isEmpty { lines.append("") }
            if message.attachments.isEmpty {
                addRoom(message, limit, to: &lines)
            } else {
                add(message, limit, to: &lines)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func addSizes(of message: MessageSize, to lines: inout [String]) {
        for attachment in message.attachments {
            let name = Printable.oneLine(attachment.name)
            lines.append(words.file(name, bytes(attachment.rawSize), bytes(attachment.encodedSize), attachment.encoding.name))
        }
        lines.append(words.total(bytes(message.total), shown(message.total)))
        let parts = [message.encodedSize, message.structureSize, message.textSize, message.headerSize].map(bytes)
        lines += TextWrapping.lines(words.parts(parts), first: "  ", rest: "  ")
    }

    /// "MB" has two meanings; both are answered.
    private func readings(of limit: ByteQuantity?, for message: MessageSize) -> [UInt64] {
        guard let limit else { return [] }
        return limit.isAmbiguous ? [limit.decimal, limit.binary] : [limit.decimal]
    }

    private func add(_ message: MessageSize, _ limit: UInt64, to lines: inout [String]) {
        let verdict = message.verdict(limit: limit)
        let difference = message.total > limit ? message.total - limit : limit - message.total
        lines += TextWrapping.lines(words.verdict(verdict, bytes(limit), bytes(difference)), rest: "  ")
        addRoom(message, limit, to: &lines, showsLimit: false)
        guard verdict == .exceeds else { return }
        lines += TextWrapping.lines(words.advice(message.mailCount(within: limit)), rest: "  ")
    }

    private func addRoom(_ message: MessageSize, _ limit: UInt64, to lines: inout [String], showsLimit: Bool = true) {
        let encoding = message.attachments.first?.encoding ?? .base64
        let room = words.room(
            showsLimit ? bytes(limit) : nil, bytes(message.largestRawSize(within: limit)), shown(message.largestRawSize(within: limit)),
            message.isSMIME ? nil : bytes(encoding.largestRawSize(within: limit)))
        lines += TextWrapping.lines(room, rest: "  ")
    }

    /// `27,368,424 bytes`
    private func bytes(_ number: UInt64) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed()) + words.bytes(number)
    }

    private func shown(_ number: UInt64) -> String { Self.mebibytes(number) }

    /// `26.1 MiB`, cut, not rounded.
    static func mebibytes(_ number: UInt64) -> String {
        let tenths = number / 104_858
        return "\(tenths / 10).\(tenths % 10) MiB"
    }
}

private struct SizeWords {
    let bytes: (UInt64) -> String
    let file: (_ name: String, _ raw: String, _ encoded: String, _ encoding: String) -> String
    let total: (_ bytes: String, _ shown: String) -> String
    let parts: ([String]) -> String
    let verdict: (MessageSize.Verdict, _ limit: String, _ difference: String) -> String
    let room: (_ limit: String?, _ files: String, _ shown: String, _ alone: String?) -> String
    let advice: (_ mails: UInt64?) -> String

    static var english: SizeWords {
        SizeWords(
            bytes: { $0 == 1 ? " byte" : " bytes" },
            file: { "\($0): \($1), in the mail \($2) (\($3))" },
            total: { "The whole mail: about \($0) (\($1))" },
            parts: {
                "the files \($0[0]), what separates and announces them \($0[1]), allowed for the text \($0[2]) and for the header \($0[3])"
            },
            verdict: { verdict, limit, difference in
                switch verdict {
                case .fits: "Limit \(limit): the mail fits, with \(difference) to spare."
                case .near: "Limit \(limit): too near to say. The files alone fit; text and header decide."
                case .exceeds: "Limit \(limit): the mail does not fit. It is \(difference) too large."
                }
            },
            room: { limit, files, shown, alone in
                (limit.map { "Limit \($0): files" } ?? "Files") + " of \(files) (\(shown)) fit into one mail"
                    + (alone.map { "; \($0) if there were nothing else in it." } ?? ".")
            },
            advice: { mails in
                let split = mails.map { ", or spread them over \($0) mails" } ?? ""
                return "What to do: put the files where the recipient can fetch them and send the link\(split). Compressing helps with "
                    + "text and tables, hardly with pictures, films and PDF."
            })
    }

    static var japanese: SizeWords {
        SizeWords(
            bytes: { _ in " バイト" },
            file: { "\($0)：\($1)、メールの中では \($2)(\($3))" },
            total: { "メール全体：約 \($0)(\($1))" },
            parts: { "内訳：添付ファイル \($0[0])、区切りと見出し \($0[1])、本文の見込み \($0[2])、ヘッダーの見込み \($0[3])" },
            verdict: { verdict, limit, difference in
                switch verdict {
                case .fits: "上限 \(limit)：収まります(余裕 \(difference))。"
                case .near: "上限 \(limit)：ぎりぎりです。添付ファイルだけなら収まりますが、本文とヘッダーの大きさによって変わります。"
                case .exceeds: "上限 \(limit)：収まりません(\(difference)超過)。"
                }
            },
            room: { limit, files, shown, alone in
                (limit.map { "上限 \($0)：" } ?? "") + "1 通で送れるファイルは合計 \(files)(\(shown))までです"
                    + (alone.map { "(ほかに何も含まない場合は \($0))。" } ?? "。")
            },
            advice: { mails in
                let split = mails.map { "。または \($0) 通に分けてお送りください" } ?? ""
                return "対処方法：ファイルを共有サービスに置き、リンクをメールでお知らせください\(split)。圧縮は文書や表には有効ですが、画像・動画・PDF ではほとんど小さくなりません。"
            })
    }
}
