/// Text from a mail made harmless for a terminal: a mail must not move the cursor, set colours or turn the line round.
enum Printable {
    static func oneLine(_ text: String) -> String {
        var result = ""
        var isAfterSpace = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x09, 0x0A, 0x0D, 0x2028, 0x2029:
                if !isAfterSpace { result.append(" ") }
                isAfterSpace = true
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
                result.append("\u{FFFD}")
                isAfterSpace = false
            default:
                result.unicodeScalars.append(scalar)
                isAfterSpace = false
            }
        }
        if result.last == " " { result.removeLast() }
        return result
    }
}
