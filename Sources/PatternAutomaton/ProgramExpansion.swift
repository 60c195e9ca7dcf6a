extension Program {
    /// The same with a step for each byte: what automata are made of, and what the parallel search runs.
    func expanded() -> Program {
        guard !points.isEmpty else { return self }
        var expansion = ProgramExpansion(sets: sets)
        let templates = points.map { expansion.template(of: $0) }
        // Where each instruction will begin; the last of a template is where it is entered.
        var entries: [Int] = []
        entries.reserveCapacity(instructions.count)
        var count = 0
        for instruction in instructions {
            count += instruction.operation == .codePoint ? templates[Int(instruction.argument)].count : 1
            entries.append(count - 1)
        }
        var result: [Instruction] = []
        result.reserveCapacity(count)
        for var instruction in instructions {
            let next = UInt16(truncatingIfNeeded: entries[instruction.nextCounter])
            guard instruction.operation == .codePoint else {
                instruction.next = next
                instruction.other = UInt16(truncatingIfNeeded: entries[instruction.otherCounter])
                result.append(instruction)
                continue
            }
            let base = UInt16(truncatingIfNeeded: result.count)
            for var step in templates[Int(instruction.argument)] {
                step.next = step.nextCounter == ProgramExpansion.exit ? next : step.next &+ base
                step.other = step.other &+ base
                result.append(step)
            }
        }
        return Program(instructions: result, sets: expansion.sets, points: [], start: entries[start])
    }
}

/// Turns sets of code points into steps for single bytes.
struct ProgramExpansion {
    /// Stands for what follows the set.
    static let exit = Int(UInt16.max)

    private(set) var sets: [ByteSet]
    private var setNumbers: [ByteSet: UInt32] = [:]
    private var steps: [Instruction] = []

    init(sets: [ByteSet]) {
        self.sets = sets
        for (number, set) in sets.enumerated() { setNumbers[set] = UInt32(truncatingIfNeeded: number) }
    }

    /// At least the number of steps of a set.
    static func size(of set: EncodedSet) -> Int { set.sequences.reduce(set.ascii.isEmpty ? 1 : 2) { $0 + $1.length + 1 } }

    /// The steps of a set; targets are relative to the first, and the last is the entry.
    mutating func template(of set: EncodedSet) -> [Instruction] {
        steps.removeAll(keepingCapacity: true)
        // What stands behind a lead byte is shared by all sequences that end alike.
        var tails: [Tail: Int] = [:]
        var leads: [Int: ByteSet] = [:]
        var order: [Int] = []
        for sequence in set.sequences {
            let tail = compile(sequence, behind: 0, known: &tails)
            if leads[tail] == nil { order.append(tail) }
            leads[tail, default: ByteSet()].formUnion(sequence.bytes(at: 0))
        }
        var entry: Int?
        for tail in order.reversed() {
            let start = add(leads[tail] ?? ByteSet(), next: tail)
            entry = entry.map { add(Instruction(.split, next: start, other: $0)) } ?? start
        }
        if !set.ascii.isEmpty || entry == nil {
            let start = add(set.ascii, next: ProgramExpansion.exit)
            if let entry { _ = add(Instruction(.split, next: start, other: entry)) }
        }
        return steps
    }

    private struct Tail: Hashable {
        var rest: UInt64
        var length: Int
    }

    private mutating func compile(_ sequence: EncodedRange, behind index: Int, known: inout [Tail: Int]) -> Int {
        guard index + 1 < sequence.length else { return ProgramExpansion.exit }
        let tail = Tail(rest: sequence.rest(behind: index), length: sequence.length - index - 1)
        if let place = known[tail] { return place }
        let rest = compile(sequence, behind: index + 1, known: &known)
        let place = add(sequence.bytes(at: index + 1), next: rest)
        known[tail] = place
        return place
    }

    private mutating func add(_ instruction: Instruction) -> Int {
        steps.append(instruction)
        return steps.count - 1
    }

    private mutating func add(_ set: ByteSet, next: Int) -> Int {
        switch set.count {
        case 0: return add(Instruction(.fail))
        case 1, 2: return add(Instruction(.byte, UInt32(set.first ?? 0) | UInt32(set.last ?? 0) << 8, next: next))
        default:
            let number = setNumbers[set] ?? UInt32(truncatingIfNeeded: sets.count)
            if number == sets.count {
                sets.append(set)
                setNumbers[set] = number
            }
            return add(Instruction(.set, number, next: next))
        }
    }
}
