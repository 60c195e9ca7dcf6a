internal import DeliveryTypes

/// Words that stand where an address was taken away before the text was shown: nobody is named by them.
package enum RedactedAddress {
    /// Whether that is all of `range`: "[email protected]", "redacted".
    package static func isOne(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let range = bytes.trimmed(bytes.clamped(range))
        var words = range
        while !words.isEmpty, isBracket(bytes.byte(at: words.lowerBound)) { words = (words.lowerBound + 1)..<words.upperBound }
        while !words.isEmpty, isBracket(bytes.byte(at: words.upperBound - 1)) { words = words.lowerBound..<(words.upperBound - 1) }
        guard let noun = nouns.first(where: { $0.utf8CodeUnitCount <= words.count && bytes.hasWord($0, at: words.lowerBound) }) else {
            return isWhole(bytes, words, participles)
        }
        var rest = (words.lowerBound + noun.utf8CodeUnitCount)..<words.upperBound
        // A pattern that ends at white space has cut the second word off.
        if rest.isEmpty { return bytes.byte(at: range.lowerBound) == UInt8(ascii: "[") }
        rest = bytes.trimmed(rest)
        if bytes.byte(at: rest.lowerBound) == UInt8(ascii: "-") || bytes.byte(at: rest.lowerBound) == UInt8(ascii: "_") {
            rest = min(rest.lowerBound + 1, rest.upperBound)..<rest.upperBound
        }
        return isWhole(bytes, rest, participles) || isWhole(bytes, rest, ["protected", "deleted"])
    }

    /// The longest first.
    private static var nouns: [StaticString] { ["email address", "e-mail address", "email", "e-mail", "address", "recipient"] }
    private static var participles: [StaticString] { ["redacted", "removed", "hidden", "withheld", "masked", "omitted"] }

    private static func isWhole(_ bytes: Span<UInt8>, _ range: Range<Int>, _ words: [StaticString]) -> Bool {
        words.contains { $0.utf8CodeUnitCount == range.count && bytes.hasWord($0, at: range.lowerBound) }
    }

    private static func isBracket(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "*"), UInt8(ascii: "\""):
            true
        default: false
        }
    }
}
