/// Literals of two or three bytes, which are too short for the filter. Where a set has many, one walk over the text finds the places where one may begin: those whose first two bytes
/// are some literal's, as far as a hash tells. Only what begins there is compared.
struct ShortLiterals: Sendable {
    struct Entry: Sendable {
        /// Its bytes, the first in the lowest, and the bits of a text's word that count.
        let word, mask: UInt32
        /// In the set's literals.
        let place: UInt32
    }

    /// So many that the walk takes less time than searching one by one.
    static let fewest = 8
    private static let hashBits: UInt32 = 12

    /// A bit for each hash of the first two bytes of a literal.
    let pairs: [UInt64]
    /// In the order of their first bytes.
    let entries: [Entry]
    /// For each byte the first entry that begins with it or with one behind it; one more for the end.
    let starts: [UInt16]
    /// The places of literals that are searched one by one.
    let others: [UInt32]

    init(_ places: Table<UInt32>, in literals: Table<UInt64>) {
        var entries: [Entry] = []
        var others: [UInt32] = []
        for place in places {
            // The set checks its tables afterwards.
            guard let head = literals[place].map({ LiteralHead(word: $0) }), let word = literals[Int(place) + 1] else { continue }
            if (2...3).contains(head.byteCount) {
                let mask = UInt32(truncatingIfNeeded: head.firstBytes)
                entries.append(Entry(word: UInt32(truncatingIfNeeded: word) & mask, mask: mask, place: place))
            } else {
                others.append(place)
            }
        }
        guard (ShortLiterals.fewest...Int(UInt16.max)).contains(entries.count) else {
            (pairs, self.entries, starts) = ([], [], [])
            self.others = Array(places)
            return
        }
        entries.sort { ($0.word & 0xFF, $0.place) < ($1.word & 0xFF, $1.place) }
        var pairs = [UInt64](repeating: 0, count: 1 << (Int(ShortLiterals.hashBits) - 6))
        for entry in entries {
            let hash = ShortLiterals.hash(UInt16(truncatingIfNeeded: entry.word))
            pairs[hash >> 6] |= 1 << UInt64(hash & 63)
        }
        var starts = [UInt16](repeating: 0, count: 257)
        for entry in entries { starts[Int(entry.word & 0xFF) + 1] += 1 }
        for byte in 1...256 { starts[byte] += starts[byte - 1] }
        self.starts = starts
        self.pairs = pairs
        self.entries = entries
        self.others = others
    }

    @inline(__always)
    static func hash(_ pair: UInt16) -> Int { FilterTables.hash(UInt32(pair), shift: 32 - hashBits) }
}
