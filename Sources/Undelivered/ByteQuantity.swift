/// A number of bytes as people and servers write it: `25MB`, `10485760`, `20,480 KB`, `10 Mo`, `２０メガバイト`.
///
/// "MB" is read both ways, because servers mean 1,000,000 or 1,048,576 by it and do not say which.
public struct ByteQuantity: Hashable, Sendable {
    /// With units of 1000, except where the unit itself says 1024 (MiB).
    public let decimal: UInt64
    /// With units of 1024.
    public let binary: UInt64

    /// True where the two readings differ.
    public var isAmbiguous: Bool { decimal != binary }

    /// - Returns: `nil` where `text` is anything else than one number with a known unit or none, or beyond 64 bits.
    public init?(_ text: String) {
        var reader = ByteQuantityReader(text)
        guard let quantity = reader.quantity(), reader.isAtEnd else { return nil }
        self = quantity
    }

    public init(bytes: UInt64) {
        self.init(decimal: bytes, binary: bytes)
    }

    init(decimal: UInt64, binary: UInt64) {
        self.decimal = decimal
        self.binary = binary
    }
}

/// Reads one quantity after another from a text.
struct ByteQuantityReader {
    private let letters: [Character]
    private(set) var index = 0

    init(_ text: String) {
        letters = text.map(Self.plain)
    }

    /// One letter for each of `words`, so that `index` counts in both.
    init(words: [Character]) {
        letters = words.map(Self.plain)
    }

    mutating func skip() { index += 1 }

    var isAtEnd: Bool { letters[index...].allSatisfy(\.isWhitespace) }

    /// The number that begins here and its unit; `nil` and no step where none does.
    mutating func quantity() -> ByteQuantity? {
        let start = index
        skipSpaces()
        guard let number = number() else {
            index = start
            return nil
        }
        let beforeUnit = index
        skipSpaces()
        let unit = unit()
        if unit == nil { index = beforeUnit }
        guard let power = unit?.power ?? (beforeUnit == letters.count || !letters[beforeUnit].isLetter ? 0 : nil),
            let decimal = number.times(1000, power), let binary = number.times(1024, power)
        else {
            index = start
            return nil
        }
        return unit?.isBinary == true ? ByteQuantity(decimal: binary, binary: binary) : ByteQuantity(decimal: decimal, binary: binary)
    }

    private mutating func skipSpaces() {
        while index < letters.count, letters[index].isWhitespace { index += 1 }
    }

    /// Full-width letters and digits as ASCII, all in lower case.
    private static func plain(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
        if (0xFF01...0xFF5E).contains(scalar.value), let ascii = Unicode.Scalar(scalar.value - 0xFEE0) {
            return Character(String(ascii).lowercased())
        }
        let lower = character.lowercased()
        return lower.count == 1 ? Character(lower) : character
    }
}

extension ByteQuantityReader {
    /// Digits without their separators, and how many of them stand behind the decimal point.
    private struct Number {
        var digits: UInt64 = 0
        var decimals = 0

        mutating func append(_ digit: UInt64) -> Bool {
            let (tenfold, isTooLarge) = digits.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeNow) = tenfold.addingReportingOverflow(digit)
            digits = sum
            return !isTooLarge && !isTooLargeNow
        }

        /// Rounded down to whole bytes.
        func times(_ base: UInt64, _ power: Int) -> UInt64? {
            var value = digits
            for _ in 0..<power {
                let (product, isTooLarge) = value.multipliedReportingOverflow(by: base)
                guard !isTooLarge else { return nil }
                value = product
            }
            for _ in 0..<decimals { value /= 10 }
            return value
        }
    }

    private mutating func number() -> Number? {
        guard index < letters.count, digit(at: index) != nil else { return nil }
        var number = Number()
        var hasPoint = false
        while index < letters.count {
            if let digit = digit(at: index) {
                guard number.append(digit), number.decimals < 6 else { return nil }
                if hasPoint { number.decimals += 1 }
                index += 1
            } else if !hasPoint, let isPoint = separator(at: index) {
                hasPoint = isPoint
                index += 1
            } else {
                break
            }
        }
        return number
    }

    private func digit(at index: Int) -> UInt64? {
        guard index < letters.count, letters[index].isASCII, let value = letters[index].wholeNumberValue else { return nil }
        return UInt64(value)
    }

    /// True for a decimal point, false for what groups digits by threes, nil for everything else.
    private func separator(at index: Int) -> Bool? {
        let following = letters[(index + 1)...].prefix { $0.isASCII && $0.isNumber }.count
        switch letters[index] {
        case "," where following == 3, "'" where following == 3, "_" where following == 3, "\u{A0}" where following == 3,
            "\u{202F}" where following == 3:
            return false
        // "10.485.760" is grouped, and so is "10.485 bytes"; "1.048 MB" is not.
        case "." where following == 3 && isGrouping(at: index): return false
        case "." where following > 0, "," where following > 0: return true
        default: return nil
        }
    }

    private func isGrouping(at index: Int) -> Bool {
        let next = index + 4
        guard next < letters.count else { return true }
        if letters[next] == "." || letters[..<index].contains(".") { return true }
        var rest = self
        rest.index = next
        rest.skipSpaces()
        return (rest.unit()?.power ?? 0) == 0
    }

    /// The longest unit that stands here.
    private mutating func unit() -> (power: Int, isBinary: Bool)? {
        var best: (power: Int, isBinary: Bool, count: Int)?
        for unit in Self.units {
            let end = index + unit.name.count
            guard end <= letters.count, letters[index..<end].elementsEqual(unit.name), unit.name.count > best?.count ?? 0 else { continue }
            // "m" of "25 minutes" is no unit.
            if end < letters.count, letters[end].isLetter, letters[end].isASCII { continue }
            best = (unit.power, unit.isBinary, unit.name.count)
        }
        guard let best else { return nil }
        index += best.count
        return (best.power, best.isBinary)
    }

    private static let units: [(name: [Character], power: Int, isBinary: Bool)] = {
        let names: [(String, Int, Bool)] = [
            ("b byte bytes byte(s) octet octets o バイト байт байта байтов 字节 位元組 바이트", 0, false),
            ("k kb kbyte kbytes kilobyte kilobytes ko kilooctets кб кбайт キロ キロバイト", 1, false), ("ki kib kibibytes", 1, true),
            ("m mb meg megs mbyte mbytes megabyte megabytes mo mégaoctets мб мбайт メガ メガバイト 兆", 2, false), ("mi mib mebibytes", 2, true),
            ("g gb gbyte gbytes gigabyte gigabytes go gigaoctets гб гбайт ギガ ギガバイト", 3, false), ("gi gib gibibytes", 3, true),
        ]
        return names.flatMap { words, power, isBinary in words.split(separator: " ").map { (Array($0), power, isBinary) } }
    }()
}
