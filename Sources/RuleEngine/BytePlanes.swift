/// Rows of numbers in another order: the first bytes of all rows, then the second ones, and so on. Numbers that lie side by side in a table are much alike in their higher bytes, so
/// that this becomes few and long runs, which take less room and are expanded in less time than bytes of rows one after the other.
///
/// Rows are reordered in groups, so that putting them back stays in the nearest cache.
package enum BytePlanes {
    package static let mostWidth = 255
    private static let mostOfGroup = 16_384

    /// A multiple of eight.
    private static func rowsOfGroup(_ width: Int) -> Int { mostOfGroup / width & ~7 }

    /// - Parameter width: bytes of a row, 2 to `mostWidth`; there are whole rows.
    package static func separate(_ bytes: [UInt8], width: Int) -> [UInt8] {
        var planes: [UInt8] = []
        planes.reserveCapacity(bytes.count)
        let group = rowsOfGroup(width) * width
        for start in stride(from: 0, to: bytes.count, by: group) {
            let end = min(start + group, bytes.count)
            for place in 0..<width {
                for index in stride(from: start + place, to: end, by: width) { planes.append(bytes[index]) }
            }
        }
        return planes
    }

    /// Puts the rows back, where the planes lie.
    ///
    /// - Parameter scratch: `scratchBytes` of memory.
    /// - Returns: false where these are no rows of `width` bytes.
    static func join(_ bytes: UnsafeMutableRawBufferPointer, width: Int, scratch: UnsafeMutableRawBufferPointer) -> Bool {
        guard (2...mostWidth).contains(width), bytes.count % width == 0, scratch.count >= scratchBytes else { return false }
        guard let target = bytes.baseAddress, let copy = scratch.baseAddress else { return unsafe bytes.isEmpty }
        let group = rowsOfGroup(width) * width
        var start = 0
        while start < bytes.count {
            let count = min(group, bytes.count &- start)
            unsafe copy.copyMemory(from: target + start, byteCount: count)
            unsafe join(copy, target + start, rows: count / width, width)
            start &+= group
        }
        return true
    }

    static let scratchBytes = mostOfGroup

    private static func join(_ planes: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, rows: Int, _ width: Int) {
        var first = 0
        if width & 7 == 0 {
            // Eight rows of eight planes at a time.
            while first &+ 8 <= rows {
                var place = 0
                while place < width {
                    unsafe joinSquare(planes + (place &* rows &+ first), rows, target + (first &* width &+ place), width)
                    place &+= 8
                }
                first &+= 8
            }
        }
        for place in 0..<width {
            let plane = unsafe planes + (place &* rows)
            var row = first
            while row < rows {
                unsafe target.storeBytes(
                    of: plane.load(fromByteOffset: row, as: UInt8.self), toByteOffset: row &* width &+ place, as: UInt8.self)
                row &+= 1
            }
        }
    }

    /// Byte `n` of word `m` becomes byte `m` of word `n`: squares of four, of two and of one byte change places.
    @inline(__always)
    private static func joinSquare(_ planes: UnsafeMutableRawPointer, _ distance: Int, _ target: UnsafeMutableRawPointer, _ width: Int) {
        func plane(_ number: Int) -> UInt64 { unsafe planes.loadUnaligned(fromByteOffset: number &* distance, as: UInt64.self) }
        var (w0, w1, w2, w3) = (plane(0), plane(1), plane(2), plane(3))
        var (w4, w5, w6, w7) = (plane(4), plane(5), plane(6), plane(7))
        func exchange(_ one: inout UInt64, _ other: inout UInt64, _ shift: UInt64, _ mask: UInt64) {
            let changed = (one &>> shift ^ other) & mask
            other ^= changed
            one ^= changed &<< shift
        }
        let (four, two, single): (UInt64, UInt64, UInt64) = (0x0000_0000_FFFF_FFFF, 0x0000_FFFF_0000_FFFF, 0x00FF_00FF_00FF_00FF)
        exchange(&w0, &w4, 32, four)
        exchange(&w1, &w5, 32, four)
        exchange(&w2, &w6, 32, four)
        exchange(&w3, &w7, 32, four)
        exchange(&w0, &w2, 16, two)
        exchange(&w1, &w3, 16, two)
        exchange(&w4, &w6, 16, two)
        exchange(&w5, &w7, 16, two)
        exchange(&w0, &w1, 8, single)
        exchange(&w2, &w3, 8, single)
        exchange(&w4, &w5, 8, single)
        exchange(&w6, &w7, 8, single)
        func store(_ word: UInt64, _ number: Int) { unsafe target.storeBytes(of: word, toByteOffset: number &* width, as: UInt64.self) }
        store(w0, 0)
        store(w1, 1)
        store(w2, 2)
        store(w3, 3)
        store(w4, 4)
        store(w5, 5)
        store(w6, 6)
        store(w7, 7)
    }
}
