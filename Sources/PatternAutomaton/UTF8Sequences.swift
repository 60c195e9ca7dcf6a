/// One shape of encoded code points: the first byte in the first range, the second in the second, and so on; one to four ranges.
typealias UTF8Sequence = [ClosedRange<UInt8>]

extension CodePointSet {
    /// The byte sequences that encode the set's members.
    ///
    /// As in RE2, a text is matched byte by byte: a byte that belongs to no well-formed sequence is matched by nothing, not by `.`
    /// and not by a negated class. The one laxity is also RE2's: a set that holds everything beyond ASCII accepts any lead byte C2…F4 with the
    /// right number of continuation bytes, because three shapes then do for seven.
    func utf8Sequences() -> [UTF8Sequence] {
        var result: [UTF8Sequence] = []
        for range in ranges {
            var low = range.lowerBound
            let high = range.upperBound
            if low <= 0x7F {
                result.append([UInt8(low)...UInt8(min(high, 0x7F))])
                low = 0x80
            }
            guard low <= high else { continue }
            if low == 0x80, high == CodePointSet.last {
                let tail: ClosedRange<UInt8> = 0x80...0xBF
                result += [[0xC2...0xDF, tail], [0xE0...0xEF, tail, tail], [0xF0...0xF4, tail, tail, tail]]
            } else {
                for (first, last) in [(UInt32(0x80), UInt32(0x7FF)), (0x800, 0xFFFF), (0x10000, CodePointSet.last)] {
                    let part = (max(low, first), min(high, last))
                    if part.0 <= part.1 { CodePointSet.split(part.0, part.1, into: &result) }
                }
            }
        }
        return result
    }

    /// The bytes in the encodings of the members, or more.
    var bytes: ByteSet {
        var result = ByteSet()
        for range in ranges {
            if range.lowerBound < 0x80 { result.insert(UInt8(range.lowerBound)...UInt8(min(range.upperBound, 0x7F))) }
        }
        if let last = ranges.last, last.upperBound >= 0x80 {
            result.word2 = .max
            result.word3 = .max
        }
        return result
    }

    /// Its members, where all are ASCII.
    var asciiBytes: ByteSet? {
        guard let last = ranges.last, last.upperBound < 0x80 else { return nil }
        return bytes
    }

    /// `low` and `high` have encodings of the same length. Splits until each byte's range is free of the others.
    private static func split(_ low: UInt32, _ high: UInt32, into result: inout [UTF8Sequence]) {
        for continuation in 1...3 {
            let mask = UInt32(1) << UInt32(6 * continuation) - 1
            guard low & ~mask != high & ~mask else { continue }
            if low & mask != 0 {
                split(low, low | mask, into: &result)
                split((low | mask) + 1, high, into: &result)
                return
            }
            if high & mask != mask {
                split(low, (high & ~mask) - 1, into: &result)
                split(high & ~mask, high, into: &result)
                return
            }
        }
        let (first, last) = (encoded(low), encoded(high))
        result.append(zip(first, last).map { $0...$1 })
    }

    static func encoded(_ point: UInt32) -> [UInt8] {
        switch point {
        case ...0x7F: [UInt8(point)]
        case ...0x7FF: [0xC0 | UInt8(point >> 6), 0x80 | UInt8(point & 63)]
        case ...0xFFFF: [0xE0 | UInt8(point >> 12), 0x80 | UInt8(point >> 6 & 63), 0x80 | UInt8(point & 63)]
        default: [0xF0 | UInt8(point >> 18 & 7), 0x80 | UInt8(point >> 12 & 63), 0x80 | UInt8(point >> 6 & 63), 0x80 | UInt8(point & 63)]
        }
    }
}
