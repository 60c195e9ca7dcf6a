// An image is one little-endian blob that is used where it lies:
//
//     0   8  magic "UDLVRIMG"
//     8   4  version of the container (1)
//    12   4  number of sections
//    16   8  length of the whole image in bytes
//    24  16  source digest: whatever the caller says the image was made from
//    40   8  checksum over every byte but these eight
//    48  24  per section: id (4), bytes of one element (4), offset from the image's start (8), number of elements (8); ids ascend
//            the sections, each at a multiple of 64; the gaps are zero
enum ImageFormat {
    static let magic: UInt64 = 0x474D_4952_564C_4455
    static let version: UInt32 = 1
    static let headerBytes = 48
    static let checksumOffset = 40
    static let entryBytes = 24
    static let alignment = 8
    /// Sections begin at cache lines where the image does; 8 would do.
    static let sectionAlignment = 64
    static let mostSections = 65_536
}

/// What an image was made from: 128 bits, so that a stale image is noticed. The container only carries it.
package struct SourceDigest: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// The name of a section. Ids below 0x8000_0000 are free for whoever writes the image; those above belong to pattern sets.
package struct SectionID: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    package static func < (one: SectionID, other: SectionID) -> Bool { one.rawValue < other.rawValue }
}

/// Why bytes are not a usable image.
package enum ImageError: Error, Hashable, Sendable {
    /// Shorter than a header, or not as long as the header says.
    case wrongLength(expected: Int, actual: Int)
    case notAnImage
    case unsupportedVersion(UInt32)
    /// At least one byte differs from what was written.
    case damaged
    /// The bytes do not begin at a multiple of eight, so that they cannot be used in place.
    case misaligned
    /// Images are little-endian and used in place.
    case unsupportedByteOrder
    case badSectionTable
    case missingSection(SectionID)
    /// A section is there, but not what its readers expect.
    case badSection(SectionID, String)
    /// The number that the system gave as its reason (errno).
    case unreadableFile(error: Int32)
}

extension ImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongLength(let expected, let actual): "it has \(actual) bytes where \(expected) belong"
        case .notAnImage: "it does not begin as an image does"
        case .unsupportedVersion(let version): "its format is version \(version), and this program reads version \(ImageFormat.version)"
        case .damaged: "its checksum does not hold: a byte has changed since it was written"
        case .misaligned: "it does not begin at a multiple of eight bytes"
        case .unsupportedByteOrder: "images are used on little-endian machines only"
        case .badSectionTable: "its table of sections points outside of it"
        case .missingSection(let section): "section \(section.rawValue) is missing"
        case .badSection(let section, let reason): "section \(section.rawValue) is wrong: \(reason)"
        case .unreadableFile(let error): "the file cannot be read (system error \(error))"
        }
    }
}

/// Four lanes of multiply and add, 32 bytes at a time.
///
/// Every step is a bijection of the lane for a fixed input and of the input for a fixed lane, so that no change inside one eight-byte word, a
/// flipped bit among them, leaves the result as it was. It guards against damage, not against somebody who computes it anew.
struct Checksum {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var lanes: SIMD4<UInt64> = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89]
    private var words = 0

    /// The checksum of an image; the eight bytes at `checksumOffset` are left out.
    static func of(image: UnsafeRawBufferPointer) -> UInt64 {
        var sum = Checksum()
        // The checksum's own place is the last word of the header, which has an even number of words.
        unsafe sum.add(UnsafeRawBufferPointer(rebasing: image.prefix(ImageFormat.checksumOffset)))
        unsafe sum.add(UnsafeRawBufferPointer(rebasing: image.dropFirst(ImageFormat.checksumOffset + 8)))
        return sum.result(count: image.count)
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        var lanes = lanes
        while offset &+ 32 <= bytes.count {
            for lane in 0..<4 {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: offset &+ lane &* 8, as: UInt64.self)
                let mixed = (lanes[lane] ^ word) &* Checksum.factor
                lanes[lane] = mixed ^ (mixed &>> 29)
            }
            offset &+= 32
        }
        while offset < bytes.count {
            var word: UInt64 = 0
            var shift: UInt64 = 0
            while offset < bytes.count, shift < 64 {
                word |= unsafe UInt64(bytes[offset]) &<< shift
                offset &+= 1
                shift &+= 8
            }
            let mixed = (lanes[words & 3] ^ word) &* Checksum.factor
            lanes[words & 3] = mixed ^ (mixed &>> 29)
            words &+= 1
        }
        self.lanes = lanes
    }

    private func result(count: Int) -> UInt64 {
        var sum = UInt64(truncatingIfNeeded: count)
        for lane in 0..<4 {
            sum = (sum ^ lanes[lane]) &* Checksum.factor
            sum ^= sum &>> 32
        }
        return sum
    }
}
