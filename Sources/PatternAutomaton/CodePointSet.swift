/// A set of Unicode code points as sorted ranges that neither overlap nor touch.
struct CodePointSet: Hashable, Sendable {
    static let last: UInt32 = 0x10FFFF

    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        self.ranges = CodePointSet.normalised(ranges)
    }

    /// What `.` matches: everything but a line feed.
    static let anyButLineFeed = CodePointSet([0...9, 11...last])
    static let any = CodePointSet([0...last])
    static let digit = CodePointSet([0x30...0x39])
    static let space = CodePointSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
    static let word = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ point: UInt32) -> Bool {
        ranges.contains { $0.contains(point) }
    }

    /// The number of code points.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    mutating func formUnion(_ other: CodePointSet) {
        ranges = CodePointSet.normalised(ranges + other.ranges)
    }

    func inverted() -> CodePointSet {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= CodePointSet.last { result.append(next...CodePointSet.last) }
        return CodePointSet(result)
    }

    func removingLineFeed() -> CodePointSet {
        guard contains(10) else { return self }
        var outside = inverted()
        outside.formUnion(CodePointSet([10...10]))
        return outside.inverted()
    }

    /// With the other case of every ASCII letter.
    func closedUnderCase() -> CodePointSet {
        var result = ranges
        for range in ranges {
            for (first, last, difference) in [(UInt32(0x41), UInt32(0x5A), 32), (0x61, 0x7A, -32)] {
                let low = max(range.lowerBound, first)
                let high = min(range.upperBound, last)
                if low <= high { result.append(UInt32(Int(low) + difference)...UInt32(Int(high) + difference)) }
            }
        }
        return CodePointSet(result)
    }

    private static func normalised(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let previous = result.last, range.lowerBound <= previous.upperBound + 1 {
                result[result.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}

extension CodePointSet {
    /// The classes that have a name in `[[:name:]]`.
    static func posix(_ name: String) -> CodePointSet? {
        switch name {
        case "alnum": CodePointSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "alpha": CodePointSet([0x41...0x5A, 0x61...0x7A])
        case "ascii": CodePointSet([0x00...0x7F])
        case "blank": CodePointSet([0x09...0x09, 0x20...0x20])
        case "cntrl": CodePointSet([0x00...0x1F, 0x7F...0x7F])
        case "digit": digit
        case "graph": CodePointSet([0x21...0x7E])
        case "lower": CodePointSet([0x61...0x7A])
        case "print": CodePointSet([0x20...0x7E])
        case "punct": CodePointSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "space": CodePointSet([0x09...0x0D, 0x20...0x20])
        case "upper": CodePointSet([0x41...0x5A])
        case "word": word
        case "xdigit": CodePointSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }
}
