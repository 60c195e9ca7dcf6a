/// Breaks text into lines of a width that counts in columns of a terminal: a Japanese letter takes two.
enum TextWrapping {
    static let width = 78

    /// `first` stands before the first line, `rest` before all others.
    static func lines(_ text: String, first: String = "", rest: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var column = columns(first)
        var isEmpty = true
        for piece in pieces(text) {
            let needed = columns(piece.text)
            if !isEmpty && column + needed + (piece.isAfterSpace ? 1 : 0) > width {
                lines.append(line)
                line = rest
                column = columns(rest)
                isEmpty = true
            }
            if piece.isAfterSpace && !isEmpty {
                line += " "
                column += 1
            }
            line += piece.text
            column += needed
            isEmpty = false
        }
        lines.append(line)
        return lines
    }

    static func columns(_ text: String) -> Int {
        text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    private struct Piece {
        var text: String
        var isAfterSpace: Bool
    }

    /// What must not be broken: a word, or one wide letter with the punctuation that belongs to it.
    private static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var previous: Character?
        for character in text {
            if character == " " {
                previous = nil
            } else if let last = previous, !mayBreak(between: last, and: character) {
                pieces[pieces.count - 1].text.append(character)
                previous = character
            } else {
                pieces.append(Piece(text: String(character), isAfterSpace: previous == nil))
                previous = character
            }
        }
        return pieces
    }

    private static func mayBreak(between first: Character, and second: Character) -> Bool {
        (isWide(first) || isWide(second)) && !opening.contains(first) && !closing.contains(second)
    }

    /// Never at the beginning of a line.
    private static let closing = Set<Character>("、。,.)」』】〉》]}・:;!?！？：；，．）］｝々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
    /// Never at the end of a line.
    private static let opening = Set<Character>("(「『【〈《[{（［｛")

    private static func isWide(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value else { return false }
        return switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
