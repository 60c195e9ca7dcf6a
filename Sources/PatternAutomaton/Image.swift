/// A verified image, used where it lies: embedded in the program, mapped from a file, or copied to the heap.
///
/// Everything is checked once, here: length, checksum, section table. What a section's elements mean is checked by its reader.
@safe package final class Image: Sendable {
    package let sourceDigest: SourceDigest
    package let byteCount: Int
    private let sectionCount: Int
    // Invariant: `bytes` stays readable and unchanged until `release` has been called; it is never written through.
    private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let release: @Sendable () -> Void

    /// Uses bytes that outlive every use of the image, for instance a constant of the program. They begin at a multiple of eight.
    ///
    /// - Parameter release: called when the image is no longer used, or when these bytes are refused.
    package init(
        unsafeBytes bytes: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void = {}
    ) throws(ImageError) {
        unsafe self.bytes = unsafe bytes
        self.release = release
        byteCount = bytes.count
        do throws(ImageError) {
            (sectionCount, sourceDigest) = try unsafe Image.verifyHeader(bytes)
        } catch {
            // A class whose initialiser throws before all properties are set runs no deinit.
            release()
            throw error
        }
        try verifySections()
    }

    /// Copies the bytes to memory of its own.
    package convenience init(copying source: [UInt8]) throws(ImageError) {
        try unsafe self.init(byteCount: source.count, room: source.count) { memory in
            unsafe source.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
            return true
        }
    }

    deinit { release() }

    /// The bytes that the image was made from.
    package var copy: [UInt8] { unsafe [UInt8](bytes) }

    // MARK: - Verification

    private static func verifyHeader(_ bytes: UnsafeRawBufferPointer) throws(ImageError) -> (Int, SourceDigest) {
        guard 1.littleEndian == 1 else { throw .unsupportedByteOrder }
        guard UInt(bitPattern: bytes.baseAddress) % UInt(ImageFormat.alignment) == 0 else { throw .misaligned }
        guard bytes.count >= ImageFormat.headerBytes else {
            throw .wrongLength(expected: ImageFormat.headerBytes, actual: bytes.count)
        }
        guard unsafe bytes.load(fromByteOffset: 0, as: UInt64.self) == ImageFormat.magic else { throw .notAnImage }
        let version = unsafe bytes.load(fromByteOffset: 8, as: UInt32.self)
        guard version == ImageFormat.version else { throw .unsupportedVersion(version) }
        let length = unsafe bytes.load(fromByteOffset: 16, as: UInt64.self)
        guard length == bytes.count else { throw .wrongLength(expected: Int(clamping: length), actual: bytes.count) }
        guard unsafe Checksum.of(image: bytes) == bytes.load(fromByteOffset: ImageFormat.checksumOffset, as: UInt64.self) else {
            throw .damaged
        }
        let sections = unsafe Int(bytes.load(fromByteOffset: 12, as: UInt32.self))
        guard sections <= ImageFormat.mostSections,
            ImageFormat.headerBytes + sections * ImageFormat.entryBytes <= bytes.count
        else { throw .badSectionTable }
        let digest = unsafe SourceDigest(
            high: bytes.load(fromByteOffset: 24, as: UInt64.self), low: bytes.load(fromByteOffset: 32, as: UInt64.self))
        return (sections, digest)
    }

    private func verifySections() throws(ImageError) {
        var previous: SectionID?
        for index in 0..<sectionCount {
            let section = self.section(at: index)
            let (length, overflow) = section.count.multipliedReportingOverflow(by: UInt64(section.elementBytes))
            guard !overflow, section.elementBytes > 0, section.offset % UInt64(ImageFormat.alignment) == 0,
                section.offset <= UInt64(byteCount), length <= UInt64(byteCount) - section.offset,
                previous.map({ $0 < section.id }) ?? true
            else { throw .badSectionTable }
            previous = section.id
        }
    }

    // MARK: - Sections

    private struct Entry {
        var id: SectionID
        var elementBytes: UInt32
        var offset: UInt64
        var count: UInt64
    }

    /// Inside the table, which `verifyHeader` has found to lie in the image.
    private func section(at index: Int) -> Entry {
        let start = ImageFormat.headerBytes + index * ImageFormat.entryBytes
        return unsafe Entry(
            id: SectionID(bytes.load(fromByteOffset: start, as: UInt32.self)),
            elementBytes: bytes.load(fromByteOffset: start + 4, as: UInt32.self),
            offset: bytes.load(fromByteOffset: start + 8, as: UInt64.self),
            count: bytes.load(fromByteOffset: start + 16, as: UInt64.self))
    }

    private func find(_ id: SectionID) -> Entry? {
        var low = 0
        var high = sectionCount
        while low < high {
            let middle = (low + high) / 2
            let entry = section(at: middle)
            if entry.id == id { return entry }
            if entry.id < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    package func contains(_ id: SectionID) -> Bool { find(id) != nil }

    /// Which bytes of the image a section is.
    package func byteRange(of id: SectionID) throws(ImageError) -> Range<Int> {
        guard let entry = find(id) else { throw .missingSection(id) }
        // In range: `verifySections` has looked at offset and length.
        return Int(entry.offset)..<Int(entry.offset) + Int(entry.count) * Int(entry.elementBytes)
    }

    /// The sections whose elements have several bytes, in the order of these: where they lie, and the bytes of an element.
    package var rows: [(bytes: Range<Int>, width: Int)] {
        var rows: [(bytes: Range<Int>, width: Int)] = []
        for index in 0..<sectionCount {
            let entry = section(at: index)
            let (start, width) = (Int(entry.offset), Int(entry.elementBytes))
            if width > 1 { rows.append((start..<start + Int(entry.count) * width, width)) }
        }
        return rows.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }

    /// The section as a table of `Element`s, in place. Any bytes make an `Element`; what they say is for the caller to check.
    package func table<Element: BitwiseCopyable>(
        _ id: SectionID, of type: Element.Type = Element.self
    ) throws(ImageError) -> Table<Element> {
        guard let entry = find(id) else { throw .missingSection(id) }
        guard Int(entry.elementBytes) == MemoryLayout<Element>.stride, MemoryLayout<Element>.alignment <= ImageFormat.alignment else {
            throw .badSection(id, "elements of \(entry.elementBytes) bytes")
        }
        // In range: `verifySections` has looked at offset and length.
        let start = unsafe UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Int(entry.offset)))
        return unsafe Table(owner: self, start: start.baseAddress, count: Int(entry.count))
    }
}
