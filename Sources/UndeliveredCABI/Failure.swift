import CUndelivered
import MailReading
import RulePackCompiler
import Undelivered

/// Why a call fails: a status, a sentence, and for packs what was found.
struct Failure: Error {
    var status: undelivered_status
    var message: String
    var diagnostics: [Diagnostic] = []

    init(_ status: Int, _ message: String, _ diagnostics: [Diagnostic] = []) {
        self.status = undelivered_status(truncatingIfNeeded: status)
        self.message = message
        self.diagnostics = diagnostics
    }

    init(_ error: RulePackError) {
        self.init(UNDELIVERED_INVALID_PACK, "the packs cannot be used", error)
    }

    init(unreadableReport error: RulePackError) {
        self.init(UNDELIVERED_INVALID_ARGUMENT, "the report cannot be read", error)
    }

    private init(_ status: Int, _ message: String, _ error: RulePackError) {
        let lines = error.diagnostics.map(\.summaryLine).joined(separator: "\n")
        self.init(status, lines.isEmpty ? message : lines, error.diagnostics)
    }

    init(_ error: MessageError) {
        switch error {
        case .empty: self.init(UNDELIVERED_EMPTY, error.description)
        case .tooLarge: self.init(UNDELIVERED_TOO_LARGE, error.description)
        }
    }

    static func notNull(_ name: String) -> Failure { Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name) is NULL") }

    static func notA(_ kind: HandleKind) -> Failure {
        Failure(UNDELIVERED_INVALID_HANDLE, "this is no \(kind.name): NULL, freed, or a handle of another kind")
    }
}

/// Where a call puts its error.
typealias ErrorSlot = UnsafeMutablePointer<OpaquePointer?>?

/// Runs a call: its status, and an error object where the caller wants one.
func answering(_ slot: ErrorSlot, _ body: () throws(Failure) -> Void) -> undelivered_status {
    unsafe slot?.pointee = nil
    do throws(Failure) {
        try body()
        return 0
    } catch {
        if let slot = unsafe slot { unsafe slot.pointee = Handle.make(ErrorObject(error), .error) }
        return error.status
    }
}

/// The same for calls that give no error object.
func answering(_ body: () throws(Failure) -> Void) -> undelivered_status {
    answering(nil, body)
}

/// Gives the object to one call at a time.
func using<Object: AnyObject>(
    _ pointer: OpaquePointer?, _ kind: HandleKind, as type: Object.Type, _ body: (Object) throws(Failure) -> Void
) throws(Failure) {
    guard let handle = unsafe Handle(pointer, kind) else { throw .notA(kind) }
    guard unsafe handle.enter() else { throw Failure(UNDELIVERED_BUSY, "the \(kind.name) is in use by another thread") }
    defer { unsafe handle.leave() }
    try unsafe body(handle.object(as: type))
}

/// An object that many threads may read.
func shared<Object: AnyObject>(_ pointer: OpaquePointer?, _ kind: HandleKind, as type: Object.Type) throws(Failure) -> Object {
    guard let handle = unsafe Handle(pointer, kind) else { throw .notA(kind) }
    return unsafe handle.object(as: type)
}
