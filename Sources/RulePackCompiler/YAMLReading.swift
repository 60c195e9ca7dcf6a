/// Builds the tree of one file from libyaml's events.
///
/// Limits are counted while events come: libyaml takes quadratic time for deep nesting, and whoever
/// counts afterwards has already paid.
struct YAMLTreeBuilder: ~Copyable {
    private let stream: YAMLEventStream
    private let file: UInt16
    private let findings: DiagnosticCollector
    private var nodeCount = 0

    /// Ends the reading of a file whose finding is already reported.
    private struct Stop: Error {}

    /// nil: the file is not usable as YAML, which is reported. An empty file is nil too.
    static func tree(of file: UInt16, findings: DiagnosticCollector) -> YAMLNode? {
        let source = findings.sources.files[Int(file)]
        guard checkEncoding(of: source, file: file, findings) else { return nil }
        return unsafe source.bytes.withUnsafeBufferPointer { bytes in
            let start = source.hasByteOrderMark ? 3 : 0
            guard let stream = unsafe YAMLEventStream(unsafeInput: UnsafeBufferPointer(rebasing: bytes[start...])) else { return nil }
            var builder = YAMLTreeBuilder(
                stream: stream, file: file, findings: findings)
            return builder.read()
        }
    }

    private mutating func read() -> YAMLNode? {
        do {
            var root: YAMLNode?
            while true {
                let next = try stream.next()
                switch next.event {
                case .streamEnd:
                    if root == nil {
                        let start = YAMLMark(line: 0, column: 0)
                        findings.report(
                            .schemaVersion, "the file is empty", at: Place(file: file, from: start, to: start),
                            help: "every file begins with `schema: 1`")
                    }
                    return root
                case .documentStart:
                    guard root == nil else {
                        findings.report(
                            .severalDocuments, "a second YAML document begins here", at: place(next),
                            help: "one file is one document: put the rest into a file of its own, or remove `---`")
                        return nil
                    }
                case .other:
                    break
                default:
                    root = try node(next, depth: 1)
                }
            }
        } catch let error as YAMLSyntaxError {
            YAMLTraps.report(error, file: file, findings)
        } catch {}
        return nil
    }

    private mutating func node(_ event: YAMLEventInContext, depth: Int) throws -> YAMLNode {
        nodeCount += 1
        guard nodeCount <= PackLimits.nodes else { throw exceeded("\(PackLimits.nodes) nodes", event) }
        reportAnchorAndTag(event)
        switch event.event {
        case .scalar(let text, let style):
            guard text.utf8.count <= PackLimits.scalarSize else { throw exceeded("\(PackLimits.scalarSize) bytes in one text", event) }
            return YAMLNode(content: .scalar(text, style), place: place(event))
        case .sequenceStart:
            guard depth <= PackLimits.depth else { throw exceeded("\(PackLimits.depth) levels of nesting", event) }
            return try sequence(event, depth: depth)
        case .mappingStart:
            guard depth <= PackLimits.depth else { throw exceeded("\(PackLimits.depth) levels of nesting", event) }
            return try mapping(event, depth: depth)
        case .alias(let name):
            findings.report(
                .anchorOrAlias, "`*\(name)` is a YAML alias; rule packs have none", at: place(event),
                help: "for phrases used several times write `lists:` and `{list: name}`; a text that begins with `*` needs quotes")
            throw Stop()
        default:
            throw Stop()
        }
    }

    private mutating func sequence(_ start: YAMLEventInContext, depth: Int) throws -> YAMLNode {
        var items: [YAMLNode] = []
        while true {
            let next = try stream.next()
            if case .collectionEnd = next.event {
                return YAMLNode(content: .sequence(items), place: place(start, to: next.end))
            }
            items.append(try node(next, depth: depth + 1))
        }
    }

    private mutating func mapping(_ start: YAMLEventInContext, depth: Int) throws -> YAMLNode {
        var entries: [YAMLNode.Entry] = []
        var firstPlaces: [String: Place] = [:]
        while true {
            let next = try stream.next()
            if case .collectionEnd = next.event {
                return YAMLNode(content: .mapping(entries), place: place(start, to: next.end))
            }
            let key = try node(next, depth: depth + 1)
            guard case .scalar(let name, _) = key.content else {
                findings.report(.wrongShape, "\(key.kindName) cannot be a key", at: key.place, help: flowHelp)
                throw Stop()
            }
            let value = try node(try stream.next(), depth: depth + 1)
            if let first = firstPlaces.updateValue(key.place, forKey: name) {
                firstPlaces[name] = first
                findings.report(
                    .duplicateKey, "the key `\(name)` is written twice", at: key.place, label: "written again here",
                    help: "YAML would silently drop the first one", notes: [findings.note("first written here", at: first)])
            } else {
                entries.append(YAMLNode.Entry(key: SpannedText(text: name, place: key.place), value: value))
            }
        }
    }

    private func reportAnchorAndTag(_ event: YAMLEventInContext) {
        if let anchor = event.anchor {
            findings.report(
                .anchorOrAlias, "`&\(anchor)` is a YAML anchor; rule packs have none", at: place(event),
                help: "for phrases used several times write `lists:` and `{list: name}`; a text that begins with `&` needs quotes")
        }
        if let tag = event.tag {
            findings.report(
                .tag, "`\(tag)` is a YAML tag; rule packs have none", at: place(event),
                help: "every value is read as it is written; a text that begins with `!` needs quotes")
        }
    }

    private func exceeded(_ limit: String, _ event: YAMLEventInContext) -> Stop {
        findings.report(.limitExceeded, "more than \(limit)", at: place(event), help: "the rest of the file was not read")
        return Stop()
    }

    private func place(_ event: YAMLEventInContext) -> Place {
        place(event, to: event.end)
    }

    private func place(_ event: YAMLEventInContext, to end: YAMLMark) -> Place {
        Place(file: file, from: event.start, to: end)
    }

    private static func checkEncoding(of source: SourceText.File, file: UInt16, _ findings: DiagnosticCollector) -> Bool {
        guard source.bytes.count <= PackLimits.fileSize else {
            findings.report(
                .limitExceeded, "the file has \(source.bytes.count) bytes; a file may have \(PackLimits.fileSize)",
                at: Place(file: file, line: 1, column: 1, endLine: 1, endColumn: 1))
            return false
        }
        guard let offset = source.firstInvalidOffset() else { return true }
        let mark = source.mark(of: offset)
        let byte = source.bytes[offset]
        let what = byte < 0x80 ? "the control character" : "not UTF-8: the byte"
        findings.report(
            .encoding, "\(what) 0x\(String(byte, radix: 16, uppercase: true))", at: Place(file: file, from: mark, to: mark),
            help: byte < 0x80 ? "remove it; in a regex write `\\xHH`" : "save the file as UTF-8")
        return false
    }

    private var flowHelp: String { "a variable of a message is written `${name}`, and the text in quotes" }
}

extension Place {
    init(file: UInt16, from start: YAMLMark, to end: YAMLMark) {
        self.init(
            file: file, line: UInt32(clamping: start.line + 1), column: UInt32(clamping: start.column + 1),
            endLine: UInt32(clamping: end.line + 1), endColumn: UInt32(clamping: end.column + 1))
    }
}

extension SourceText.File {
    var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// Where UTF-8 ends or a control character stands that YAML does not allow.
    func firstInvalidOffset() -> Int? {
        var offset = 0
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .emptyInput:
                return nil
            case .error:
                return min(offset, bytes.count - 1)
            case .valid(let scalar):
                if scalar.count == 1, let byte = scalar.first, byte < 0x20 || byte == 0x7F,
                    byte != 0x09, byte != 0x0A, byte != 0x0D
                {
                    return offset
                }
                offset += scalar.count
            }
        }
    }

    /// Line and column of a byte; columns count valid UTF-8 before it.
    func mark(of offset: Int) -> YAMLMark {
        let line = lineIndex(of: offset)
        let start = lineStart(line)
        let before = String(decoding: bytes[min(start, offset)..<offset], as: UTF8.self)
        return YAMLMark(line: line, column: before.unicodeScalars.count)
    }
}
