import PatternAutomaton
import RuleEngine

/// Checks packs together and links them into one image.
///
/// - Parameter sources: the files of each pack, in any order.
/// - Throws: `RulePackError` with what is wrong; for patterns that are too much together, with that alone.
package func linkPacks(_ sources: [[YAMLDocument]]) throws(RulePackError) -> [UInt8] {
    var packs: [PackModel] = []
    for documents in sources { packs.append(try parsePack(documents: documents)) }
    _ = try checkUnion(of: packs)
    let order = packs.indices.sorted { packs[$0].id < packs[$1].id }
    do throws(PatternError) {
        return try Linker.link(order.map { packs[$0] }, digest: digest(of: order.map { sources[$0] }))
    } catch {
        throw RulePackError(diagnostics: [
            Diagnostic(code: "E900", severity: .error, message: "all packs together: \(error.message)", location: nil)
        ])
    }
}

/// Tells images apart that were made from different packs; not a defence against forgery.
private func digest(of sources: [[YAMLDocument]]) -> SourceDigest {
    var digest = SourceDigest(high: 0x6A09_E667_F3BC_C908, low: 0xBB67_AE85_84CA_A73B)
    for source in sources {
        for byte in YAMLDocument.encode(source.map(\.forLinking)) {
            digest.low = (digest.low ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            digest.high = (digest.high ^ digest.low >> 29) &* 0x9E37_79B9_7F4A_7C15
        }
    }
    return digest
}
