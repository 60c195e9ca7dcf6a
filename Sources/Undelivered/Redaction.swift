/// Puts names in place of what could tell who somebody is, the same name for the same thing throughout a record.
struct Redaction {
    private var names: [String: String] = [:]
    private var counts: [String: Int] = [:]
    /// Domains of the addresses, in lower case: hosts below them belong to the same people.
    private var domains: [String] = []
    private var locals: Set<String> = []

    /// - Parameters:
    ///   - addresses: texts in which addresses stand.
    ///   - locals: addresses whose local part may stand alone, as in "mailbox taro is full".
    init(addresses: [String], locals: [String?]) {
        for text in addresses {
            for token in TokenScanner.tokens(of: text) where token.isWord {
                guard let at = token.text.lastIndex(of: "@"), at != token.text.startIndex else { continue }
                let domain = token.text[token.text.index(after: at)...].lowercased()
                if domain.contains("."), !domains.contains(domain) { domains.append(domain) }
            }
        }
        self.locals = Set(locals.compactMap { $0?.split(separator: "@").first?.lowercased() }.filter { $0.count >= 3 })
    }

    mutating func redact(_ text: String) -> String {
        TokenScanner.tokens(of: text).map { $0.isWord ? replacement(for: String($0.text)) : String($0.text) }.joined()
    }

    private mutating func replacement(for word: String) -> String {
        let lower = word.lowercased()
        if let at = lower.lastIndex(of: "@"), at != lower.startIndex {
            let domain = String(lower[lower.index(after: at)...])
            return name(lower, "address") + "@" + (domain.isEmpty ? "" : self.domain(domain))
        }
        if isIPAddress(lower) { return name(lower, "ip") }
        if let domain = domains.first(where: { lower == $0 || lower.hasSuffix("." + $0) }) {
            return (lower == domain ? "" : name(lower, "host") + ".") + self.domain(domain)
        }
        return locals.contains(lower) ? name(lower, "name") : word
    }

    private mutating func domain(_ domain: String) -> String {
        isIPAddress(domain) ? name(domain, "ip") : name(domain, "domain")
    }

    private mutating func name(_ value: String, _ kind: String) -> String {
        let key = kind + " " + value
        if let known = names[key] { return known }
        let count = counts[kind, default: 0] + 1
        counts[kind] = count
        names[key] = "\(kind)-\(count)"
        return "\(kind)-\(count)"
    }

    private func isIPAddress(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isWholeNumber) }) { return true }
        let isHexadecimal = word.allSatisfy { $0 == ":" || $0 == "." || $0.isHexDigit }
        return isHexadecimal && word.count { $0 == ":" } >= 2
    }
}

/// Cuts a text into words, as addresses, hosts and numbers are written, and what stands between them.
enum TokenScanner {
    struct Token {
        var text: Substring
        var isWord: Bool
    }

    static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            let isWord = isPart(first)
            var run = rest.prefix { isPart($0) == isWord }
            rest = rest[run.endIndex...]
            guard isWord else {
                tokens.append(Token(text: run, isWord: false))
                continue
            }
            // Punctuation at the end of a word is the sentence's; a colon at its start too.
            let trimmed = run.reversed().drop { $0 == "." || $0 == ":" || $0 == "-" || $0 == "/" || $0 == "=" }
            let end = trimmed.startIndex.base
            let tail = run[end...]
            run = run[..<end]
            for (number, part) in run.split(separator: "=", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { tokens.append(Token(text: "=", isWord: false)) }
                for (number, piece) in part.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
                    if number > 0 { tokens.append(Token(text: "/", isWord: false)) }
                    if !piece.isEmpty { tokens.append(Token(text: piece, isWord: true)) }
                }
            }
            if !tail.isEmpty { tokens.append(Token(text: tail, isWord: false)) }
        }
        return tokens
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || "@._-+:=/%".contains(character)
    }
}
