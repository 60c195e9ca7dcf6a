import Foundation

/// Runs the built program as its user would.
struct Program {
    struct Result {
        var status: Int32
        var output: String
        var errors: String

        var lines: [Substring] { output.split(separator: "\n") }
    }

    /// Beside the tests that are running.
    static var url: URL {
        #if os(Linux)
            let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            return tests.deletingLastPathComponent().appendingPathComponent("undelivered")
        #else
            var folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
            folder.deleteLastPathComponent()
            return folder.appendingPathComponent("undelivered")
        #endif
    }

    /// The repository.
    static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    static func run(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = ["LANG": "C"], in folder: URL? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder ?? root
        // Files instead of pipes: no pipe can fill up while nobody reads it.
        let scratch = try Scratch()
        try input.write(to: scratch.url("in"))
        for name in ["out", "err"] { try Data().write(to: scratch.url(name)) }
        process.standardInput = try FileHandle(forReadingFrom: scratch.url("in"))
        process.standardOutput = try FileHandle(forWritingTo: scratch.url("out"))
        process.standardError = try FileHandle(forWritingTo: scratch.url("err"))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: scratch.url("out")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: scratch.url("err")), as: UTF8.self))
    }
}

/// A folder that is gone when it is no longer needed.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("undelivered-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func write(_ name: String, _ data: Data) throws {
        let file = url(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ name: String, _ text: String) throws {
        try write(name, Data(text.utf8))
    }
}

/// A bounce of qmail's form whose words name their cause.
func bounce(_ recipient: String = "user@example.jp", _ reply: String = "552 user is over quota (#5.2.2)") -> String {
    """
    Return-Path: <>
    From: MAILER-DAEMON@mail.example.com
    To: sender@example.com
    Subject: failure notice
    Date: Mon, 6 Jul 2026 10:15:30 +0900
    Message-ID: <20260706011530.1234.qmail@mail.example.com>

    Hi. This is the qmail-send program at mail.example.com.
    I'm afraid I wasn't able to deliver your message to the following addresses.
    This is a permanent error; I've given up. Sorry it didn't work out.

    <\(recipient)>:
    203.0.113.25 does not like recipient.
    Remote host said: \(reply)
    Giving up on 203.0.113.25.

    --- Below this line is a copy of the message.

    Return-Path: <sender@example.com>
    From: sender@example.com
    To: \(recipient)
    Subject: Hello

    Good morning.

    """
}
