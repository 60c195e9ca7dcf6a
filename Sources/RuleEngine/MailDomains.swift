/// Domains in which many people have their addresses, in lower case, sorted by their bytes.
package struct MailDomains: Sendable {
    package let known: [[UInt8]]
    /// What people write in the stead of a known domain, sorted.
    private let mistakes: [(written: [UInt8], meant: [UInt8])]
    /// The known domains once more, the shortest first.
    private let byLength: [Candidate]
    /// Number of bytes -> the first of `byLength` that has so many or more.
    private let firstOfLength: [Int]

    private struct Candidate: Sendable {
        var letters: LetterSet
        /// In `known`.
        var row: Int
    }

    init(_ rows: Rows<MailDomainRecord>, texts: Rows<UInt8>) {
        func bytes(_ reference: TextReference) -> [UInt8] {
            let start = min(texts.count, Int(reference.offset))
            return (start..<min(texts.count, start + Int(reference.count))).map { texts[$0] }
        }
        var known: [[UInt8]] = []
        var mistakes: [(written: [UInt8], meant: [UInt8])] = []
        for row in 0..<rows.count {
            let (name, meant) = (bytes(rows[row].name), bytes(rows[row].meant))
            if meant.isEmpty { known.append(name) } else { mistakes.append((name, meant)) }
        }
        known.sort { $0.lexicographicallyPrecedes($1) }
        self.known = known
        self.mistakes = mistakes.sorted { $0.written.lexicographicallyPrecedes($1.written) }
        let rowsByLength = known.indices.sorted { (known[$0].count, $0) < (known[$1].count, $1) }
        byLength = rowsByLength.map { Candidate(letters: LetterSet(known[$0]), row: $0) }
        var firstOfLength: [Int] = []
        for (place, row) in rowsByLength.enumerated() {
            while firstOfLength.count <= known[row].count { firstOfLength.append(place) }
        }
        self.firstOfLength = firstOfLength
    }

    package func contains(_ domain: [UInt8]) -> Bool {
        let index = Self.lowerBound(known.count) { known[$0].lexicographicallyPrecedes(domain) }
        return index < known.count && known[index] == domain
    }

    /// The domain that a pack says is meant by `domain`.
    package func meant(by domain: [UInt8]) -> [UInt8]? {
        let index = Self.lowerBound(mistakes.count) { mistakes[$0].written.lexicographicallyPrecedes(domain) }
        return index < mistakes.count && mistakes[index].written == domain ? mistakes[index].meant : nil
    }

    /// Calls `body` with every known domain that can be written as `domain` by at most so many slips, and with few others.
    package func forEachResembling(_ domain: [UInt8], slips: Int, _ body: ([UInt8]) -> Void) {
        let letters = LetterSet(domain)
        let first = place(ofLength: domain.count - slips)
        for place in first..<max(first, place(ofLength: domain.count + slips + 1))
        where letters.mayBecome(byLength[place].letters, slips: slips) {
            body(known[byLength[place].row])
        }
    }

    private func place(ofLength length: Int) -> Int {
        length < firstOfLength.count ? firstOfLength[max(length, 0)] : byLength.count
    }

    private static func lowerBound(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Which letters a name has, not how many of each nor where: tells most names apart with one look.
package struct LetterSet: Sendable {
    private var bits: UInt64 = 0

    package init(_ name: some Sequence<UInt8>) {
        for byte in name { bits |= 1 << UInt64(byte & 31 | (byte & 0x40) >> 1) }
    }

    /// False where more slips lie between the two: one slip takes away at most one letter and brings in at most one.
    package func mayBecome(_ other: LetterSet, slips: Int) -> Bool {
        (bits & ~other.bits).nonzeroBitCount <= slips && (other.bits & ~bits).nonzeroBitCount <= slips
    }
}
