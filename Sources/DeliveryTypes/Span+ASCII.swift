#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

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

    /// `range` without white space and line ends at both sides; no-break and ideographic spaces (U+00A0, U+3000) are white space.
    @inlinable
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        if start < end, 0x21...0x7F ~= byte(at: start), 0x21...0x7F ~= byte(at: end &- 1) { return range }
        while start < end {
            let width = spaceWidth(from: start, to: end)
            if width == 0 { break }
            start &+= width
        }
        while start < end {
            let width = spaceWidth(before: end, from: start)
            if width == 0 { break }
            end &-= width
        }
        return start..<end
    }

    /// How many bytes of white space begin at `start`: one character, or 0.
    @usableFromInline
    package func spaceWidth(from start: Int, to end: Int) -> Int {
        switch byte(at: start) {
        case 0xC2 where end - start >= 2 && byte(at: start + 1) == 0xA0: 2
        case 0xE3 where end - start >= 3 && byte(at: start + 1) == 0x80 && byte(at: start + 2) == 0x80: 3
        default: ASCII.isSpace(byte(at: start)) ? 1 : 0
        }
    }

    @usableFromInline
    package func spaceWidth(before end: Int, from start: Int) -> Int {
        for width in 1...3 where end - start >= width && spaceWidth(from: end - width, to: end) == width { return width }
        return 0
    }

    /// The first `value` at or behind `start` and before `end`, found by the C library's vector code.
    package func firstOffset(of value: UInt8, from start: Int, to end: Int) -> Int? {
        let end = Swift.min(end, count)
        guard start >= 0, start < end else { return nil }
        return unsafe withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, let found = unsafe memchr(base + start, Int32(value), end &- start) else { return nil }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// The first offset of `value` inside `range`.
    package func firstOffset(of value: UInt8, in range: Range<Int>) -> Int? {
        firstOffset(of: value, from: range.lowerBound, to: range.upperBound)
    }

    /// Where `word`, written in lower case, first stands inside `range`, in either case.
    ///
    /// - Parameter mark: a byte of the word that is no letter and that texts have few of.
    package func firstOffset(ofWord word: StaticString, by mark: Unicode.Scalar, in range: Range<Int>) -> Int? {
        let before =
            unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount).firstIndex(of: UInt8(ascii: mark)) ?? 0
        let end = range.upperBound &- (word.utf8CodeUnitCount &- before &- 1)
        var start = range.lowerBound &+ before
        while let place = firstOffset(of: UInt8(ascii: mark), from: start, to: end) {
            if hasWord(word, at: place &- before) { return place &- before }
            start = place &+ 1
        }
        return nil
    }

    /// Where the line begins that `offset` is in, or so far before it that no line of a mail is as long (998 bytes, RFC 5322 section 2.1.1): whoever asks
    /// for every address of a line must not walk all of it each time.
    package func lineStart(before offset: Int) -> Int {
        let end = Swift.min(Swift.max(offset, 0), count)
        var start = end
        while start > 0, end &- start < 4096, byte(at: start &- 1) != 0x0A { start &-= 1 }
        return start
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
