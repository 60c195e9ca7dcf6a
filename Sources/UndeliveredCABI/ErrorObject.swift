// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import RulePackCompiler
import Undelivered

/// What `undelivered_error` stands for. Immutable.
@safe final class ErrorObject {
    let status: undelivered_status
    let message: undelivered_text
    let json: undelivered_text
    let diagnostics: [undelivered_diagnostic]
    /// Holds the texts.
    private let arena = TextArena()

    init(_ failure: Failure) {
        status = failure.status
        unsafe message = arena.add(failure.message)
        var quoted = JSONWriter()
        quoted.string(failure.message)
        let head = Array("{\"status\":\(failure.status),\"message\":".utf8) + quoted.bytes
        let findings = failure.diagnostics.map(\.json).joined(separator: ",")
        unsafe json = arena.add(head + Array(",\"diagnostics\":[\(findings)]}".utf8))
        let arena = arena
        unsafe diagnostics = failure.diagnostics.map { unsafe Self.record($0, in: arena) }
    }

    private static func record(_ diagnostic: Diagnostic, in arena: TextArena) -> undelivered_diagnostic {
        var record = unsafe undelivered_diagnostic()
        unsafe record.code = arena.add(diagnostic.code)
        unsafe record.message = arena.add(diagnostic.message)
        unsafe record.help = arena.add(diagnostic.help)
        unsafe record.origin = arena.add(diagnostic.location?.file)
        unsafe record.line = UInt32(clamping: diagnostic.location?.line ?? 0)
        unsafe record.column = UInt32(clamping: diagnostic.location?.column ?? 0)
        unsafe record.is_error = diagnostic.severity == .error ? 1 : 0
        return unsafe record
    }
}

private func errorObject(_ pointer: OpaquePointer?) -> ErrorObject? {
    unsafe Handle(pointer, .error)?.object(as: ErrorObject.self)
}

@c @implementation
public func undelivered_error_status(_ error: OpaquePointer?) -> undelivered_status {
    unsafe errorObject(error)?.status ?? 0
}

@c @implementation
public func undelivered_error_message(_ error: OpaquePointer?) -> undelivered_text {
    unsafe errorObject(error)?.message ?? undelivered_text()
}

@c @implementation
public func undelivered_error_json(_ error: OpaquePointer?) -> undelivered_text {
    unsafe errorObject(error)?.json ?? undelivered_text()
}

@c @implementation
public func undelivered_error_diagnostic_count(_ error: OpaquePointer?) -> Int {
    unsafe errorObject(error)?.diagnostics.count ?? 0
}

@c @implementation
public func undelivered_error_diagnostic(
    _ error: OpaquePointer?, _ index: Int, _ diagnostic: UnsafeMutablePointer<undelivered_diagnostic>?
) -> undelivered_status {
    answering { () throws(Failure) in
        guard let object = unsafe errorObject(error) else { throw .notA(.error) }
        guard unsafe object.diagnostics.indices.contains(index) else { throw Failure(UNDELIVERED_NO_RESULT, "no such diagnostic") }
        try unsafe SizedStruct.store(object.diagnostics[index], in: diagnostic, "diagnostic")
    }
}

@c @implementation
public func undelivered_error_free(_ error: OpaquePointer?) {
    unsafe Handle(error, .error)?.free()
}
