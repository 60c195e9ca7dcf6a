internal import ArgumentParser
internal import RulePackCompiler
internal import Undelivered

struct PackTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Check packs, then run their examples and samples over the union of all of them.")

    @Argument(help: "Folders of packs. Causes come from the pack that defines them, so name the Standard pack as well.")
    var folders: [String]

    @Flag(help: "Leave out warnings.")
    var errorsOnly = false

    func run() throws {
        do {
            var tester = try PackTester(try PackFolders.read(folders))
            let findings = tester.run()
            PackReport.show(findings.filter { !errorsOnly || $0.severity == .error })
            Terminal.show("\(tester.examples) examples, \(tester.samples) samples: \(PackReport.count(findings))\n")
            if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.unreadable }
        } catch let error as RulePackError {
            PackReport.show(error.diagnostics)
            throw ExitStatus.unreadable
        }
    }
}
