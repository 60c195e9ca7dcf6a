/// Counts what text becomes as quoted-printable (RFC 2045 section 6.7), piece by piece, without writing it.
///
/// Line ends (LF or CR LF) become CR LF. Only what has to be encoded is: `=`, control characters, bytes above 126, and white
/// space before a line end.
package struct QuotedPrintableCounter: Sendable {
    private var count: UInt64 = 0
    private var column = 0
    /// The byte that waits until it is known whether a line end follows.
    private var waiting: UInt8?
    private var isAfterReturn = false

    package init() {}

    package mutating func append(_ bytes: Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }

    /// The size, with a line end behind the last line.
    package mutating func finish() -> UInt64 {
        if isAfterReturn { append(letter: 0x0D) }
        isAfterReturn = false
        let isOpen = column > 0 || waiting != nil
        if isOpen { endLine() }
        return count
    }

    private mutating func append(_ byte: UInt8) {
        if byte == 0x0A {
            isAfterReturn = false
            return endLine()
        }
        // A lone CR is no line end.
        if isAfterReturn { append(letter: 0x0D) }
        isAfterReturn = byte == 0x0D
        if !isAfterReturn { append(letter: byte) }
    }

    private mutating func append(letter: UInt8) {
        if let byte = waiting { place(Self.width(byte, isLast: false), limit: 75) }
        waiting = letter
    }

    private mutating func endLine() {
        if let byte = waiting { place(Self.width(byte, isLast: true), limit: 76) }
        waiting = nil
        count = count.plus(2)
        column = 0
    }

    /// A line has 76 letters at most, the `=` of a soft line end among them.
    private mutating func place(_ width: Int, limit: Int) {
        if column + width > limit {
            count = count.plus(3)
            column = 0
        }
        column += width
        count = count.plus(UInt64(width))
    }

    private static func width(_ byte: UInt8, isLast: Bool) -> Int {
        switch byte {
        case 0x20, 0x09: isLast ? 3 : 1
        case UInt8(ascii: "="): 3
        case 0x21...0x7E: 1
        default: 3
        }
    }
}
