import DeliveryTypes
import RuleEngine

/// Looks for the address that somebody meant. Everything is compared as bytes, in lower case.
struct TypoSearch {
    let domains: MailDomains
    /// Given by the caller.
    let known: [[UInt8]]
    /// The domain answered: only its user is unknown.
    let isDomainKnown: Bool

    /// The only causes that a slip of the pen has.
    static let causes: [Cause] = [.addressUnknownUser, .addressUnknownDomain, .addressNoMailHost, .addressBadSyntax, .networkDnsFailure]

    /// The address that `address` was probably meant to be; `nil` where nothing similar is known.
    func suggestion(for address: String, related: [[UInt8]]) -> String? {
        suggestion(for: Array(address.lowercased().utf8), related).map { String(decoding: $0, as: UTF8.self) }
    }

    private func suggestion(for address: [UInt8], _ related: [[UInt8]]) -> [UInt8]? {
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let domain = Array(address[(at + 1)...])
        guard at > 0, !domain.isEmpty, domain.count <= 253, !known.contains(address) else { return nil }
        if let meant = meantDomain(domain, related) { return address[...at] + meant }
        return similarAddress(address, at: at, among: known, related)
    }

    /// Where the words of a reply are all there is: the address in them, or for an unknown domain the domain.
    func suggestion(inWords words: [UInt8], related: [[UInt8]]) -> String? {
        var address: Range<Int>?
        var isTold = true
        let end = AddressWord.end(ofCharacters: 2000, in: words)
        AddressWord.forEach(in: words, until: end) { word in
            guard word.contains(UInt8(ascii: "@"), in: words), word.contains(UInt8(ascii: "."), in: words) else { return true }
            if let other = address, !words.span.areEqualIgnoringCase(other, word.range) { isTold = false }
            address = word.range
            return isTold
        }
        if let address {
            return isTold ? suggestion(for: words[address].map(ASCII.lower), related).map { String(decoding: $0, as: UTF8.self) } : nil
        }
        guard !isDomainKnown else { return nil }
        var meant: [UInt8]?
        AddressWord.forEach(in: words, until: end) { word in
            guard word.contains(UInt8(ascii: "."), in: words), ASCII.isLetter(words[word.range.upperBound - 1]) else { return true }
            meant = meantDomain(words[word.range].map(ASCII.lower), related)
            return meant == nil
        }
        return meant.map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Domains

    private func meantDomain(_ domain: [UInt8], _ related: [[UInt8]]) -> [UInt8]? {
        if let meant = domains.meant(by: domain) { return meant }
        guard !domains.contains(domain) else { return nil }
        if domain.contains(UInt8(ascii: ",")) || domain.last == UInt8(ascii: ".") || domain.last == UInt8(ascii: "-")
            || domain.containsTwoDots
        {
            let repaired = Self.repaired(domain)
            if repaired != domain, domains.contains(repaired) { return repaired }
        }
        var best = NearestName(domain: domain, isDomainKnown: isDomainKnown)
        for addresses in [known, related] {
            for address in addresses {
                let own = address[((address.lastIndex(of: UInt8(ascii: "@")) ?? -1) + 1)...]
                if own.elementsEqual(domain) { return nil }
                best.consider(own)
            }
        }
        domains.forEachResembling(domain, slips: best.limit) { best.consider($0[...]) }
        return best.name
    }

    /// Commas for dots, two dots for one, a dot at the end.
    private static func repaired(_ domain: [UInt8]) -> [UInt8] {
        var repaired: [UInt8] = []
        let dot = UInt8(ascii: ".")
        for letter in domain where letter != dot || repaired.last != dot { repaired.append(letter == UInt8(ascii: ",") ? dot : letter) }
        while repaired.last == dot || repaired.last == UInt8(ascii: "-") { repaired.removeLast() }
        return repaired
    }

    // MARK: Local parts

    private func similarAddress(_ address: [UInt8], at: Int, among known: [[UInt8]], _ related: [[UInt8]]) -> [UInt8]? {
        guard at >= 4, at <= 64 else { return nil }
        let (local, domain) = (address[..<at], address[at...])
        var best: (address: [UInt8], distance: Int)?
        var isTied = false
        for addresses in [known, related] {
            for other in addresses where other.count > domain.count && other.suffix(domain.count).elementsEqual(domain) {
                let name = other[..<(other.count - domain.count)]
                guard let distance = EditDistance.between(local, name, limit: at >= 8 ? 2 : 1), distance > 0,
                    !Self.differOnlyInDigits(local, name)
                else { continue }
                if distance < best?.distance ?? .max {
                    (best, isTied) = ((other, distance), false)
                } else if distance == best?.distance, other != best?.address {
                    isTied = true
                }
            }
        }
        return isTied ? nil : best?.address
    }

    /// "taro1" and "taro2" are two people.
    private static func differOnlyInDigits(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        left.filter { !ASCII.isDigit($0) } == right.filter { !ASCII.isDigit($0) }
    }

    // MARK: Words

    /// True where the address was right once: nobody mistyped it.
    static func speaksAgainst(_ words: String) -> Bool {
        let words = words.lowercased()
        return [
            "no longer", "not longer", "deleted", "disabled", "deactivated", "inactive", "closed", "suspended", "expired", "terminated",
            "left the company", "has left", "retired", "moved", "discontinued", "unsubscribed", "退会", "解約", "廃止", "停止", "使われておりません",
            "変更されました",
            "閉鎖", "退職",
        ].contains { words.holds($0) }
    }
}

/// The known name that is most like a domain, where there is one alone.
private struct NearestName {
    let domain: [UInt8]
    let isDomainKnown: Bool
    /// The most slips that count.
    let limit: Int
    private var best: [UInt8]?
    private var score = Int.max
    private var isTied = false

    init(domain: [UInt8], isDomainKnown: Bool) {
        self.domain = domain
        self.isDomainKnown = isDomainKnown
        limit = !isDomainKnown && domain.count >= 10 ? 2 : 1
    }

    var name: [UInt8]? { isTied ? nil : best }

    mutating func consider(_ candidate: ArraySlice<UInt8>) {
        guard candidate.count >= (isDomainKnown ? 8 : 7) else { return }
        // A name that exists under another country is another domain, not a slip.
        if isDomainKnown, Self.withoutCountry(candidate).elementsEqual(Self.withoutCountry(domain[...])) { return }
        guard let distance = EditDistance.between(domain[...], candidate, limit: limit), distance > 0 else { return }
        let score = distance * 4 + (candidate.first == domain.first ? 0 : 2) + (candidate.last == domain.last ? 0 : 1)
        if score < self.score {
            (best, self.score, isTied) = (Array(candidate), score, false)
        } else if score == self.score, best.map({ !$0.elementsEqual(candidate) }) ?? true {
            isTied = true
        }
    }

    private static func withoutCountry(_ domain: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        domain[..<(domain.lastIndex(of: UInt8(ascii: ".")) ?? domain.endIndex)]
    }
}

/// A word of letters that addresses and domains are made of.
private struct AddressWord {
    let range: Range<Int>

    func contains(_ byte: UInt8, in words: [UInt8]) -> Bool { words[range].contains(byte) }

    /// One call for each word, until one answers false.
    static func forEach(in words: [UInt8], until end: Int, _ body: (AddressWord) -> Bool) {
        var start = 0
        while start < end {
            guard isPart(words[start]) else {
                start += 1
                continue
            }
            var next = start + 1
            while next < end, isPart(words[next]) { next += 1 }
            var range = start..<next
            while let first = range.first, words[first] == UInt8(ascii: ".") { range.removeFirst() }
            while let last = range.last, words[last] == UInt8(ascii: ".") || words[last] == UInt8(ascii: "-") { range.removeLast() }
            if !range.isEmpty, !body(AddressWord(range: range)) { return }
            start = next
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "+")
    }

    /// Where so many characters of UTF-8 end.
    static func end(ofCharacters most: Int, in words: [UInt8]) -> Int {
        guard words.count > most else { return words.count }
        var count = 0
        for (index, byte) in words.enumerated() where byte & 0xC0 != 0x80 {
            if count == most { return index }
            count += 1
        }
        return words.count
    }
}

extension [UInt8] {
    fileprivate var containsTwoDots: Bool {
        for index in indices.dropFirst() where self[index] == UInt8(ascii: ".") && self[index - 1] == UInt8(ascii: ".") { return true }
        return false
    }
}

/// Slips of the pen between two texts: a letter left out, one too many, one for another, two swapped.
enum EditDistance {
    /// `nil` above `limit`.
    static func between(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit, LetterSet(left).mayBecome(LetterSet(right), slips: limit) else { return nil }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var line = [row + 1]
            line.reserveCapacity(right.count + 1)
            var smallest = row + 1
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, line[column] + 1, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[right.startIndex + column - 1], left[left.startIndex + row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                line.append(cost)
                smallest = min(smallest, cost)
            }
            // Swapped letters look one row further back.
            guard smallest <= limit || last.contains(where: { $0 <= limit }) else { return nil }
            before = last
            last = line
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
