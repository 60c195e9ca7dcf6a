/// Chooses the windows by which literals are noticed.
///
/// The scan looks at four bytes at every second position of the text. A literal of five bytes or more is registered with two windows, one at an
/// even and one at an odd offset, so that wherever it stands one of them is looked at: of each kind the one that is rarest in mail and
/// least shared with other literals. A literal of four bytes
/// is registered with every byte that may follow it, or, where there are many, looked for at odd positions as well; shorter ones are searched one by one.
struct LiteralFilterBuilder {
    private(set) var draft = FilterDraft()
    private(set) var shortLiterals: [UInt32] = []
    /// The offsets that were chosen, by literal.
    private(set) var windowOffsets: [[Int]]

    /// So many literals of four bytes are better registered with whatever may follow them than looked for at odd positions.
    private static let fewOfFour = 12

    init(_ literals: [[UInt8]], places: [UInt32]) {
        windowOffsets = Array(repeating: [], count: literals.count)
        // How many literals have taken a window, by a hash of it: now and then two windows share a count.
        var load = [Int32](repeating: 0, count: 1 << 16)
        func count(_ window: UInt32) -> Int { FilterTables.hash(window, shift: 16) }
        var chosen: [[Int]] = Array(repeating: [-1, -1], count: literals.count)
        // Two rounds: in the second every literal knows what the others have taken.
        for _ in 0..<2 {
            for (number, literal) in literals.enumerated() where literal.count > 4 {
                for parity in 0...1 {
                    let previous = chosen[number][parity]
                    if previous >= 0 { load[count(LiteralFilterBuilder.window(literal, previous))] -= 1 }
                    var best = parity
                    var bestCost = Float.infinity
                    for offset in stride(from: parity, through: min(literal.count - 4, 59), by: 2) {
                        let window = LiteralFilterBuilder.window(literal, offset)
                        let taken = Float(load[count(window)])
                        let cost = WindowRarity.frequency(window) * (1 + taken) + 0.01 * taken
                        if cost < bestCost {
                            bestCost = cost
                            best = offset
                        }
                    }
                    load[count(LiteralFilterBuilder.window(literal, best))] += 1
                    chosen[number][parity] = best
                }
            }
        }
        let areFew = literals.reduce(0) { $0 + ($1.count == 4 ? 1 : 0) } <= LiteralFilterBuilder.fewOfFour
        for (number, literal) in literals.enumerated() {
            switch literal.count {
            case ..<4: shortLiterals.append(places[number])
            case 4:
                draft.add(literal, places[number], 0)
                windowOffsets[number] = [0]
                guard areFew else {
                    draft.add(literal, places[number], 0, isOdd: true)
                    continue
                }
                // Its last three bytes with every byte that can follow; zero follows at the text's end.
                for next in UInt8.min...UInt8.max where next == next.foldedASCII { draft.add(literal, places[number], 1, followedBy: next) }
                windowOffsets[number] = [0, 1]
            default:
                for offset in chosen[number] { draft.add(literal, places[number], offset) }
                windowOffsets[number] = chosen[number]
            }
        }
    }

    @inline(__always)
    static func window(_ literal: [UInt8], _ offset: Int) -> UInt32 {
        UInt32(literal[offset]) | UInt32(literal[offset + 1]) << 8 | UInt32(literal[offset + 2]) << 16 | UInt32(literal[offset + 3]) << 24
    }
}

/// The tables of the filter before they are written.
struct FilterDraft {
    private typealias Registered = (window: UInt32, entry: FilterEntry)

    private var entries: [Registered] = []
    private(set) var hasOddWindows = false

    mutating func add(_ literal: [UInt8], _ literalPlace: UInt32, _ offset: Int, isOdd: Bool = false, followedBy next: UInt8? = nil) {
        if isOdd { hasOddWindows = true }
        let entry = FilterEntry(neighbours: WindowNeighbours.of(literal, windowAt: offset), literal: literalPlace, windowOffset: offset)
        let window = LiteralFilterBuilder.window(literal + (next.map { [$0] } ?? []), offset)
        entries.append((isOdd ? window ^ FilterTables.oddMask : window, entry))
    }

    /// A bit of eight set at most, within bounds: 8 KB for 8,192 windows.
    private var bitmapBits: Int {
        var bits = 8
        while bits < 20, 1 << bits < entries.count * 8 { bits += 1 }
        return bits
    }

    func write(_ section: SetSection, set: Int, into writer: inout ImageWriter) {
        let bits = bitmapBits
        var bitmap = [UInt64](repeating: 0, count: entries.isEmpty ? 0 : 1 << (bits - 6))
        let shift = UInt32(32 - bits)
        let hashed = entries.map { (hash: FilterTables.hash($0.window, shift: shift), entry: $0.entry) }
        // Also those of entries that are left out below as repeats.
        for element in hashed { bitmap[element.hash >> 6] |= 1 << UInt64(element.hash & 63) }
        let ordered = hashed.enumerated().sorted {
            ($0.element.hash, $0.element.entry.place, $0.offset) < ($1.element.hash, $1.element.entry.place, $1.offset)
        }.map(\.element)
            .removingRepeats()
        var slots = [FilterEntry](repeating: FilterEntry(), count: bitmap.count * 64 / FilterTables.hashesPerSlot)
        var shared: [FilterEntry] = []
        var index = 0
        while index < ordered.count {
            let slot = ordered[index].hash / FilterTables.hashesPerSlot
            let start = index
            while index < ordered.count, ordered[index].hash / FilterTables.hashesPerSlot == slot { index += 1 }
            if index - start == 1 {
                slots[slot] = ordered[start].entry
                continue
            }
            slots[slot] = FilterEntry(
                neighbours: ordered[start..<index].reduce(0) { $0 | $1.entry.neighbours }, several: UInt32(shared.count))
            for place in start..<index {
                shared.append(ordered[place].entry)
                shared[shared.count - 1].hasMore = place < index - 1
            }
        }
        writer.add(bitmap, as: section.id(set: set))
        writer.add(slots, as: section.id(set: set, part: 1))
        writer.add(shared, as: section.id(set: set, part: 2))
    }
}

extension [(hash: Int, entry: FilterEntry)] {
    /// A literal of four bytes has two windows, which may share a bucket: seen twice, it would be reported twice.
    fileprivate func removingRepeats() -> Self {
        var result: Self = []
        result.reserveCapacity(count)
        for element in self {
            if let last = result.last, last.hash / FilterTables.hashesPerSlot == element.hash / FilterTables.hashesPerSlot,
                last.entry.place == element.entry.place, last.entry.windowOffset == element.entry.windowOffset
            {
                continue
            }
            result.append(element)
        }
        return result
    }
}
