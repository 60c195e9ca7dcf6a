import Foundation
import PatternAutomaton
import RuleEngine
import RulePackCompiler

/// What the build plugin runs: checks packs and writes them as Swift source. Only errors are shown; `undelivered pack check` shows warnings.
///
///     RulePackTool embed OUTPUT.swift FOLDER
///     RulePackTool link OUTPUT.swift TARGET MODULE FOLDER MODULE FOLDER...
@main
enum RulePackTool {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else { fail("usage: RulePackTool embed OUTPUT FOLDER | link OUTPUT TARGET MODULE FOLDER...") }
        do {
            let source = arguments[1] == "embed" ? try embed(folder(arguments[3])) : try link(arguments[3], Array(arguments[4...]))
            try source.write(to: URL(filePath: arguments[2]))
        } catch let error as RulePackError {
            for diagnostic in error.diagnostics { report(diagnostic) }
            exit(1)
        } catch {
            fail("\(error)")
        }
    }

    private static func embed(_ folder: URL) throws -> Data {
        let pack = try PackObject(try parsePack(files: files(of: folder)))
        let pieces = try pack.automata
        let head = "RulePack(\n        id: \"\(pack.id)\",\n        automata: ["
        let automata = pieces.map {
            "[\n" + String(decoding: EmbeddedBytes.encode(pack.bytes, part: $0, rows: pack.rows), as: UTF8.self) + "],"
        }
        let source = head + automata.joined() + "],\n        embedded: "
        return swift("RulePack", memberName(pack.id), source, EmbeddedBytes.encode(pack.bytes, pieces: pieces, rows: pack.rows))
    }

    private static func link(_ target: String, _ arguments: [String]) throws -> Data {
        let modules = stride(from: 0, to: arguments.count - 1, by: 2).map { arguments[$0] }
        let folders = stride(from: 1, to: arguments.count, by: 2).map { folder(arguments[$0]) }
        let packs = try folders.map { try PackObject(try parsePack(files: files(of: $0))) }.sorted { $0.id < $1.id }
        let bytes = try linkPacks(packs)
        let image = try Image(copying: bytes)
        let pieces = try PatternSetLinker.movableSections.map { try image.byteRange(of: $0) }
        let names = packs.map { "." + memberName($0.id) }
        let imports = modules.sorted().map { "import \($0)\n" }.joined()
        let head = "RulePackSet(\n        [\(names.joined(separator: ", "))],\n        linked: "
        return Data(imports.utf8)
            + swift("RulePackSet", setName(target), head, EmbeddedBytes.encode(bytes, pieces: pieces, rows: image.rows))
    }

    private static func folder(_ path: String) -> URL { URL(filePath: path, directoryHint: .isDirectory) }

    private static func files(of folder: URL) throws -> [PackFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
            .sorted { $0.path < $1.path }
            .map { PackFile(name: $0.path(percentEncoded: false), bytes: [UInt8](try Data(contentsOf: $0))) }
    }

    private static func swift(_ type: String, _ name: String, _ head: String, _ literals: [UInt8]) -> Data {
        Data("public import RuleEngine\n\nextension \(type) {\n    public static let \(name) = \(head)[\n".utf8) + Data(literals)
            + Data("])\n}\n".utf8)
    }

    /// `microsoft-cloud` is `microsoftCloud`.
    private static func memberName(_ id: String) -> String {
        let words = id.split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }

    /// `AllPacks` is `all`.
    private static func setName(_ target: String) -> String {
        let name = target.hasSuffix("Packs") && target != "Packs" ? String(target.dropLast("Packs".count)) : target
        return name.prefix(1).lowercased() + name.dropFirst()
    }

    private static func report(_ diagnostic: Diagnostic) {
        // The form that build systems take for a place in a source file.
        let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        let help = diagnostic.help.map { "; \($0)" } ?? ""
        let line = "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)\(help) [\(diagnostic.code)]\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data("error: \(message)\n".utf8))
        exit(1)
    }
}
