#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Image {
    /// Maps the file and uses it in place: processes that use the same file share its memory.
    ///
    /// Who puts a new image in its place writes another file and renames it: a mapped file that is cut short ends the process
    /// that reads on.
    package convenience init(mapping path: String) throws(ImageError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadableFile(error: errno) }
        defer { _ = close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .unreadableFile(error: errno) }
        let count = Int(status.st_size)
        // Nothing can be mapped of an empty file.
        guard count >= ImageFormat.headerBytes else { throw .wrongLength(expected: ImageFormat.headerBytes, actual: count) }
        let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw .unreadableFile(error: errno) }
        let place = UInt(bitPattern: address)
        try unsafe self.init(unsafeBytes: UnsafeRawBufferPointer(start: address, count: count)) {
            unsafe _ = munmap(UnsafeMutableRawPointer(bitPattern: place), count)
        }
    }
}
