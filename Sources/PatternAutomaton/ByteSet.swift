/// A set of bytes, 32 bytes long, laid out as it stands in an image.
struct ByteSet: BitwiseCopyable, Hashable, Sendable {
    var word0: UInt64 = 0
    var word1: UInt64 = 0
    var word2: UInt64 = 0
    var word3: UInt64 = 0

    init() {}

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word =
            byte < 128
            ? (byte < 64 ? word0 : word1)
            : (byte < 192 ? word2 : word3)
        return (word &>> UInt64(byte & 63)) & 1 != 0
    }

    mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 &<< UInt64(byte & 63)
        switch byte &>> 6 {
        case 0: word0 |= bit
        case 1: word1 |= bit
        case 2: word2 |= bit
        default: word3 |= bit
        }
    }

    mutating func remove(_ byte: UInt8) {
        let mask: UInt64 = ~(1 &<< UInt64(byte & 63))
        switch byte &>> 6 {
        case 0: word0 &= mask
        case 1: word1 &= mask
        case 2: word2 &= mask
        default: word3 &= mask
        }
    }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        /// The bits of the range in the word that begins with a byte.
        func bits(_ first: Int) -> UInt64 {
            let low = max(Int(range.lowerBound) - first, 0)
            let high = min(Int(range.upperBound) - first, 63)
            return low <= high ? .max << UInt64(low) & .max >> UInt64(63 - high) : 0
        }
        word0 |= bits(0)
        word1 |= bits(64)
        word2 |= bits(128)
        word3 |= bits(192)
    }

    mutating func formUnion(_ other: ByteSet) {
        word0 |= other.word0
        word1 |= other.word1
        word2 |= other.word2
        word3 |= other.word3
    }

    /// The least member.
    var first: UInt8? {
        for (index, word) in [word0, word1, word2, word3].enumerated() where word != 0 {
            return UInt8(truncatingIfNeeded: 64 * index + word.trailingZeroBitCount)
        }
        return nil
    }

    /// The greatest member.
    var last: UInt8? {
        for (index, word) in [word0, word1, word2, word3].enumerated().reversed() where word != 0 {
            return UInt8(truncatingIfNeeded: 64 * index + 63 - word.leadingZeroBitCount)
        }
        return nil
    }

    var isEmpty: Bool { word0 | word1 | word2 | word3 == 0 }

    var count: Int {
        word0.nonzeroBitCount + word1.nonzeroBitCount + word2.nonzeroBitCount + word3.nonzeroBitCount
    }
}

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A

    /// `A`…`Z` as `a`…`z`.
    @inline(__always)
    var foldedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// What `\w` and `\b` call a word: ASCII letters, digits, `_`.
    @inline(__always)
    var isWord: Bool {
        let folded = self | 0x20
        return folded &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F
    }
}
