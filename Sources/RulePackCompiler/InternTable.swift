/// Byte strings, each once, in the order in which they came.
struct InternTable {
    /// Where a string lies in `bytes`, and what else makes it another one.
    struct Entry {
        var offset: Int
        var count: Int
        var tag: SIMD4<UInt32>
        fileprivate var hash: UInt64
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    /// Numbers of entries and 1; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// The number of the string, and whether it is new.
    mutating func add(_ string: Span<UInt8>, tag: SIMD4<UInt32> = .zero) -> (number: Int, isNew: Bool) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for lane in 0..<4 { hash = (hash ^ UInt64(tag[lane])) &* 0x9E37_79B9_7F4A_7C15 }
        for index in string.indices { hash = (hash ^ UInt64(string[index])) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ hash &>> 29) &* 0x9E37_79B9_7F4A_7C15
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if entries[number].hash == hash, entries[number].tag == tag, isEqual(number, string) { return (number, false) }
            slot = (slot + 1) & mask
        }
        slots[slot] = UInt32(entries.count) + 1
        entries.append(Entry(offset: bytes.count, count: string.count, tag: tag, hash: hash))
        for index in string.indices { bytes.append(string[index]) }
        if entries.count * 2 > slots.count { grow() }
        return (entries.count - 1, true)
    }

    subscript(number: Int) -> ArraySlice<UInt8> {
        let entry = entries[number]
        return bytes[entry.offset..<entry.offset + entry.count]
    }

    private func isEqual(_ number: Int, _ string: Span<UInt8>) -> Bool {
        let entry = entries[number]
        guard entry.count == string.count else { return false }
        for index in 0..<entry.count where bytes[entry.offset + index] != string[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number) + 1
        }
    }
}
