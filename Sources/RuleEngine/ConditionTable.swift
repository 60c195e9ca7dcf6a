/// The conditions of all rules and layouts as they are evaluated: lists of alternatives have become one value each.
///
/// A rule that names two hundred phrases has a program of four hundred words, and is asked whenever one phrase is found.
/// Here such a list is a *group*: whoever fires a predicate raises the values of its groups, and the program looks at one value.
/// Made from the image's programs when packs are loaded.
struct ConditionTable: Sendable {
    /// Programs as those of the image; the operand of `predicate` may be a group, which are numbered behind the predicates.
    private(set) var words: [UInt32] = []
    /// Owner -> run of `words`.
    private(set) var programs: [Run] = []
    /// Predicate -> run of `groups`.
    private(set) var groupRuns: [Run]
    private(set) var groups: [UInt32]
    /// Predicate -> its value where it holds; see `ConditionValue`.
    let predicateValues: [UInt64]
    /// Predicates and groups together.
    let valueCount: Int

    /// - Parameters:
    ///   - owners: where each program stands in `source`.
    ///   - predicateValues: what each predicate is worth where it holds.
    init(owners: [Run], programs source: [UInt32], predicateValues: [UInt64]) {
        let predicateCount = predicateValues.count
        self.predicateValues = predicateValues
        var reader = ProgramReader(predicateCount: predicateCount)
        programs.reserveCapacity(owners.count)
        for owner in owners {
            let first = words.count
            reader.read(owner.range.clamped(to: 0..<source.count), of: source, into: &words)
            programs.append(Run(first: UInt32(truncatingIfNeeded: first), count: UInt32(truncatingIfNeeded: words.count - first)))
        }
        valueCount = predicateCount + reader.groupCount
        // From the members of each group to the groups of each member.
        groupRuns = Array(repeating: Run(), count: predicateCount)
        for member in reader.members { groupRuns[Int(member.predicate)].count += 1 }
        var first: UInt32 = 0
        for row in groupRuns.indices {
            groupRuns[row].first = first
            first += groupRuns[row].count
            groupRuns[row].count = 0
        }
        groups = Array(repeating: 0, count: reader.members.count)
        for member in reader.members {
            let row = Int(member.predicate)
            groups[Int(groupRuns[row].first + groupRuns[row].count)] = member.group
            groupRuns[row].count += 1
        }
    }
}

extension ConditionTable {
    /// Notes that a predicate holds: raises its value and those of its groups.
    ///
    /// - Parameters:
    ///   - array: one for each predicate and group; 0 for what does not hold.
    ///   - raised: takes the groups whose value has changed, and what it was.
    /// - Returns: false where nothing has changed.
    func fire(_ predicate: UInt32, in array: inout [UInt64], raised: inout [(group: UInt32, before: UInt64)]) -> Bool {
        let index = Int(predicate)
        guard index < predicateValues.count, array[index] == 0 else { return false }
        let value = predicateValues[index]
        // Through a span, because every write to the array would look at its references.
        var values = array.mutableSpan
        values[index] = value
        for row in groupRuns[index].range {
            let group = groups[row]
            let before = values[Int(group)]
            guard before < value else { continue }
            raised.append((group, before))
            values[Int(group)] = value
        }
        return true
    }

    /// Takes back what has happened since so many predicates were fired and so many groups raised.
    func forget(
        _ fired: inout [UInt32], from firstFired: Int, _ raised: inout [(group: UInt32, before: UInt64)], from firstRaised: Int,
        in array: inout [UInt64]
    ) {
        guard firstFired < fired.count || firstRaised < raised.count else { return }
        var values = array.mutableSpan
        for index in firstFired..<max(firstFired, fired.count) { values[Int(fired[index])] = 0 }
        for index in (firstRaised..<max(firstRaised, raised.count)).reversed() { values[Int(raised[index].group)] = raised[index].before }
        fired.removeSubrange(min(firstFired, fired.count)...)
        raised.removeSubrange(min(firstRaised, raised.count)...)
    }

    /// What the condition of an owner is worth.
    func value(of owner: Int, _ values: [UInt64]) -> UInt64 {
        let program = programs[owner]
        let first = Int(program.first)
        let word = words[first]
        if program.count == 1, word >> 24 == RuleProgram.predicate { return values[Int(word & 0xFF_FFFF)] }
        let range = first..<first + Int(program.count)
        // Of two words one at least joins operands: short programs need no large stack, which would have to be cleared.
        if program.count <= 15 {
            var stack = InlineArray<9, UInt64>(repeating: 0)
            return value(ofProgram: range, values, &stack)
        }
        var stack = InlineArray<41, UInt64>(repeating: 0)
        return value(ofProgram: range, values, &stack)
    }

    /// No operand is missing, and no program needs more than `maximumStack`: the reader of programs has seen to it.
    @inline(__always)
    private func value<let size: Int>(
        ofProgram program: Range<Int>, _ values: [UInt64], _ stack: inout InlineArray<size, UInt64>
    ) -> UInt64 {
        var top = 0
        for index in program {
            let word = words[index]
            switch word >> 24 {
            case RuleProgram.predicate:
                top += 1
                stack[top] = values[Int(word & 0xFF_FFFF)]
            case RuleProgram.alwaysTrue, RuleProgram.alwaysFalse:
                top += 1
                stack[top] = word >> 24 == RuleProgram.alwaysTrue ? ConditionValue.holds : 0
            case RuleProgram.not: stack[top] = stack[top] == 0 ? ConditionValue.holds : 0
            case RuleProgram.circumstance: stack[top] = stack[top] == 0 ? 0 : ConditionValue.holds
            case RuleProgram.optional: stack[top] = max(stack[top], ConditionValue.holds)
            case RuleProgram.and:
                top -= 1
                stack[top] = ConditionValue.both(stack[top], stack[top + 1])
            default:
                top -= 1
                stack[top] = max(stack[top], stack[top + 1])
            }
        }
        return stack[top]
    }
}

/// What a condition is worth, in one number: 0 where it does not hold, else strength over weight below a bit that is set, so that the
/// greater number is the stronger evidence.
enum ConditionValue {
    static let holds: UInt64 = 1 << 63

    static func make(strength: UInt32, weight: UInt32) -> UInt64 { holds | UInt64(strength) << 32 | UInt64(weight) }

    /// 0 in, nil out.
    static func evidenceWeight(_ value: UInt64) -> EvidenceWeight? {
        value == 0 ? nil : EvidenceWeight(strength: UInt32(value >> 32 & 0x7FFF_FFFF), weight: UInt32(truncatingIfNeeded: value))
    }

    /// Both hold: the strongest kind of evidence, and the weight of all.
    static func both(_ left: UInt64, _ right: UInt64) -> UInt64 {
        guard left != 0, right != 0 else { return 0 }
        let mask: UInt64 = 0xFFFF_FFFF
        return max(left & ~mask, right & ~mask) | min((left & mask) &+ (right & mask), 0xFFFF)
    }
}

/// Copies programs, and puts a group in the place of every chain of `or`s between predicates.
private struct ProgramReader {
    let predicateCount: Int
    private(set) var groupCount = 0
    private(set) var members: [(predicate: UInt32, group: UInt32)] = []
    /// What the stack will hold: where each operand's words begin. Operands stand one behind the other.
    private var operands: [Operand] = []

    private struct Operand {
        var start: Int
        /// Its words are predicates that stand for alternatives, and nothing else.
        var isList: Bool
    }

    init(predicateCount: Int) {
        self.predicateCount = predicateCount
    }

    mutating func read(_ range: Range<Int>, of source: [UInt32], into words: inout [UInt32]) {
        let first = words.count
        operands.removeAll(keepingCapacity: true)
        var deepest = 0
        for row in range {
            let word = source[row]
            switch word >> 24 {
            case RuleProgram.predicate:
                // A predicate that does not exist never holds.
                let isKnown = Int(word & 0xFF_FFFF) < predicateCount
                push(isKnown ? word : RuleProgram.word(RuleProgram.alwaysFalse), isList: isKnown, to: &words)
            case RuleProgram.alwaysTrue, RuleProgram.alwaysFalse: push(word, isList: false, to: &words)
            case RuleProgram.not, RuleProgram.circumstance, RuleProgram.optional:
                if operands.isEmpty { push(RuleProgram.word(RuleProgram.alwaysFalse), isList: false, to: &words) }
                close(operands.count - 1, in: &words)
                words.append(word)
            default: join(word, in: &words)
            }
            deepest = max(deepest, operands.count)
        }
        if !operands.isEmpty { close(operands.count - 1, in: &words) }
        guard operands.isEmpty || deepest > RuleProgram.maximumStack else { return }
        words.removeSubrange(first...)
        words.append(RuleProgram.word(RuleProgram.alwaysFalse))
    }

    private mutating func push(_ word: UInt32, isList: Bool, to words: inout [UInt32]) {
        operands.append(Operand(start: words.count, isList: isList))
        words.append(word)
    }

    /// `and` and `or`; an operand that is missing never holds.
    private mutating func join(_ word: UInt32, in words: inout [UInt32]) {
        while operands.count < 2 { push(RuleProgram.word(RuleProgram.alwaysFalse), isList: false, to: &words) }
        let (left, right) = (operands.count - 2, operands.count - 1)
        if word >> 24 != RuleProgram.and, operands[left].isList, operands[right].isList {
            operands.removeLast()
            return
        }
        close(right, in: &words)
        close(left, in: &words)
        operands.removeLast()
        words.append(word)
    }

    /// What is a list becomes a value: its only predicate, or a group.
    private mutating func close(_ number: Int, in words: inout [UInt32]) {
        let operand = operands[number]
        guard operand.isList else { return }
        operands[number].isList = false
        let end = number + 1 < operands.count ? operands[number + 1].start : words.count
        guard end - operand.start > 1 else { return }
        let group = UInt32(truncatingIfNeeded: predicateCount + groupCount)
        groupCount += 1
        for index in operand.start..<end { members.append((words[index] & 0xFF_FFFF, group)) }
        words.replaceSubrange(operand.start..<end, with: CollectionOfOne(RuleProgram.word(RuleProgram.predicate, group)))
        for later in number + 1..<max(operands.count, number + 1) { operands[later].start -= end - operand.start - 1 }
    }
}
