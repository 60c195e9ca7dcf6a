#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Little-endian numbers and counted bytes from standard input.
struct ByteStream {
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var position = 0
    private var end = 0

    mutating func byte() -> UInt8? {
        if position == end {
            position = 0
            end = unsafe buffer.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
            guard end > 0 else {
                end = 0
                return nil
            }
        }
        position += 1
        return buffer[position - 1]
    }

    mutating func number() -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 32, by: 8) {
            guard let byte = byte() else { return nil }
            value |= Int(byte) << shift
        }
        return value
    }

    mutating func bytes() -> [UInt8]? {
        guard let count = number() else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            guard let byte = byte() else { return nil }
            result.append(byte)
        }
        return result
    }
}

func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress.map { unsafe $0 + written }, bytes.count - written) }
        guard count > 0 else { exit(1) }
        written += count
    }
}
