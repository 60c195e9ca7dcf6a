/// Chooses the windows by which literals are noticed.
///
/// The scan looks at four bytes at every second position of the text. A literal of five bytes or more is registered with two windows, one at an
/// even and one at an odd offset, so that wherever it stands one of them is looked at: of each kind the one that is rarest in mail and
/// least shared with other literals. Literals of four bytes have one window, and a second filter for odd positions; shorter ones are searched one by one.
struct LiteralFilterBuilder {
    private(set) var even = FilterDraft()
    private(set) var odd = FilterDraft()
    private(set) var shortLiterals: [UInt32] = []
    /// The offsets that were chosen, by literal.
    private(set) var windowOffsets: [[Int]]

    init(_ literals: [[UInt8]]) {
        windowOffsets = Array(repeating: [], count: literals.count)
        var load: [UInt32: Int] = [:]
        var chosen: [[Int]] = Array(repeating: [-1, -1], count: literals.count)
        // Two rounds: in the second every literal knows what the others have taken.
        for _ in 0..<2 {
            for (number, literal) in literals.enumerated() where literal.count > 4 {
                for parity in 0...1 {
                    let previous = chosen[number][parity]
                    if previous >= 0 { load[LiteralFilterBuilder.window(literal, previous), default: 1] -= 1 }
                    let best = LiteralFilterBuilder.rarest(literal, parity, load)
                    load[LiteralFilterBuilder.window(literal, best), default: 0] += 1
                    chosen[number][parity] = best
                }
            }
        }
        for (number, literal) in literals.enumerated() {
            switch literal.count {
            case ..<4: shortLiterals.append(UInt32(number))
            case 4:
                even.add(literal, number, 0)
                odd.add(literal, number, 0)
                windowOffsets[number] = [0]
            default:
                for offset in chosen[number] { even.add(literal, number, offset) }
                windowOffsets[number] = chosen[number]
            }
        }
    }

    static func window(_ literal: [UInt8], _ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(literal[offset + $1]) << UInt32(8 * $1) }
    }

    private static func rarest(_ literal: [UInt8], _ parity: Int, _ load: [UInt32: Int]) -> Int {
        var best = parity
        var bestCost = Float.infinity
        for offset in stride(from: parity, through: min(literal.count - 4, 60), by: 2) {
            let taken = load[window(literal, offset)] ?? 0
            let cost = WindowRarity.frequency(window(literal, offset)) * Float(1 + taken) + 0.01 * Float(taken)
            if cost < bestCost {
                bestCost = cost
                best = offset
            }
        }
        return best
    }
}

/// The tables of one filter before they are written.
struct FilterDraft {
    private var entries: [(window: UInt32, entry: FilterEntry)] = []

    mutating func add(_ literal: [UInt8], _ number: Int, _ offset: Int) {
        let start = max(0, min(offset, literal.count - 8))
        var check: UInt64 = 0
        for index in 0..<min(8, literal.count - start) { check |= UInt64(literal[start + index]) << UInt64(8 * index) }
        let entry = FilterEntry(
            check: check, literal: UInt32(number), windowOffset: UInt8(offset), checkOffset: UInt8(start),
            length: UInt8(min(literal.count, Int(FilterEntry.longest))))
        entries.append((LiteralFilterBuilder.window(literal, offset), entry))
    }

    /// 1 bit of 16 set at most, within bounds: 8 KB for 4,096 windows.
    private var bitmapBits: Int {
        var bits = 13
        while bits < 20, 1 << bits < entries.count * 12 { bits += 1 }
        return bits
    }

    func write(_ section: SetSection, set: Int, into writer: inout ImageWriter) {
        let bits = bitmapBits
        var bitmap = [UInt64](repeating: 0, count: entries.isEmpty ? 0 : 1 << (bits - 6))
        let shift = UInt32(32 - bits)
        let hashed = entries.map { (hash: FilterTables.hash($0.window, shift: shift), entry: $0.entry) }
        let ordered = hashed.enumerated().sorted { ($0.element.hash, $0.offset) < ($1.element.hash, $1.offset) }.map(\.element)
        var buckets: [UInt32] = []
        var previous: Int?
        for (index, element) in ordered.enumerated() where element.hash != previous {
            bitmap[element.hash >> 6] |= 1 << UInt64(element.hash & 63)
            buckets.append(UInt32(index))
            previous = element.hash
        }
        buckets.append(UInt32(ordered.count))
        var ranks: [UInt32] = []
        var rank: UInt32 = 0
        for word in bitmap {
            ranks.append(rank)
            rank += UInt32(word.nonzeroBitCount)
        }
        writer.add(bitmap, as: section.id(set: set))
        writer.add(ranks, as: section.id(set: set, part: 1))
        writer.add(buckets, as: section.id(set: set, part: 2))
        writer.add(ordered.map(\.entry), as: section.id(set: set, part: 3))
    }
}
