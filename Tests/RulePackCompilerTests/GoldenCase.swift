import RulePackCompiler
import Testing

/// Files of a pack and the whole text that its author sees about them.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    var code: String
    var name: String
    var files: [PackFile]
    var expected: String

    init(_ code: String, _ name: String, isWhole: Bool = false, files: [String], expected: String) {
        self.code = code
        self.name = name
        self.files = files.enumerated().map { index, text in
            let header = index == 0 && !isWhole ? Self.header : ""
            return PackFile(name: index == 0 ? "shop.yaml" : "more.yaml", bytes: Array((header + text + "\n").utf8))
        }
        self.expected = expected
    }

    static let header = """
        schema: 1
        pack:
          id: shop
          version: 1.0.0
          tier: site
          title: { en: Shop, ja: 店 }

        """

    var testDescription: String { "\(code) \(name)" }
}

/// Everything that is said about a pack: by reading it, and where that is quiet, by checking it alone as a union.
func findings(in files: [PackFile]) -> [Diagnostic] {
    do {
        let pack = try parsePack(files: files)
        return pack.diagnostics.isEmpty ? check(packs: [pack]) : pack.diagnostics
    } catch {
        return error.diagnostics
    }
}

/// A pack in one file, with the header of the golden cases.
func pack(_ text: String) throws -> PackModel {
    try parsePack(files: [PackFile(name: "shop.yaml", bytes: Array((GoldenCase.header + text).utf8))])
}

func codes(_ text: String) -> [String] {
    findings(in: [PackFile(name: "shop.yaml", bytes: Array((GoldenCase.header + text).utf8))]).map(\.code)
}
