#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Why the operating system refused, in its own words.
struct SystemError: Error {
    let number: CInt

    static var current: SystemError { SystemError(number: errno) }

    static var isFolder: SystemError { SystemError(number: EISDIR) }

    var isBrokenPipe: Bool { number == EPIPE }

    var description: String {
        // A table instead of strerror: the same words on every system and in every locale.
        switch number {
        case ENOENT: "there is no such file or folder"
        case EACCES, EPERM: "permission denied"
        case ELOOP: "the symbolic links go in a circle"
        case ENAMETOOLONG: "the name is too long"
        case ENOTDIR: "a part of the path is not a folder"
        case EMFILE, ENFILE: "too many open files"
        case EIO: "the device reports an error"
        case ENOSPC: "no space is left"
        case EISDIR: "it is a folder"
        default: "system error \(number)"
        }
    }
}

/// An open file that is read from its beginning to its end.
struct FileDescriptor: ~Copyable {
    private let number: CInt
    private let isOwned: Bool

    /// `-` is standard input.
    init(named path: FilePath) throws(SystemError) {
        if path.bytes == [UInt8(ascii: "-")] {
            number = STDIN_FILENO
            isOwned = false
            return
        }
        let opened = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard opened >= 0 else { throw .current }
        number = opened
        isOwned = true
    }

    deinit {
        if isOwned { close(number) }
    }

    /// Appends at most `count` bytes; returns how many, 0 at the end.
    func read(into buffer: inout [UInt8], count: Int) throws(SystemError) -> Int {
        let done = unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { bytes in
            var done = unsafe Self.systemRead(number, bytes)
            while done < 0 && errno == EINTR { done = unsafe Self.systemRead(number, bytes) }
            if done > 0 { unsafe buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<done])) }
            return done
        }
        guard done >= 0 else { throw .current }
        return done
    }

    private static func systemRead(_ number: CInt, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            unsafe Musl.read(number, bytes.baseAddress, bytes.count)
        #else
            unsafe Darwin.read(number, bytes.baseAddress, bytes.count)
        #endif
    }
}
