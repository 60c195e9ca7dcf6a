internal import RulePackCompiler
internal import Undelivered

/// Reads packs from folders: the YAML directly in them, and everything below for their samples.
enum PackFolders {
    /// What cannot be read is told at once; without its packs nothing is to be checked.
    static func read(_ folders: [String]) throws -> [PackFolder] {
        // `RulePacks/*` names the folder that only joins the others too.
        try folders.compactMap { try read(FilePath($0), isOnlyOne: folders.count == 1) }
    }

    private static func read(_ folder: FilePath, isOnlyOne: Bool) throws -> PackFolder? {
        do {
            let status = try folder.status()
            guard status.kind == .folder else {
                Terminal.complain("\(folder.text): not a folder; give the folder that holds the pack's YAML")
                throw ExitStatus.unreadable
            }
            var search = try FolderSearch(folder, identity: status.identity)
            var pack = PackFolder(files: [], samples: [])
            while let path = search.next() {
                let name = path.text.dropFirst(folder.text.count).drop { $0 == "/" }
                let file = PackFile(name: path.text, bytes: try contents(of: path))
                if !name.contains("/"), name.hasSuffix(".yaml") {
                    pack.files.append(file)
                } else {
                    pack.samples.append(PackFile(name: String(name), bytes: file.bytes))
                }
            }
            guard !pack.files.isEmpty else {
                Terminal.complain("\(folder.text): \(isOnlyOne ? "" : "passed over: ")no YAML files in this folder")
                if isOnlyOne { throw ExitStatus.unreadable }
                return nil
            }
            return pack
        } catch let trouble as SystemError {
            Terminal.complain("\(folder.text): \(trouble.description)")
            throw ExitStatus.unreadable
        }
    }

    private static func contents(of path: FilePath) throws(SystemError) -> [UInt8] {
        let file = try FileDescriptor(named: path)
        var bytes: [UInt8] = []
        while try file.read(into: &bytes, count: 1 << 16) > 0 {}
        return bytes
    }
}

/// Findings as their authors read them.
enum PackReport {
    static func show(_ findings: [Diagnostic]) {
        for finding in findings { Terminal.show(finding.description + "\n\n") }
    }

    /// Runs `body`, which writes to `path`.
    static func write(_ path: FilePath, _ body: () throws(SystemError) -> Void) throws {
        do throws(SystemError) {
            try body()
        } catch {
            Terminal.complain("\(path.text): \(error.description)")
            throw ExitStatus.cannotWrite
        }
    }

    static func count(_ findings: [Diagnostic]) -> String {
        let errors = findings.count { $0.severity == .error }
        return "\(errors) errors, \(findings.count - errors) warnings"
    }
}
