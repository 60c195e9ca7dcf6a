import DeliveryTypes
import MailReading

/// A mail read for a test, with its text as strings.
struct Reading {
    var bytes: [UInt8]
    var contents: MessageContents

    init(_ bytes: [UInt8], wanted: [String] = ["Subject", "From", "To"], limits: MessageLimits = .default) throws {
        var reader = MessageReader(limits: limits, wantedFields: WantedFields(names: wanted))
        try reader.read(bytes.span)
        self.bytes = bytes
        contents = reader.contents
    }

    init(_ mail: String, wanted: [String] = ["Subject", "From", "To"], limits: MessageLimits = .default) throws {
        try self.init(Array(mail.utf8), wanted: wanted, limits: limits)
    }

    var text: String { String(decoding: contents.text.bytes, as: UTF8.self) }

    func text(_ range: TextRange?) -> String? {
        range.map { String(decoding: contents.text.bytes[$0.range], as: UTF8.self) }
    }

    func input(_ range: TextRange) -> String { String(decoding: bytes[range.range], as: UTF8.self) }

    func sections(_ kind: ReadableText.Kind) -> [String] {
        contents.text.sections.filter { $0.kind == kind }.map { text($0.range) ?? "" }
    }

    func section(_ kind: ReadableText.Kind) -> String { sections(kind).joined() }

    /// The readable value of a header field of the mail.
    func header(_ name: String, _ kind: ReadableText.Kind = .header) -> String? {
        let hash = FieldName.hash(name.utf8)
        return contents.text.sections.first { $0.kind == kind && $0.fieldName == hash }.flatMap { text($0.range) }
            .map { String($0.dropLast()) }
    }

    /// The run of the input that some words of the text come from.
    func origin(of words: String) -> String? {
        let text = contents.text.bytes
        let words = Array(words.utf8)
        guard words.count <= text.count else { return nil }
        guard let start = (0...(text.count - words.count)).first(where: { Array(text[$0..<($0 + words.count)]) == words }) else {
            return nil
        }
        return String(decoding: bytes[contents.inputRange(of: TextRange(start..<(start + words.count)))], as: UTF8.self)
    }

    func hasDefect(_ kind: MessageDefect.Kind) -> Bool { contents.defects.contains { $0.kind == kind } }
}
