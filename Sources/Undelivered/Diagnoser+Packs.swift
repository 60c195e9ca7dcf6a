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
        if files.isEmpty, let image = try Self.image(of: packs) {
            try self.init(checked: { image }, limits: limits)
            return
        }
        let own = try files.map { files throws(RulePackError) in try PackObject(try parsePack(files: files)) }
        var objects: [PackObject] = []
        for pack in packs.packs where !own.contains(where: { $0.id == pack.id }) {
            objects.append(try PackObject(bytes: try Self.object(of: pack)))
        }
        // Of two with one id the later counts.
        for (index, pack) in own.enumerated() where !own[(index + 1)...].contains(where: { $0.id == pack.id }) { objects.append(pack) }
        try self.init(linking: objects, limits: limits)
    }

    package init(linking objects: [PackObject], limits: MessageLimits = .default) throws(RulePackError) {
        let image = try linkPacks(objects)
        try self.init(checked: { () throws(ImageError) in try Image(copying: image) }, limits: limits)
    }

    init(checked image: () throws(ImageError) -> Image, limits: MessageLimits) throws(RulePackError) {
        do throws(ImageError) {
            try self.init(image: try image(), limits: limits)
        } catch {
            throw RulePackError(unusable: "\(error)")
        }
    }

    private static func image(of packs: RulePackSet) throws(RulePackError) -> Image? {
        do throws(ImageError) {
            return try packs.image()
        } catch {
            throw RulePackError(unusable: "\(error)")
        }
    }

    private static func object(of pack: RulePack) throws(RulePackError) -> [UInt8] {
        guard let bytes = pack.object else { throw RulePackError(unusable: "its literals are damaged") }
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
