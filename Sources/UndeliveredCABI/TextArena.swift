import CUndelivered

/// Memory for texts that the caller reads: each with a NUL behind it, at its place until the arena is emptied.
@safe final class TextArena {
    private var chunks: [UnsafeMutableRawBufferPointer] = unsafe []
    private var used = 0
    private static let chunkSize = 4096

    deinit { while let chunk = unsafe chunks.popLast() { unsafe chunk.deallocate() } }

    /// Keeps one ordinary chunk, so that the next result allocates nothing and a large one does not stay.
    func removeAll() {
        while unsafe chunks.count > 1 || chunks.first?.count ?? 0 > Self.chunkSize, let last = unsafe chunks.popLast() {
            unsafe last.deallocate()
        }
        used = 0
    }

    func add(_ text: String?) -> undelivered_text {
        guard var text else { return unsafe undelivered_text() }
        return text.withUTF8 { unsafe add($0) }
    }

    func add(_ bytes: [UInt8]) -> undelivered_text {
        unsafe bytes.withUnsafeBufferPointer { unsafe add($0) }
    }

    private func add(_ bytes: UnsafeBufferPointer<UInt8>) -> undelivered_text {
        let place = unsafe room(for: bytes.count + 1)
        unsafe place.copyMemory(from: UnsafeRawBufferPointer(bytes))
        unsafe place[bytes.count] = 0
        let start = unsafe UnsafePointer(place.baseAddress?.assumingMemoryBound(to: CChar.self))
        return unsafe undelivered_text(data: start, length: bytes.count)
    }

    private func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        if let chunk = unsafe chunks.last, chunk.count - used >= count {
            defer { used += count }
            return unsafe UnsafeMutableRawBufferPointer(rebasing: chunk[used..<used + count])
        }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, Self.chunkSize), alignment: 16)
        unsafe chunks.append(chunk)
        used = count
        return unsafe UnsafeMutableRawBufferPointer(rebasing: chunk[..<count])
    }
}
