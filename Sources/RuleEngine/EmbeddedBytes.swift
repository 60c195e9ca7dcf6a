package import PatternAutomaton

/// Bytes as a string literal, because only literals are embedded without cost: each character of `0`…`o` holds six bits.
package enum EmbeddedBytes {
    private static let first: UInt8 = 0x30

    /// Three bytes become four characters; the length in bytes comes first, as eight characters.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + 16)
        var count = bytes.count
        for _ in 0..<8 {
            text.append(first + UInt8(truncatingIfNeeded: count & 63))
            count >>= 6
        }
        var index = 0
        while index < bytes.count {
            var group: UInt32 = 0
            for offset in 0..<3 where index + offset < bytes.count { group |= UInt32(bytes[index + offset]) << UInt32(8 * offset) }
            for shift in [0, 6, 12, 18] as [UInt32] { text.append(first + UInt8(truncatingIfNeeded: group >> shift & 63)) }
            index += 3
        }
        return text
    }

    /// nil where the text was not written by `encode`.
    package static func decode(_ text: StaticString) -> [UInt8]? {
        guard let count = byteCount(of: text) else { return nil }
        return unsafe [UInt8](unsafeUninitializedCapacity: count + slack) { target, initialized in
            unsafe decode(text, count, into: UnsafeMutableRawBufferPointer(target))
            initialized = count
        }
    }

    /// An image that was embedded, decoded straight into the memory that it is used in.
    package static func image(_ text: StaticString) throws(ImageError) -> Image {
        guard let count = byteCount(of: text) else { throw .notAnImage }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + slack, alignment: 64)
        unsafe decode(text, count, into: memory)
        let address = UInt(bitPattern: memory.baseAddress)
        return try unsafe Image(unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[..<count])) {
            unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
        }
    }

    /// Six bytes are written as eight.
    private static let slack = 8
    private static let header = 8

    /// nil where the text is too short for what its header says.
    private static func byteCount(of text: StaticString) -> Int? {
        guard text.hasPointerRepresentation, text.utf8CodeUnitCount >= header else { return nil }
        let source = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var count = 0
        for index in 0..<header { unsafe count |= Int(source[index] &- first & 63) << (6 * index) }
        // Below 2^40, so that no sum overflows.
        guard count < 1 << 40, source.count == header + (count + 2) / 3 * 4 else { return nil }
        return count
    }

    /// Invariant: `byteCount` has found `count`, and `target` has room for `count + slack` bytes.
    private static func decode(_ text: StaticString, _ count: Int, into target: UnsafeMutableRawBufferPointer) {
        assert(target.count >= count + slack)
        let source = unsafe UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var read = header
        var write = 0
        // Eight characters of six bits become forty-eight bits: pairs, then pairs of pairs, then both halves.
        while write < count, read + 8 <= source.count {
            let characters =
                unsafe UInt64(littleEndian: source.loadUnaligned(fromByteOffset: read, as: UInt64.self)) &- 0x3030_3030_3030_3030
            let pairs = characters & 0x00FF_00FF_00FF_00FF | (characters & 0xFF00_FF00_FF00_FF00) >> 2
            let fours = pairs & 0x0000_FFFF_0000_FFFF | (pairs & 0xFFFF_0000_FFFF_0000) >> 4
            let bits = fours & 0xFF_FFFF | fours >> 8 & 0xFFFF_FF00_0000
            unsafe target.storeBytes(of: bits.littleEndian, toByteOffset: write, as: UInt64.self)
            read += 8
            write += 6
        }
        guard write < count else { return }
        var group: UInt32 = 0
        for index in 0..<min(4, source.count - read) { unsafe group |= UInt32(source[read + index] &- first & 63) << UInt32(6 * index) }
        for index in 0..<min(3, count - write) { unsafe target[write + index] = UInt8(truncatingIfNeeded: group >> UInt32(8 * index)) }
    }
}
