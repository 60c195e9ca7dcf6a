/// A regex as a tree. Sets are closed under ASCII case already.
indirect enum RegexNode: Equatable, Sendable {
    /// Matches the empty text.
    case empty
    /// Matches nothing (an empty class).
    case nothing
    /// One code point of a set.
    case set(CodePointSet)
    case assertion(Assertion)
    case concatenation([RegexNode])
    case alternation([RegexNode])
    /// A capturing group; groups are numbered from 1 in the order of their parentheses.
    case group(RegexNode, index: Int)
    /// `most` is `nil` for no upper bound.
    case repetition(RegexNode, least: Int, most: Int?, isLazy: Bool)
}

/// What holds between two bytes.
enum Assertion: UInt32, Sendable, CaseIterable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// A parsed regex.
struct RegexTree: Sendable {
    var root: RegexNode
    /// The name of each capturing group, `nil` for those without; group 1 is at index 0.
    var groupNames: [String?]
}

extension RegexNode {
    /// Bytes of the shortest match; saturates.
    var leastLength: Int {
        switch self {
        case .empty, .nothing, .assertion: 0
        case .set(let set): set.ranges.first.map { CodePointSet.encoded($0.lowerBound).count } ?? 0
        case .concatenation(let parts): parts.reduce(0) { $0.addingSaturated($1.leastLength) }
        case .alternation(let branches): branches.map { $0.leastLength }.min() ?? 0
        case .group(let node, _): node.leastLength
        case .repetition(let node, let least, _, _): node.leastLength.multipliedSaturated(least)
        }
    }

    /// Bytes of the longest match, `nil` where there is no bound.
    var mostLength: Int? {
        switch self {
        case .empty, .nothing, .assertion: return 0
        case .set(let set): return set.ranges.last.map { CodePointSet.encoded($0.upperBound).count } ?? 0
        case .concatenation(let parts):
            var sum = 0
            for part in parts {
                guard let length = part.mostLength else { return nil }
                sum = sum.addingSaturated(length)
            }
            return sum
        case .alternation(let branches):
            var most = 0
            for branch in branches {
                guard let length = branch.mostLength else { return nil }
                most = max(most, length)
            }
            return most
        case .group(let node, _): return node.mostLength
        case .repetition(let node, _, let most, _):
            guard let length = node.mostLength else { return nil }
            if length == 0 { return 0 }
            return most.map { length.multipliedSaturated($0) }
        }
    }

    /// Whether it can match the empty text somewhere.
    var matchesEmpty: Bool {
        switch self {
        case .empty, .assertion: true
        case .nothing, .set: false
        case .concatenation(let parts): parts.allSatisfy { $0.matchesEmpty }
        case .alternation(let branches): branches.contains { $0.matchesEmpty }
        case .group(let node, _): node.matchesEmpty
        case .repetition(let node, let least, _, _): least == 0 || node.matchesEmpty
        }
    }

    /// Whether a match can hold a line feed.
    var canMatchLineFeed: Bool {
        switch self {
        case .empty, .nothing, .assertion: false
        case .set(let set): set.contains(10)
        case .concatenation(let parts), .alternation(let parts): parts.contains { $0.canMatchLineFeed }
        case .group(let node, _): node.canMatchLineFeed
        case .repetition(let node, _, let most, _): most != 0 && node.canMatchLineFeed
        }
    }

    /// The bytes that a match can hold.
    var bytes: ByteSet {
        var result = ByteSet()
        switch self {
        case .empty, .nothing, .assertion: break
        case .set(let set): result = set.bytes
        case .concatenation(let parts), .alternation(let parts): for part in parts { result.formUnion(part.bytes) }
        case .group(let node, _): result = node.bytes
        case .repetition(let node, _, let most, _): if most != 0 { result = node.bytes }
        }
        return result
    }

    /// Whether every match begins at a line's (or the text's) start.
    var isAnchoredAtStart: Bool {
        switch self {
        case .assertion(let assertion): assertion == .textStart || assertion == .lineStart
        case .empty, .nothing, .set: false
        case .concatenation(let parts): RegexNode.startsAnchored(parts)
        case .alternation(let branches): branches.allSatisfy { $0.isAnchoredAtStart }
        case .group(let node, _): node.isAnchoredAtStart
        case .repetition(let node, let least, _, _): least > 0 && node.isAnchoredAtStart
        }
    }

    private static func startsAnchored(_ parts: [RegexNode]) -> Bool {
        for part in parts {
            if part.isAnchoredAtStart { return true }
            if part.mostLength != 0 { return false }
        }
        return false
    }

    /// A regex that matches whatever this one does, and more: large counts are not counted.
    func relaxed() -> RegexNode {
        switch self {
        case .empty, .nothing, .assertion, .set: self
        case .concatenation(let parts): .concatenation(parts.map { $0.relaxed() })
        case .alternation(let branches): .alternation(branches.map { $0.relaxed() })
        case .group(let node, let index): .group(node.relaxed(), index: index)
        case .repetition(let node, let least, let most, let isLazy):
            .repetition(
                node.relaxed(), least: min(least, RegexNode.countedExactly),
                most: most.flatMap { $0 > RegexNode.countedExactly ? nil : $0 },
                isLazy: isLazy)
        }
    }

    static let countedExactly = 4

    /// Whether `relaxed` makes a difference.
    var hasLargeCounts: Bool {
        switch self {
        case .empty, .nothing, .assertion, .set: false
        case .concatenation(let parts), .alternation(let parts): parts.contains { $0.hasLargeCounts }
        case .group(let node, _): node.hasLargeCounts
        case .repetition(let node, let least, let most, _):
            least > RegexNode.countedExactly || (most ?? 0) > RegexNode.countedExactly || node.hasLargeCounts
        }
    }

    /// The same without line feeds in any set.
    func confinedToLines() -> RegexNode {
        switch self {
        case .empty, .nothing, .assertion: return self
        case .set(let set):
            let rest = set.removingLineFeed()
            return rest.isEmpty ? .nothing : .set(rest)
        case .concatenation(let parts): return .concatenation(parts.map { $0.confinedToLines() })
        case .alternation(let branches): return .alternation(branches.map { $0.confinedToLines() })
        case .group(let node, let index): return .group(node.confinedToLines(), index: index)
        case .repetition(let node, let least, let most, let isLazy):
            return .repetition(node.confinedToLines(), least: least, most: most, isLazy: isLazy)
        }
    }
}

extension Int {
    /// The sum, or the largest number.
    func addingSaturated(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product, or the largest number; both factors are not negative.
    func multipliedSaturated(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
