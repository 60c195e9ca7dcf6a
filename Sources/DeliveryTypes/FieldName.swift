/// Header field names compared without case (RFC 5322 section 1.2.2) through a 32-bit FNV-1a hash.
package enum FieldName {
    /// The hash of an ASCII field name; letters count in lower case.
    @inlinable
    package static func hash(_ name: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in name {
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            hash = (hash ^ UInt32(lower)) &* 16_777_619
        }
        return hash
    }

    /// The hash of a name that stands in a text.
    package static func hash(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for offset in bytes.clamped(range) { hash = (hash ^ UInt32(bytes.lowerByte(at: offset))) &* 16_777_619 }
        return hash
    }
}
