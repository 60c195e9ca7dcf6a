import CLibYAML

/// What libyaml's parser says next.
enum YAMLEvent {
    case scalar(text: String, style: YAMLNode.ScalarStyle)
    case sequenceStart
    case mappingStart
    case collectionEnd
    case alias(String)
    case documentStart
    case streamEnd
    /// Nothing that matters here.
    case other
}

/// An event with what libyaml knows beside it.
struct YAMLEventInContext {
    var event: YAMLEvent
    var start: YAMLMark
    var end: YAMLMark
    var anchor: String?
    var tag: String?
}

/// From 0, in Unicode scalars.
struct YAMLMark {
    var line: Int
    var column: Int
}

/// libyaml's own words about a text that is not YAML.
struct YAMLSyntaxError: Error {
    var problem: String
    var mark: YAMLMark
    var context: String
    var contextMark: YAMLMark
}

/// The fence around libyaml's event API.
///
/// `input` must stay valid as long as the stream lives. Every event is copied into Swift values and
/// released before `next` returns.
@safe struct YAMLEventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    init?(unsafeInput input: UnsafeBufferPointer<UInt8>) {
        unsafe parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    func next() throws(YAMLSyntaxError) -> YAMLEventInContext {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe Self.copy(event)
    }

    private func syntaxError() -> YAMLSyntaxError {
        let state = unsafe parser.pointee
        return unsafe YAMLSyntaxError(
            problem: state.problem.map { unsafe String(cString: $0) } ?? "not YAML",
            mark: YAMLMark(state.problem_mark),
            context: state.context.map { unsafe String(cString: $0) } ?? "",
            contextMark: YAMLMark(state.context_mark))
    }

    private static func copy(_ event: yaml_event_t) -> YAMLEventInContext {
        var result = unsafe YAMLEventInContext(event: .other, start: YAMLMark(event.start_mark), end: YAMLMark(event.end_mark))
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            result.event = unsafe .scalar(text: String(decoding: bytes, as: UTF8.self), style: .init(scalar.style))
            result.anchor = unsafe text(scalar.anchor)
            result.tag = unsafe text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            result.event = .sequenceStart
            result.anchor = unsafe text(event.data.sequence_start.anchor)
            result.tag = unsafe text(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            result.event = .mappingStart
            result.anchor = unsafe text(event.data.mapping_start.anchor)
            result.tag = unsafe text(event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            result.event = .collectionEnd
        case YAML_ALIAS_EVENT:
            result.event = unsafe .alias(text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT:
            result.event = .documentStart
        case YAML_STREAM_END_EVENT:
            result.event = .streamEnd
        default:
            break
        }
        return result
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line), column: Int(clamping: mark.column))
    }
}

extension YAMLNode.ScalarStyle {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
