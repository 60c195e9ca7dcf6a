/// Which two bytes stand side by side in a text, as far as a hash tells.
///
/// Literals of two or three bytes are too short for the filter and are searched one by one. Where a set has many, one walk over the text shows that it holds few of them.
struct TextPairs: Sendable {
    /// So many short literals that the walk takes less time than they do.
    static let fewestLiterals = 8
    private static let hashBits: UInt32 = 12

    private var bits: [UInt64] = []

    @inline(__always)
    private static func hash(_ pair: UInt16) -> Int { FilterTables.hash(UInt32(pair), shift: 32 - hashBits) }

    @inline(never)
    mutating func note(_ text: UnsafePointer<UInt8>, _ count: Int) {
        let words = 1 << (Int(TextPairs.hashBits) - 6)
        if bits.isEmpty { bits = Array(repeating: 0, count: words) }
        unsafe bits.withUnsafeMutableBufferPointer { bits in
            for index in 0..<words { unsafe bits[index] = 0 }
            let bytes = unsafe UnsafeRawPointer(text)
            var position = 0
            while position &+ 2 <= count {
                let hash = unsafe TextPairs.hash(bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self))
                unsafe bits[hash &>> 6] |= 1 &<< UInt64(hash & 63)
                position &+= 1
            }
        }
    }

    /// False where the text that was noted does not hold the literal.
    ///
    /// - Parameter literal: its bytes, the first in the lowest; 1 to 3 of them.
    @inline(__always)
    func mayHold(_ literal: UInt64, byteCount: Int) -> Bool {
        if byteCount < 2 { return true }
        return holds(literal) && (byteCount < 3 || holds(literal &>> 8))
    }

    @inline(__always)
    private func holds(_ pair: UInt64) -> Bool {
        let hash = TextPairs.hash(UInt16(truncatingIfNeeded: pair))
        return bits[hash &>> 6] &>> UInt64(hash & 63) & 1 != 0
    }
}
