/// Which windows of four bytes stand in a text, as far as a hash tells.
///
/// A regex such as `mailbox .{0,80}full` is worth a run where its literal stands only if the text holds the other one as well, anywhere. In texts of the size of replies one
/// look mostly shows that it does not.
struct TextWindows: Sendable {
    /// At most 14: `TextNeed` has its marks in the bits above.
    static let hashBits: UInt32 = 13
    /// Texts beyond this have most windows.
    static let mostBytes = 8_192
    /// It takes about as long to note so many bytes as to run a regex.
    private static let bytesPerRun = 128

    /// A byte for each hash: which text held such a window last.
    private var holders: [UInt8] = []
    /// The number of this text, so that `holders` need not be cleared for each.
    private var text: UInt8 = 0
    /// The scan that they are of.
    private var epoch: UInt32 = 0
    /// How often was asked in the scan of `askedEpoch`.
    private var asked = 0
    private var askedEpoch: UInt32 = 0

    @inline(__always)
    static func hash(_ window: UInt32) -> Int { FilterTables.hash(window, shift: 32 - hashBits) }

    /// Whether the text of this scan may hold what a regex needs.
    ///
    /// Invariant: `needs` ends with the last of a regex (`PatternSet.verify`).
    @inline(__always)
    mutating func hold(_ needs: UnsafePointer<TextNeed>, in text: UnsafePointer<UInt8>, _ count: Int, epoch: UInt32) -> Bool {
        if epoch != self.epoch {
            guard isWorthNoting(count, epoch) else { return true }
            unsafe fill(text, count, epoch)
        }
        return unsafe holders.withUnsafeBufferPointer { holders in
            let (holders, held) = unsafe (holders.baseAddress.unsafelyUnwrapped, self.text)
            var need = unsafe needs
            while true {
                var isHeld = false
                while true {
                    let literal = unsafe need.pointee
                    if unsafe holders[literal.window(0)] == held, unsafe holders[literal.window(1)] == held,
                        unsafe holders[literal.window(2)] == held, unsafe holders[literal.window(3)] == held
                    {
                        isHeld = true
                    }
                    if literal.endsClause { break }
                    unsafe need += 1
                }
                if !isHeld { return false }
                if unsafe need.pointee.isLast { return true }
                unsafe need += 1
            }
        }
    }

    /// Whether as many regexes have asked as make it worth the time.
    @inline(__always)
    private mutating func isWorthNoting(_ count: Int, _ epoch: UInt32) -> Bool {
        if epoch != askedEpoch {
            askedEpoch = epoch
            asked = 0
        }
        asked &+= 1
        return count <= TextWindows.mostBytes && asked &* TextWindows.bytesPerRun >= count
    }

    @inline(never)
    private mutating func fill(_ text: UnsafePointer<UInt8>, _ count: Int, _ epoch: UInt32) {
        self.epoch = epoch
        if holders.isEmpty { holders = Array(repeating: 0, count: 1 << Int(TextWindows.hashBits)) }
        if self.text == .max {
            for index in holders.indices { holders[index] = 0 }
            self.text = 0
        }
        self.text += 1
        unsafe holders.withUnsafeMutableBufferPointer { holders in
            let bytes = unsafe UnsafeRawPointer(text)
            var position = 0
            while position &+ 4 <= count {
                unsafe holders[TextWindows.hash(bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))] = self.text
                position &+= 1
            }
        }
    }
}

/// One of several literals of which a match holds one: by the hashes of up to four of its windows, the rarest, in 16 bits each.
/// The literals of a clause lie one behind the other, and so do a regex's clauses, all of which must hold.
struct TextNeed: BitwiseCopyable, Equatable, Sendable {
    static let mostClauses = 2
    private static let clauseEnd: UInt64 = 1 << 14
    private static let last: UInt64 = 1 << 15

    private var word: UInt64 = 0

    init(_ literal: [UInt8]) {
        let windows = (0...literal.count - 4).map { LiteralFilterBuilder.window(literal, $0) }
        let rarest = windows.map { ($0, WindowRarity.frequency($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
        for place in 0..<4 { word |= UInt64(TextWindows.hash(rarest[place % rarest.count])) << UInt64(16 * place) }
    }

    /// The clauses of a regex that tell most: those whose literals are rarest.
    ///
    /// - Parameter candidates: sets of literals of each of which every match holds one.
    static func clauses(_ candidates: [RequiredLiteral]) -> [TextNeed] {
        let likely = candidates.map { ($0.literals, $0.frequency) }
        let rarest = likely.sorted { $0.1 < $1.1 }.prefix(mostClauses).map(\.0)
        var needs: [TextNeed] = []
        for literals in rarest {
            needs += literals.map { TextNeed($0) }
            needs[needs.count - 1].word |= clauseEnd
        }
        if !needs.isEmpty { needs[needs.count - 1].word |= last }
        return needs
    }

    /// The hash of one of four windows.
    @inline(__always)
    func window(_ place: Int) -> Int { Int(truncatingIfNeeded: word &>> UInt64(16 &* place)) & (1 &<< Int(TextWindows.hashBits) &- 1) }
    @inline(__always) var endsClause: Bool { word & TextNeed.clauseEnd != 0 }
    @inline(__always) var isLast: Bool { word & TextNeed.last != 0 }
    /// Both marks, as the last of a section has them.
    var endsAll: Bool { endsClause && isLast }
}
