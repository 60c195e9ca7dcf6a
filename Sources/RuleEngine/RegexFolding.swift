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

    /// Mails as a whole are compared as they are written. So that a word beyond ASCII is found at the beginning of a sentence as well as in it,
    /// its first letter stands for both cases, as do all letters of a set: `прочитано` becomes `[пП]рочитано`.
    package static func inBothCases(_ pattern: String) -> [UInt8] {
        var result: [UInt8] = []
        var isInSet = false
        var isInWord = false
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                if !isEscaped, value == 0x5B || value == 0x5D { isInSet = value == 0x5B }
                isEscaped = !isEscaped && value == 0x5C
            }
            let twin = value < 0x80 || isInWord && !isInSet ? nil : CharacterFolding.otherCase(of: value)
            if let twin, !isInSet {
                result.append(0x5B)
                UTF8Scalar.encode(value) { result.append($0) }
                UTF8Scalar.encode(twin) { result.append($0) }
                result.append(0x5D)
            } else {
                UTF8Scalar.encode(value) { result.append($0) }
                if let twin { UTF8Scalar.encode(twin) { result.append($0) } }
            }
            isInWord = value >= 0x80
        }
        return result
    }

    /// A phrase as it is written, at the beginning of a sentence, and in the middle of one.
    package static func spellings(ofPhrase phrase: String) -> [[UInt8]] {
        var scalars = Array(phrase.unicodeScalars.map(\.value))
        var spellings = [scalars]
        if let first = scalars.first, first >= 0x80, let twin = CharacterFolding.otherCase(of: first) {
            scalars[0] = twin
            spellings.append(scalars)
        }
        return spellings.map { scalars in
            var bytes: [UInt8] = []
            for scalar in scalars { UTF8Scalar.encode(scalar) { bytes.append($0) } }
            return bytes
        }
    }
}
