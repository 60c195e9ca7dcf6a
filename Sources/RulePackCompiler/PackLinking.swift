package import PatternAutomaton
import RuleEngine

/// Checks packs together and links them into one image, which also carries the packs themselves so that
/// others can be linked with them later.
///
/// - Parameter sources: the files of each pack, in any order.
/// - Throws: `RulePackError` with what is wrong; for patterns that are too much together, with that alone.
package func linkPacks(_ sources: [[YAMLDocument]]) throws(RulePackError) -> [UInt8] {
    var packs: [PackModel] = []
    for documents in sources { packs.append(try parsePack(documents: documents)) }
    _ = try checkUnion(of: packs)
    let order = packs.indices.sorted { packs[$0].id < packs[$1].id }
    do throws(PatternError) {
        return try Linker.link(order.map { packs[$0] }, embedding: order.map { YAMLDocument.encode(sources[$0]) })
    } catch {
        throw RulePackError(diagnostics: [
            Diagnostic(code: "E900", severity: .error, message: "all packs together: \(error.message)", location: nil)
        ])
    }
}

/// The packs that a linked image carries.
package func embeddedSources(of image: Image) throws(RulePackError) -> [[YAMLDocument]] {
    guard let bytes = try? image.table(RuleSection.sources, of: UInt8.self),
        let runs = try? image.table(RuleSection.sourceRuns, of: Run.self)
    else { return [] }
    var sources: [[YAMLDocument]] = []
    for run in runs { sources.append(try YAMLDocument.decode(run.range.compactMap { bytes[$0] })) }
    return sources
}
