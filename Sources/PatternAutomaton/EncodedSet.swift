/// A set of code points by how they are encoded.
struct EncodedSet: Hashable, Sendable {
    var ascii = ByteSet()
    /// Those beyond ASCII: no code point is in two of them.
    var sequences: [EncodedRange] = []

    init(ascii: ByteSet, sequences: [EncodedRange]) {
        self.ascii = ascii
        self.sequences = sequences
    }

    init(_ set: CodePointSet) {
        for sequence in set.utf8Sequences() {
            if sequence.count == 1 { ascii.insert(sequence[0]) } else { sequences.append(EncodedRange(sequence)) }
        }
    }
}

/// Encodings of two to four bytes, each byte in a range of its own, as they stand in an image. The first range says how many there are.
struct EncodedRange: BitwiseCopyable, Hashable, Sendable {
    /// The bytes of the least and of the greatest, the first byte lowest.
    private var low: UInt32 = 0
    private var high: UInt32 = 0

    init(_ sequence: UTF8Sequence) {
        for (index, range) in sequence.enumerated() {
            low |= UInt32(range.lowerBound) << UInt32(8 * index)
            high |= UInt32(range.upperBound) << UInt32(8 * index)
        }
    }

    /// 2, 3 or 4, whatever an image says.
    @inline(__always)
    var length: Int { low & 0xFF < 0xE0 ? 2 : low & 0xFF < 0xF0 ? 3 : 4 }

    @inline(__always)
    func accepts(_ byte: UInt8, at index: Int) -> Bool {
        let shift = UInt32(truncatingIfNeeded: 8 &* index)
        return byte >= UInt8(truncatingIfNeeded: low &>> shift) && byte <= UInt8(truncatingIfNeeded: high &>> shift)
    }

    /// The bytes that can stand at the place.
    func bytes(at index: Int) -> ByteSet {
        let shift = UInt32(8 * index)
        let (first, last) = (UInt8(truncatingIfNeeded: low >> shift), UInt8(truncatingIfNeeded: high >> shift))
        var set = ByteSet()
        if first <= last { set.insert(first...last) }
        return set
    }

    /// What stands behind the place, so that sequences that end alike are found.
    func rest(behind index: Int) -> UInt64 {
        let shift = UInt32(8 * (index + 1))
        return shift < 32 ? UInt64(low >> shift) << 32 | UInt64(high >> shift) : 0
    }
}

/// An `EncodedSet` as it stands in an image.
struct EncodedSetRecord: BitwiseCopyable, Hashable, Sendable {
    var ascii0: UInt64 = 0
    var ascii1: UInt64 = 0
    /// Rows of the sequences.
    var first: UInt32 = 0
    var count: UInt32 = 0

    @inline(__always)
    func contains(ascii byte: UInt8) -> Bool { (byte < 64 ? ascii0 : ascii1) &>> UInt64(byte & 63) & 1 != 0 }

    var ascii: ByteSet {
        var set = ByteSet()
        set.word0 = ascii0
        set.word1 = ascii1
        return set
    }
}
