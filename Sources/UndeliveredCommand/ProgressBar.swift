/// How far a search through a folder has come: on standard error, only on a terminal, only for many mails.
struct ProgressBar {
    private static let fewest = 200
    private static let width = 40

    private var total = 0
    private var done = 0
    private var shown = -1

    /// Nothing is shown beside results that run over the same terminal.
    mutating func start(_ search: FolderSearch) {
        total = Terminal.errorIsTerminal && !Terminal.outputIsTerminal ? search.count() : 0
        done = 0
        shown = -1
    }

    mutating func advance() {
        done += 1
        guard total >= Self.fewest else { return }
        let percent = min(100, done * 100 / total)
        guard percent != shown else { return }
        shown = percent
        let filled = percent * Self.width / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        Terminal.show("\r\(bar) \(percent) % of \(total) files")
    }

    func finish() {
        if shown >= 0 { Terminal.show("\r\u{1B}[K") }
    }
}
