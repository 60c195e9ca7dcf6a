/// Turns a tree into instructions, back to front: every node is given the place where to go on.
struct ProgramBuilder {
    private var instructions: [Instruction] = []
    private var sets: [ByteSet] = []
    private var setNumbers: [ByteSet: UInt32] = [:]
    private var points: [EncodedSet] = []
    private var pointNumbers: [CodePointSet: UInt32] = [:]

    /// `nil` where the program would be larger than the limit, a step for each byte; that is found out before anything is allocated.
    static func build(_ root: RegexNode, limit: Int) -> Program? {
        guard size(of: root) < min(limit, Instruction.mostOfProgram) else { return nil }
        var builder = ProgramBuilder()
        let match = builder.add(Instruction(.match))
        let start = builder.compile(root, next: match)
        return Program(instructions: builder.instructions, sets: builder.sets, points: builder.points, start: start)
    }

    /// At least the number of instructions with a step for each byte (`Program.expanded`); saturates.
    static func size(of node: RegexNode) -> Int {
        switch node {
        case .empty: return 0
        case .nothing, .assertion: return 1
        case .set(let set):
            if set.ranges.last.map({ $0.upperBound < 0x80 }) ?? true { return 1 }
            return set.utf8Sequences().reduce(0) { $0 + $1.count + 1 }
        case .concatenation(let parts): return parts.reduce(0) { $0.addingSaturated(size(of: $1)) }
        case .alternation(let branches): return branches.reduce(branches.count) { $0.addingSaturated(size(of: $1)) }
        case .group(let node, _): return size(of: node).addingSaturated(2)
        case .repetition(let node, let least, let most, _):
            return size(of: node).addingSaturated(2).multipliedSaturated(max(most ?? least + 1, 1))
        }
    }

    private mutating func add(_ instruction: Instruction) -> Int {
        instructions.append(instruction)
        return instructions.count - 1
    }

    private mutating func compile(_ node: RegexNode, next: Int) -> Int {
        switch node {
        case .empty: return next
        case .nothing: return add(Instruction(.fail))
        case .set(let set): return compile(set, next: next)
        case .assertion(let assertion): return add(Instruction(.assertion, assertion.rawValue, next: next))
        case .concatenation(let parts):
            var next = next
            for part in parts.reversed() { next = compile(part, next: next) }
            return next
        case .alternation(let branches):
            var entry: Int?
            for branch in branches.reversed() {
                let start = compile(branch, next: next)
                entry = entry.map { add(Instruction(.split, next: start, other: $0)) } ?? start
            }
            return entry ?? next
        case .group(let node, let index):
            let close = add(Instruction(.save, UInt32(2 * index + 1), next: next))
            let start = compile(node, next: close)
            return add(Instruction(.save, UInt32(2 * index), next: start))
        case .repetition(let node, let least, let most, let isLazy):
            return compile(repeating: node, least: least, most: most, isLazy: isLazy, next: next)
        }
    }

    private mutating func compile(repeating node: RegexNode, least: Int, most: Int?, isLazy: Bool, next: Int) -> Int {
        var next = next
        if let most {
            // (x(x(x)?)?)?: leaving any of them leaves all.
            let end = next
            for _ in least..<max(most, least) {
                next = split(to: compile(node, next: next), or: end, isLazy: isLazy)
            }
        } else if least == 0, node.matchesEmpty {
            // (x+)?: one round may match the empty text, and its groups are then set, as in RE2 and Go.
            next = split(to: loop(node, isLazy: isLazy, next: next), or: next, isLazy: isLazy)
        } else if least == 0 {
            let head = add(Instruction(.split))
            let body = compile(node, next: head)
            instructions[head] = isLazy ? Instruction(.split, next: next, other: body) : Instruction(.split, next: body, other: next)
            next = head
        } else {
            next = loop(node, isLazy: isLazy, next: next)
        }
        let written = most == nil && least > 0 ? 1 : 0
        for _ in written..<max(least, written) { next = compile(node, next: next) }
        return next
    }

    private mutating func split(to body: Int, or end: Int, isLazy: Bool) -> Int {
        add(isLazy ? Instruction(.split, next: end, other: body) : Instruction(.split, next: body, other: end))
    }

    /// x+
    private mutating func loop(_ node: RegexNode, isLazy: Bool, next: Int) -> Int {
        let tail = add(Instruction(.split))
        let body = compile(node, next: tail)
        instructions[tail] = isLazy ? Instruction(.split, next: next, other: body) : Instruction(.split, next: body, other: next)
        return body
    }

    // MARK: - Sets

    private mutating func compile(_ set: CodePointSet, next: Int) -> Int {
        if let ascii = set.asciiBytes { return bytes(ascii, next: next) }
        let number = pointNumbers[set] ?? UInt32(points.count)
        if number == points.count {
            points.append(EncodedSet(set))
            pointNumbers[set] = number
        }
        return add(Instruction(.codePoint, number, next: next))
    }

    private mutating func bytes(_ set: ByteSet, next: Int) -> Int {
        switch set.count {
        case 0: return add(Instruction(.fail))
        case 1, 2:
            return add(Instruction(.byte, UInt32(set.first ?? 0) | UInt32(set.last ?? 0) << 8, next: next))
        default:
            let number = setNumbers[set] ?? UInt32(sets.count)
            if number == sets.count {
                sets.append(set)
                setNumbers[set] = number
            }
            return add(Instruction(.set, number, next: next))
        }
    }
}
