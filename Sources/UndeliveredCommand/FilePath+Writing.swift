#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension FilePath {
    /// Makes the folder and those above it that are missing.
    func makeFolder() throws(SystemError) {
        let parts = bytes.split(separator: UInt8(ascii: "/"))
        var path: [UInt8] = bytes.first == UInt8(ascii: "/") ? [UInt8(ascii: "/")] : []
        for part in parts {
            path += part
            let folder = FilePath(bytes: path)
            if unsafe folder.withCString({ unsafe mkdir($0, 0o777) }) != 0, errno != EEXIST { throw .current }
            path.append(UInt8(ascii: "/"))
        }
        guard try status().kind == .folder else { throw SystemError(number: ENOTDIR) }
    }

    /// Replaces the file in one step: who has it open or mapped keeps what it held.
    func replace(with contents: [UInt8]) throws(SystemError) {
        let new = FilePath(bytes: bytes + Array(".new".utf8))
        try new.write(contents)
        let renamed = unsafe new.withCString { from in unsafe withCString { to in unsafe rename(from, to) } }
        guard renamed == 0 else { throw .current }
    }

    /// Replaces what the file held.
    func write(_ contents: [UInt8]) throws(SystemError) {
        let file = unsafe withCString { unsafe open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
        guard file >= 0 else { throw .current }
        var done = 0
        while done < contents.count {
            let count = unsafe contents[done...].withUnsafeBytes { bytes in
                unsafe Terminal.systemWrite(file, bytes)
            }
            if count < 0 {
                if errno == EINTR { continue }
                let error = SystemError.current
                _ = close(file)
                throw error
            }
            done += count
        }
        // A full disk may show only here.
        guard close(file) == 0 else { throw .current }
    }
}
