/// Texts of packs with variables: `${name}` and `${name? text with ${name}}`.
package enum TextTemplate {
    /// Characters of a value beyond this are cut.
    package static let maximumValueLength = 256

    /// Fills in what is known; values are never expanded again.
    ///
    /// - Parameter otherwise: what stands for an unknown variable outside a conditional.
    package static func expand(
        _ template: String, otherwise: (String) -> String = { _ in "" }, _ value: (String) -> String?
    ) -> String {
        var output = ""
        var rest = Substring(template)
        expand(&rest, into: &output, isNested: false, otherwise, value)
        return output
    }

    private static func expand(
        _ rest: inout Substring, into output: inout String, isNested: Bool, _ otherwise: (String) -> String, _ value: (String) -> String?
    ) {
        // ASCII marks are found byte by byte; what stands between them is taken as a whole.
        while let mark = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "$") || (isNested && $0 == UInt8(ascii: "}")) }) {
            output += rest[..<mark]
            rest = rest[mark...]
            if rest.utf8.first == UInt8(ascii: "}") {
                rest = Substring(rest.utf8.dropFirst())
                return
            }
            guard rest.utf8.dropFirst().first == UInt8(ascii: "{") else {
                output += "$"
                rest = Substring(rest.utf8.dropFirst())
                continue
            }
            rest = Substring(rest.utf8.dropFirst(2))
            // Byte by byte: a combining mark behind the brace would make it another character.
            let name = String(Substring(rest.utf8.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "?") }))
            rest = Substring(rest.utf8.dropFirst(name.utf8.count))
            let mark = rest.utf8.first
            rest = Substring(rest.utf8.dropFirst())
            let known = value(name).map(clean)
            if mark == UInt8(ascii: "?") {
                // A space here belongs to the text: `mailbox${recipient? (${recipient})}`.
                var inner = ""
                expand(&rest, into: &inner, isNested: true, otherwise, value)
                if known != nil { output += inner }
            } else {
                output += known ?? otherwise(name)
            }
        }
        output += rest
        rest = ""
    }

    private static func clean(_ value: String) -> String {
        String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }).prefix(maximumValueLength))
    }
}
