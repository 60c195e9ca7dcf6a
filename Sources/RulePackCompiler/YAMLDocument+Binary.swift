/// The compact form in which packs are embedded: linking a pack then costs no YAML, and errors keep their places.
///
/// `YTR1`, then varints (LEB128): the number of files; for each its name and its nodes in preorder. A node is a tag
/// (0…4 a scalar by style, 5 a list, 6 a mapping), its place (line as the difference to the node before), and its
/// content. Whoever stores the bytes stores a checksum beside them.
extension YAMLDocument {
    package static func encode(_ documents: [YAMLDocument]) -> [UInt8] {
        var writer = TreeWriter()
        writer.bytes.append(contentsOf: TreeWriter.magic)
        writer.number(UInt64(documents.count))
        for document in documents {
            writer.lastLine = 0
            writer.text(document.name)
            writer.node(document.root)
        }
        return writer.bytes
    }

    /// Never traps: bytes that `encode` did not make are refused, or give some tree within `PackLimits`.
    package static func decode(_ bytes: [UInt8]) throws(RulePackError) -> [YAMLDocument] {
        do {
            var reader = TreeReader(bytes: bytes)
            for byte in TreeWriter.magic where try reader.byte() != byte { throw TreeReader.Broken() }
            let count = try reader.number(atMost: PackLimits.files)
            var documents: [YAMLDocument] = []
            for file in 0..<count {
                reader.begin(file: file)
                let name = try reader.text()
                documents.append(YAMLDocument(name: name, root: try reader.node(depth: 1)))
            }
            guard reader.isAtEnd else { throw TreeReader.Broken() }
            return documents
        } catch {
            throw RulePackError(diagnostics: [
                Diagnostic(
                    code: FindingCode.brokenPackImage.rawValue, severity: .error, message: "the compiled form of a pack is damaged",
                    location: nil, help: "compile the pack again with this version")
            ])
        }
    }
}

private struct TreeWriter {
    static let magic = Array("YTR1".utf8)
    var bytes: [UInt8] = []
    var lastLine: UInt32 = 0

    mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func text(_ text: String) {
        number(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Nodes come in the order of the file, so lines only grow.
    mutating func place(_ place: Place) {
        number(UInt64(place.line &- lastLine))
        number(UInt64(place.column))
        number(UInt64(place.endLine &- place.line))
        number(UInt64(place.endColumn))
        lastLine = place.line
    }

    mutating func node(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, let style):
            bytes.append(style.rawValue)
            place(node.place)
            self.text(text)
        case .sequence(let items):
            bytes.append(5)
            place(node.place)
            number(UInt64(items.count))
            for item in items { self.node(item) }
        case .mapping(let entries):
            bytes.append(6)
            place(node.place)
            number(UInt64(entries.count))
            for entry in entries {
                place(entry.key.place)
                text(entry.key.text)
                self.node(entry.value)
            }
        }
    }
}

private struct TreeReader {
    struct Broken: Error {}

    private let bytes: [UInt8]
    private var offset = 0
    private var file: UInt16 = 0
    private var line: UInt32 = 0
    private var nodeCount = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func begin(file: Int) {
        self.file = UInt16(clamping: file)
        line = 0
        nodeCount = 0
    }

    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw Broken() }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func number(atMost limit: Int = Int(UInt32.max)) throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 {
                guard value <= UInt64(limit) else { throw Broken() }
                return Int(value)
            }
        }
        throw Broken()
    }

    mutating func text() throws -> String {
        let count = try number(atMost: PackLimits.scalarSize)
        guard count <= bytes.count - offset,
            let text = String(validating: bytes[offset..<(offset + count)], as: UTF8.self)
        else { throw Broken() }
        offset += count
        return text
    }

    private mutating func place() throws -> Place {
        line = line &+ UInt32(clamping: try number())
        let column = UInt32(clamping: try number())
        let endLine = line &+ UInt32(clamping: try number())
        return Place(file: file, line: line, column: column, endLine: endLine, endColumn: UInt32(clamping: try number()))
    }

    mutating func node(depth: Int) throws -> YAMLNode {
        nodeCount += 1
        guard depth <= PackLimits.depth + 1, nodeCount <= PackLimits.nodes else { throw Broken() }
        let tag = try byte()
        let place = try place()
        switch tag {
        case 5:
            var items: [YAMLNode] = []
            for _ in 0..<(try number(atMost: PackLimits.nodes)) { items.append(try node(depth: depth + 1)) }
            return YAMLNode(content: .sequence(items), place: place)
        case 6:
            var entries: [YAMLNode.Entry] = []
            for _ in 0..<(try number(atMost: PackLimits.nodes)) {
                let keyPlace = try self.place()
                let key = SpannedText(text: try text(), place: keyPlace)
                entries.append(YAMLNode.Entry(key: key, value: try node(depth: depth + 1)))
            }
            return YAMLNode(content: .mapping(entries), place: place)
        default:
            guard let style = YAMLNode.ScalarStyle(rawValue: tag) else { throw Broken() }
            return YAMLNode(content: .scalar(try text(), style), place: place)
        }
    }
}
