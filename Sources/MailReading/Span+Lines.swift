internal import DeliveryTypes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Span<UInt8> {
    /// The first byte above 0x7F at or behind `start`, or `end`.
    @inline(__always)
    func firstAbove7F(from start: Int, to end: Int) -> Int {
        let end = Swift.min(end, count)
        guard start >= 0 else { return end }
        var offset = start
        unsafe withUnsafeBytes { buffer in
            while offset &+ 32 <= end {
                let first = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                let second = unsafe buffer.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
                let third = unsafe buffer.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self)
                let fourth = unsafe buffer.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self)
                if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { break }
                offset &+= 32
            }
            while offset &+ 8 <= end, unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                offset &+= 8
            }
        }
        while offset < end, byte(at: offset) < 0x80 { offset &+= 1 }
        return offset
    }

    /// Whether two runs of the same length are equal.
    @inline(__always)
    func isEqual(_ first: Range<Int>, to second: Range<Int>) -> Bool {
        guard first.count == second.count, first.lowerBound >= 0, second.lowerBound >= 0, first.upperBound <= count,
            second.upperBound <= count
        else { return false }
        return unsafe withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return unsafe memcmp(base + first.lowerBound, base + second.lowerBound, first.count) == 0
        }
    }
}

extension [UInt8] {
    /// Appends a run of `span`.
    @inline(__always)
    mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
        let range = span.clamped(range)
        unsafe span.withUnsafeBufferPointer { buffer in
            unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
        }
    }
}

/// Which bytes occur at all: what most mails do not have needs no looking for.
struct ByteTraits {
    /// Bytes above 0x7F.
    var has8Bit = false
    var hasEscape = false
    var hasCR = false
    /// A CR that no LF follows.
    var hasBareCR = false

    init() {}

    init(of bytes: Span<UInt8>, in range: Range<Int>) {
        let range = bytes.clamped(range)
        has8Bit = bytes.firstAbove7F(from: range.lowerBound, to: range.upperBound) < range.upperBound
        hasEscape = bytes.firstOffset(of: 0x1B, in: range) != nil
        var offset = range.lowerBound
        while !hasBareCR, let found = bytes.firstOffset(of: 0x0D, from: offset, to: range.upperBound) {
            let next = found &+ 1 < range.upperBound ? bytes.byte(at: found &+ 1) : 0
            hasCR = true
            hasBareCR = next != 0x0A && next != 0x0D
            offset = found &+ 1
        }
    }
}

/// Finds the ends of lines: LF, CRLF, and CR alone where the input has such.
struct LineScanner {
    var hasBareCR: Bool

    struct Line {
        var start: Int
        /// Before the line end.
        var end: Int
        /// Behind the line end.
        var next: Int

        var isEmpty: Bool { start == end }
    }

    @inline(__always)
    func line(_ bytes: Span<UInt8>, at start: Int, limit: Int) -> Line {
        if hasBareCR { return lineWithBareCR(bytes, at: start, limit: limit) }
        guard let feed = bytes.firstOffset(of: 0x0A, from: start, to: limit) else { return Line(start: start, end: limit, next: limit) }
        var end = feed
        while end > start, bytes.byte(at: end &- 1) == 0x0D { end &-= 1 }
        return Line(start: start, end: end, next: feed &+ 1)
    }

    private func lineWithBareCR(_ bytes: Span<UInt8>, at start: Int, limit: Int) -> Line {
        var offset = start
        while offset < limit {
            let byte = bytes.byte(at: offset)
            if byte == 0x0A { return Line(start: start, end: offset, next: offset &+ 1) }
            if byte == 0x0D {
                // CR CR LF is one line end that was converted twice. Few are looked at: runs of CR must not cost a square.
                var next = offset &+ 1
                while next < limit, next &- offset < 4, bytes.byte(at: next) == 0x0D { next &+= 1 }
                let isPair = next < limit && bytes.byte(at: next) == 0x0A
                return Line(start: start, end: offset, next: isPair ? next &+ 1 : offset &+ 1)
            }
            offset &+= 1
        }
        return Line(start: start, end: limit, next: limit)
    }
}
