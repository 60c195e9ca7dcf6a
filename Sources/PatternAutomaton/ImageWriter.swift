/// Collects sections and writes them as one image.
package struct ImageWriter {
    private struct Section {
        var elementBytes: Int
        var count: Int
        var bytes: [UInt8]
    }

    private var sections: [SectionID: Section] = [:]

    package init() {}

    /// Adds a section, in place of one with the same id. `Element` must have no padding: padding would make equal images differ.
    package mutating func add<Element: BitwiseCopyable>(_ elements: [Element], as id: SectionID) {
        let bytes = unsafe elements.withUnsafeBytes { unsafe Array($0) }
        sections[id] = Section(elementBytes: MemoryLayout<Element>.stride, count: elements.count, bytes: bytes)
    }

    package func contains(_ id: SectionID) -> Bool { sections[id] != nil }

    /// The image. Equal sections give equal bytes, in whatever order they were added.
    package func finish(sourceDigest: SourceDigest) -> [UInt8] {
        let ordered = sections.sorted { $0.key < $1.key }
        var image: [UInt8] = []
        func aligned(_ offset: Int) -> Int {
            (offset + ImageFormat.sectionAlignment - 1) / ImageFormat.sectionAlignment * ImageFormat.sectionAlignment
        }
        var offset = aligned(ImageFormat.headerBytes + ordered.count * ImageFormat.entryBytes)
        var table: [UInt8] = []
        for (id, section) in ordered {
            table.append(littleEndian: id.rawValue)
            table.append(littleEndian: UInt32(section.elementBytes))
            table.append(littleEndian: UInt64(offset))
            table.append(littleEndian: UInt64(section.count))
            offset = aligned(offset + section.bytes.count)
        }
        image.reserveCapacity(offset)
        image.append(littleEndian: ImageFormat.magic)
        image.append(littleEndian: ImageFormat.version)
        image.append(littleEndian: UInt32(ordered.count))
        image.append(littleEndian: UInt64(offset))
        image.append(littleEndian: sourceDigest.high)
        image.append(littleEndian: sourceDigest.low)
        image.append(littleEndian: UInt64(0))
        image += table
        for (_, section) in ordered {
            image += repeatElement(0, count: aligned(image.count) - image.count)
            image += section.bytes
        }
        image += repeatElement(0, count: offset - image.count)
        let sum = unsafe image.withUnsafeBytes { unsafe Checksum.of(image: $0) }
        var sumBytes: [UInt8] = []
        sumBytes.append(littleEndian: sum)
        image.replaceSubrange(ImageFormat.checksumOffset..<ImageFormat.checksumOffset + 8, with: sumBytes)
        return image
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
    }
}
