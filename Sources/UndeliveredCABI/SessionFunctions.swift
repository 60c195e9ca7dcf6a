// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import Undelivered

private func inSession(
    _ session: OpaquePointer?, _ error: ErrorSlot, _ body: (SessionObject) throws(Failure) -> Void
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in try unsafe using(session, .session, as: SessionObject.self, body) }
}

@c @implementation
public func undelivered_session_create(
    _ diagnoser: OpaquePointer?, _ session: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        let diagnoser = try unsafe shared(diagnoser, .diagnoser, as: DiagnoserObject.self).diagnoser
        guard let session = unsafe session else { throw .notNull("session") }
        unsafe session.pointee = Handle.make(SessionObject(diagnoser), .session)
    }
}

@c @implementation
public func undelivered_session_replace_diagnoser(
    _ session: OpaquePointer?, _ diagnoser: OpaquePointer?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        unsafe session.replaceDiagnoser(try shared(diagnoser, .diagnoser, as: DiagnoserObject.self).diagnoser)
    }
}

@c @implementation
public func undelivered_session_add_known_address(
    _ session: OpaquePointer?, _ address: UnsafePointer<CChar>?, _ addressLength: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        let address = try unsafe Input.name(address, addressLength, "address")
        guard !address.isEmpty else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "address is empty") }
        session.addKnownAddress(address)
    }
}

@c @implementation
public func undelivered_session_free(_ session: OpaquePointer?) {
    unsafe Handle(session, .session)?.free()
}

@c @implementation
public func undelivered_diagnose_message(
    _ session: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(mail: Input.bytes(bytes, length, "bytes"))
    }
}

@c @implementation
public func undelivered_diagnose_reply(
    _ session: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(reply: Input.bytes(UnsafeRawPointer(text), length, "text"))
    }
}

@c @implementation
public func undelivered_diagnose_dialog(
    _ session: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(dialog: Input.bytes(UnsafeRawPointer(text), length, "text"))
    }
}

@c @implementation
public func undelivered_diagnose_arrived(
    _ session: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(arrived: Input.bytes(bytes, length, "bytes"))
    }
}

@c @implementation
public func undelivered_diagnose_log_line(
    _ session: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(logLine: Input.bytes(UnsafeRawPointer(text), length, "text"))
    }
}

@c @implementation
public func undelivered_diagnose_symptoms(
    _ session: OpaquePointer?, _ report: UnsafeRawPointer?, _ length: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        try unsafe session.diagnose(symptoms: Input.bytes(report, length, "report"))
    }
}

@c @implementation
public func undelivered_match(
    _ session: OpaquePointer?, _ delivery: UnsafePointer<undelivered_delivery>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe inSession(session, error) { (session) throws(Failure) in
        session.forget()
        let diagnoser = session.diagnoser
        let stated = try unsafe StatedDelivery(
            SizedStruct.load(delivery, "delivery"), rules: diagnoser.rules, limit: diagnoser.limits.maximumSize)
        session.match(stated)
    }
}
