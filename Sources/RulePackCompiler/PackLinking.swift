import PatternAutomaton
import RuleEngine

/// Checks packs together and links them into one image.
///
/// - Parameter objects: the packs, in any order; the same ones give the same bytes.
/// - Throws: `RulePackError` with what is wrong; for patterns that are too much together, with that alone.
package func linkPacks(_ objects: [PackObject]) throws(RulePackError) -> [UInt8] {
    try checkUnion(of: objects.map(\.interface))
    do {
        return try Linker.link(objects.sorted { $0.id < $1.id })
    } catch let error as PatternError {
        throw RulePackError(patterns: "all packs together: \(error.message)")
    } catch {
        throw RulePackError(brokenObject: "\(error)")
    }
}
