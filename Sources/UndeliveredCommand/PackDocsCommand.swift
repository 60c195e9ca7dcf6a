internal import ArgumentParser
internal import RulePackCompiler
internal import Undelivered

struct PackDocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Write a Markdown page for each pack, and README.md with what they cover.")

    @Argument(help: "Folders of packs. Titles of causes come from the pack that defines them, so name the Standard pack as well.")
    var folders: [String]

    @Option(help: ArgumentHelp("Folder for the pages; made where it is missing.", valueName: "dir"))
    var output: String

    func run() throws {
        // Not in the order given: shells sort `RulePacks/*` by their locale.
        let pages = try Self.pages(try PackFolders.read(folders)).sorted { $0.pack.id < $1.pack.id }
        // A file system without case would take a page `readme.md` for the list of the pages.
        var names: Set<String> = ["readme.md"]
        for page in pages where !names.insert(PackPage.name(of: page.pack).lowercased()).inserted {
            Terminal.complain("two pages would be named \(PackPage.name(of: page.pack)): give every pack once")
            throw ExitStatus.unreadable
        }
        let folder = FilePath(output)
        try PackReport.write(folder) { () throws(SystemError) in try folder.makeFolder() }
        for (name, text) in pages.map({ (PackPage.name(of: $0.pack), $0.text) }) + [("README.md", PackIndexPage(pages: pages).text)] {
            let path = folder.appending(Array(name.utf8))
            try PackReport.write(path) { () throws(SystemError) in try path.write(Array(text.utf8)) }
        }
        Terminal.show("Pages written: \(pages.count + 1)\n")
    }

    private static func pages(_ folders: [PackFolder]) throws -> [PackPage] {
        do throws(RulePackError) {
            let packs = try folders.map { folder throws(RulePackError) in try parsePack(files: folder.files) }
            let titles = packs.flatMap(\.causes).map { ($0.id, $0.title.text(in: "en") ?? $0.id) }
            let causePacks = packs.filter { !$0.causes.isEmpty }.map(\.id).sorted()
            return zip(packs, folders).map { pack, folder in
                PackPage(
                    pack: pack, causeTitles: Dictionary(titles) { first, _ in first }, causePacks: causePacks,
                    samples: pack.layouts.map { PackTester.samples(of: $0, among: folder.samples).map(\.name) })
            }
        } catch {
            PackReport.show(error.diagnostics)
            throw ExitStatus.unreadable
        }
    }
}
