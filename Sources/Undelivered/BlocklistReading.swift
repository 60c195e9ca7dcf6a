import DeliveryTypes
import RuleEngine

extension DiagnosisSession {
    /// The list that the words name, whether a pack describes it or not, where being on it is the cause, and what stands on it.
    mutating func listing(evidence: DeliveryEvidence, source: VerdictSource) -> BlocklistListing? {
        guard let winner = matching.ranked(0) else { return nil }
        guard let named = firstNamingBlocklist() else { return unknownListing(evidence, source) }
        // A list's page may be quoted in a refusal that has another reason, unless the winner itself has cut a list's name out of the words.
        guard
            winner.rule == named.rule || causeList.namesBlocklist[causeList.number(rules.rule(winner.rule).cause)]
                || captured("zone", by: winner, source) != nil
        else { return nil }
        let list = rules.blocklists[Int(rules.rule(named.rule).blocklist)]
        let captured = captured("listed", by: winner, source)
        let isName = list.lists == 2 || list.lists == 3
        let zone = rules.bytes(list.zone)
        let listed =
            captured ?? (isName ? nil : ListedAddress.find(in: matching.words.bytes, zone: zone, not: remoteAddress(evidence, source)))
        return BlocklistListing(zone: rules.string(list.zone), name: rules.string(list.name), listed: listed)
    }

    /// A list that no pack describes, by the name that a rule about listings has cut out of the words, where being listed is the cause.
    private mutating func unknownListing(_ evidence: DeliveryEvidence, _ source: VerdictSource) -> BlocklistListing? {
        var place = 0
        while let match = matching.ranked(place) {
            let isAboutLists = causeList.namesBlocklist[causeList.number(rules.rule(match.rule).cause)]
            guard isAboutLists || place > 0 else { return nil }
            if isAboutLists, let zone = captured("zone", by: match, source)?.lowercased(), zone.contains(".") {
                let listed =
                    captured("listed", by: match, source)
                    ?? ListedAddress.find(in: matching.words.bytes, zone: Array(zone.utf8), not: remoteAddress(evidence, source))
                return BlocklistListing(zone: zone, name: zone, listed: listed)
            }
            place += 1
        }
        return nil
    }

    private mutating func captured(_ name: String, by match: RuleMatch, _ source: VerdictSource) -> String? {
        matching.captures(of: match.rule).first { $0.name == name }.map {
            source.text.bytes.span.string(in: matching.words.originalRange(of: $0.range))
        }
    }

    private func firstNamingBlocklist() -> RuleMatch? {
        var place = 0
        while let match = matching.ranked(place) {
            if rules.rule(match.rule).blocklist != .max { return match }
            place += 1
        }
        return nil
    }

    private func remoteAddress(_ evidence: DeliveryEvidence, _ source: VerdictSource) -> [UInt8] {
        guard let host = evidence.remoteMTA else { return [] }
        return Array(source.text.bytes[host.range])
    }
}

/// Finds the address that a reply says is listed.
enum ListedAddress {
    /// The first IP address that is not the answering server's own; octets before the zone's name stand in reverse.
    static func find(in words: [UInt8], zone: [UInt8], not remote: [UInt8]) -> String? {
        var index = 0
        while index < words.count {
            guard let end = tokenEnd(words, from: index) else {
                index += 1
                continue
            }
            let token = words[index..<end]
            if let address = address(token, followedBy: words[end...], zone: zone), Array(address.utf8) != remote,
                !isAnsweringHost(words, before: index, after: end)
            {
                return address
            }
            index = end
        }
        return nil
    }

    /// Runs of hexadecimal digits, dots and colons; nil where none begins.
    private static func tokenEnd(_ words: [UInt8], from start: Int) -> Int? {
        // Letters of a word may be hexadecimal digits: in "denied...192.0.2.7" and "IPv6:2001:db8::7" it begins behind the word.
        guard isPart(words[start]), start == 0 || !isAlphanumeric(words[start]) || !isAlphanumeric(words[start - 1]) else { return nil }
        var end = start
        while end < words.count, isPart(words[end]) { end += 1 }
        return end
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || ASCII.isDigit(byte) }

    private static func isPart(_ byte: UInt8) -> Bool {
        ASCII.hexadecimalValue(byte) != nil || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    }

    private static func address(_ token: ArraySlice<UInt8>, followedBy rest: ArraySlice<UInt8>, zone: [UInt8]) -> String? {
        var token = token
        while let last = token.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ":") { token.removeLast() }
        while let first = token.first, first == UInt8(ascii: ".") || first == UInt8(ascii: ":") && token.dropFirst().first != first {
            token.removeFirst()
        }
        if let octets = octets(of: token) {
            let text = octets.map { String($0) }
            // "7.2.0.192.zen.spamhaus.org" asks about 192.0.2.7.
            let isReversed = !zone.isEmpty && (rest.starts(with: zone) || rest.starts(with: [UInt8(ascii: ".")] + zone))
            return (isReversed ? text.reversed() : text).joined(separator: ".")
        }
        let colons = token.count { $0 == UInt8(ascii: ":") }
        return colons >= 3 ? String(decoding: token, as: UTF8.self) : nil
    }

    private static func octets(of token: ArraySlice<UInt8>) -> [UInt16]? {
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var octets: [UInt16] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit) else { return nil }
            let value = part.reduce(UInt16(0)) { $0 * 10 + UInt16($1 & 0x0F) }
            guard value <= 255 else { return nil }
            octets.append(value)
        }
        // 127.0.0.x is a list's answer, not what is listed.
        return octets[0] == 127 ? nil : octets
    }

    /// "host mx.example.jp[198.51.100.9] said: …" and "198.51.100.9 does not like recipient." name the server that answers.
    private static func isAnsweringHost(_ words: [UInt8], before start: Int, after end: Int) -> Bool {
        let isBracketed = end < words.count && start > 0 && words[start - 1] == UInt8(ascii: "[") && words[end] == UInt8(ascii: "]")
        let rest = words[(isBracketed ? end + 1 : end)...]
        // "host mx.example.jp [198.51.100.9]: 554 …"
        if isBracketed, rest.starts(with: [UInt8(ascii: ":"), 0x20]), ReplyCode(digitsAt: end + 3, in: words.span)?.severity ?? 0 >= 4 {
            return true
        }
        let verbs =
            isBracketed ? [" said", " refused", " while", ":25"] : [" said:", " but ", " does not like recipient", " failed after i sent"]
        return verbs.contains { rest.starts(with: Array($0.utf8)) }
    }
}
