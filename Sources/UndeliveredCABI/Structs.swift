import CUndelivered

/// Structs that begin with their size: a caller that was compiled with another version of the header is understood, or refused.
enum SizedStruct {
    /// No struct is larger: a size that was never set should not be believed.
    private static let largest = 4096

    /// Fills the caller's struct.
    static func store<Value: BitwiseCopyable>(_ value: Value, in target: UnsafeMutablePointer<Value>?, _ name: String) throws(Failure) {
        guard let target = unsafe target else { throw .notNull(name) }
        let raw = UnsafeMutableRawPointer(target)
        let size = try unsafe checked(raw.loadUnaligned(as: Int.self), Value.self, name)
        let known = MemoryLayout<Value>.size
        unsafe withUnsafeBytes(of: value) { bytes in
            let head = MemoryLayout<Int>.size
            guard let source = bytes.baseAddress else { return }
            unsafe (raw + head).copyMemory(from: source + head, byteCount: known - head)
        }
        if size > known { unsafe (raw + known).initializeMemory(as: UInt8.self, repeating: 0, count: size - known) }
    }

    /// Reads the caller's struct. Members that this library does not know have to be zero.
    static func load<Value: BitwiseCopyable>(_ source: UnsafePointer<Value>?, _ name: String) throws(Failure) -> Value {
        guard let source = unsafe source else { throw .notNull(name) }
        let raw = unsafe UnsafeRawPointer(source)
        let size = try unsafe checked(raw.loadUnaligned(as: Int.self), Value.self, name)
        let known = MemoryLayout<Value>.size
        for offset in known..<max(known, size) where unsafe raw.load(fromByteOffset: offset, as: UInt8.self) != 0 {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name) has members that this version of the library does not know")
        }
        return unsafe raw.loadUnaligned(as: Value.self)
    }

    private static func checked<Value>(_ size: Int, _ type: Value.Type, _ name: String) throws(Failure) -> Int {
        guard size >= MemoryLayout<Value>.size, size <= largest else {
            throw Failure(
                UNDELIVERED_INVALID_ARGUMENT,
                "\(name)->struct_size is \(UInt(bitPattern: size)), not \(MemoryLayout<Value>.size): it was not set, or the header is of another version"
            )
        }
        return size
    }
}

/// Bytes that the caller gives for the time of a call.
enum Input {
    static func bytes(_ start: UnsafeRawPointer?, _ length: Int, _ name: String) throws(Failure) -> UnsafeRawBufferPointer {
        guard length >= 0 else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "the length of \(name) is larger than any memory") }
        guard length > 0 else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
        guard let start = unsafe start else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name) is NULL, but its length is \(length)") }
        return unsafe UnsafeRawBufferPointer(start: start, count: length)
    }

    /// Names have to be UTF-8: a name that was changed would be another one.
    static func name(_ start: UnsafePointer<CChar>?, _ length: Int, _ name: String) throws(Failure) -> String {
        let bytes = try unsafe bytes(UnsafeRawPointer(start), length, name)
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name) is not UTF-8")
        }
        return text
    }

    static func name(_ text: undelivered_text, _ name: String) throws(Failure) -> String? {
        guard unsafe text.length != 0 else { return nil }
        return try unsafe Self.name(text.data, text.length, name)
    }
}
