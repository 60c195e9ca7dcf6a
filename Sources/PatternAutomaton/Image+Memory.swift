#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension Image {
    /// An image that is written where it will be used.
    ///
    /// On Linux memory of large pages is asked for: a page costs more to come by than to fill, and most of the image is read here and there.
    /// - Parameters:
    ///   - room: bytes that `write` may use, at least `byteCount`.
    ///   - write: fills the memory, which begins at a multiple of eight; false where it cannot.
    package convenience init(
        byteCount: Int, room: Int, write: (UnsafeMutableRawBufferPointer) -> Bool
    ) throws(ImageError) {
        guard byteCount >= 0, room >= byteCount else { throw .notAnImage }
        let memory = ImageMemory(byteCount: room)
        guard unsafe write(memory.bytes) else {
            memory.release()
            throw .notAnImage
        }
        let (start, count) = (memory.start, memory.mappedCount)
        try unsafe self.init(unsafeBytes: UnsafeRawBufferPointer(rebasing: memory.bytes[..<byteCount])) {
            ImageMemory.release(start, count)
        }
    }
}

private let largePage = 2 << 20

/// Memory for an image.
@safe private struct ImageMemory {
    // Invariant: valid until `release`, which is called once.
    let bytes: UnsafeMutableRawBufferPointer
    /// Where to give it back.
    let start: UInt
    /// 0: it comes from the heap.
    let mappedCount: Int

    init(byteCount: Int) {
        #if os(Linux)
            // With a page more than needed, of which what is not touched costs nothing, so that it can begin where a large page does.
            let (count, overflow) = byteCount.addingReportingOverflow(largePage)
            if byteCount >= largePage, !overflow {
                let address = unsafe mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                if let address = unsafe address, unsafe address != MAP_FAILED {
                    let start = UInt(bitPattern: address)
                    let mask = UInt(largePage - 1)
                    let skipped = Int(((start &+ mask) & ~mask) &- start)
                    let begin = unsafe address + skipped
                    // Not the last piece, which would take more than it needs. Where the system has no such pages this does nothing.
                    _ = unsafe madvise(begin, byteCount / largePage * largePage, MADV_HUGEPAGE)
                    unsafe bytes = UnsafeMutableRawBufferPointer(start: begin, count: byteCount)
                    self.start = start
                    mappedCount = count
                    return
                }
            }
        #endif
        unsafe bytes = .allocate(byteCount: max(byteCount, 1), alignment: 64)
        unsafe start = UInt(bitPattern: bytes.baseAddress)
        mappedCount = 0
    }

    func release() { ImageMemory.release(start, mappedCount) }

    static func release(_ start: UInt, _ mappedCount: Int) {
        #if os(Linux)
            if mappedCount > 0 {
                _ = unsafe munmap(UnsafeMutableRawPointer(bitPattern: start), mappedCount)
                return
            }
        #endif
        unsafe UnsafeMutableRawPointer(bitPattern: start)?.deallocate()
    }
}
