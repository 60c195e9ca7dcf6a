extension RegexParser {
    /// `(…)`, `(?:…)`, `(?<name>…)`, `(?P<name>…)`, `(?s)`, `(?s:…)`; the position is at the parenthesis.
    mutating func group() throws(PatternError) -> RegexNode? {
        let start = position
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.nestingDepth else {
            throw PatternError(.nestedTooDeeply, start..<start + 1, "more than \(limits.nestingDepth) groups inside each other")
        }
        position += 1
        let outer = dotMatchesLineFeed
        var index: Int?
        if skip(UInt8(ascii: "?")) {
            if looking(at: "<=") || looking(at: "<!") || looking(at: "=") || looking(at: "!") {
                throw PatternError(
                    .lookaround, start..<position + 1, "look-around is not supported", suggestion: "write a second condition instead")
            }
            if looking(at: "P<") || looking(at: "<") {
                index = try namedGroup(from: start)
            } else if try flags(from: start) {
                return nil
            }
        } else {
            index = try register(nil, start..<position)
        }
        let node = try alternation()
        guard skip(UInt8(ascii: ")")) else {
            throw PatternError(
                .unclosedGroup, start..<start + 1, "the `(` is never closed", suggestion: "write `\\(` for a parenthesis")
        }
        dotMatchesLineFeed = outer
        return index.map { .group(node, index: $0) } ?? node
    }

    private mutating func register(_ name: String?, _ range: Range<Int>) throws(PatternError) -> Int {
        guard groupNames.count < limits.groupCount else {
            throw PatternError(
                .tooManyGroups, range, "more than \(limits.groupCount) capturing groups",
                suggestion: "use `(?:…)` where nothing is captured")
        }
        groupNames.append(name)
        return groupNames.count
    }

    /// The position is at `P<` or `<`.
    private mutating func namedGroup(from start: Int) throws(PatternError) -> Int {
        _ = skip(UInt8(ascii: "P"))
        position += 1
        let nameStart = position
        while let byte = current, byte.isWord { position += 1 }
        let range = nameStart..<position
        guard !range.isEmpty, current == UInt8(ascii: ">"), !(0x30...0x39).contains(source[nameStart]) else {
            throw PatternError(
                .badGroupName, start..<min(position + 1, source.count), "a group's name has ASCII letters, digits and `_`, then `>`",
                suggestion: "write `(?<name>…)`")
        }
        position += 1
        let name = String(decoding: source[range], as: UTF8.self)
        if groupNames.contains(name) {
            throw PatternError(.duplicateGroupName, range, "two groups are named `\(name)`")
        }
        return try register(name, range)
    }

    /// Flags up to `)` (they hold to the end of the surrounding group: true) or `:` (a group of their own: false).
    private mutating func flags(from start: Int) throws(PatternError) -> Bool {
        var negative = false
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: ":"):
                return false
            case UInt8(ascii: ")"):
                if position == start + 3 { break }
                return true
            case UInt8(ascii: "-") where !negative:
                negative = true
                continue
            case UInt8(ascii: "s"):
                dotMatchesLineFeed = !negative
                continue
            case UInt8(ascii: "i") where !negative, UInt8(ascii: "m") where !negative:
                continue  // always on
            case UInt8(ascii: "i"), UInt8(ascii: "m"):
                throw PatternError(
                    .unsupportedFlag, start..<position, "case-insensitive and multi-line matching cannot be switched off")
            default:
                break
            }
            throw PatternError(
                .unknownGroup, start..<position, "unknown kind of group",
                suggestion: "known: `(?:…)`, `(?<name>…)`, `(?s)`; `(?i)` and `(?m)` are always on")
        }
        throw PatternError(.unclosedGroup, start..<start + 1, "the `(` is never closed")
    }
}
