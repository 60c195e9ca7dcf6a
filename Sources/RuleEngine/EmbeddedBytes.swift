package import PatternAutomaton

/// Bytes in the source of a program, in compressed form: as large integers, because their literals are stored as they are, bit by bit, and compiled
/// in a second for each megabyte. An array of numbers takes minutes.
///
/// The first integer says how many bytes there are. Each of the others is one of three:
/// - A negative one, -1 - `n`, stands for piece `n`: bytes that are embedded somewhere else.
/// - One of more than 64 bits holds a block of `Compression` in its words, the least first: the number of its bytes in a word of 64 bits, then these, and above them a 1, so that
///   none is negative.
/// - A smaller one, 256 × `bytes` + `width`, follows the blocks of a part, which ends with it or with more of these: so many bytes of the part, from where the one before ended, are
///   rows of `width` bytes in the order of `BytePlanes`; of width 1: are as they are.
package enum EmbeddedBytes {
    /// Rows of a table in the bytes.
    package typealias Rows = (bytes: Range<Int>, width: Int)

    /// The time to compile a literal grows with the square of its length, but for each there is a pointer.
    static let mostOfBlock = 8160
    private static let lengthBytes = 8
    private static let wordBytes = MemoryLayout<UInt>.size
    /// So much of a table shows whether another order of its bytes is worth it.
    private static let sampleBytes = 65_536

    /// The elements of an array literal that `decode` takes, one in a line.
    ///
    /// - Parameters:
    ///   - pieces: the bytes that are embedded somewhere else, in their order.
    ///   - rows: tables in the bytes, in their order.
    package static func encode(_ bytes: [UInt8], pieces: [Range<Int>] = [], rows: [Rows] = []) -> [UInt8] {
        var text = Array("\(bytes.count),\n".utf8)
        var end = 0
        for (number, piece) in pieces.enumerated() {
            if end < piece.lowerBound { text += encode(part: end..<piece.lowerBound, of: bytes, rows) }
            text += Array("-\(number + 1),\n".utf8)
            end = piece.upperBound
        }
        return pieces.isEmpty || end < bytes.count ? text + encode(part: end..<bytes.count, of: bytes, rows) : text
    }

    /// The same of a part of the bytes, alone.
    package static func encode(_ bytes: [UInt8], part: Range<Int>, rows: [Rows]) -> [UInt8] {
        Array("\(part.count),\n".utf8) + encode(part: part, of: bytes, rows)
    }

    private static func encode(part: Range<Int>, of bytes: [UInt8], _ rows: [Rows]) -> [UInt8] {
        let tables = rows.filter { part.contains($0.bytes.lowerBound) && $0.bytes.upperBound <= part.upperBound }
            .filter { areWorthSeparating(Array(bytes[$0.bytes].prefix(sampleBytes / $0.width * $0.width)), width: $0.width) }
        var ordered: [UInt8] = []
        var orders: [UInt8] = []
        func note(_ count: Int, width: Int) {
            if count > 0 { orders += Array("\(256 * count + width),\n".utf8) }
        }
        for table in tables {
            let start = part.lowerBound + ordered.count
            note(table.bytes.lowerBound - start, width: 1)
            note(table.bytes.count, width: table.width)
            ordered += bytes[start..<table.bytes.lowerBound]
            ordered += BytePlanes.separate(Array(bytes[table.bytes]), width: table.width)
        }
        ordered += bytes[(part.lowerBound + ordered.count)..<part.upperBound]
        return encode(blocks: ordered) + orders
    }

    private static func areWorthSeparating(_ sample: [UInt8], width: Int) -> Bool {
        guard !sample.isEmpty, width <= BytePlanes.mostWidth else { return false }
        func size(_ bytes: [UInt8]) -> Int { Compression.compress(bytes, mostOfBlock: mostOfBlock).reduce(0) { $0 + $1.count } }
        return size(BytePlanes.separate(sample, width: width)) < size(sample)
    }

    private static func encode(blocks bytes: [UInt8]) -> [UInt8] {
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
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: max(mostOfBlock, BytePlanes.scratchBytes), alignment: 8)
        defer { unsafe scratch.deallocate() }
        var end = 0
        return unsafe expand(literals, pieces, into: target, count: count, at: &end, scratch) && end == count
    }

    private static func expand(
        _ literals: [StaticBigInt], _ pieces: [[[StaticBigInt]]], into target: UnsafeMutableRawBufferPointer, count: Int, at end: inout Int,
        _ scratch: UnsafeMutableRawBufferPointer
    ) -> Bool {
        // What is in order of the part whose blocks were expanded.
        var ordered = end
        var isOrdering = false
        for literal in literals.dropFirst() {
            if literal.signum() >= 0, literal.bitWidth <= 64 {
                guard unsafe order(literal, target, &ordered, end, scratch) else { return false }
                isOrdering = true
                continue
            }
            if isOrdering { ordered = end }
            isOrdering = false
            if literal.signum() < 0 {
                let piece = -1 - Int(bitPattern: literal[0])
                guard pieces.indices.contains(piece) else { return false }
                for part in pieces[piece] {
                    guard unsafe expand(part, [], into: target, count: count, at: &end, scratch) else { return false }
                }
                ordered = end
                continue
            }
            // The higher word of a length on machines of 32 bits is 0.
            guard let length = Int(exactly: literal[0]), length <= mostOfBlock else { return false }
            let first = lengthBytes / wordBytes
            for word in 0..<(length + wordBytes - 1) / wordBytes {
                unsafe scratch.storeBytes(of: literal[first + word].littleEndian, toByteOffset: word * wordBytes, as: UInt.self)
            }
            guard unsafe Compression.expand(UnsafeRawBufferPointer(rebasing: scratch[..<length]), into: target, at: &end, count: count)
            else {
                return false
            }
        }
        return true
    }

    /// Puts rows back in order, from `ordered` on, which moves behind them and never beyond `end`.
    private static func order(
        _ literal: StaticBigInt, _ target: UnsafeMutableRawBufferPointer, _ ordered: inout Int, _ end: Int,
        _ scratch: UnsafeMutableRawBufferPointer
    ) -> Bool {
        // A machine of 32 bits takes tables of 8 MB at most.
        guard literal.bitWidth <= UInt.bitWidth else { return false }
        let (count, width) = (Int(literal[0] >> 8), Int(literal[0] & 255))
        guard count > 0, count <= end - ordered else { return false }
        let rows = unsafe UnsafeMutableRawBufferPointer(rebasing: target[ordered..<ordered + count])
        guard unsafe width == 1 || BytePlanes.join(rows, width: width, scratch: scratch) else { return false }
        ordered += count
        return true
    }
}
