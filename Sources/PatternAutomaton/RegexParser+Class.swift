extension RegexParser {
    /// `[…]`; the position is at the bracket.
    mutating func characterClass() throws(PatternError) -> RegexNode {
        let start = position
        position += 1
        let isNegated = skip(UInt8(ascii: "^"))
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while true {
            guard let byte = current else {
                throw PatternError(.unclosedClass, start..<start + 1, "the `[` is never closed", suggestion: "write `\\[` for a bracket")
            }
            if byte == UInt8(ascii: "]"), !isFirst { break }
            isFirst = false
            if looking(at: "[:"), let named = try namedClass() {
                ranges += named.ranges
                continue
            }
            try classItem(into: &ranges)
        }
        position += 1
        // The fold comes first: `[^a]` is neither `a` nor `A`.
        var set = CodePointSet(ranges).closedUnderCase()
        if isNegated { set = set.inverted() }
        if set.isEmpty {
            throw PatternError(.emptyClass, start..<position, "the class matches nothing")
        }
        return .set(set)
    }

    /// A code point, a range of them, or an escape such as `\d`.
    private mutating func classItem(into ranges: inout [ClosedRange<UInt32>]) throws(PatternError) {
        let start = position
        guard let low = try classPoint(into: &ranges) else { return }
        // `-` before the closing bracket is itself.
        guard current == UInt8(ascii: "-"), let next = byte(ahead: 1), next != UInt8(ascii: "]") else {
            ranges.append(low...low)
            return
        }
        position += 1
        var ignored: [ClosedRange<UInt32>] = []
        guard let high = try classPoint(into: &ignored) else {
            throw PatternError(.badRange, start..<position, "a range cannot end with a class", suggestion: "write the `-` last, or `\\-`")
        }
        guard low <= high else {
            throw PatternError(.backwardsRange, start..<position, "the range runs backwards", suggestion: "write the `-` last, or `\\-`")
        }
        ranges.append(low...high)
    }

    /// One code point, or `nil` after adding a whole set.
    private mutating func classPoint(into ranges: inout [ClosedRange<UInt32>]) throws(PatternError) -> UInt32? {
        guard current == UInt8(ascii: "\\") else { return try codePoint() }
        let start = position
        if byte(ahead: 1) == UInt8(ascii: "b") {
            throw PatternError(
                .unknownEscape, start..<start + 2, "`\\b` is no character", suggestion: "a word boundary stands outside of classes")
        }
        switch try escapedItem() {
        case .point(let point): return point
        case .set(let set):
            ranges += set.ranges
            return nil
        }
    }

    /// `[:name:]` or `[:^name:]`; `nil` where it is no such thing, and the position stays.
    private mutating func namedClass() throws(PatternError) -> CodePointSet? {
        let start = position
        var end = position + 2
        while end < source.count, source[end].isWord || source[end] == UInt8(ascii: "^") { end += 1 }
        guard end + 1 < source.count, source[end] == UInt8(ascii: ":"), source[end + 1] == UInt8(ascii: "]") else { return nil }
        var name = source[position + 2..<end]
        let isNegated = name.first == UInt8(ascii: "^")
        if isNegated { name = name.dropFirst() }
        position = end + 2
        guard let set = CodePointSet.posix(String(decoding: name, as: UTF8.self)) else {
            throw PatternError(
                .unknownClass, start..<position, "unknown class", suggestion: "known: alnum alpha digit lower space upper word xdigit …")
        }
        let closed = set.closedUnderCase()
        return isNegated ? closed.inverted() : closed
    }
}
