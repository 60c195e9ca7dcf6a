extension ReplyCodes {
    /// `５５０`: three full-width digits that are not part of a longer number.
    mutating func findRetypedCode(_ bytes: Span<UInt8>, in range: Range<Int>) {
        var next = range.lowerBound
        while next &+ 9 <= range.upperBound {
            let offset = bytes.firstOffset(from: next, to: range.upperBound) { EightBytes.equal($0, 0xEF) }
            next = offset &+ 1
            guard offset &+ 9 <= range.upperBound else { return }
            guard let first = Self.wideDigit(bytes, at: offset), first.width == 3, first.value == 4 || first.value == 5,
                let second = Self.wideDigit(bytes, at: offset &+ 3), let third = Self.wideDigit(bytes, at: offset &+ 6),
                second.width == 3, third.width == 3, Self.wideDigit(bytes, at: offset &+ 9) == nil,
                Self.wideDigit(bytes, at: offset &- 3) == nil, bytes.digit(at: offset &- 1) == nil
            else { continue }
            code = ReplyCode(rawValue: UInt16(first.value) * 100 + UInt16(second.value) * 10 + UInt16(third.value))
            codeRange = code == nil ? nil : TextRange(offset..<offset &+ 9)
            return
        }
    }

    /// `5,1,1`, `#5 1 1` and full-width digits: only right behind the reply code or behind `#`.
    mutating func findRetypedStatus(_ bytes: Span<UInt8>, in range: Range<Int>) {
        if let codeRange, let start = statusStart(bytes, behind: Int(codeRange.end), limit: range.upperBound),
            readRetyped(bytes, at: start, limit: range.upperBound)
        {
            return
        }
        var next = range.lowerBound
        while next < range.upperBound {
            let offset = bytes.firstOffset(from: next, to: range.upperBound) {
                EightBytes.equal($0, UInt8(ascii: "#")) | EightBytes.beyondASCII($0)
            }
            next = offset &+ 1
            guard offset < range.upperBound else { return }
            let byte = bytes.byte(at: offset)
            var start = offset &+ 1
            if byte == 0xEF, bytes.byte(at: offset &+ 1) == 0xBC {
                start = bytes.byte(at: offset &+ 2) == 0x83 ? offset &+ 3 : offset
            } else if byte != UInt8(ascii: "#") {
                continue
            }
            if readRetyped(bytes, at: start, limit: range.upperBound) { return }
        }
    }

    private mutating func readRetyped(_ bytes: Span<UInt8>, at start: Int, limit: Int) -> Bool {
        var numbers: (UInt16, UInt16, UInt16) = (0, 0, 0)
        var offset = start
        for position in 0..<3 {
            if position > 0 {
                let width = Self.separatorWidth(bytes, at: offset)
                guard width > 0 else { return false }
                offset &+= width
            }
            var value: UInt16 = 0
            var digits = 0
            while let digit = Self.wideDigit(bytes, at: offset), digits < 4 {
                value = value &* 10 &+ UInt16(digit.value)
                offset &+= digit.width
                digits &+= 1
            }
            guard (1...3).contains(digits) else { return false }
            switch position {
            case 0: numbers.0 = value
            case 1: numbers.1 = value
            default: numbers.2 = value
            }
        }
        guard offset <= limit, let first = UInt8(exactly: numbers.0), numbers.1 <= 7,
            Self.separatorWidth(bytes, at: offset) != 1 || Self.wideDigit(bytes, at: offset &+ 1) == nil,
            let found = EnhancedStatusCode(class: first, subject: numbers.1, detail: numbers.2)
        else { return false }
        if let code, code.severity != found.class { return false }
        accept(found, start..<offset)
        return true
    }

    private static func wideDigit(_ bytes: Span<UInt8>, at offset: Int) -> (value: UInt8, width: Int)? {
        if let digit = bytes.digit(at: offset) { return (digit, 1) }
        guard bytes.byte(at: offset) == 0xEF, bytes.byte(at: offset &+ 1) == 0xBC else { return nil }
        let value = bytes.byte(at: offset &+ 2) &- 0x90
        return value < 10 ? (value, 3) : nil
    }

    /// The length of `.`, `,`, a space, or a full-width or ideographic stop or comma; 0 for anything else.
    private static func separatorWidth(_ bytes: Span<UInt8>, at offset: Int) -> Int {
        switch bytes.byte(at: offset) {
        case UInt8(ascii: "."), UInt8(ascii: ","), 0x20:
            return 1
        case 0xEF:
            let last = bytes.byte(at: offset &+ 2)
            return bytes.byte(at: offset &+ 1) == 0xBC && (last == 0x8E || last == 0x8C) ? 3 : 0
        case 0xE3:
            let last = bytes.byte(at: offset &+ 2)
            return bytes.byte(at: offset &+ 1) == 0x80 && (last == 0x81 || last == 0x82) ? 3 : 0
        default:
            return 0
        }
    }
}
