internal import DeliveryTypes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Span<UInt8> {
    /// The first `value` at or behind `start` and before `end`, found by the C library's vector code.
    @inline(__always)
    func search(_ value: UInt8, from start: Int, to end: Int) -> Int? {
        let end = Swift.min(end, count)
        guard start >= 0, start < end else { return nil }
        return unsafe withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base + start, Int32(value), end &- start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
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

    init(of bytes: Span<UInt8>, in range: Range<Int>) {
        let range = bytes.clamped(range)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var high: UInt8 = 0
            var escapes: UInt8 = 0
            var returns: UInt8 = 0
            var bare: UInt8 = 0
            let last = range.upperBound &- 1
            var index = range.lowerBound
            while index < last {
                let byte = unsafe buffer[index]
                let next = unsafe buffer[index &+ 1]
                high |= byte
                escapes |= byte == 0x1B ? 1 : 0
                let isReturn: UInt8 = byte == 0x0D ? 1 : 0
                returns |= isReturn
                bare |= isReturn & (next != 0x0A ? 1 : 0) & (next != 0x0D ? 1 : 0)
                index &+= 1
            }
            if index == last {
                let byte = unsafe buffer[index]
                high |= byte
                escapes |= byte == 0x1B ? 1 : 0
                if byte == 0x0D {
                    returns = 1
                    bare = 1
                }
            }
            has8Bit = high & 0x80 != 0
            hasEscape = escapes != 0
            hasCR = returns != 0
            hasBareCR = bare != 0
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
        guard let feed = bytes.search(0x0A, from: start, to: limit) else { return Line(start: start, end: limit, next: limit) }
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
