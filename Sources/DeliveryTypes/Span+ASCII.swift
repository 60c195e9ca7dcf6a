/// Reading of bytes that nobody vouches for: an offset outside gives 0, never a trap.
extension Span<UInt8> {
    /// The byte at `offset`, or 0 outside the span.
    @inlinable
    package func byte(at offset: Int) -> UInt8 {
        guard offset >= 0, offset < count else { return 0 }
        return unsafe self[unchecked: offset]
    }

    /// The byte at `offset` with letters in lower case, or 0 outside the span.
    @inlinable
    package func lowerByte(at offset: Int) -> UInt8 { ASCII.lower(byte(at: offset)) }

    /// The value 0…9 of the ASCII digit at `offset`.
    @inlinable
    package func digit(at offset: Int) -> UInt8? {
        let value = byte(at: offset) &- 0x30
        return value < 10 ? value : nil
    }

    /// Whether `word`, written in lower case, stands at `offset`; letters of the span in either case.
    @inlinable
    package func hasWord(_ word: StaticString, at offset: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard offset >= 0, length <= count &- offset else { return false }
        for index in 0..<length where unsafe ASCII.lower(byte(at: offset &+ index)) != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether two runs are equal but for the case of their ASCII letters.
    package func areEqualIgnoringCase(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where lowerByte(at: left.lowerBound &+ index) != lowerByte(at: right.lowerBound &+ index) {
            return false
        }
        return true
    }

    /// `range` inside the span, whatever was asked for.
    @inlinable
    package func clamped(_ range: Range<Int>) -> Range<Int> {
        let start = Swift.min(Swift.max(range.lowerBound, 0), count)
        return start..<Swift.max(start, Swift.min(range.upperBound, count))
    }

    /// `range` without white space and line ends at both sides.
    @inlinable
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        if start < end, byte(at: start) > 0x20, byte(at: end &- 1) > 0x20 { return range }
        while start < end, ASCII.isSpace(byte(at: start)) { start &+= 1 }
        while start < end, ASCII.isSpace(byte(at: end &- 1)) { end &-= 1 }
        return start..<end
    }

    /// The first offset of `value` inside `range`.
    @inlinable
    package func firstOffset(of value: UInt8, in range: Range<Int>) -> Int? {
        for offset in range where byte(at: offset) == value { return offset }
        return nil
    }

    /// A copy of a run as text; bytes that are not UTF-8 become U+FFFD.
    package func string(in range: Range<Int>) -> String {
        let range = clamped(range)
        return unsafe withUnsafeBufferPointer { unsafe String(decoding: $0[range], as: UTF8.self) }
    }
}

extension Span<UInt8> {
    /// A copy of a run as text, in lower case from `lowered` on.
    package func string(in range: Range<Int>, lowercasedFrom lowered: Int) -> String {
        let range = clamped(range)
        let start = Swift.min(Swift.max(lowered, range.lowerBound), range.upperBound)
        for offset in start..<range.upperBound where byte(at: offset) >= 0x80 {
            return string(in: range.lowerBound..<start) + string(in: start..<range.upperBound).lowercased()
        }
        return unsafe withUnsafeBufferPointer { bytes in
            unsafe String(unsafeUninitializedCapacity: range.count) { target in
                for index in 0..<range.count {
                    let byte = unsafe bytes[range.lowerBound &+ index]
                    unsafe target[index] = range.lowerBound &+ index < start ? byte : ASCII.lower(byte)
                }
                return range.count
            }
        }
    }
}

/// Classes of ASCII bytes.
@usableFromInline
package enum ASCII {
    @inlinable
    package static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    @inlinable
    package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inlinable
    package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Space, TAB, LF, VT, FF, CR.
    @inlinable
    package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    /// The value of a hexadecimal digit in either case.
    @inlinable
    package static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}
