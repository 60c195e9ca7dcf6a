internal import ArgumentParser
internal import RulePackCompiler
internal import Undelivered

struct PackCompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Join packs to one image, which is loaded without reading YAML (diagnose --image).")

    @Argument(help: "Folders of packs.")
    var folders: [String]

    @Option(help: ArgumentHelp("The image's file; replaced when it is complete.", valueName: "file"))
    var output: String

    func run() throws {
        let files = try PackFolders.read(folders).map(\.files)
        let image: [UInt8]
        do throws(RulePackError) {
            image = try Diagnoser(packs: [], adding: files).image
        } catch {
            PackReport.show(error.diagnostics)
            throw ExitStatus.unreadable
        }
        let path = FilePath(output)
        try PackReport.write(path) { () throws(SystemError) in try path.replace(with: image) }
        Terminal.show("\(files.count) packs, \(image.count) bytes\n")
    }
}
