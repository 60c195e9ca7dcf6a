import DeliveryTypes

extension DiagnosisSession {
    /// The day of the mail's `Date:` as days since 1970, as it is written there: time and zone do not matter to who asks for days.
    ///
    /// Makes no text: every mail is asked.
    func day(of text: ReadableText) -> UInt32? {
        for section in text.sections where section.kind == .header && section.fieldName == MailFields.date {
            return MailDay.read(text.bytes.span, in: section.range.range)
        }
        return nil
    }
}

/// `2 Jan 2026` of a date (RFC 5322 section 3.3).
enum MailDay {
    private static let months: [StaticString] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func read(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt32? {
        var offset = range.lowerBound
        while offset < range.upperBound, !ASCII.isDigit(bytes.byte(at: offset)) { offset += 1 }
        guard let day = number(bytes, &offset, range.upperBound), (1...31).contains(day) else { return nil }
        guard let month = months.firstIndex(where: { bytes.hasWord($0, at: offset) }) else { return nil }
        offset += 3
        skip(bytes, &offset, range.upperBound)
        guard let year = number(bytes, &offset, range.upperBound), (1970...9999).contains(year) else { return nil }
        return days(year, month + 1, day)
    }

    private static func number(_ bytes: Span<UInt8>, _ offset: inout Int, _ end: Int) -> Int? {
        var value = 0
        let start = offset
        while offset < end, offset - start < 4, let digit = bytes.digit(at: offset) {
            value = value * 10 + Int(digit)
            offset += 1
        }
        let isNumber = offset > start
        skip(bytes, &offset, end)
        return isNumber ? value : nil
    }

    private static func skip(_ bytes: Span<UInt8>, _ offset: inout Int, _ end: Int) {
        while offset < end, bytes.byte(at: offset) == 0x20 || bytes.byte(at: offset) == UInt8(ascii: "-") { offset += 1 }
    }

    /// Days since 1970-01-01 of the Gregorian calendar; years are counted from March, so that the leap day is a year's last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> UInt32 {
        let shifted = month > 2 ? year : year - 1
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        return UInt32(clamping: shifted * 365 + leapDays + (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1 - 719_468)
    }
}
