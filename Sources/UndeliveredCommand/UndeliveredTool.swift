internal import ArgumentParser

@main
struct UndeliveredTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undelivered",
        abstract: "Say why a mail was not delivered, whose side has to act, and what to do.",
        version: "0.1.0",
        subcommands: [DiagnoseCommand.self, SizeCommand.self, RecordCommand.self, PackCommand.self])
}
