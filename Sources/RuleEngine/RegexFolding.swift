/// Regexes see normalised text, so the characters beyond ASCII in them are folded the same way.
package enum RegexFolding {
    /// ASCII is left alone: `\S` is not `\s`, and the automaton ignores the case of ASCII letters itself.
    package static func fold(_ pattern: String) -> [UInt8] {
        var folded: [UInt8] = []
        for scalar in pattern.unicodeScalars {
            guard scalar.value >= 0x80 else {
                folded.append(UInt8(truncatingIfNeeded: scalar.value))
                continue
            }
            switch CharacterFolding.fold(scalar.value) {
            case .nothing: continue
            case .space: folded.append(0x20)
            case .character(let value): UTF8Scalar.encode(value) { folded.append($0) }
            }
        }
        return folded
    }
}
