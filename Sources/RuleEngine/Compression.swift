/// Fewer bytes for what is embedded: the block format of LZ4, because undoing it costs little more than copying.
///
/// A block is a series of: a token (number of literals, length of the match less 4, four bits each; 15 is continued in further bytes),
/// the literals, how far back the match begins (two bytes). The last has literals alone.
package enum Compression {
    /// Bytes behind its result that `expand` may write.
    static let slack = 32
    fileprivate static let leastMatch = 4
    /// LZ4 ends every block with so many literals, and begins no match later than that.
    private static let lastLiterals = 5
    private static let lastMatch = 12

    /// The longest matches of some of those that begin alike, and of the next position where that has a longer one. For build tools: it takes its time.
    package static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var writer = BlockWriter()
        var search = MatchSearch(bytes, end: bytes.count - lastLiterals)
        var anchor = 0
        var position = 0
        while position < bytes.count - lastMatch {
            var match = search.longest(at: position)
            search.insert(position)
            guard match.length >= leastMatch else {
                position += 1
                continue
            }
            while position + 1 < bytes.count - lastMatch {
                let next = search.longest(at: position + 1)
                guard next.length > match.length else { break }
                position += 1
                search.insert(position)
                match = next
            }
            writer.add(literals: bytes[anchor..<position], match)
            for place in position + 1..<position + match.length where place < bytes.count - lastMatch { search.insert(place) }
            position += match.length
            anchor = position
        }
        writer.add(literals: bytes[anchor...], nil)
        return writer.bytes
    }

    /// Writes `count` bytes to `target`.
    ///
    /// Invariant: `target` has `slack` bytes more than `count`. Nothing is read or written outside of the two, whatever the source says.
    /// - Returns: false where the source is not what `compress` made of so many bytes.
    static func expand(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, count: Int) -> Bool {
        guard let from = source.baseAddress, let to = target.baseAddress, count >= 0, target.count >= count + slack else { return false }
        let end = source.count
        var read = 0
        var write = 0
        while read < end {
            let token = unsafe from.load(fromByteOffset: read, as: UInt8.self)
            read &+= 1
            var literals = Int(token &>> 4)
            if literals == 15, unsafe !lengthen(&literals, from, &read, end) { return false }
            guard literals <= end &- read, literals <= count &- write else { return false }
            if literals <= 16, read &+ 16 <= end {
                unsafe copy16(from + read, to + write)
            } else {
                unsafe (to + write).copyMemory(from: from + read, byteCount: literals)
            }
            read &+= literals
            write &+= literals
            if read == end { return write == count }
            guard read &+ 2 <= end else { return false }
            let distance = Int(unsafe UInt16(littleEndian: from.loadUnaligned(fromByteOffset: read, as: UInt16.self)))
            read &+= 2
            var length = Int(token & 15)
            if length == 15, unsafe !lengthen(&length, from, &read, end) { return false }
            length &+= leastMatch
            guard distance > 0, distance <= write, length <= count &- write else { return false }
            unsafe repeatBytes(to + write, distance, length)
            write &+= length
        }
        return false
    }

    @inline(__always)
    private static func copy16(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer) {
        let (low, high) = unsafe (source.loadUnaligned(as: UInt64.self), source.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        unsafe target.storeBytes(of: low, as: UInt64.self)
        unsafe target.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
    }

    /// Copies from `distance` bytes before, up to fifteen bytes more than asked for.
    @inline(__always)
    private static func repeatBytes(_ target: UnsafeMutableRawPointer, _ distance: Int, _ length: Int) {
        var done = 0
        if distance >= 16 {
            while done < length {
                unsafe copy16(UnsafeRawPointer(target) + (done &- distance), target + done)
                done &+= 16
            }
            return
        }
        var back = distance
        if distance < 8 {
            // A pattern of so few bytes repeats: eight of them one by one, then from as far back as they reach.
            while done < min(length, 8) {
                unsafe target.storeBytes(of: (target + (done &- distance)).load(as: UInt8.self), toByteOffset: done, as: UInt8.self)
                done &+= 1
            }
            while back < 8 { back &+= distance }
        }
        while done < length {
            unsafe target.storeBytes(
                of: (target + (done &- back)).loadUnaligned(as: UInt64.self), toByteOffset: done, as: UInt64.self)
            done &+= 8
        }
    }

    private static func lengthen(_ length: inout Int, _ from: UnsafeRawPointer, _ read: inout Int, _ end: Int) -> Bool {
        while read < end {
            let byte = unsafe from.load(fromByteOffset: read, as: UInt8.self)
            read &+= 1
            // No longer than 255 for each byte of the source.
            length &+= Int(byte)
            if byte < 255 { return true }
        }
        return false
    }
}

private struct BlockWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(literals: ArraySlice<UInt8>, _ match: (length: Int, distance: Int)?) {
        let length = match.map { $0.length - Compression.leastMatch } ?? 0
        bytes.append(UInt8(min(literals.count, 15) << 4 | min(length, 15)))
        lengthen(literals.count)
        bytes += literals
        guard let match else { return }
        bytes.append(UInt8(truncatingIfNeeded: match.distance))
        bytes.append(UInt8(truncatingIfNeeded: match.distance >> 8))
        lengthen(length)
    }

    private mutating func lengthen(_ length: Int) {
        guard length >= 15 else { return }
        var rest = length - 15
        while rest >= 255 {
            bytes.append(255)
            rest -= 255
        }
        bytes.append(UInt8(rest))
    }
}

/// Where four bytes stood before: the last place by a hash of them, and for each place the one before it.
private struct MatchSearch {
    private static let farthest = 65_535
    private static let depth = 32

    private let bytes: [UInt8]
    private let end: Int
    private var last = [Int32](repeating: -1, count: 1 << 16)
    private var previous: [Int32]

    init(_ bytes: [UInt8], end: Int) {
        self.bytes = bytes
        self.end = end
        previous = Array(repeating: -1, count: bytes.count)
    }

    private func hash(_ place: Int) -> Int {
        let word =
            UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
        return Int(truncatingIfNeeded: (word &* 0x9E37_79B1) &>> 16)
    }

    mutating func insert(_ place: Int) {
        let hash = hash(place)
        previous[place] = last[hash]
        last[hash] = Int32(truncatingIfNeeded: place)
    }

    func longest(at position: Int) -> (length: Int, distance: Int) {
        var best = (length: 0, distance: 0)
        var place = Int(last[hash(position)])
        var left = MatchSearch.depth
        while place >= 0, position - place <= MatchSearch.farthest, left > 0 {
            // Only one that goes on where the best one ends can be longer.
            if position + best.length < end, bytes[place + best.length] == bytes[position + best.length] {
                var length = 0
                while position + length < end, bytes[place + length] == bytes[position + length] { length += 1 }
                if length > best.length { best = (length, position - place) }
            }
            place = Int(previous[place])
            left -= 1
        }
        return best
    }
}
