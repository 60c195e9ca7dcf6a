/// Lays out the tables of a bit automaton.
struct BitAutomatonBuilder {
    let layout: BitAutomatonLayout
    private(set) var tables: [UInt64] = []

    /// Whether there can be tables: there is code for sets of that width, and the exceptions can be numbered.
    static func canFollow(_ leaves: ProgramLeaves) -> Bool {
        // The tables take leaf 0 for the match, and those that follow for lower ones.
        leaves.match == 0 && BitAutomatonLayout.width(leaves: leaves.kinds.count) != nil && Followers(leaves).canBeNumbered
    }

    /// `nil` where `canFollow` is false.
    ///
    /// - Parameter entries: sets of live leaves, as many words each as the construction's.
    init?(_ construction: SubsetConstruction, entries: [[UInt64]]) {
        let leaves = construction.leaves
        let followers = Followers(leaves)
        guard leaves.match == 0, followers.canBeNumbered, let width = BitAutomatonLayout.width(leaves: leaves.kinds.count) else {
            return nil
        }
        let kinds = NeighbourKinds(leaves)
        layout = BitAutomatonLayout(
            width: width, classes: construction.classes.count, kinds: kinds.count, exceptions: followers.others.count,
            entries: entries.count)
        for mask in followers.masks { append(mask) }
        append(leaves.start.map { ~$0 })
        for before in kinds.examples {
            for after in kinds.examples {
                var set = leaves.start
                if kinds.count > 1 { leaves.resolve(&set, before: before, after: after) }
                append(set)
            }
        }
        for column in 0..<construction.classes.count { append(construction.readers(of: column)) }
        if !followers.others.isEmpty {
            var row: UInt8 = 0
            let rows = (0..<64 * width).map { leaf -> UInt8 in
                guard leaf < leaves.kinds.count, followers.masks[3].contains(leaf: leaf) else { return 0 }
                defer { row &+= 1 }
                return row
            }
            append(bytes: rows)
        }
        for set in followers.others { append(set) }
        for entry in entries { append(entry) }
        guard kinds.count > 1 else { return }
        for before in kinds.examples {
            for after in kinds.examples { append(leaves.holding(between: before, and: after)) }
        }
        append(bytes: (construction.classes.neighbours + Neighbour.allCases).map { kinds.number(of: $0) })
    }

    private mutating func append(_ set: [UInt64]) {
        tables += set
        tables += repeatElement(0, count: layout.width - set.count)
    }

    private mutating func append(bytes: [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 8) {
            tables.append(bytes[start...].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
    }
}

/// What follows each leaf: near ones as masks, the others as sets.
private struct Followers {
    /// The leaves that are followed by the one below, by the second below, by themselves, by others.
    private(set) var masks: [[UInt64]]
    /// All that follows each leaf of the last mask.
    private(set) var others: [[UInt64]] = []

    var canBeNumbered: Bool { others.count <= BitAutomatonLayout.mostExceptions }

    init(_ leaves: ProgramLeaves) {
        masks = Array(repeating: Array(repeating: 0, count: leaves.width), count: BitAutomatonLayout.masks - 1)
        for leaf in leaves.kinds.indices {
            let next = Array(leaves.follow[leaf * leaves.width..<(leaf + 1) * leaves.width])
            var rest = next
            // Shifts do not lead from word to word.
            for (mask, near) in [leaf - 1, leaf - 2, leaf].enumerated()
            where near >= 0 && near >> 6 == leaf >> 6 && next.contains(leaf: near) {
                rest.remove(leaf: near)
                masks[mask].insert(leaf: leaf)
            }
            // Assertions are never read past: what they let through is looked up.
            if leaves.assertions.contains(leaf: leaf) || rest.contains(where: { $0 != 0 }) {
                masks[3].insert(leaf: leaf)
                others.append(next)
            }
        }
    }
}

/// The neighbours that a regex's assertions tell apart, numbered from 0 on.
private struct NeighbourKinds {
    /// One of each kind.
    private(set) var examples: [Neighbour] = [.other]
    private var numbers = [UInt8](repeating: 0, count: Neighbour.allCases.count)

    init(_ leaves: ProgramLeaves) {
        var cares: Set<UInt32> = []
        for case .assertion(let assertion) in leaves.kinds { cares.insert(assertion.rawValue) }
        func caresFor(_ assertions: Assertion...) -> Bool { assertions.contains { cares.contains($0.rawValue) } }
        if caresFor(.wordBoundary, .noWordBoundary) { add(.word) }
        if caresFor(.lineStart, .lineEnd) {
            add(.lineFeed)
            // The text's edges are edges of lines.
            numbers[Int(Neighbour.nothing.rawValue)] = numbers[Int(Neighbour.lineFeed.rawValue)]
        }
        if caresFor(.textStart, .textEnd) { add(.nothing) }
    }

    private mutating func add(_ neighbour: Neighbour) {
        numbers[Int(neighbour.rawValue)] = UInt8(examples.count)
        examples.append(neighbour)
    }

    var count: Int { examples.count }
    func number(of neighbour: Neighbour) -> UInt8 { numbers[Int(neighbour.rawValue)] }
}

extension ProgramLeaves {
    /// The assertions that hold between two neighbours.
    fileprivate func holding(between before: Neighbour, and after: Neighbour) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: width)
        for (leaf, kind) in kinds.enumerated() {
            if case .assertion(let assertion) = kind, assertion.holds(before, after) { result.insert(leaf: leaf) }
        }
        return result
    }
}

extension [UInt64] {
    fileprivate func contains(leaf: Int) -> Bool { self[leaf >> 6] >> UInt64(leaf & 63) & 1 != 0 }
    fileprivate mutating func insert(leaf: Int) { self[leaf >> 6] |= 1 << UInt64(leaf & 63) }
    fileprivate mutating func remove(leaf: Int) { self[leaf >> 6] &= ~(1 << UInt64(leaf & 63)) }
}
