#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Vectorscan or Hyperscan, loaded while running; both have the same C interface.
@safe final class Vectorscan {
    private typealias CompileMulti =
        @convention(c) (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UInt32>, UnsafePointer<UInt32>, UInt32, UInt32, OpaquePointer?,
            UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<UnsafeMutableRawPointer?>
        ) -> Int32
    private typealias AllocateScratch = @convention(c) (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    private typealias DatabaseSize = @convention(c) (OpaquePointer, UnsafeMutablePointer<Int>) -> Int32
    private typealias Version = @convention(c) () -> UnsafePointer<CChar>
    private typealias OnMatch = @convention(c) (UInt32, UInt64, UInt64, UInt32, UnsafeMutableRawPointer?) -> Int32
    private typealias ScanBlock =
        @convention(c) (OpaquePointer, UnsafePointer<UInt8>?, UInt32, UInt32, OpaquePointer, OnMatch, UnsafeMutableRawPointer?) -> Int32

    struct Failure: Error {
        var message: String
        /// Index of the pattern that was refused.
        var pattern: Int?
    }

    let version: String
    private(set) var byteCount = 0
    private let scanBlock: ScanBlock
    private var database: OpaquePointer
    private var scratch: OpaquePointer

    /// Case-insensitive, multi-line, one match a pattern, whole texts.
    init(library: String, patterns: [[UInt8]]) throws(Failure) {
        guard let handle = unsafe dlopen(library, RTLD_NOW) else { throw Failure(message: "cannot load \(library)", pattern: nil) }
        func symbol<Function>(_ name: String, as type: Function.Type) throws(Failure) -> Function {
            guard let address = unsafe dlsym(handle, name) else { throw Failure(message: "no \(name) in \(library)", pattern: nil) }
            return unsafe unsafeBitCast(address, to: type)
        }
        let compile = unsafe try symbol("hs_compile_multi", as: CompileMulti.self)
        let allocate = unsafe try symbol("hs_alloc_scratch", as: AllocateScratch.self)
        let size = unsafe try symbol("hs_database_size", as: DatabaseSize.self)
        unsafe scanBlock = unsafe try symbol("hs_scan", as: ScanBlock.self)
        version = unsafe String(cString: try symbol("hs_version", as: Version.self)())
        var expressions: [UnsafePointer<CChar>?] = unsafe []
        for pattern in patterns {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: pattern.count + 1)
            for (index, byte) in pattern.enumerated() { unsafe copy[index] = CChar(bitPattern: byte) }
            unsafe copy[pattern.count] = 0
            unsafe expressions.append(UnsafePointer(copy))
        }
        defer { for index in unsafe expressions.indices { unsafe expressions[index]?.deallocate() } }
        let flags = [UInt32](repeating: 1 | 4 | 8, count: patterns.count)
        let ids = patterns.indices.map { UInt32($0) }
        var made: OpaquePointer?
        var error: UnsafeMutableRawPointer?
        guard unsafe compile(expressions, flags, ids, UInt32(patterns.count), 1, nil, &made, &error) == 0, let made = unsafe made else {
            // hs_compile_error_t: a pointer to the message, then the number of the expression.
            let message = unsafe error?.load(as: UnsafePointer<CChar>?.self)
            let pattern = unsafe error?.load(fromByteOffset: MemoryLayout<Int>.size, as: Int32.self)
            throw Failure(message: unsafe message.map { unsafe String(cString: $0) } ?? "refused", pattern: pattern.map { Int($0) })
        }
        unsafe database = unsafe made
        var space: OpaquePointer?
        guard unsafe allocate(made, &space) == 0, let space = unsafe space else { throw Failure(message: "no scratch", pattern: nil) }
        unsafe scratch = unsafe space
        _ = unsafe size(made, &byteCount)
    }

    /// Sets the bit of every pattern that matches.
    @inline(__always)
    func scan(_ text: UnsafeBufferPointer<UInt8>, into found: UnsafeMutablePointer<UInt64>) {
        _ = unsafe scanBlock(
            database, text.baseAddress, UInt32(text.count), 0, scratch,
            { id, _, _, _, context in
                unsafe context?.assumingMemoryBound(to: UInt64.self)[Int(id >> 6)] |= 1 << UInt64(id & 63)
                return 0
            }, found)
    }
}
