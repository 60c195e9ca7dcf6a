/// What a pack's author and the pack compiler want to know about a regex before it is compiled.
package struct RegexSummary: Sendable, Hashable {
    package struct Group: Sendable, Hashable {
        /// `nil` for `(…)`.
        package var name: String?
        /// There are matches in which the group takes no part: it stands in one branch of several, or in something optional.
        package var mayStayUnset: Bool
    }

    /// Group 1 is at index 0.
    package var groups: [Group]
    /// Names of the named groups in their order.
    package var groupNames: [String] { groups.compactMap(\.name) }
    /// It matches the empty text, and so everywhere.
    package var matchesEmpty: Bool
    /// Bytes of the shortest literal of the set of which every match holds one; 0 where there is no such set. Below 5 the regex is slower, below 4 it runs over every text.
    /// It is also what a match weighs against other rules', so that what a search takes along from before the words does not count.
    package var longestRequiredLiteral: Int
    /// Every match begins at a line's start.
    package var isAnchoredAtStart: Bool
    /// A match can hold a line feed.
    package var crossesLines: Bool
}

/// The syntax: the subset of RE2 that needs no memory of what was matched.
///
/// Literals; `.`; `[…]` with ranges, negation, `\d \s \w \D \S \W` and `[:alpha:]`; `|`; `(…)`, `(?:…)`, `(?<name>…)`, `(?P<name>…)`;
/// `* + ? {n} {n,} {n,m}`, each also lazy with `?`; `^ $` (of a line), `\A \z` (of the text), `\b \B` (ASCII);
/// `\t \n \r \f \v \a \xHH \x{H…} \Q…\E`; `(?s)`. `(?i)` and `(?m)` are always on. Classes, `.` and repeats count code points.
package enum RegexSyntax {
    /// The names of a regex's groups, group 1 first, `nil` for one without a name.
    package static func groupNames(_ bytes: [UInt8], limits: PatternLimits = PatternLimits()) throws(PatternError) -> [String?] {
        try RegexParser.parse(bytes, limits: limits).groupNames
    }

    /// Checks a regex without compiling it to an automaton.
    package static func check(_ bytes: [UInt8], limits: PatternLimits = PatternLimits()) throws(PatternError) -> RegexSummary {
        let tree = try RegexParser.parse(bytes, limits: limits)
        guard ProgramBuilder.size(of: tree.root) < min(limits.programSize, Instruction.mostOfProgram) else {
            throw PatternError.tooLarge(bytes.count, limits)
        }
        let certain = tree.root.certainGroups
        return RegexSummary(
            groups: tree.groupNames.enumerated().map { .init(name: $1, mayStayUnset: !certain.contains($0 + 1)) },
            matchesEmpty: tree.root.matchesEmpty,
            longestRequiredLiteral: RequiredLiteral.find(in: tree.root, takesTails: false).first?.leastCount ?? 0,
            isAnchoredAtStart: tree.root.isAnchoredAtStart,
            crossesLines: tree.root.canMatchLineFeed)
    }
}

extension PatternError {
    static func tooLarge(_ count: Int, _ limits: PatternLimits) -> PatternError {
        PatternError(
            .regexTooLarge, 0..<count, "written out, the regex has more than \(limits.programSize) steps",
            suggestion: "use smaller repeats, or `*` or `+`")
    }
}

extension RegexNode {
    /// The groups that take part in every match.
    fileprivate var certainGroups: Set<Int> {
        switch self {
        case .empty, .nothing, .set, .assertion: return []
        case .concatenation(let parts): return parts.reduce(into: []) { $0.formUnion($1.certainGroups) }
        case .alternation(let branches):
            guard let first = branches.first else { return [] }
            return branches.dropFirst().reduce(first.certainGroups) { $0.intersection($1.certainGroups) }
        case .group(let node, let index): return node.certainGroups.union([index])
        case .repetition(let node, let least, _, _): return least > 0 ? node.certainGroups : []
        }
    }
}
