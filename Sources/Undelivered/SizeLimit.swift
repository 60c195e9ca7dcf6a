/// The limit that a server named when it refused a mail as too large.
public struct SizeLimit: Hashable, Sendable {
    /// As the server wrote it: `25 MB`.
    public let text: String
    public let quantity: ByteQuantity

    /// Bytes of files that a mail may carry below this limit: in base64, with the allowances of `MessageSize`, by the smaller reading.
    public var largestRawSize: UInt64 { MessageSize().largestRawSize(within: quantity.decimal) }

    /// The limit in the words of a refusal.
    ///
    /// Where they name several sizes the mail's own is among them, which is the larger one.
    init?(in words: String) {
        var best: (text: String, quantity: ByteQuantity)?
        for candidate in Self.quantities(in: words) where candidate.quantity.decimal < best?.quantity.decimal ?? .max {
            best = candidate
        }
        guard let best else { return nil }
        text = best.text
        quantity = best.quantity
    }

    private static func quantities(in words: String) -> [(text: String, quantity: ByteQuantity)] {
        let letters = Array(words.prefix(4096))
        var found: [(text: String, quantity: ByteQuantity)] = []
        var reader = ByteQuantityReader(words: letters)
        while reader.index < letters.count {
            let start = reader.index
            // "5.2.3", "mx2.example.jp" and "#123" hold digits and are no sizes.
            let isWordStart = start == 0 || !isPart(letters[start - 1])
            guard letters[start].isNumber, isWordStart, let quantity = reader.quantity() else {
                reader.skip()
                continue
            }
            let end = reader.index
            let text = String(letters[start..<end])
            let hasUnit = text.contains { $0.isLetter }
            let isWordEnd = end == letters.count || !isPart(letters[end]) || isSentenceEnd(letters, end)
            // Without a unit only a number as large as limits are in bytes.
            if isWordEnd, hasUnit ? quantity.decimal >= 1000 : quantity.decimal >= 65_536 { found.append((text, quantity)) }
        }
        return found
    }

    private static func isPart(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || ".-_@/#:".contains(letter))
    }

    private static func isSentenceEnd(_ letters: [Character], _ index: Int) -> Bool {
        ".:/".contains(letters[index]) && (index + 1 == letters.count || !isPart(letters[index + 1]))
    }
}
