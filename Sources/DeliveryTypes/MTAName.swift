/// The name of a mail system in a delivery report: `mta-name-type ; mta-name` (RFC 3464 section 2.1.2).
public struct MTAName: Hashable, Sendable {
    /// In lower case, such as `dns`; `nil` where the report leaves it out.
    public let type: String?
    /// A host name in lower case or an IP address, without brackets and without a final dot.
    public let name: String
    /// The IP address that stands in parentheses or brackets behind the name.
    public let address: String?

    /// `nil` where no name is left.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(parsing: bytes.span, in: 0..<bytes.count)
    }

    package init?(parsing bytes: Span<UInt8>, in range: Range<Int>) {
        guard let ranges = Self.ranges(in: bytes, range) else { return nil }
        type = ranges.type.map { bytes.string(in: $0).lowercased() }
        name = bytes.string(in: ranges.name, lowercasedFrom: ranges.name.lowerBound)
        address = ranges.address.map { bytes.string(in: $0) }
    }

    /// The name alone, as `name` has it.
    package static func name(parsing bytes: Span<UInt8>, in range: Range<Int>) -> String? {
        ranges(in: bytes, range).map { bytes.string(in: $0.name, lowercasedFrom: $0.name.lowerBound) }
    }

    /// Where type, name and address stand.
    package static func ranges(
        in bytes: Span<UInt8>, _ range: Range<Int>
    ) -> (type: Range<Int>?, name: Range<Int>, address: Range<Int>?)? {
        var rest = bytes.trimmed(bytes.clamped(range))
        let type = TypedField.type(in: bytes, &rest)
        while rest.lowerBound < rest.upperBound, isOpening(bytes.byte(at: rest.lowerBound)) {
            rest = (rest.lowerBound + 1)..<rest.upperBound
        }
        var end = rest.lowerBound
        while end < rest.upperBound, !isEnd(bytes.byte(at: end)) { end &+= 1 }
        let address = bracketed(in: bytes, end..<rest.upperBound)
        while end > rest.lowerBound, bytes.byte(at: end &- 1) == UInt8(ascii: ".") { end &-= 1 }
        guard end > rest.lowerBound else { return nil }
        return (type, rest.lowerBound..<end, address)
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"")
            || ASCII.isSpace(byte)
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "\""):
            return true
        default:
            return ASCII.isSpace(byte)
        }
    }

    /// The first run of hexadecimal digits, dots and colons that looks like an address: `(192.0.2.1)`, `(TCP|192.0.2.1|25)`.
    private static func bracketed(in bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            var separators = 0
            var isAddress = true
            while end < range.upperBound {
                let byte = bytes.byte(at: end)
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") {
                    separators &+= 1
                } else if ASCII.hexadecimalValue(byte) == nil {
                    break
                }
                end &+= 1
            }
            if end < range.upperBound, ASCII.isLetter(bytes.byte(at: end)) { isAddress = false }
            if isAddress, separators >= 2 { return start..<end }
            while end < range.upperBound, ASCII.isLetter(bytes.byte(at: end)) || bytes.byte(at: end) == UInt8(ascii: ".") { end &+= 1 }
            start = Swift.max(end, start) &+ 1
        }
        return nil
    }
}

extension MTAName: CustomStringConvertible {
    /// The name alone.
    public var description: String { name }
}

/// `type ; value`, the shape of most fields of RFC 3464.
package enum TypedField {
    /// The type before the first `;`, and `rest` set to what follows it, both trimmed. `nil`, and `rest` as it was,
    /// where what stands before is not one word.
    package static func type(in bytes: Span<UInt8>, _ rest: inout Range<Int>) -> Range<Int>? {
        let start = bytes.trimmed(rest).lowerBound
        var end = start
        while end < rest.upperBound, end &- start <= 32 {
            let byte = bytes.byte(at: end)
            guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else { break }
            end &+= 1
        }
        var semicolon = end
        while semicolon < rest.upperBound, bytes.byte(at: semicolon) == 0x20 { semicolon &+= 1 }
        guard semicolon < rest.upperBound, bytes.byte(at: semicolon) == UInt8(ascii: ";") else { return nil }
        rest = bytes.trimmed((semicolon + 1)..<rest.upperBound)
        return end > start ? start..<end : nil
    }
}
