internal import ArgumentParser

struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Work on rule packs.",
        subcommands: [PackCheckCommand.self, PackTestCommand.self, PackCompileCommand.self, PackDocsCommand.self])
}
