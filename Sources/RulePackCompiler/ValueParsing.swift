import DeliveryTypes

/// The small languages inside scalars: `55x`, `5.1.x`, `.example.net`, `>= 25MB`, `>=1.0 <2`.
///
/// Each returns nil for what it does not understand; who asks reports it.
enum ValueParsing {
    /// `550`, `55x`, `5xx`, `550-554`.
    static func reply(_ text: String) -> ReplyPattern? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let ranges = parts.map(replyRange)
        switch ranges.count {
        case 1:
            return ranges[0]
        case 2:
            guard let first = ranges[0], let last = ranges[1], first.lower == first.upper, last.lower == last.upper,
                first.lower < last.upper
            else { return nil }
            return ReplyPattern(lower: first.lower, upper: last.upper)
        default:
            return nil
        }
    }

    private static func replyRange(_ text: Substring) -> ReplyPattern? {
        let digits = Array(text.utf8)
        guard digits.count == 3, (0x32...0x35).contains(digits[0]) else { return nil }
        var (lower, upper): (UInt16, UInt16) = (0, 0)
        var isOpen = false
        for byte in digits {
            let isX = byte == 0x78 || byte == 0x58
            guard isX || (!isOpen && (0x30...0x39).contains(byte)) else { return nil }
            isOpen = isX
            lower = lower * 10 + (isX ? 0 : UInt16(byte - 0x30))
            upper = upper * 10 + (isX ? 9 : UInt16(byte - 0x30))
        }
        return ReplyPattern(lower: lower, upper: upper)
    }

    /// `5.1.1`, `5.1.x`, `x.2.2`.
    static func status(_ text: String) -> StatusPattern? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var numbers: [UInt16?] = []
        for part in parts {
            if part == "x" || part == "X" {
                numbers.append(nil)
            } else {
                guard let number = decimal(part), number <= 999 else { return nil }
                numbers.append(UInt16(number))
            }
        }
        if let first = numbers[0], first != 2, first != 4, first != 5 { return nil }
        return StatusPattern(class: numbers[0].map { UInt8($0) }, subject: numbers[1], detail: numbers[2])
    }

    /// A domain name or an IPv4 address, with a leading dot for the domain and everything below it.
    static func host(_ text: String, field: HostTest.Field) -> HostTest? {
        let isSuffix = text.hasPrefix(".")
        let name = (isSuffix ? text.dropFirst() : text[...]).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253 else { return nil }
        for label in labels {
            guard !label.isEmpty, label.utf8.count <= 63,
                label.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F })
            else { return nil }
        }
        return HostTest(field: field, name: name, includesSubdomains: isSuffix)
    }

    /// `>= 25MB`, `< 100KB`, `>= 2`; without a comparison it is `=`.
    static func numberTest(_ text: String) -> NumberTest? {
        let rest = text.drop { $0 == " " }
        let comparison = Comparison.allCases.first { rest.hasPrefix($0.rawValue) }
        guard let value = size(rest.dropFirst(comparison?.rawValue.count ?? 0)) else { return nil }
        return NumberTest(comparison: comparison ?? .equal, value: value)
    }

    /// `25MB` in bytes.
    static func size(_ text: some StringProtocol) -> UInt64? {
        let word = text.drop { $0 == " " }
        let digits = word.prefix { ("0"..."9").contains($0) }
        let unit = word.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let number = decimal(digits) else { return nil }
        let factor: UInt64
        switch unit {
        case "", "b", "bytes": factor = 1
        case "k", "kb", "kib": factor = 1 << 10
        case "m", "mb", "mib": factor = 1 << 20
        case "g", "gb", "gib": factor = 1 << 30
        default: return nil
        }
        let (value, overflows) = number.multipliedReportingOverflow(by: factor)
        return overflows ? nil : value
    }

    /// `1.2.3`, `1.2`, `1`.
    static func version(_ text: some StringProtocol) -> PackVersion? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { return nil }
        var numbers: [UInt32] = []
        for part in parts {
            guard let number = decimal(part), let small = UInt32(exactly: number) else { return nil }
            numbers.append(small)
        }
        while numbers.count < 3 { numbers.append(0) }
        return PackVersion(major: numbers[0], minor: numbers[1], patch: numbers[2])
    }

    /// `>=1.0 <2`.
    static func bounds(_ text: String) -> [PackRequirement.Bound]? {
        var bounds: [PackRequirement.Bound] = []
        for word in text.split(separator: " ") {
            let comparison = Comparison.allCases.first { word.hasPrefix($0.rawValue) }
            guard let version = version(word.dropFirst(comparison?.rawValue.count ?? 0)) else { return nil }
            bounds.append(.init(comparison: comparison ?? .atLeast, version: version))
        }
        return bounds.isEmpty ? nil : bounds
    }

    /// YYYY-MM-DD.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let month = decimal(parts[1]), let day = decimal(parts[2]), decimal(parts[0]) != nil
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    /// YYYY-MM-DD from 1970 on, as days since 1970-01-01 of the Gregorian calendar; years are counted from March.
    static func day(_ text: String) -> UInt32? {
        guard isDate(text) else { return nil }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, parts[0] >= 1970 else { return nil }
        let year = parts[1] > 2 ? parts[0] : parts[0] - 1
        let month = parts[1] > 2 ? parts[1] - 3 : parts[1] + 9
        let leapDays = year / 4 - year / 100 + year / 400
        return UInt32(clamping: year * 365 + leapDays + (153 * month + 2) / 5 + parts[2] - 1 - 719_468)
    }

    /// `24h`, `7d`, `30m`, `4w`.
    static func isDuration(_ text: String) -> Bool {
        guard let unit = text.last, "mhdw".contains(unit), let number = decimal(text.dropLast()) else { return false }
        return number > 0
    }

    /// `mailbox-over-quota`; `allowingDots` for causes, `mailbox.full`.
    static func isID(_ text: String, allowingDots: Bool = false) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        let words = text.split(omittingEmptySubsequences: false) { $0 == "-" || (allowingDots && $0 == ".") }
        return words.allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) }
        }
    }

    /// `pack/rule`.
    static func isRuleID(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { isID(String($0)) }
    }

    /// At most 18 digits, so that nothing overflows.
    static func decimal(_ text: some StringProtocol) -> UInt64? {
        guard (1...18).contains(text.utf8.count) else { return nil }
        var value: UInt64 = 0
        for byte in text.utf8 {
            guard isDigit(byte) else { return nil }
            value = value * 10 + UInt64(byte - 0x30)
        }
        return value
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

/// A size as people write it: `25MB`, `9.8 MB`, `20480 KB`, `１０ＭＢ`; units of 1024. `nil` for anything else.
package func parseSize(_ text: String) -> UInt64? {
    let plain = String(
        String.UnicodeScalarView(
            text.unicodeScalars.compactMap { scalar in
                switch scalar.value {
                case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
                case UInt32(UInt8(ascii: ",")), 0x3000: nil
                default: scalar
                }
            }))
    if let whole = ValueParsing.size(plain) { return whole }
    let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let tenths = parts[1].prefix { ("0"..."9").contains($0) }
    guard let first = tenths.first, let digit = ValueParsing.decimal(String(first)),
        let unit = ValueParsing.size("1" + parts[1].dropFirst(tenths.count)), let whole = ValueParsing.size(parts[0] + "B")
    else { return nil }
    let (size, overflows) = whole.multipliedReportingOverflow(by: unit)
    let (sum, isTooLarge) = size.addingReportingOverflow(unit / 10 * digit)
    return overflows || isTooLarge ? nil : sum
}
