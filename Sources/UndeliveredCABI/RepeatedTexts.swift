/// Finds texts of a column that came before: the same bytes always have the same answer, and servers repeat themselves.
///
/// A table of fixed size with one place for each hash; what falls on a taken place takes it over. So a column of different texts
/// costs a few nanoseconds each, and no column makes it large or slow.
@safe struct RepeatedTexts {
    /// Texts stay readable as long as the call that they were given to.
    @unsafe private struct Entry {
        var text = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        var row = -1
    }

    private var entries: [Entry]
    private static let places = 1 << 13
    /// Longer ones are rarely the same.
    private static let longest = 1024

    init() {
        unsafe entries = unsafe Array(repeating: Entry(), count: Self.places)
    }

    /// The row that answered the same text; otherwise nil, and `row` answers it from now on.
    mutating func row(of text: UnsafeRawBufferPointer, otherwise row: Int) -> Int? {
        guard text.count <= Self.longest else { return nil }
        let place = unsafe Int(truncatingIfNeeded: Self.hash(text) & UInt64(Self.places - 1))
        let entry = unsafe entries[place]
        if unsafe entry.row >= 0, unsafe entry.text.count == text.count, unsafe Self.areEqual(entry.text, text) { return unsafe entry.row }
        unsafe entries[place] = unsafe Entry(text: text, row: row)
        return nil
    }

    /// Of two texts of one length.
    private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= left.count {
            let difference =
                unsafe left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard difference == 0 else { return false }
            offset += 8
        }
        while offset < left.count {
            guard unsafe left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }

    private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
        var offset = 0
        while offset + 8 <= text.count {
            hash = unsafe (hash ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            offset += 8
        }
        while offset < text.count {
            hash = unsafe (hash ^ UInt64(text[offset])) &* 0xC4CE_B9FE_1A85_EC53
            offset += 1
        }
        return hash ^ hash >> 29
    }
}
