internal import DeliveryTypes

extension HTMLEntity {
    /// The character that `&…;` at `start` stands for; `nil` where `&` is text.
    static func read(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> (character: Unicode.Scalar, end: Int)? {
        if source.byte(at: start &+ 1) == UInt8(ascii: "#") { return readNumber(source, start &+ 2, end) }
        var nameEnd = start &+ 1
        while nameEnd < end, nameEnd &- start <= 10, ASCII.isLetter(source.byte(at: nameEnd)) || ASCII.isDigit(source.byte(at: nameEnd)) {
            nameEnd &+= 1
        }
        let length = nameEnd &- start &- 1
        for (name, value) in names where name.utf8CodeUnitCount == length && isEqual(source, start &+ 1, name) {
            guard let character = Unicode.Scalar(value) else { return nil }
            let hasSemicolon = nameEnd < end && source.byte(at: nameEnd) == UInt8(ascii: ";")
            return (character, hasSemicolon ? nameEnd &+ 1 : nameEnd)
        }
        return nil
    }

    private static func isEqual(_ source: Span<UInt8>, _ offset: Int, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount where unsafe name.utf8Start[index] != source.byte(at: offset &+ index) {
            return false
        }
        return true
    }

    private static func readNumber(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> (character: Unicode.Scalar, end: Int)? {
        let isHexadecimal = source.lowerByte(at: start) == UInt8(ascii: "x")
        var offset = isHexadecimal ? start &+ 1 : start
        let first = offset
        var value: UInt32 = 0
        while offset < end, offset &- first < 8, let digit = ASCII.hexadecimalValue(source.byte(at: offset)), isHexadecimal || digit < 10 {
            value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
            offset &+= 1
        }
        guard offset > first else { return nil }
        if offset < end, source.byte(at: offset) == UInt8(ascii: ";") { offset &+= 1 }
        if value &- 0x80 < 0x20 { return (Windows1252.character(UInt8(truncatingIfNeeded: value)), offset) }
        // NUL and other control characters are no text.
        let isControl = value < 0x20 && value != 0x09 && value != 0x0A
        return (isControl ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}", offset)
    }
}
