internal import ArgumentParser
internal import RulePackCompiler
internal import Undelivered

struct PackCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check packs without running anything: syntax, names, and what authors overlook.")

    @Argument(help: "Folders of packs. Causes come from the pack that defines them, so name the Standard pack as well.")
    var folders: [String]

    @Flag(help: "Leave out warnings.")
    var errorsOnly = false

    func run() throws {
        var findings: [Diagnostic] = []
        var packs: [PackModel] = []
        let read = try PackFolders.read(folders)
        for folder in read {
            do throws(RulePackError) {
                let pack = try parsePack(files: folder.files)
                packs.append(pack)
                findings += pack.diagnostics
            } catch {
                findings += error.diagnostics
            }
        }
        // With a pack missing, what it defines would be reported as unknown everywhere.
        if packs.count == read.count { findings += check(packs: packs) }
        PackReport.show(findings.filter { !errorsOnly || $0.severity == .error })
        Terminal.show("\(packs.reduce(0) { $0 + $1.rules.count }) rules: \(PackReport.count(findings))\n")
        if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.unreadable }
    }
}
