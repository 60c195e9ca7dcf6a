/// What a character beyond ASCII is compared as: a small, fixed part of NFKC and case folding that needs no tables of Unicode.
enum CharacterFolding {
    enum Outcome {
        case nothing
        case space
        case character(UInt32)
    }

    static func fold(_ value: UInt32) -> Outcome {
        switch value {
        case 0x00A0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x3000: .space
        case 0x00AD, 0x200B...0x200F, 0x2060, 0xFEFF: .nothing
        case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x00B4: .character(0x27)
        case 0x201C...0x201F, 0x2033, 0x00AB, 0x00BB: .character(0x22)
        case 0x2010...0x2015, 0x2212: .character(0x2D)
        case 0xFF01...0xFF5E: .character(lowerASCII(value - 0xFEE0))
        case 0xFF61...0xFF9F: .character(halfWidthKatakana[Int(value - 0xFF61)])
        case 0x00C0...0x00DE where value != 0x00D7: .character(value + 0x20)
        case 0x0391...0x03AB: .character(value + 0x20)
        case 0x0386: .character(0x03AC)
        case 0x0388...0x038A: .character(value + 0x25)
        case 0x038C: .character(0x03CC)
        case 0x038E, 0x038F: .character(value + 0x3F)
        // The sigma at the end of a word.
        case 0x03C2: .character(0x03C3)
        case 0x0410...0x042F: .character(value + 0x20)
        case 0x0400...0x040F: .character(value + 0x50)
        // Turkish: the small letter is i, as in words that are written without accents.
        case 0x0130: .character(0x69)
        case 0x0100...0x0137, 0x014A...0x0177, 0x048A...0x04BF, 0x04D0...0x052F, 0x1E00...0x1E95, 0x1EA0...0x1EFF: .character(value | 1)
        case 0x0139...0x0148, 0x0179...0x017E: .character(value & 1 == 1 ? value + 1 : value)
        default: .character(value)
        }
    }

    /// The capital of a small letter beyond ASCII, or the other way round; `nil` for what has no twin here.
    static func otherCase(of value: UInt32) -> UInt32? {
        if case .character(let small) = fold(value), small != value, small >= 0x80 { return isCased(value) ? small : nil }
        for distance in [0x20, 0x50, 1] as [UInt32] {
            guard value > distance, isCased(value - distance), case .character(value) = fold(value - distance) else { continue }
            return value - distance
        }
        return nil
    }

    private static func isCased(_ value: UInt32) -> Bool { (0x00C0...0x052F).contains(value) }

    /// CJK symbols, kana, ideographs: written without spaces, so a space between two of them is only a line wrap.
    static func isIdeograph(_ value: UInt32) -> Bool {
        (0x3001...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) || (0x20000...0x3FFFF).contains(value)
    }

    private static func lowerASCII(_ value: UInt32) -> UInt32 { value &- 0x41 < 26 ? value | 0x20 : value }

    /// U+FF61…U+FF9F as their full-width twins; voicing marks stay combining marks (U+3099, U+309A).
    private static let halfWidthKatakana: [UInt32] =
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
        .unicodeScalars.map(\.value) + [0x3099, 0x309A]
}

/// UTF-8 as RFC 3629 has it: no surrogates, no overlong forms.
enum UTF8Scalar {
    /// The scalar at `position` and its length in bytes; nil where the bytes are not valid UTF-8.
    static func decode(_ source: Span<UInt8>, at position: Int, end: Int) -> (UInt32, Int)? {
        let first = source[position]
        let length: Int
        var value: UInt32
        switch first {
        case 0x00...0x7F: return (UInt32(first), 1)
        case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
        default: return nil
        }
        guard position + length <= end else { return nil }
        for index in 1..<length {
            let byte = source[position + index]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let isOverlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000)
        guard !isOverlong, !(0xD800...0xDFFF).contains(value), value <= 0x10FFFF else { return nil }
        return (value, length)
    }

    static func encode(_ value: UInt32, _ emit: (UInt8) -> Void) {
        switch value {
        case 0..<0x80:
            emit(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            emit(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
            emit(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        case 0x800..<0x10000:
            emit(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
            emit(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
            emit(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        default:
            emit(0xF0 | UInt8(truncatingIfNeeded: value >> 18 & 0x07))
            emit(0x80 | UInt8(truncatingIfNeeded: value >> 12 & 0x3F))
            emit(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
            emit(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        }
    }
}
