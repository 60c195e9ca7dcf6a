/// Reads the source of a regex into a tree. Every error names the bytes at fault.
///
///     alternation   = concatenation *("|" concatenation)
///     concatenation = *(atom [repeat])
///     atom          = "." / "^" / "$" / class / escape / group / character
struct RegexParser {
    let source: [UInt8]
    let limits: PatternLimits
    var position = 0
    var groupNames: [String?] = []
    var depth = 0
    /// The characters of `\Q…\E` before the last.
    var quotedBefore: [RegexNode] = []
    /// `(?s)`: `.` matches a line feed too. Scoped to the group it stands in.
    var dotMatchesLineFeed = false

    static func parse(_ source: [UInt8], limits: PatternLimits) throws(PatternError) -> RegexTree {
        guard source.count <= limits.regexBytes else {
            throw PatternError(
                .regexTooLong, limits.regexBytes..<source.count, "the regex has \(source.count) bytes; \(limits.regexBytes) are allowed",
                suggestion: "split it into several regexes")
        }
        var parser = RegexParser(source: source, limits: limits)
        let root = try parser.alternation()
        if parser.position < source.count {
            throw PatternError(
                .unopenedGroup, parser.position..<parser.position + 1, "`)` without a `(`", suggestion: "write `\\)` for a parenthesis")
        }
        return RegexTree(root: root, groupNames: parser.groupNames)
    }

    // MARK: - Bytes

    var current: UInt8? { position < source.count ? source[position] : nil }

    func byte(ahead count: Int) -> UInt8? {
        position + count < source.count ? source[position + count] : nil
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    func looking(at text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= source.count else { return false }
        return text.withUTF8Buffer { unsafe source[position...].starts(with: $0) }
    }

    /// The code point at the position, which is moved behind it.
    mutating func codePoint() throws(PatternError) -> UInt32 {
        let start = position
        let lead = source[position]
        position += 1
        guard lead >= 0x80 else { return UInt32(lead) }
        let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
        var point = UInt32(lead) & (0x3F >> UInt32(length))
        for _ in 0..<length {
            guard let byte = current, byte & 0xC0 == 0x80 else { break }
            point = point << 6 | UInt32(byte & 0x3F)
            position += 1
        }
        guard lead >= 0xC2, lead <= 0xF4, point <= CodePointSet.last, !(0xD800...0xDFFF).contains(point),
            CodePointSet.encoded(point).elementsEqual(source[start..<position])
        else {
            throw PatternError(.invalidUTF8, start..<max(position, start + 1), "the regex is not valid UTF-8")
        }
        return point
    }

    // MARK: - Grammar

    mutating func alternation() throws(PatternError) -> RegexNode {
        var branches = [try concatenation()]
        while skip(UInt8(ascii: "|")) { branches.append(try concatenation()) }
        return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    private mutating func concatenation() throws(PatternError) -> RegexNode {
        var parts: [RegexNode] = []
        while let byte = current, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let start = position
            guard let atom = try atom() else { continue }
            parts += quotedBefore
            quotedBefore = []
            parts.append(try repeated(atom, from: start))
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .concatenation(parts)
    }

    /// `nil` where the source says something about what follows and matches nothing itself (`(?s)`, `\Q`).
    private mutating func atom() throws(PatternError) -> RegexNode? {
        guard let byte = current else { return nil }
        switch byte {
        case UInt8(ascii: "."):
            position += 1
            return .set(dotMatchesLineFeed ? .any : .anyButLineFeed)
        case UInt8(ascii: "^"):
            position += 1
            return .assertion(.lineStart)
        case UInt8(ascii: "$"):
            position += 1
            return .assertion(.lineEnd)
        case UInt8(ascii: "["):
            return try characterClass()
        case UInt8(ascii: "("):
            return try group()
        case UInt8(ascii: "\\"):
            return try escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw PatternError(
                .repeatOfNothing, position..<position + 1, "nothing to repeat before `\(Character(Unicode.Scalar(byte)))`",
                suggestion: "write `\\\(Character(Unicode.Scalar(byte)))` for the character itself")
        default:
            return RegexParser.literal(try codePoint())
        }
    }

    static func literal(_ point: UInt32) -> RegexNode {
        point < 0x80 ? characters[Int(point)] : .set(CodePointSet([point...point]))
    }

    /// Most of a regex are these: they are made once.
    private static let characters: [RegexNode] = (0..<0x80).map { .set(CodePointSet([$0...$0]).closedUnderCase()) }

    // MARK: - Repeats

    private mutating func repeated(_ atom: RegexNode, from start: Int) throws(PatternError) -> RegexNode {
        let sign = position
        guard let (least, most) = try repeatBounds() else { return atom }
        let isLazy = skip(UInt8(ascii: "?"))
        let end = position
        if try repeatBounds() != nil {
            throw PatternError(
                .repeatOfRepeat, sign..<position, "a repeat of a repeat",
                suggestion: position - end == 1 && source[end] == UInt8(ascii: "+")
                    ? "possessive repeats are not supported" : "put a group around the inner one")
        }
        return .repetition(atom, least: least, most: most, isLazy: isLazy)
    }

    private mutating func repeatBounds() throws(PatternError) -> (Int, Int?)? {
        switch current {
        case UInt8(ascii: "*"):
            position += 1
            return (0, nil)
        case UInt8(ascii: "+"):
            position += 1
            return (1, nil)
        case UInt8(ascii: "?"):
            position += 1
            return (0, 1)
        case UInt8(ascii: "{"):
            return try countedBounds()
        default:
            return nil
        }
    }

    /// `{n}`, `{n,}`, `{n,m}`. Any other brace is itself, as in RE2: `nil`, and the position stays.
    private mutating func countedBounds() throws(PatternError) -> (Int, Int?)? {
        let start = position
        position += 1
        guard let least = number() else {
            position = start
            return nil
        }
        var most: Int? = least
        if skip(UInt8(ascii: ",")) {
            most = nil
            if current != UInt8(ascii: "}") {
                most = number()
                if most == nil {
                    position = start
                    return nil
                }
            }
        }
        guard skip(UInt8(ascii: "}")) else {
            position = start
            return nil
        }
        guard max(least, most ?? 0) <= limits.repeatCount else {
            throw PatternError(
                .repeatTooLarge, start..<position, "a repeat of more than \(limits.repeatCount)", suggestion: "use `*` or `+`")
        }
        if let most, most < least {
            throw PatternError(.repeatBackwards, start..<position, "\(least) is more than \(most)")
        }
        return (least, most)
    }

    /// Decimal digits; a number beyond six digits is cut there, which is beyond every limit.
    private mutating func number() -> Int? {
        var value: Int?
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let digit = Int(byte - UInt8(ascii: "0"))
            value = min((value ?? 0) * 10 + digit, 1_000_000)
            position += 1
        }
        return value
    }
}
