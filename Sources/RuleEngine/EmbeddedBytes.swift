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
        guard text.hasPointerRepresentation else { return nil }
        let source = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard source.count >= 8 else { return nil }
        var count = 0
        for index in 0..<8 { count |= unsafe Int(source[index] &- first & 63) << (6 * index) }
        guard count >= 0, source.count == 8 + (count + 2) / 3 * 4 else { return nil }
        return unsafe [UInt8](unsafeUninitializedCapacity: count + 4) { target, initialized in
            unsafe target.initialize(repeating: 0)
            var read = 8
            var write = 0
            while write < count {
                let low = unsafe UInt32(source[read] &- first & 63) | UInt32(source[read + 1] &- first & 63) << 6
                let high = unsafe UInt32(source[read + 2] &- first & 63) << 12 | UInt32(source[read + 3] &- first & 63) << 18
                let group = low | high
                unsafe target[write] = UInt8(truncatingIfNeeded: group)
                unsafe target[write + 1] = UInt8(truncatingIfNeeded: group >> 8)
                unsafe target[write + 2] = UInt8(truncatingIfNeeded: group >> 16)
                read += 4
                write += 3
            }
            initialized = count
        }
    }
}
