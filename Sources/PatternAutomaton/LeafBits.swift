/// A set of a regex's leaves in one or more machine words: leaf `n` is bit `n`, and leaf 0 is the match.
protocol LeafBits: BitwiseCopyable {
    /// Words of 64 bits.
    static var width: Int { get }
    static var none: Self { get }
    var isEmpty: Bool { get }
    /// Whether leaf 0 is in the set.
    var hasMatch: Bool { get }
    /// Takes the lowest leaf out of the set.
    mutating func popLowest() -> Int?
    /// Every number less by one, or by two; what would go to another word is lost.
    func lowered(by distance: UInt64) -> Self
    func union(_ other: Self) -> Self
    func intersection(_ other: Self) -> Self
    func subtracting(_ other: Self) -> Self
}

extension LeafBits {
    /// The set that lies `index` sets behind `start`.
    @inline(__always)
    static func load(_ start: UnsafePointer<UInt64>, _ index: Int = 0) -> Self {
        unsafe UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index &* width &* 8, as: Self.self)
    }
}

extension UInt64: LeafBits {
    @inline(__always) static var width: Int { 1 }
    @inline(__always) static var none: UInt64 { 0 }
    @inline(__always) var isEmpty: Bool { self == 0 }
    @inline(__always) var hasMatch: Bool { self & 1 != 0 }

    @inline(__always)
    mutating func popLowest() -> Int? {
        guard self != 0 else { return nil }
        let leaf = trailingZeroBitCount
        self &= self &- 1
        return leaf
    }

    @inline(__always) func lowered(by distance: UInt64) -> UInt64 { self &>> distance }
    @inline(__always) func union(_ other: UInt64) -> UInt64 { self | other }
    @inline(__always) func intersection(_ other: UInt64) -> UInt64 { self & other }
    @inline(__always) func subtracting(_ other: UInt64) -> UInt64 { self & ~other }
}

extension SIMD2<UInt64>: LeafBits {
    @inline(__always) static var width: Int { 2 }
    @inline(__always) static var none: Self { Self(repeating: 0) }
    @inline(__always) var isEmpty: Bool { x | y == 0 }
    @inline(__always) var hasMatch: Bool { x & 1 != 0 }

    @inline(__always)
    mutating func popLowest() -> Int? {
        if let leaf = x.popLowest() { return leaf }
        return y.popLowest().map { $0 &+ 64 }
    }

    @inline(__always) func lowered(by distance: UInt64) -> Self { self &>> Self(repeating: distance) }
    @inline(__always) func union(_ other: Self) -> Self { self | other }
    @inline(__always) func intersection(_ other: Self) -> Self { self & other }
    @inline(__always) func subtracting(_ other: Self) -> Self { self & ~other }
}

/// Two sets as one of twice the size.
struct LeafPair<Half: LeafBits>: LeafBits {
    var low: Half
    var high: Half

    @inline(__always) static var width: Int { 2 &* Half.width }
    @inline(__always) static var none: LeafPair { LeafPair(low: .none, high: .none) }
    @inline(__always) var isEmpty: Bool { low.union(high).isEmpty }
    @inline(__always) var hasMatch: Bool { low.hasMatch }

    @inline(__always)
    mutating func popLowest() -> Int? {
        if let leaf = low.popLowest() { return leaf }
        return high.popLowest().map { $0 &+ 64 &* Half.width }
    }

    @inline(__always)
    func lowered(by distance: UInt64) -> LeafPair { LeafPair(low: low.lowered(by: distance), high: high.lowered(by: distance)) }

    @inline(__always) func union(_ other: LeafPair) -> LeafPair { LeafPair(low: low.union(other.low), high: high.union(other.high)) }

    @inline(__always)
    func intersection(_ other: LeafPair) -> LeafPair {
        LeafPair(low: low.intersection(other.low), high: high.intersection(other.high))
    }

    @inline(__always)
    func subtracting(_ other: LeafPair) -> LeafPair {
        LeafPair(low: low.subtracting(other.low), high: high.subtracting(other.high))
    }
}

/// Sets of 128, 256 and 512 leaves.
typealias LeafBits128 = SIMD2<UInt64>
typealias LeafBits256 = LeafPair<LeafBits128>
typealias LeafBits512 = LeafPair<LeafBits256>
