// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered

private let versionText: StaticString = "0.9.0"

@c @implementation
public func undelivered_abi_version() -> UInt32 { UNDELIVERED_ABI_VERSION }

@c @implementation
public func undelivered_version() -> UnsafePointer<CChar>? { unsafe constant(versionText) }

@c @implementation
public func undelivered_status_text(_ status: undelivered_status) -> UnsafePointer<CChar>? {
    let text: StaticString =
        switch Int(status) {
        case UNDELIVERED_OK: "success"
        case UNDELIVERED_INVALID_ARGUMENT: "invalid argument"
        case UNDELIVERED_INVALID_HANDLE: "not a handle of this kind"
        case UNDELIVERED_BUSY: "in use by another thread"
        case UNDELIVERED_INVALID_PACK: "a rule pack cannot be used"
        case UNDELIVERED_INVALID_IMAGE: "an image cannot be used"
        case UNDELIVERED_EMPTY: "the mail is empty"
        case UNDELIVERED_TOO_LARGE: "larger than a limit allows"
        case UNDELIVERED_NO_RESULT: "no such result"
        case UNDELIVERED_BUFFER_TOO_SMALL: "the buffer is too small"
        default: "unknown status"
        }
    return unsafe constant(text)
}

/// Literals end with NUL and live as long as the program.
private func constant(_ text: StaticString) -> UnsafePointer<CChar>? {
    unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
