#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A path as the file system has it: bytes, which need not be UTF-8.
struct FilePath {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// For people and for JSON; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The names that people give to saved mails and to replies copied out of them.
    var isNamedLikeMail: Bool {
        let name = text.split(separator: "/").last?.lowercased() ?? ""
        return !name.contains(".") || [".eml", ".msg", ".txt", ".mbox"].contains { name.hasSuffix($0) }
    }

    func appending(_ name: [UInt8]) -> FilePath {
        let slash: [UInt8] = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
        return FilePath(bytes: bytes + slash + name)
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
        return unsafe terminated.withUnsafeBufferPointer { buffer in
            // The array ends with 0: it is never empty and always has an address.
            guard let address = buffer.baseAddress else { return unsafe body("") }
            return unsafe body(address)
        }
    }

    enum Kind: Equatable {
        case file, folder
        /// A pipe, a terminal, a device: read only where the user names it.
        case stream
    }

    /// Tells one file of the system from every other, whatever its path.
    struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// Follows symbolic links.
    func status() throws(SystemError) -> (kind: Kind, identity: Identity) {
        var information = stat()
        guard unsafe withCString({ unsafe stat($0, &information) }) == 0 else { throw .current }
        let kind: Kind =
            switch information.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .stream
            }
        // The widths of these two differ between systems.
        return (
            kind, Identity(device: UInt64(truncatingIfNeeded: information.st_dev), number: UInt64(truncatingIfNeeded: information.st_ino))
        )
    }

    /// In bytes; `nil` where only reading tells, as of a pipe.
    func size() throws(SystemError) -> UInt64? {
        var information = stat()
        guard unsafe withCString({ unsafe stat($0, &information) }) == 0 else { throw .current }
        return information.st_mode & S_IFMT == S_IFREG ? UInt64(exactly: information.st_size) : nil
    }

    /// The names in a folder without `.` and `..`, in the order of their bytes.
    func entries() throws(SystemError) -> [[UInt8]] {
        guard let folder = unsafe withCString({ unsafe opendir($0) }) else { throw .current }
        defer { unsafe closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe Self.name(of: entry)
            if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names
    }

    /// The name is as long as it is: a copy of the whole field could read beyond the entry's memory.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        var address = unsafe UnsafeRawPointer(entry) + offset
        var name: [UInt8] = []
        while unsafe address.load(as: UInt8.self) != 0 {
            name.append(unsafe address.load(as: UInt8.self))
            unsafe address += 1
        }
        return name
    }
}
