#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The mails of one input, one after the other, in memory that does not grow with the input.
struct MailStream: ~Copyable {
    /// No mail is longer: 50 MiB.
    static let sizeLimit = 50 << 20
    private static let chunk = 1 << 16

    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next mail of a mailbox begins.
    private var start = 0
    private var isAtEnd = false
    /// The mail that was handed out last was the last one.
    private(set) var isDone = false
    let form: ContentForm

    enum Element {
        case mail([UInt8])
        /// Longer than the limit; what follows it is still read.
        case tooLarge
    }

    init(reading file: consuming FileDescriptor) throws(SystemError) {
        var sample: [UInt8] = []
        var isAtEnd = false
        // A pipe hands out what it has: several reads may be needed to see enough.
        while sample.count < ContentForm.sampleSize && !isAtEnd {
            isAtEnd = try file.read(into: &sample, count: Self.chunk) == 0
        }
        form = ContentForm(of: sample.prefix(ContentForm.sampleSize))
        buffer = sample
        self.isAtEnd = isAtEnd
        self.file = file
    }

    mutating func next() throws(SystemError) -> Element? {
        if isDone { return nil }
        return form == .mailbox ? try nextOfMailbox() : try whole()
    }

    private mutating func whole() throws(SystemError) -> Element? {
        isDone = true
        while !isAtEnd && buffer.count <= Self.sizeLimit { try fill() }
        if buffer.count > Self.sizeLimit { return .tooLarge }
        return .mail(buffer)
    }

    private mutating func nextOfMailbox() throws(SystemError) -> Element? {
        // The first line is this mail's own `From ` line.
        var searched = start + 1
        var isTooLarge = false
        while true {
            if let next = MailboxLine.firstStart(in: buffer, from: searched) {
                defer { start = next }
                return isTooLarge ? .tooLarge : .mail(Array(buffer[start..<next]))
            }
            if isAtEnd {
                isDone = true
                return isTooLarge ? .tooLarge : .mail(Array(buffer[start...]))
            }
            // Only here, so that a mailbox of small mails is not moved once for each of them.
            buffer.removeSubrange(..<start)
            start = 0
            // A `From ` line may lie across the end of what was read.
            searched = max(1, buffer.count - MailboxLine.longest)
            if buffer.count > Self.sizeLimit {
                isTooLarge = true
                buffer.removeSubrange(..<(searched - 1))
                searched = 1
            }
            try fill()
        }
    }

    private mutating func fill() throws(SystemError) {
        // Doubling keeps the search over a long mail linear.
        let count = max(Self.chunk, min(buffer.count, 4 << 20))
        if try file.read(into: &buffer, count: count) == 0 { isAtEnd = true }
    }
}

/// `From sender@example.com Thu Nov 24 18:22:48 1986` at the beginning of a line after a blank one (RFC 4155).
enum MailboxLine {
    /// A longer line is text that begins with the word "From".
    static let longest = 512

    /// Where the next mail begins at or behind `from`, which must be at least 1.
    static func firstStart(in bytes: [UInt8], from: Int) -> Int? {
        var position = from
        while position <= bytes.count, let newline = newline(in: bytes, from: position - 1) {
            if isStart(newline + 1, in: bytes) { return newline + 1 }
            position = newline + 2
        }
        return nil
    }

    private static func newline(in bytes: [UInt8], from: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { bytes in
            guard from < bytes.count, let base = bytes.baseAddress, let found = unsafe memchr(base + from, 0x0A, bytes.count - from) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    private static func isStart(_ start: Int, in bytes: [UInt8]) -> Bool {
        guard bytes[start...].starts(with: ContentForm.mailboxMark) else { return false }
        let before = bytes[..<(start - 1)]
        let isAfterBlank = before.isEmpty || before.last == 0x0A || before.suffix(2).elementsEqual([0x0A, 0x0D])
        guard isAfterBlank, let end = bytes[start...].prefix(longest).firstIndex(of: 0x0A) else { return false }
        return hasTime(bytes[start..<end])
    }

    /// `18:22` somewhere: what tells the line from a sentence.
    private static func hasTime(_ line: ArraySlice<UInt8>) -> Bool {
        let digits: ClosedRange<UInt8> = 0x30...0x39
        return line.indices.dropFirst(2).dropLast(2).contains { index in
            line[index] == UInt8(ascii: ":") && digits.contains(line[index - 1]) && digits.contains(line[index + 1])
                && digits.contains(line[index + 2])
        }
    }
}
