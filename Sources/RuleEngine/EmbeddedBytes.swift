package import PatternAutomaton

/// Bytes in the source of a program, in compressed form: as large integers, because their literals are stored as they are, bit by bit, and compiled
/// in a second for each megabyte. An array of numbers takes minutes.
///
/// The bytes are those of the integers' words, the least first: how many there are, how many they have when they are compressed, and the compressed
/// ones. Each literal but the last has `bytesOfLiteral` of them, and above them a 1, so that none is negative.
package enum EmbeddedBytes {
    /// The time to compile a literal grows with the square of its length, but for each there is a pointer.
    private static let bytesOfLiteral = 2048
    /// Two numbers of eight bytes.
    private static let headerCount = 16

    /// The elements of an array literal that `decode` takes, one in a line.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let block = Compression.compress(bytes)
        let all = [bytes.count, block.count].flatMap { count in (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } } + block
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(all.count * 2 + all.count / bytesOfLiteral * 8)
        for start in stride(from: 0, to: all.count, by: bytesOfLiteral) {
            text += Array("0x1".utf8)
            for byte in all[start..<min(start + bytesOfLiteral, all.count)].reversed() {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
            text += Array(",\n".utf8)
        }
        return text
    }

    /// nil where the literals were not written by `encode`.
    package static func decode(_ literals: [StaticBigInt]) -> [UInt8]? {
        unsafe withCompressed(literals) { count, source in
            var isSound = false
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + Compression.slack) { target, initialized in
                isSound = unsafe Compression.expand(source, into: UnsafeMutableRawBufferPointer(target), count: count)
                initialized = isSound ? count : 0
            }
            return isSound ? bytes : nil
        }
    }

    /// An image that was embedded, expanded straight into the memory that it is used in.
    package static func image(_ literals: [StaticBigInt]) throws(ImageError) -> Image {
        let expanded: (memory: UnsafeMutableRawBufferPointer, count: Int)? = unsafe withCompressed(literals) { count, source in
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + Compression.slack, alignment: 64)
            guard unsafe Compression.expand(source, into: memory, count: count) else {
                unsafe memory.deallocate()
                return nil
            }
            return unsafe (memory, count)
        }
        guard let (memory, count) = unsafe expanded else { throw .notAnImage }
        let address = UInt(bitPattern: memory.baseAddress)
        return try unsafe Image(unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[..<count])) {
            unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
        }
    }

    /// Hands over what the literals hold: the number of bytes, and the compressed ones, valid during the call.
    private static func withCompressed<Result>(_ literals: [StaticBigInt], _ body: (Int, UnsafeRawBufferPointer) -> Result?) -> Result? {
        let wordBytes = MemoryLayout<UInt>.size
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(literals.count, 1) * bytesOfLiteral, alignment: 8)
        defer { unsafe memory.deallocate() }
        var offset = 0
        for literal in literals {
            for word in 0..<bytesOfLiteral / wordBytes {
                unsafe memory.storeBytes(of: literal[word].littleEndian, toByteOffset: offset, as: UInt.self)
                offset &+= wordBytes
            }
        }
        guard offset > 0 else { return nil }
        let (count, length) = unsafe (
            UInt64(littleEndian: memory.load(as: UInt64.self)), UInt64(littleEndian: memory.load(fromByteOffset: 8, as: UInt64.self))
        )
        // More than a block can hold is not asked for.
        guard length <= UInt64(offset - headerCount), count < (length + 1) * 256 else { return nil }
        return unsafe body(Int(count), UnsafeRawBufferPointer(rebasing: memory[headerCount..<headerCount + Int(length)]))
    }
}
