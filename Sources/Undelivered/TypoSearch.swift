import RuleEngine

/// Looks for the address that somebody meant.
struct TypoSearch {
    /// The only causes that a slip of the pen has.
    static let causes: Set<Cause> = [.addressUnknownUser, .addressUnknownDomain, .addressNoMailHost, .addressBadSyntax, .networkDnsFailure]

    let domains: MailDomains
    /// Given by the caller.
    let known: [String]
    /// The domain answered: only its user is unknown.
    let isDomainKnown: Bool

    /// The address that `address` was probably meant to be; `nil` where nothing similar is known.
    func suggestion(for address: String, related: [String]) -> String? {
        let address = address.lowercased()
        guard let at = address.lastIndex(of: "@") else { return nil }
        let local = address[..<at]
        let domain = String(address[address.index(after: at)...])
        guard !local.isEmpty, !domain.isEmpty, domain.utf8.count <= 253, !known.contains(where: { $0.lowercased() == address }) else {
            return nil
        }
        if let meant = meantDomain(domain, related) { return local + "@" + meant }
        return similarAddress(String(local), at: domain, among: known + related)
    }

    /// Where the words of a reply are all there is: the address in them, or for an unknown domain the domain.
    func suggestion(inWords words: String, related: [String]) -> String? {
        let tokens = words.prefix(2000).split { !$0.isASCII || !($0.isLetter || $0.isNumber || ".-_@+".contains($0)) }.map {
            $0.drop { $0 == "." }.lowercased().trimmingDots
        }
        let addresses = Set(tokens.filter { $0.contains("@") && $0.contains(".") })
        if addresses.count == 1, let address = addresses.first { return suggestion(for: address, related: related) }
        guard addresses.isEmpty, !isDomainKnown else { return nil }
        let names = tokens.filter { $0.contains(".") && $0.last?.isLetter == true }
        return names.lazy.compactMap { [self] in meantDomain($0, related) }.first
    }

    // MARK: Domains

    private func meantDomain(_ domain: String, _ related: [String]) -> String? {
        let bytes = Array(domain.utf8)
        if let meant = domains.meant(by: bytes) { return String(decoding: meant, as: UTF8.self) }
        guard !domains.contains(bytes) else { return nil }
        let repaired = Self.repaired(domain)
        if repaired != domain, domains.contains(Array(repaired.utf8)) { return repaired }
        let ownDomains = (known + related).map { $0.split(separator: "@").last.map { Array($0.lowercased().utf8) } ?? [] }
        guard !ownDomains.contains(bytes) else { return nil }
        return similarDomain(bytes, among: [domains.known, ownDomains].joined()).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Commas for dots, two dots for one, a dot at the end.
    private static func repaired(_ domain: String) -> String {
        var repaired = ""
        for letter in domain where letter != "." || repaired.last != "." { repaired.append(letter == "," ? "." : letter) }
        return repaired.trimmingDots
    }

    private func similarDomain(_ domain: [UInt8], among candidates: some Sequence<[UInt8]>) -> [UInt8]? {
        let limit = !isDomainKnown && domain.count >= 10 ? 2 : 1
        var best: [UInt8]?
        var bestScore = Int.max
        var isTied = false
        for candidate in candidates where candidate.count >= (isDomainKnown ? 8 : 7) {
            // A name that exists under another country is another domain, not a slip.
            if isDomainKnown, Self.withoutCountry(candidate) == Self.withoutCountry(domain) { continue }
            guard let distance = EditDistance.between(domain, candidate, limit: limit), distance > 0 else { continue }
            let score = distance * 4 + (candidate.first == domain.first ? 0 : 2) + (candidate.last == domain.last ? 0 : 1)
            if score < bestScore {
                (best, bestScore, isTied) = (candidate, score, false)
            } else if score == bestScore, best != candidate {
                isTied = true
            }
        }
        return isTied ? nil : best
    }

    private static func withoutCountry(_ domain: [UInt8]) -> ArraySlice<UInt8> {
        domain[..<(domain.lastIndex(of: UInt8(ascii: ".")) ?? domain.endIndex)]
    }

    // MARK: Local parts

    private func similarAddress(_ local: String, at domain: String, among addresses: [String]) -> String? {
        let bytes = Array(local.utf8)
        guard bytes.count >= 4, bytes.count <= 64 else { return nil }
        var best: (address: String, distance: Int)?
        var isTied = false
        for address in Set(addresses.map { $0.lowercased() }).sorted() where address.hasSuffix("@" + domain) {
            let other = Array(address.dropLast(domain.count + 1).utf8)
            guard let distance = EditDistance.between(bytes, other, limit: bytes.count >= 8 ? 2 : 1), distance > 0,
                !Self.differOnlyInDigits(bytes, other)
            else { continue }
            if distance < best?.distance ?? .max {
                (best, isTied) = ((address, distance), false)
            } else if distance == best?.distance {
                isTied = true
            }
        }
        return isTied ? nil : best?.address
    }

    /// "taro1" and "taro2" are two people.
    private static func differOnlyInDigits(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let isLetter = { (byte: UInt8) in !(0x30...0x39).contains(byte) }
        return left.filter(isLetter) == right.filter(isLetter)
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
        ].contains { words.contains($0) }
    }
}

extension String {
    fileprivate var trimmingDots: String {
        var text = self[...]
        while text.last == "." || text.last == "-" { text.removeLast() }
        return String(text)
    }
}

/// Slips of the pen between two texts: a letter left out, one too many, one for another, two swapped.
enum EditDistance {
    /// `nil` above `limit`.
    static func between(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var line = [row + 1]
            line.reserveCapacity(right.count + 1)
            var smallest = row + 1
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, line[column] + 1, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other { cost = min(cost, before[column - 1] + 1) }
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
