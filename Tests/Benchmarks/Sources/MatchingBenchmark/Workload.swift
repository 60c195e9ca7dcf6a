import BenchmarkedAutomaton

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The patterns and texts of a run.
struct Workload {
    var patterns: [Pattern]
    var texts: [[UInt8]]

    /// - Parameters:
    ///   - patterns: a file with a line `L<TAB>phrase` or `R<TAB>regex` for each pattern.
    ///   - texts: how many there are, then the length and the bytes of each; numbers of four bytes, little-endian.
    init?(patterns patternFile: String, texts textFile: String) {
        guard let lines = Workload.read(patternFile), let bytes = Workload.read(textFile), bytes.count >= 4 else { return nil }
        patterns = lines.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.count > 2 else { return nil }
            return Pattern(line.first == UInt8(ascii: "R") ? .regex : .phrase, Array(line.dropFirst(2)))
        }
        texts = []
        func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) } }
        var offset = 4
        for _ in 0..<number(0) where offset + 4 <= bytes.count {
            let end = min(offset + 4 + number(offset), bytes.count)
            texts.append(Array(bytes[offset + 4..<end]))
            offset = end
        }
    }

    var byteCount: Int { texts.reduce(0) { $0 + $1.count } }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = unsafe fread(&buffer, 1, buffer.count, file), count > 0 { result += buffer[..<count] }
        return result
    }
}

extension Pattern {
    /// The source for Vectorscan, which knows phrases as regexes only.
    var asRegex: [UInt8] {
        guard kind == .phrase else { return bytes }
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { byte in
            byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x20
                ? [byte] : [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}

/// Time that this thread has spent computing.
func threadNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
