/// Eight bytes in a number, the first one lowest: most of a text is passed over eight bytes at a time.
///
/// What these functions return has the highest bit of some bytes set, and no other.
@usableFromInline
package enum EightBytes {
    @usableFromInline static var low: UInt64 { 0x7F7F_7F7F_7F7F_7F7F }
    @usableFromInline static var high: UInt64 { 0x8080_8080_8080_8080 }

    /// The bytes that are `byte`.
    @inlinable
    package static func equal(_ bytes: UInt64, _ byte: UInt8) -> UInt64 {
        let other = bytes ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return ~(((other & low) &+ low) | other | low)
    }

    /// The bytes that are at least `limit`, which is 1…128.
    @inlinable
    package static func atLeast(_ bytes: UInt64, _ limit: UInt8) -> UInt64 {
        (((bytes & low) &+ (UInt64(0x80 &- limit) &* 0x0101_0101_0101_0101)) | bytes) & high
    }

    /// The ASCII digits.
    @inlinable
    package static func digits(_ bytes: UInt64) -> UInt64 { atLeast(bytes, 0x30) & ~atLeast(bytes, 0x3A) }

    /// The bytes above 0x7F.
    @inlinable
    package static func beyondASCII(_ bytes: UInt64) -> UInt64 { bytes & high }
}

extension Span<UInt8> {
    /// The eight bytes at `offset`; `nil` where they do not all lie in the span.
    @inlinable
    package func eightBytes(at offset: Int) -> UInt64? {
        guard offset >= 0, offset <= count &- 8 else { return nil }
        return unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }.littleEndian
    }

    /// The first offset from `start` on that `marks` marks among eight bytes, or `end`. It must not mark zeros.
    @inlinable
    package func firstOffset(from start: Int, to end: Int, _ marks: (UInt64) -> UInt64) -> Int {
        var offset = start
        while offset <= end &- 8, let bytes = eightBytes(at: offset) {
            let marked = marks(bytes)
            if marked != 0 { return offset &+ marked.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < end {
            if marks(UInt64(byte(at: offset))) != 0 { return offset }
            offset &+= 1
        }
        return Swift.max(end, start)
    }
}
