/// Domains in which many people have their addresses, in lower case, sorted by their bytes.
package struct MailDomains: Sendable {
    package let known: [[UInt8]]
    /// What people write in the stead of a known domain, sorted.
    private let mistakes: [(written: [UInt8], meant: [UInt8])]

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
        self.known = known.sorted { $0.lexicographicallyPrecedes($1) }
        self.mistakes = mistakes.sorted { $0.written.lexicographicallyPrecedes($1.written) }
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
