/// Shortcuts into the tables of tests: most codes and names of a mail are asked for by no rule, which one look tells.
struct TestIndex: Sendable {
    /// Reply code from `firstCode` on -> run of `codePredicates`.
    private var codeRuns: [Run] = []
    private(set) var codePredicates: [UInt32] = []
    private var names = HashFilter()
    private var statuses = HashFilter()

    private static let firstCode: UInt32 = 200
    private static let lastCode: UInt32 = 599

    init(codes: Rows<CodeTest>, statuses: Rows<StatusTest>, names: Rows<NameTest>) {
        let tests = (0..<codes.count).map { codes[$0] }
        for code in Self.firstCode...Self.lastCode {
            let first = UInt32(truncatingIfNeeded: codePredicates.count)
            for test in tests where test.lower <= code && code <= test.upper { codePredicates.append(test.predicate) }
            codeRuns.append(Run(first: first, count: UInt32(truncatingIfNeeded: codePredicates.count) - first))
        }
        self.statuses = HashFilter(count: statuses.count) { statuses[$0].key }
        self.names = HashFilter(count: names.count) { Self.key(names[$0].kind, names[$0].hash) }
    }

    /// Rows of `codePredicates`: the predicates that hold for a reply code.
    func predicates(ofCode code: UInt16) -> Range<Int> {
        let index = Int(code) - Int(Self.firstCode)
        return codeRuns.indices.contains(index) ? codeRuns[index].range : 0..<0
    }

    /// False where no test has this key.
    func mayTest(status key: UInt32) -> Bool { statuses.mayContain(key) }

    /// False where no test of this kind has this hash.
    func mayTest(name hash: UInt32, of kind: UInt32) -> Bool { names.mayContain(Self.key(kind, hash)) }

    private static func key(_ kind: UInt32, _ hash: UInt32) -> UInt32 { hash ^ (kind &* 0x9E37_79B1) }
}

/// A set of numbers that forgets which ones: "no" is certain, "yes" is not.
private struct HashFilter: Sendable {
    private var bits: [UInt64] = [0]
    private var shift: UInt32 = 26

    init() {}

    init(count: Int, _ number: (Int) -> UInt32) {
        // Sixteen bits for each number, a power of two in all, and no more than 2^20.
        var width: UInt32 = 6
        while width < 20, 1 << width < count * 16 { width += 1 }
        shift = 32 - width
        bits = Array(repeating: 0, count: 1 << (width - 6))
        for index in 0..<count {
            let place = place(of: number(index))
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    private func place(of number: UInt32) -> Int { Int((number &* 0x85EB_CA6B) &>> shift) }

    func mayContain(_ number: UInt32) -> Bool {
        let place = place(of: number)
        return bits[place &>> 6] &>> UInt64(place & 63) & 1 != 0
    }
}
