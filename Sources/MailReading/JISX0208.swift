/// Looking up Japanese characters. Shift_JIS, EUC-JP and ISO-2022-JP are three spellings of the same rows and cells.
extension JISX0208 {
    /// Unicode values by `(row - 1) * 94 + cell - 1`; 0xFFFD where there is no character.
    private static let table: [UInt16] = {
        var table = [UInt16](repeating: 0xFFFD, count: rowCount * 94)
        for (row, cells) in rows {
            var index = (row - 1) * 94
            cells.withUTF8Buffer { buffer in
                for scalar in unsafe String(decoding: buffer, as: UTF8.self).unicodeScalars where index < table.count {
                    table[index] = UInt16(truncatingIfNeeded: scalar.value)
                    index += 1
                }
            }
        }
        return table
    }()

    private static let rowCount = 120

    /// The character of a row and a cell, both from 1; U+FFFD where there is none.
    static func character(row: Int, cell: Int) -> Unicode.Scalar {
        let index = (row &- 1) &* 94 &+ cell &- 1
        guard row >= 1, row <= rowCount, cell >= 1, cell <= 94, index < table.count else { return "\u{FFFD}" }
        return Unicode.Scalar(table[index]) ?? "\u{FFFD}"
    }

    /// The character of two Shift_JIS bytes; `nil` where they are no pair.
    static func character(shiftJIS lead: UInt8, _ trail: UInt8) -> Unicode.Scalar? {
        guard isShiftJISLead(lead), isShiftJISTrail(trail) else { return nil }
        let high = Int(lead) &- (lead < 0xA0 ? 0x81 : 0xC1)
        let low = Int(trail) &- (trail > 0x7E ? 0x41 : 0x40)
        return low < 94 ? character(row: high &* 2 &+ 1, cell: low &+ 1) : character(row: high &* 2 &+ 2, cell: low &- 93)
    }

    static func isShiftJISLead(_ byte: UInt8) -> Bool { byte &- 0x81 < 0x1F || byte &- 0xE0 < 0x1D }

    static func isShiftJISTrail(_ byte: UInt8) -> Bool { byte &- 0x40 < 0x3F || byte &- 0x80 < 0x7D }

    /// Half-width katakana: a byte 0xA1…0xDF of JIS X 0201.
    static func halfWidthKatakana(_ byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(0xFF61 &+ UInt32(byte &- 0xA1)) ?? "\u{FFFD}"
    }
}
