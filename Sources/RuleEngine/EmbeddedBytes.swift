package import PatternAutomaton

/// Bytes in the source of a program, in compressed form: as large integers, because their literals are stored as they are, bit by bit, and compiled
/// in a second for each megabyte. An array of numbers takes minutes.
///
/// The first integer says how many bytes there are. Each of the others holds a block of `Compression` in its words, the least first: the number of
/// its bytes in a word of 64 bits, then these, and above them a 1, so that none is negative.
package enum EmbeddedBytes {
    /// The time to compile a literal grows with the square of its length, but for each there is a pointer.
    private static let mostOfBlock = 2040
    private static let lengthBytes = 8
    private static let wordBytes = MemoryLayout<UInt>.size

    /// The elements of an array literal that `decode` takes, one in a line.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text = Array("\(bytes.count),\n".utf8)
        let digits = Array("0123456789abcdef".utf8)
        for block in Compression.compress(bytes, mostOfBlock: mostOfBlock) {
            let length = (0..<lengthBytes).map { UInt8(truncatingIfNeeded: block.count >> (8 * $0)) }
            text += Array("0x1".utf8)
            for byte in (length + block).reversed() {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
            text += Array(",\n".utf8)
        }
        return text
    }

    /// nil where the literals were not written by `encode`.
    package static func decode(_ literals: [StaticBigInt]) -> [UInt8]? {
        guard let count = byteCount(of: literals) else { return nil }
        var isSound = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + Compression.slack) { target, initialized in
            isSound = unsafe expand(literals, into: UnsafeMutableRawBufferPointer(target), count: count)
            initialized = isSound ? count : 0
        }
        return isSound ? bytes : nil
    }

    /// An image that was embedded, expanded straight into the memory that it is used in.
    package static func image(_ literals: [StaticBigInt]) throws(ImageError) -> Image {
        guard let count = byteCount(of: literals) else { throw .notAnImage }
        return try unsafe Image(byteCount: count, room: count + Compression.slack) { target in
            unsafe expand(literals, into: target, count: count)
        }
    }

    /// nil where there are more than the literals can hold.
    private static func byteCount(of literals: [StaticBigInt]) -> Int? {
        guard let first = literals.first, first.signum() >= 0, first.bitWidth <= UInt.bitWidth else { return nil }
        return Int(exactly: first[0]).flatMap { $0 <= (literals.count - 1) * mostOfBlock * 256 ? $0 : nil }
    }

    private static func expand(_ literals: [StaticBigInt], into target: UnsafeMutableRawBufferPointer, count: Int) -> Bool {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: mostOfBlock, alignment: 8)
        defer { unsafe block.deallocate() }
        var end = 0
        for literal in literals.dropFirst() {
            // The higher word of a length on machines of 32 bits is 0.
            guard let length = Int(exactly: literal[0]), length <= mostOfBlock else { return false }
            let first = lengthBytes / wordBytes
            for word in 0..<(length + wordBytes - 1) / wordBytes {
                unsafe block.storeBytes(of: literal[first + word].littleEndian, toByteOffset: word * wordBytes, as: UInt.self)
            }
            guard unsafe Compression.expand(UnsafeRawBufferPointer(rebasing: block[..<length]), into: target, at: &end, count: count) else {
                return false
            }
        }
        return end == count
    }
}
