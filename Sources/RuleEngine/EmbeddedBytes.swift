package import PatternAutomaton

/// Bytes in the source of a program, in compressed form: as large integers, because their literals are stored as they are, bit by bit, and compiled
/// in a second for each megabyte. An array of numbers takes minutes.
///
/// The first integer says how many bytes there are. A negative one, -1 - `n`, stands for piece `n`: bytes that are embedded somewhere else. Each of the others holds a block of `Compression` in its words, the least first: the number of
/// its bytes in a word of 64 bits, then these, and above them a 1, so that none is negative.
package enum EmbeddedBytes {
    /// The time to compile a literal grows with the square of its length, but for each there is a pointer.
    private static let mostOfBlock = 2040
    private static let lengthBytes = 8
    private static let wordBytes = MemoryLayout<UInt>.size

    /// The elements of an array literal that `decode` takes, one in a line.
    ///
    /// - Parameter pieces: the bytes that are embedded somewhere else, in their order.
    package static func encode(_ bytes: [UInt8], pieces: [Range<Int>] = []) -> [UInt8] {
        var text = Array("\(bytes.count),\n".utf8)
        var end = 0
        for (number, piece) in pieces.enumerated() {
            if end < piece.lowerBound { text += encode(part: Array(bytes[end..<piece.lowerBound])) }
            text += Array("-\(number + 1),\n".utf8)
            end = piece.upperBound
        }
        return pieces.isEmpty || end < bytes.count ? text + encode(part: Array(bytes[end...])) : text
    }

    private static func encode(part bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
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
    ///
    /// - Parameter pieces: of each piece the parts that it consists of, each written by `encode`.
    package static func decode(_ literals: [StaticBigInt], pieces: [[[StaticBigInt]]] = []) -> [UInt8]? {
        guard let count = byteCount(of: literals, pieces) else { return nil }
        var isSound = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + Compression.slack) { target, initialized in
            isSound = unsafe expand(literals, pieces, into: UnsafeMutableRawBufferPointer(target), count: count)
            initialized = isSound ? count : 0
        }
        return isSound ? bytes : nil
    }

    /// An image that was embedded, expanded straight into the memory that it is used in.
    package static func image(_ literals: [StaticBigInt], pieces: [[[StaticBigInt]]] = []) throws(ImageError) -> Image {
        guard let count = byteCount(of: literals, pieces) else { throw .notAnImage }
        return try unsafe Image(byteCount: count, room: count + Compression.slack) { target in
            unsafe expand(literals, pieces, into: target, count: count)
        }
    }

    /// nil where there are more than the literals can hold.
    private static func byteCount(of literals: [StaticBigInt], _ pieces: [[[StaticBigInt]]]) -> Int? {
        guard let first = literals.first, first.signum() >= 0, first.bitWidth <= UInt.bitWidth else { return nil }
        let blocks = pieces.joined().reduce(literals.count) { $0 + $1.count }
        return Int(exactly: first[0]).flatMap { $0 <= blocks * mostOfBlock * 256 ? $0 : nil }
    }

    private static func expand(
        _ literals: [StaticBigInt], _ pieces: [[[StaticBigInt]]], into target: UnsafeMutableRawBufferPointer, count: Int
    ) -> Bool {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: mostOfBlock, alignment: 8)
        defer { unsafe block.deallocate() }
        var end = 0
        return unsafe expand(literals, pieces, into: target, count: count, at: &end, block) && end == count
    }

    private static func expand(
        _ literals: [StaticBigInt], _ pieces: [[[StaticBigInt]]], into target: UnsafeMutableRawBufferPointer, count: Int, at end: inout Int,
        _ block: UnsafeMutableRawBufferPointer
    ) -> Bool {
        for literal in literals.dropFirst() {
            if literal.signum() < 0 {
                let piece = -1 - Int(bitPattern: literal[0])
                guard pieces.indices.contains(piece) else { return false }
                for part in pieces[piece] {
                    guard unsafe expand(part, [], into: target, count: count, at: &end, block) else { return false }
                }
                continue
            }
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
        return true
    }
}
