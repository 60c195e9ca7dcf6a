/// What a regex can begin with, read off its leaves. Assertions count as if they held, so that too much may be named, never too little.
final class LeadingBytes: Sendable {
    private let leaves: ProgramLeaves
    private let program: Program

    init(_ leaves: ProgramLeaves, _ program: Program) {
        self.leaves = leaves
        self.program = program
    }

    /// The bytes that a match can begin with; `nil` where a match may be empty.
    func firstBytes() -> ByteSet? {
        let set = resolved(leaves.start)
        guard !contains(leaves.match, set) else { return nil }
        var result = ByteSet()
        for byte in UInt8.min...UInt8.max where readers(of: byte, in: set) != nil { result.insert(byte) }
        return result
    }

    /// The bytes that can stand at each of the first places of a match, eight at most; fewer where a match may be shorter.
    func places() -> [ByteSet] {
        var result: [ByteSet] = []
        var set = start
        while result.count < 8, !contains(leaves.match, set) {
            var bytes = ByteSet()
            var next = [UInt64](repeating: 0, count: leaves.width)
            forEachReader(of: set) { leaf in
                if let read = self.bytes(ofLeaf: leaf) { bytes.formUnion(read) }
                for word in 0..<leaves.width { next[word] |= leaves.follow[leaf * leaves.width + word] }
            }
            result.append(bytes)
            set = resolved(next)
        }
        return result
    }

    /// Every text of so many bytes, in lower case, that a match can begin with; `nil` where those are more than `most`, or a match may be shorter.
    func texts(of count: Int, most: Int) -> [[UInt8]]? {
        var level: [(text: [UInt8], set: [UInt64])] = [([], leaves.start)]
        for _ in 0..<count {
            var next: [(text: [UInt8], set: [UInt64])] = []
            for (text, start) in level {
                let set = resolved(start)
                guard !contains(leaves.match, set) else { return nil }
                for byte in UInt8.min...UInt8.max where byte == byte.foldedASCII {
                    guard let behind = readers(of: byte, in: set) else { continue }
                    next.append((text + [byte], behind))
                    guard next.count <= most else { return nil }
                }
            }
            level = next
        }
        return level.map(\.text)
    }

    var leafCount: Int { leaves.kinds.count }

    // MARK: - For `LineStartBuilder`

    var width: Int { leaves.width }

    /// The sets of bytes that it tells apart.
    var byteSets: [ByteSet] { leaves.kinds.indices.compactMap { bytes(ofLeaf: $0) } }

    /// `nil` for a leaf that reads no byte.
    func bytes(ofLeaf leaf: Int) -> ByteSet? {
        guard case .bytes(let instruction) = leaves.kinds[leaf] else { return nil }
        if instruction.operation == .set { return program.sets[Int(instruction.argument)] }
        var set = ByteSet()
        set.insert(UInt8(truncatingIfNeeded: instruction.argument))
        set.insert(UInt8(truncatingIfNeeded: instruction.argument >> 8))
        return set
    }

    /// What can come behind a leaf.
    func follow(ofLeaf leaf: Int) -> [UInt64] { resolved(Array(leaves.follow[leaf * leaves.width..<(leaf + 1) * leaves.width])) }

    var start: [UInt64] { resolved(leaves.start) }

    func mayMatch(_ set: [UInt64]) -> Bool { contains(leaves.match, set) }

    func forEachReader(of set: [UInt64], _ body: (Int) -> Void) {
        forEachLeaf(of: set) { leaf in
            if case .bytes = leaves.kinds[leaf] { body(leaf) }
        }
    }

    private func contains(_ leaf: Int, _ set: [UInt64]) -> Bool { set[leaf >> 6] >> UInt64(leaf & 63) & 1 != 0 }

    private func resolved(_ set: [UInt64]) -> [UInt64] {
        guard leaves.hasAssertions else { return set }
        var result = set
        var isChanged = true
        while isChanged {
            let before = result
            forEachLeaf(of: result) { leaf in
                guard case .assertion = leaves.kinds[leaf] else { return }
                for word in 0..<leaves.width { result[word] |= leaves.follow[leaf * leaves.width + word] }
            }
            isChanged = result != before
        }
        return result
    }

    /// What can come behind the byte; `nil` where no leaf reads it.
    private func readers(of byte: UInt8, in set: [UInt64]) -> [UInt64]? {
        var result: [UInt64]?
        forEachLeaf(of: set) { leaf in
            guard case .bytes(let instruction) = leaves.kinds[leaf] else { return }
            let accepts =
                instruction.operation == .byte ? instruction.accepts(byte) : program.sets[Int(instruction.argument)].contains(byte)
            guard accepts else { return }
            var behind = result ?? Array(repeating: 0, count: leaves.width)
            for word in 0..<leaves.width { behind[word] |= leaves.follow[leaf * leaves.width + word] }
            result = behind
        }
        return result
    }

    private func forEachLeaf(of set: [UInt64], _ body: (Int) -> Void) {
        for word in 0..<leaves.width {
            var bits = set[word]
            while bits != 0 {
                body(word * 64 + bits.trailingZeroBitCount)
                bits &= bits &- 1
            }
        }
    }
}
