public import MailReading
import PatternAutomaton
public import RuleEngine
public import RulePackCompiler

extension Diagnoser {
    /// A diagnoser with the knowledge of `packs`.
    ///
    /// - Parameters:
    ///   - packs: `.all` of the module `AllPacks`, which costs no linking, or a list: `[.standard, .postfix]`.
    ///   - files: packs of your own as YAML, one array of files for each pack; linked with `packs`. One with the id of a
    ///     pack among `packs` takes its place.
    ///   - limits: what one mail may cost.
    /// - Throws: `RulePackError` with every finding, at its place in the files.
    public init(packs: RulePackSet, adding files: [[PackFile]] = [], limits: MessageLimits = .default) throws(RulePackError) {
        if let linked = packs.linked, files.isEmpty {
            try self.init(checked: { () throws(ImageError) in try EmbeddedBytes.image(linked) }, limits: limits)
            return
        }
        var sources: [(id: String, documents: [YAMLDocument])] = []
        for pack in packs.packs { sources.append((pack.id, try YAMLDocument.decode(try Self.decode(pack.embedded)))) }
        for pack in files {
            let id = try parsePack(files: pack).id
            sources.removeAll { $0.id == id }
            sources.append((id, try parseDocuments(files: pack)))
        }
        try self.init(linking: sources.map(\.documents), limits: limits)
    }

    package init(linking sources: [[YAMLDocument]], limits: MessageLimits = .default) throws(RulePackError) {
        let image = try linkPacks(sources)
        try self.init(checked: { () throws(ImageError) in try Image(copying: image) }, limits: limits)
    }

    init(checked image: () throws(ImageError) -> Image, limits: MessageLimits) throws(RulePackError) {
        do throws(ImageError) {
            try self.init(image: try image(), limits: limits)
        } catch {
            throw RulePackError(unusable: "\(error)")
        }
    }

    private static func decode(_ literals: [StaticBigInt]) throws(RulePackError) -> [UInt8] {
        guard let bytes = EmbeddedBytes.decode(literals) else { throw RulePackError(unusable: "its literals are damaged") }
        return bytes
    }
}

extension RulePackError {
    fileprivate init(unusable reason: String) {
        self.init(diagnostics: [
            Diagnostic(code: "E901", severity: .error, message: "a compiled pack cannot be used: \(reason)", location: nil)
        ])
    }
}
