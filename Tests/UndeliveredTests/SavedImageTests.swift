import Foundation
import Testing

@testable import Undelivered

@Suite("Packs joined to an image and kept")
struct SavedImageTests {
    private static let rule = """
        rules:
          - { id: lamp, match: { text: [the lamp is blue] }, verdict: { cause: content.spam }, references: ["observed: lamps"],
              examples: { match: [the lamp is blue], no_match: [the lamp is green] } }
        """

    private func image() throws -> [UInt8] { try OwnPacks.diagnoser(Self.rule).image }

    @Test("The same packs give the same image, and the image the same answers")
    func sameAnswers() throws {
        let image = try image()
        #expect(try self.image() == image)
        let diagnoser = try Diagnoser(image: image)
        #expect(diagnoser.image == image)
        #expect(diagnoser.diagnosis(forReply: "550 The lamp is blue").rule == "own/lamp")
    }

    @Test("A file is used in place, and stays usable when another one takes its name")
    func file() throws {
        let path = NSTemporaryDirectory() + "/undelivered-\(UUID().uuidString).image"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(try image()).write(to: URL(filePath: path))
        let diagnoser = try Diagnoser(imageFile: path)
        try Data().write(to: URL(filePath: path), options: .atomic)
        #expect(diagnoser.diagnosis(forReply: "550 The lamp is blue").rule == "own/lamp")
    }

    @Test("What is no image is refused with the reason", arguments: [(0, "bytes where"), (64, "where"), (100, "where")])
    func cut(count: Int, reason: String) throws {
        let image = Array(try image().prefix(count))
        let error = #expect(throws: RulePackError.self) { _ = try Diagnoser(image: image) }
        #expect(error?.diagnostics.map(\.code) == ["E901"])
        #expect(error?.diagnostics.first?.message.contains(reason) == true)
    }

    @Test("A flipped bit anywhere is refused")
    func flipped() throws {
        let image = try image()
        for index in stride(from: 0, to: image.count, by: max(1, image.count / 400)) {
            var damaged = image
            damaged[index] ^= 1 << UInt8(index % 8)
            #expect(throws: RulePackError.self, "byte \(index)") { _ = try Diagnoser(image: damaged) }
        }
    }

    @Test("A file that is not there is an error with its reason, not a crash")
    func missing() {
        let error = #expect(throws: RulePackError.self) { _ = try Diagnoser(imageFile: "/nowhere/packs.image") }
        #expect(error?.diagnostics.first?.message.contains("cannot be read") == true)
    }
}
