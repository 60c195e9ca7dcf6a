// What can stand around a literal: small trees that say, by a few bytes behind it and before it, which of its users are worth telling.

/// A way on from a node of a tree. A node is the steps from one that is led to up to the first that is the node's last; of them the first is taken whose
/// symbols hold the next byte's. Where none is taken, nobody is told.
struct ContinuationStep: BitwiseCopyable, Equatable, Sendable {
    /// A bit for each symbol (`ContinuationSymbols`).
    var symbols: UInt64
    /// Bytes that must come next, in the order of the text, the first one lowest.
    var tail: UInt32 = 0
    /// Flags, the number of bytes in `tail`, and where it leads: to a node that stands before it, or, at an end, to the list of the users who are told.
    var word: UInt32

    static let isLast: UInt32 = 1 << 31
    static let isEnd: UInt32 = 1 << 30
    /// Taken where no other step of the node is, or where the text ends.
    static let isDefault: UInt32 = 1 << 29
    /// Taken where the text ends.
    static let isEdge: UInt32 = 1 << 28
    /// What follows is done with: the step that it leads to begins the tree of what stands before the literal.
    static let turns: UInt32 = 1 << 27
    static let mostTail = 4
    static let mostTarget: UInt32 = 1 << 24 - 1

    init(symbols: UInt64, tail: [UInt8] = [], flags: UInt32 = 0, target: UInt32 = 0) {
        self.symbols = symbols
        for (index, byte) in tail.enumerated() { self.tail |= UInt32(byte) << UInt32(8 * index) }
        word = flags | UInt32(tail.count) << 24 | target
    }

    @inline(__always) var isLast: Bool { word & ContinuationStep.isLast != 0 }
    @inline(__always) var isEnd: Bool { word & ContinuationStep.isEnd != 0 }
    @inline(__always) var isDefault: Bool { word & ContinuationStep.isDefault != 0 }
    @inline(__always) var isEdge: Bool { word & ContinuationStep.isEdge != 0 }
    @inline(__always) var turns: Bool { word & ContinuationStep.turns != 0 }
    @inline(__always) var target: Int { Int(truncatingIfNeeded: word & ContinuationStep.mostTarget) }
    /// 0 to 7; what is written has 4 at most.
    @inline(__always) var tailCount: Int { Int(truncatingIfNeeded: word &>> 24 & 7) }

    /// Whether the four bytes begin with the tail.
    @inline(__always)
    func accepts(_ four: UInt32) -> Bool {
        // No shift reaches the width.
        let mask = UInt32(truncatingIfNeeded: (1 as UInt64) &<< UInt64(tailCount &* 8) &- 1)
        return (four ^ tail) & mask == 0
    }
}

/// 64 kinds of bytes: each that is common in folded text is one of its own.
enum ContinuationSymbols {
    /// The symbol of all bytes that are rare.
    static let rare: UInt8 = 0

    /// Of each byte. Capital letters have the symbols of small ones.
    static let map: [UInt8] = {
        var map = [UInt8](repeating: rare, count: 256)
        var next: UInt8 = 1
        for byte in UInt8.min..<0x7B where byte == .lineFeed || (0x20...0x40).contains(byte) || "[]_".utf8.contains(byte) || byte > 0x60 {
            map[Int(byte)] = next
            next += 1
        }
        for byte in UInt8(0x41)...0x5A { map[Int(byte)] = map[Int(byte.foldedASCII)] }
        return map
    }()

    /// The byte of each symbol, in lower case; `nil` for `rare`.
    static let bytes: [UInt8?] = (0..<64).map { symbol in
        symbol == Int(rare) ? nil : map.lastIndex(of: UInt8(symbol)).map { UInt8($0) }
    }

    static let neighbours: [Neighbour] = bytes.map { byte in
        guard let byte else { return .other }
        return byte == .lineFeed ? .lineFeed : byte.isWord ? .word : .other
    }

    /// The symbols of each kind of neighbour.
    static let parts: [(symbols: UInt64, neighbour: Neighbour)] = [Neighbour.lineFeed, .word, .other].map { kind in
        (neighbours.indices.reduce(0) { neighbours[$1] == kind ? $0 | 1 << UInt64($1) : $0 }, kind)
    }

    /// The symbols of a set's bytes.
    static func of(_ set: ByteSet) -> UInt64 {
        var result: UInt64 = 0
        for (index, word) in [set.word0, set.word1, set.word2, set.word3].enumerated() {
            var bits = word
            while bits != 0 {
                result |= 1 << UInt64(map[64 * index + bits.trailingZeroBitCount])
                bits &= bits &- 1
            }
        }
        return result
    }
}
