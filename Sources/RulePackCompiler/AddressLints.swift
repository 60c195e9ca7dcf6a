/// Looks for addresses in examples that may belong to somebody.
///
/// Fine are the names of RFC 2606 and RFC 6761, the addresses of RFC 5737, RFC 3849 and private networks, and the
/// names that the pack or the rule is about.
struct AddressLints {
    private let ownNames: [String]
    private let findings: DiagnosticCollector

    init(pack: PackModel, findings: DiagnosticCollector) {
        ownNames = pack.scope.map(Self.names) ?? []
        self.findings = findings
    }

    func check(_ rule: RuleModel) {
        let names = ownNames + Self.names(in: rule.match)
        for example in rule.examples {
            for word in Self.words(of: example.input) {
                guard let found = suspicious(word, names) else { continue }
                findings.report(
                    .realAddress, "`\(found)` may belong to somebody",
                    at: findings.sources.place(of: found, in: example.place),
                    help: "use example.com, example.net, example.org or example.jp, and 192.0.2.x, 198.51.100.x, 203.0.113.x or 2001:db8::")
            }
        }
    }

    private static func names(in match: MatchModel) -> [String] {
        var names: [String] = []
        match.forEachPredicate { predicate, _ in
            if case .host(let test) = predicate.kind { names.append(test.name) }
        }
        return names
    }

    /// Runs of the characters of addresses; the dot that ends a sentence is left out.
    private static func words(of text: String) -> [Substring] {
        text.split { character in
            guard let byte = character.asciiValue else { return true }
            let isWord = ValueParsing.isLetter(byte) || ValueParsing.isDigit(byte)
            return !isWord && !"._-+@:".utf8.contains(byte)
        }.map { word in
            var word = word
            while let last = word.last, ".:-".contains(last) { word.removeLast() }
            return word
        }
    }

    private func suspicious(_ word: Substring, _ names: [String]) -> Substring? {
        if let at = word.lastIndex(of: "@"), at > word.startIndex {
            let domain = word[word.index(after: at)...].lowercased()
            guard domain.contains("."), !Self.isReserved(domain) else { return nil }
            return names.contains { domain == $0 || domain.hasSuffix(".\($0)") } ? nil : word
        }
        return isRealIPv4(word) || isRealIPv6(word) ? word : nil
    }

    private static func isReserved(_ domain: String) -> Bool {
        let labels = domain.split(separator: ".")
        guard let top = labels.last else { return true }
        if ["example", "test", "invalid", "localhost", "local", "localdomain"].contains(top) { return true }
        // example.com, example.jp, example.co.jp
        return labels.suffix(3).dropLast().contains("example")
    }

    /// Four numbers could also be a version, but nobody misses those.
    private func isRealIPv4(_ word: Substring) -> Bool {
        let host = word.prefix { $0 != ":" }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return false }
        let numbers = parts.compactMap { $0.count <= 3 ? ValueParsing.decimal($0) : nil }
        guard numbers.count == 4, numbers.allSatisfy({ $0 <= 255 }) else { return false }
        switch (numbers[0], numbers[1], numbers[2]) {
        case (192, 0, 2), (198, 51, 100), (203, 0, 113): return false
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (169, 254, _), (192, 168, _), (172, 16...31, _): return false
        default: return true
        }
    }

    private func isRealIPv6(_ word: Substring) -> Bool {
        let groups = word.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 4, groups.count <= 8, groups.contains(where: { $0.count >= 3 }) else { return false }
        guard groups.allSatisfy({ $0.count <= 4 && $0.allSatisfy(\.isHexDigit) }) else { return false }
        let text = word.lowercased()
        return !["2001:db8:", "2001:0db8:", "fe80:", "fd", "fc", "ff", "3fff:"].contains { text.hasPrefix($0) }
    }
}
