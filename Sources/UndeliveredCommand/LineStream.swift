/// The lines of a file, without their ends, in memory that does not grow with the file.
struct LineStream: ~Copyable {
    /// A longer line is cut in two: no reply is as long.
    static let longest = 1 << 20

    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    init(reading file: consuming FileDescriptor) {
        self.file = file
    }

    mutating func next() throws(SystemError) -> [UInt8]? {
        var searched = start
        while true {
            if let newline = buffer[searched...].firstIndex(of: 0x0A) {
                defer { start = newline + 1 }
                let end = newline > start && buffer[newline - 1] == 0x0D ? newline - 1 : newline
                return Array(buffer[start..<end])
            }
            if isAtEnd || buffer.count - start > Self.longest {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            if try file.read(into: &buffer, count: 1 << 16) == 0 { isAtEnd = true }
        }
    }
}
