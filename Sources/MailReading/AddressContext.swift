internal import DeliveryTypes

/// What the words around an address in running text say about whose it is.
package enum AddressContext {
    /// Without those that are no recipient's: a sender's, a message's number, one from which mail was passed on to the next.
    static func meant(of addresses: [TextRange], in bytes: Span<UInt8>) -> [TextRange] {
        addresses.enumerated().filter { number, address in
            if isLabelled(Int(address.start), bytes) { return false }
            guard addresses.indices.contains(number + 1) else { return true }
            let between = Int(address.end)..<max(Int(address.end), Int(addresses[number + 1].start))
            return !(between.count < 80 && between.contains { bytes.hasWord("forward", at: $0) })
        }.map(\.element)
    }

    /// Whether a word stands before the address, also at the end of the line before, behind which no recipient comes.
    package static func isLabelled(_ start: Int, _ bytes: Span<UInt8>) -> Bool {
        var end = start
        while end > 0, ASCII.isSpace(bytes.byte(at: end - 1)) || "<\"'".utf8.contains(bytes.byte(at: end - 1)), start - end < 8 { end -= 1 }
        return labels.contains { label in
            let first = end - label.utf8CodeUnitCount
            return first >= 0 && bytes.hasWord(label, at: first) && (first == 0 || !ASCII.isLetter(bytes.byte(at: first - 1)))
        }
    }

    private static var labels: [StaticString] {
        [
            "message-id:", "message id:", "message:", "message-id", "message id", "mail from:", "mail from", "message from", "email from",
            "e-mail from", "sent by", "sender:", "sender=", "from=", "mailfrom=", "return-path:",
        ]
    }

    /// "Delivered to:", "Successful recipients:"
    static func saysDelivered(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        func says(_ words: [StaticString]) -> Bool {
            line.prefixRange(200).contains { offset in words.contains { bytes.hasWord($0, at: offset) } }
        }
        return says(["delivered", "success", "accepted"])
            && !says(["not ", "n't", "un", "fail", "could", "cannot", "error", "problem", "reject"])
    }

    /// "次の宛先には配送しました。"
    static func endsWithDelivered(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let words: [StaticString] = ["配送しました。", "配信しました。", "お届けしました。", "送信しました。", "配送済みです。", "配信済みです。"]
        return words.contains { bytes.hasWord($0, at: line.upperBound - $0.utf8CodeUnitCount) }
    }

    /// Whether a line says whom to ask: a postmaster, a support desk.
    package static func isAboutHelp(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let words: [StaticString] = [
            "contact", "help", "assistance", "support", "question", "questions", "write to", "complain", "appeal", "call", "kontakt",
            "contacter", "contattare", "contactar", "wenden sie sich", "bei fragen", "обратитесь", "お問い合わせ", "ご連絡", "連絡", "联系", "咨询", "聯絡",
            "문의",
        ]
        return line.prefix(500).contains { offset in
            guard offset == line.lowerBound || !ASCII.isLetter(bytes.byte(at: offset - 1)) else { return false }
            return words.contains { bytes.hasWord($0, at: offset) }
        }
    }
}
