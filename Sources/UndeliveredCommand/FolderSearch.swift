/// The files under a folder, in depth, in the order of their names' bytes: the same on every machine.
///
/// Files and folders whose names begin with a dot are passed over, except the folders of a Maildir (`.Sent`); so is its `tmp`.
struct FolderSearch {
    private var open: [Folder] = []
    /// What cannot be read, or would be read without end.
    private(set) var troubles: [Trouble] = []

    struct Trouble {
        let path: FilePath
        let reason: String
        /// True where mails may have been missed.
        let isLoss: Bool
    }

    private struct Folder {
        let path: FilePath
        let identity: FilePath.Identity
        /// Still to be visited, the last first.
        var entries: [[UInt8]]

        var isMaildir: Bool { entries.contains(Array("cur".utf8)) && entries.contains(Array("new".utf8)) }
    }

    init(_ path: FilePath, identity: FilePath.Identity) throws(SystemError) {
        try enter(path, identity)
    }

    mutating func takeTroubles() -> [Trouble] {
        defer { troubles = [] }
        return troubles
    }

    /// How many files there are. Searches a copy of itself to the end.
    func count() -> Int {
        var search = self
        var count = 0
        while search.next() != nil { count += 1 }
        return count
    }

    /// The next file; `nil` at the end.
    mutating func next() -> FilePath? {
        while let folder = open.last {
            guard let name = open[open.count - 1].entries.popLast() else {
                open.removeLast()
                continue
            }
            let path = folder.path.appending(name)
            do throws(SystemError) {
                let status = try path.status()
                switch status.kind {
                case .file where name.first != UInt8(ascii: "."): return path
                case .file, .stream: continue
                case .folder: try visit(path, name, status.identity)
                }
            } catch {
                troubles.append(Trouble(path: path, reason: error.description, isLoss: true))
            }
        }
        return nil
    }

    private mutating func visit(_ path: FilePath, _ name: [UInt8], _ identity: FilePath.Identity) throws(SystemError) {
        if open.contains(where: { $0.identity == identity }) {
            troubles.append(Trouble(path: path, reason: "a link back to a folder above it; not followed", isLoss: false))
        } else if open.count >= 128 {
            troubles.append(Trouble(path: path, reason: "more than 128 folders deep; not searched", isLoss: true))
        } else {
            try enter(path, identity)
            if name.first == UInt8(ascii: "."), open.last?.isMaildir == false { open.removeLast() }
        }
    }

    private mutating func enter(_ path: FilePath, _ identity: FilePath.Identity) throws(SystemError) {
        var entries = try path.entries()
        entries.reverse()
        var folder = Folder(path: path, identity: identity, entries: entries)
        if folder.isMaildir { folder.entries.removeAll { $0 == Array("tmp".utf8) } }
        open.append(folder)
    }
}
