/// What stands on one side of a place between bytes, as far as assertions care.
enum Neighbour: UInt8, CaseIterable, Sendable {
    /// The text's edge.
    case nothing, lineFeed, word, other
}

/// Bytes that a program never tells apart share a class; its automaton has a column for each class and one for the text's end.
struct ByteClasses: Sendable {
    /// The class of each byte.
    private(set) var map = [UInt8](repeating: 0, count: 256)
    private(set) var count = 1
    /// What a byte of each class is to assertions; the last is the text's end.
    private(set) var neighbours: [Neighbour] = []

    init(_ program: Program) {
        var assertions: Set<UInt32> = []
        var sets = Set<UInt32>()
        var singles = ByteSet()
        for instruction in program.instructions {
            switch instruction.operation {
            case .assertion: assertions.insert(instruction.argument)
            case .set: sets.insert(instruction.argument)
            case .byte:
                let low = UInt8(truncatingIfNeeded: instruction.argument)
                let high = UInt8(truncatingIfNeeded: instruction.argument >> 8)
                if low != high, low.foldedASCII != high.foldedASCII {
                    var pair = ByteSet()
                    pair.insert(low)
                    pair.insert(high)
                    split(pair)
                } else {
                    singles.insert(low)
                    singles.insert(high)
                }
            case .split, .save, .match, .fail, .codePoint: break
            }
        }
        for set in sets.sorted() { split(program.sets[Int(set)]) }
        let cares = { (wanted: [Assertion]) in wanted.contains { assertions.contains($0.rawValue) } }
        if cares([.lineStart, .lineEnd]) {
            var lineFeed = ByteSet()
            lineFeed.insert(.lineFeed)
            split(lineFeed)
        }
        let caresForWords = cares([.wordBoundary, .noWordBoundary])
        if caresForWords {
            var words = ByteSet()
            for byte in UInt8.min...UInt8.max where byte.isWord { words.insert(byte) }
            split(words)
        }
        separate(singles)
        neighbours = Array(repeating: .other, count: count) + [.nothing]
        for byte in UInt8.min...UInt8.max {
            if byte == .lineFeed, cares([.lineStart, .lineEnd]) { neighbours[Int(map[Int(byte)])] = .lineFeed }
            if byte.isWord, caresForWords { neighbours[Int(map[Int(byte)])] = .word }
        }
    }

    /// Classes that no set of several divides.
    init(separating sets: [ByteSet]) {
        var seen = Set<ByteSet>()
        for set in sets where seen.insert(set).inserted { split(set) }
    }

    /// Parts every class that has members on both sides.
    private mutating func split(_ set: ByteSet) {
        var inside = [Int](repeating: -1, count: count)
        var outside = [Bool](repeating: false, count: count)
        for byte in 0..<256 {
            let number = Int(map[byte])
            if set.contains(UInt8(byte)) { inside[number] = number } else { outside[number] = true }
        }
        var fresh = count
        for number in 0..<count where inside[number] >= 0 && outside[number] {
            inside[number] = fresh
            fresh += 1
        }
        guard fresh > count else { return }
        for byte in 0..<256 where set.contains(UInt8(byte)) { map[byte] = UInt8(inside[Int(map[byte])]) }
        count = fresh
    }

    /// Gives every member a class of its own, shared by both cases of a letter: sets hold both or none, so that the two need no telling apart.
    private mutating func separate(_ singles: ByteSet) {
        var sizes = [Int](repeating: 0, count: count)
        for number in map { sizes[Int(number)] += 1 }
        for byte in UInt8.min...UInt8.max where singles.contains(byte) {
            let otherCase = (byte | 0x20) &- 0x61 < 26 ? byte ^ 0x20 : byte
            let isPair = otherCase != byte && singles.contains(otherCase) && map[Int(byte)] == map[Int(otherCase)]
            // The two were dealt with together.
            if isPair, otherCase < byte { continue }
            let other = isPair ? otherCase : byte
            let members = isPair ? 2 : 1
            let old = Int(map[Int(byte)])
            guard sizes[old] > members else { continue }
            sizes[old] -= members
            sizes.append(members)
            map[Int(byte)] = UInt8(truncatingIfNeeded: count)
            map[Int(other)] = UInt8(truncatingIfNeeded: count)
            count += 1
        }
    }

    /// The classes of a set's members, ascending.
    func classes(of set: ByteSet) -> [UInt16] {
        var seen = [Bool](repeating: false, count: count)
        for byte in UInt8.min...UInt8.max where set.contains(byte) { seen[Int(map[Int(byte)])] = true }
        return seen.indices.filter { seen[$0] }.map { UInt16($0) }
    }
}
