#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The output cannot be written. Its own type, because trouble with one input never ends the program and this does.
struct OutputError: Error {
    let cause: SystemError
}

/// Standard output and standard error, unbuffered below this type.
enum Terminal {
    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1

    static func variable(_ name: String) -> String? {
        unsafe name.withCString { name in
            guard let value = unsafe getenv(name) else { return nil }
            return unsafe String(cString: value)
        }
    }

    /// Writes everything or says why not.
    static func write(_ bytes: [UInt8], toError: Bool = false) throws(OutputError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes { bytes in
                unsafe systemWrite(toError ? STDERR_FILENO : STDOUT_FILENO, bytes)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputError(cause: .current)
            }
            done += count
        }
    }

    static func complain(_ line: String) {
        show(progressEraser + "undelivered: " + Printable.oneLine(line) + "\n")
    }

    /// On standard error. Nobody can be told where that itself is broken.
    static func show(_ text: String) {
        try? write(Array(text.utf8), toError: true)
    }

    /// Ends the program without a word: whoever reads our output (`| head`) has seen enough.
    static func endQuietly() -> Never {
        exit(0)
    }

    /// A pipe whose reader is gone is answered by an error, not by a signal, so that it looks alike from every shell.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Clears a progress bar that may stand on the line.
    private static var progressEraser: String { errorIsTerminal ? "\r\u{1B}[K" : "" }

    /// The system's own call, named with its module because types here have a `write` too.
    static func systemWrite(_ number: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(number, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            unsafe Musl.write(number, bytes.baseAddress, bytes.count)
        #else
            unsafe Darwin.write(number, bytes.baseAddress, bytes.count)
        #endif
    }
}
