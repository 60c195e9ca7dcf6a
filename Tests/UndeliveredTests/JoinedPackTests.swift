import AllPacks
import Foundation
import RulePackCompiler
import Testing

@testable import RuleEngine
@testable import Undelivered

@Suite("Packs joined at run time")
struct JoinedPackTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../RulePacks").standardizedFileURL

    private static func files(of pack: String) throws -> [PackFile] {
        try FileManager.default.contentsOfDirectory(at: folder.appending(path: pack), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
            .map { PackFile(name: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0))) }
    }

    @Test("are the image that was linked when they were built")
    func identity() throws {
        #expect(try Diagnoser(packs: RulePackSet(RulePackSet.all.packs.reversed())).image == Diagnoser(packs: .all).image)
    }

    @Test("are the image that compiling their YAML gives")
    func identityWithYAML() throws {
        let ids = ["postfix", "google", "standard"]
        let built = RulePackSet(RulePackSet.all.packs.filter { ids.contains($0.id) })
        let read = try Diagnoser(packs: [], adding: ["Standard", "Postfix", "Google"].map { try Self.files(of: $0) })
        #expect(try Diagnoser(packs: built).image == read.image)
        // One that was built gives way to the same one that was read.
        #expect(try Diagnoser(packs: built, adding: [Self.files(of: "Google")]).image == read.image)
    }
}
