/// One automaton for all regexes that are tried where a line begins: it says which of them are worth running there.
///
/// It follows all of them at once from the line's start. A regex that could have matched is set aside as worth running, one that cannot go on is forgotten; when
/// at most one is left, or the automaton has grown to its limit, the walk ends and those that are left are worth running too. Assertions count as if
/// they held, so that too many may be named, never too few.
struct LineStartBuilder {
    static let mostNodes = 128
    static let mostEnds = 2000
    static let mostWork = 400_000

    private struct Key: Hashable {
        /// Regex and leaf, ascending.
        var leaves: [UInt64]
        /// Those set aside.
        var chosen: [UInt64]
    }

    /// Nodes that lead on come first.
    private(set) var transitions: [UInt16] = []
    private(set) var classes: [UInt8] = []
    private(set) var classCount = 0
    /// The regexes worth running when the walk ends at a node, `width` words a node.
    private(set) var masks: [UInt64] = []
    private(set) var nodeCount = 0
    private let width: Int
    private let regexes: [LineReader?]

    /// `nil`: nothing is known of the regex.
    init(_ regexes: [LeadingBytes?]) {
        self.regexes = regexes.map { $0.map { LineReader($0) } }
        width = (regexes.count + 63) / 64
        guard !regexes.isEmpty else { return }
        let partition = ByteClasses(separating: regexes.compactMap { $0 }.flatMap(\.byteSets))
        classes = partition.map
        classCount = partition.count
        build()
    }

    private mutating func build() {
        var representatives = [UInt8](repeating: 0, count: classCount)
        for byte in UInt8.min...UInt8.max { representatives[Int(classes[Int(byte)])] = byte }
        var start = Key(leaves: [], chosen: Array(repeating: 0, count: width))
        for (number, regex) in regexes.enumerated() {
            LineStartBuilder.enter(regex.map { $0.start }, number, regex, &start)
        }
        var keys = [start]
        var numbers = [start: 0]
        /// Where each node leads; ends are numbered behind the nodes that lead on once their number is known.
        var rows: [[Int]] = []
        var ends: [Key: Int] = [:]
        // The first end stands for all that are too many: there every regex is worth running.
        var endKeys = [everything]
        func end(_ key: Key) -> Int {
            let final = finished(key)
            if let known = ends[final] { return -1 - known }
            guard endKeys.count < LineStartBuilder.mostEnds else { return -1 }
            ends[final] = endKeys.count
            endKeys.append(final)
            return -endKeys.count
        }
        guard !isEnd(start) else {
            masks = finished(start).chosen
            return
        }
        var work = 0
        while rows.count < keys.count {
            var row: [Int] = []
            for byte in representatives {
                let next = step(keys[rows.count], byte)
                work += keys[rows.count].leaves.count + 1
                if let known = numbers[next] {
                    row.append(known)
                } else if isEnd(next) || keys.count >= LineStartBuilder.mostNodes || work > LineStartBuilder.mostWork {
                    row.append(end(next))
                } else {
                    numbers[next] = keys.count
                    row.append(keys.count)
                    keys.append(next)
                }
            }
            rows.append(row)
        }
        nodeCount = keys.count
        transitions = rows.joined().map { UInt16($0 >= 0 ? $0 : keys.count - 1 - $0) }
        // The text may end at any node: what is left there has failed.
        masks = keys.flatMap(\.chosen) + endKeys.flatMap(\.chosen)
    }

    /// At most one is left: it may as well be run.
    private func isEnd(_ key: Key) -> Bool {
        guard let first = key.leaves.first, let last = key.leaves.last else { return true }
        return first >> 32 == last >> 32
    }

    private var everything: Key {
        var chosen = [UInt64](repeating: 0, count: width)
        for number in regexes.indices { chosen[number >> 6] |= 1 << UInt64(number & 63) }
        return Key(leaves: [], chosen: chosen)
    }

    private func finished(_ key: Key) -> Key {
        var chosen = key.chosen
        for leaf in key.leaves { chosen[Int(leaf >> 38)] |= 1 << (leaf >> 32 & 63) }
        return Key(leaves: [], chosen: chosen)
    }

    private func step(_ key: Key, _ byte: UInt8) -> Key {
        var next = Key(leaves: [], chosen: key.chosen)
        var behind: [UInt64] = []
        var index = 0
        while index < key.leaves.count {
            let number = Int(key.leaves[index] >> 32)
            guard let regex = regexes[number] else { return next }
            behind.removeAll(keepingCapacity: true)
            while index < key.leaves.count, Int(key.leaves[index] >> 32) == number {
                regex.add(behind: Int(key.leaves[index] & 0xFFFF_FFFF), byte, to: &behind)
                index += 1
            }
            if !behind.isEmpty { LineStartBuilder.enter(behind, number, regex, &next) }
        }
        return next
    }

    private static func enter(_ set: [UInt64]?, _ number: Int, _ regex: LineReader?, _ key: inout Key) {
        guard let set, let regex, !regex.leading.mayMatch(set) else {
            key.chosen[number >> 6] |= 1 << UInt64(number & 63)
            return
        }
        regex.leading.forEachReader(of: set) { key.leaves.append(UInt64(number) << 32 | UInt64($0)) }
    }
}

/// A regex as it is followed from a line's start.
private struct LineReader {
    let leading: LeadingBytes
    var start: [UInt64] { leading.start }
    private let width: Int
    /// What each leaf reads; nothing for an assertion.
    private let sets: [ByteSet]
    /// What can come behind each leaf, assertions resolved: `width` words a leaf.
    private let follow: [UInt64]

    init(_ leading: LeadingBytes) {
        self.leading = leading
        width = leading.width
        sets = (0..<leading.leafCount).map { leading.bytes(ofLeaf: $0) ?? ByteSet() }
        follow = (0..<leading.leafCount).flatMap { leading.follow(ofLeaf: $0) }
    }

    /// Adds what can come behind the byte if the leaf reads it; the set is empty until one does.
    @inline(__always)
    func add(behind leaf: Int, _ byte: UInt8, to set: inout [UInt64]) {
        guard sets[leaf].contains(byte) else { return }
        if set.isEmpty { return set.append(contentsOf: follow[leaf * width..<(leaf + 1) * width]) }
        for word in 0..<width { set[word] |= follow[leaf * width + word] }
    }
}
