/// Fewer bytes for what is embedded: the block format of LZ4, because undoing it costs little more than copying.
///
/// A block is a series of: a token (number of literals, length of the match less 4, four bits each; 15 is continued in further bytes),
/// the literals, how far back the match begins (two bytes; unlike LZ4: 0, and three bytes more, for what lies farther back). The last has literals
/// alone. Matches may reach back into earlier blocks.
package enum Compression {
    /// Bytes behind its result that `expand` may write.
    static let slack = 32
    fileprivate static let leastMatch = 4

    /// Blocks of `mostOfBlock` bytes at most. The longest matches of some of those that begin alike, and of the next position where that has a
    /// longer one. For build tools: it takes its time.
    package static func compress(_ bytes: [UInt8], mostOfBlock: Int) -> [[UInt8]] {
        var writer = BlockWriter(most: mostOfBlock)
        var search = MatchSearch(bytes)
        var anchor = 0
        var position = 0
        while position < search.end {
            var match = search.longest(at: position)
            search.insert(position)
            guard match.length >= leastMatch else {
                position += 1
                continue
            }
            while position + 1 < search.end {
                let next = search.longest(at: position + 1)
                guard next.gain > match.gain else { break }
                position += 1
                search.insert(position)
                match = next
            }
            writer.add(literals: bytes[anchor..<position], match)
            for place in position + 1..<position + match.length where place < search.end { search.insert(place) }
            position += match.length
            anchor = position
        }
        writer.finish(literals: bytes[anchor...])
        return writer.blocks
    }

    /// Expands a block to `target` from `write` on, which moves behind what was written and never beyond `count`.
    ///
    /// Invariant: `target` has `slack` bytes more than `count`. Nothing is read or written outside of the two, whatever the source says.
    /// - Returns: false where the source is no block that belongs here.
    static func expand(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, at start: inout Int, count: Int
    ) -> Bool {
        guard let from = source.baseAddress, let to = target.baseAddress, start >= 0, start <= count, target.count >= count + slack else {
            return false
        }
        let end = source.count
        var read = 0
        var write = start
        while read < end {
            let token = unsafe from.load(fromByteOffset: read, as: UInt8.self)
            read &+= 1
            var literals = Int(token &>> 4)
            if literals < 15, token & 15 < 15, read &+ 24 <= end {
                // Most are short and near: sixteen bytes at a time, some more than asked for, which the block and the room behind the target have.
                let near = unsafe Int(UInt16(littleEndian: from.loadUnaligned(fromByteOffset: read &+ literals, as: UInt16.self)))
                let match = write &+ literals
                let length = Int(token & 15) &+ leastMatch
                if near >= 16, near <= match, match &+ length <= count {
                    unsafe copy16(from + read, to + write)
                    unsafe copy16(to + (match &- near), to + match)
                    if length > 16 { unsafe copy16(to + (match &- near &+ 16), to + (match &+ 16)) }
                    read &+= literals &+ 2
                    write = match &+ length
                    continue
                }
            }
            if literals == 15, unsafe !lengthen(&literals, from, &read, end) { return false }
            guard literals <= end &- read, literals <= count &- write else { return false }
            if literals <= 16, read &+ 16 <= end {
                unsafe copy16(from + read, to + write)
            } else {
                unsafe (to + write).copyMemory(from: from + read, byteCount: literals)
            }
            read &+= literals
            write &+= literals
            if read == end {
                start = write
                return true
            }
            guard read &+ 2 <= end else { return false }
            var distance = Int(unsafe UInt16(littleEndian: from.loadUnaligned(fromByteOffset: read, as: UInt16.self)))
            read &+= 2
            if distance == 0 {
                guard read &+ 3 <= end else { return false }
                for index in 0..<3 {
                    distance |= unsafe Int(from.load(fromByteOffset: read &+ index, as: UInt8.self)) &<< (8 &* index)
                }
                read &+= 3
            }
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

/// Writes sequences, and begins a new block where the next one does not fit.
private struct BlockWriter {
    let most: Int
    private(set) var blocks: [[UInt8]] = []
    private var block: [UInt8] = []

    init(most: Int) {
        self.most = most
    }

    mutating func add(literals: ArraySlice<UInt8>, _ match: Match) {
        let length = match.length - Compression.leastMatch
        // With room for the token that ends the block, and for a distance of any length.
        let size = 7 + literals.count + literals.count / 255 + length / 255 + 2
        if block.count + size > most {
            let left = literals.dropFirst(end(literals: literals))
            guard 7 + left.count + left.count / 255 + length / 255 + 2 <= most else { return add(literals: left, match) }
            write(left, length)
        } else {
            write(literals, length)
        }
        if match.isFar { block += [0, 0] }
        block.append(UInt8(truncatingIfNeeded: match.distance))
        block.append(UInt8(truncatingIfNeeded: match.distance >> 8))
        if match.isFar { block.append(UInt8(truncatingIfNeeded: match.distance >> 16)) }
        lengthen(length)
    }

    mutating func finish(literals: ArraySlice<UInt8>) {
        var left = literals
        repeat { left = left.dropFirst(end(literals: left)) } while !left.isEmpty
    }

    /// Ends the block with as many of the literals as fit, and returns their number.
    private mutating func end(literals: ArraySlice<UInt8>) -> Int {
        let room = max(0, most - block.count - 2)
        let written = literals.prefix(room - room / 255)
        write(written, 0)
        blocks.append(block)
        block.removeAll(keepingCapacity: true)
        return written.count
    }

    private mutating func write(_ literals: ArraySlice<UInt8>, _ length: Int) {
        block.append(UInt8(min(literals.count, 15) << 4 | min(length, 15)))
        lengthen(literals.count)
        block += literals
    }

    private mutating func lengthen(_ length: Int) {
        guard length >= 15 else { return }
        var rest = length - 15
        while rest >= 255 {
            block.append(255)
            rest -= 255
        }
        block.append(UInt8(rest))
    }
}

/// Bytes that stood before.
private struct Match {
    static let farthestNear = 65_535
    static let farthest = 1 << 24 - 1

    var length = 0
    var distance = 0

    var isFar: Bool { distance > Match.farthestNear }
    /// Bytes saved, roughly.
    var gain: Int { length == 0 ? 0 : length - (isFar ? 6 : 3) }
}

/// Finds the longest match among places where the same bytes begin: four for those nearby, eight for all others, which are worth more bytes to name them.
private struct MatchSearch {
    private let bytes: [UInt8]
    /// No match begins here or later, and none goes on.
    let end: Int
    private var near: PlaceChains
    private var far: PlaceChains

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count - Compression.leastMatch
        near = PlaceChains(count: bytes.count)
        far = PlaceChains(count: bytes.count)
    }

    private func word(_ place: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<count { word |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        return word
    }

    mutating func insert(_ place: Int) {
        near.insert(place, word(place, 4))
        if place + 8 <= bytes.count { far.insert(place, word(place, 8)) }
    }

    func longest(at position: Int) -> Match {
        var best = Match()
        search(near, word(position, 4), position, Match.farthestNear, depth: 64, &best)
        if position + 8 <= bytes.count { search(far, word(position, 8), position, Match.farthest, depth: 48, &best) }
        return best
    }

    private func search(_ chains: PlaceChains, _ word: UInt64, _ position: Int, _ farthest: Int, depth: Int, _ best: inout Match) {
        // Longer ones are written as several: the bytes of a length have to fit into a block.
        let end = min(end, position + Match.farthestNear)
        var place = chains.last(word)
        var left = depth
        while place >= 0, position - place <= farthest, left > 0 {
            // Only one that goes on where the best one ends can be longer.
            if position + best.length < end, bytes[place + best.length] == bytes[position + best.length] {
                var match = Match(length: 0, distance: position - place)
                while position + match.length < end, bytes[place + match.length] == bytes[position + match.length] { match.length += 1 }
                if match.length >= Compression.leastMatch, match.gain > best.gain { best = match }
            }
            place = chains.before(place)
            left -= 1
        }
    }
}

/// The last place by a hash of what stands there, and for each place the one before it.
private struct PlaceChains {
    private var lasts = [Int32](repeating: -1, count: 1 << 18)
    private var previous: [Int32]

    init(count: Int) {
        previous = Array(repeating: -1, count: count)
    }

    private func hash(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 46) }

    mutating func insert(_ place: Int, _ word: UInt64) {
        let hash = hash(word)
        previous[place] = lasts[hash]
        lasts[hash] = Int32(truncatingIfNeeded: place)
    }

    func last(_ word: UInt64) -> Int { Int(lasts[hash(word)]) }
    func before(_ place: Int) -> Int { Int(previous[place]) }
}
