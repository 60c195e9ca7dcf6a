import PatternAutomaton

extension RuleSession {
    /// Where the words of the last diagnosis made `rule` hold: ranges of `words.bytes`.
    package mutating func wordRanges(of rule: Int) -> [Range<Int>] {
        collectPatterns(of: rule, includingOptional: false)
        var ranges: [Range<Int>] = []
        for place in textScratch.matches.indices where collected.contains(textScratch.matches[place].pattern) {
            let match = textScratch.matches[place]
            let window = Int(match.start)..<Int(match.end)
            // A regex is reported with its whole line: the exact words are cut now.
            guard window == 0..<words.bytes.count else {
                ranges.append(window)
                continue
            }
            ranges.append(cut(match.pattern, window) ? textScratch.group(0) ?? window : window)
        }
        return ranges
    }

    private mutating func cut(_ pattern: UInt32, _ window: Range<Int>) -> Bool {
        let bytes = words.bytes
        return textScratch.captures(of: Int(pattern), in: bytes.span, window: window, with: rules.textPatterns)
    }

    /// Puts the patterns that were found and count for the rule, without those under a `not`, into `collected`.
    private mutating func collectPatterns(of rule: Int, includingOptional: Bool) {
        collected.removeAll(keepingCapacity: true)
        // Operands of a postfix program stand one behind the other: where one begins is all that has to be kept.
        operandStarts.removeAll(keepingCapacity: true)
        for index in rules.rules[rule].program.range {
            let word = rules.programs[index]
            switch word >> 24 {
            case RuleProgram.predicate:
                operandStarts.append(collected.count)
                let pattern = rules.predicates[Int(word & 0xFF_FFFF)].pattern
                if pattern != .max, textScratch.contains(Int(pattern)) { collected.append(pattern) }
            case RuleProgram.and, RuleProgram.or:
                if operandStarts.count > 1 { operandStarts.removeLast() }
            case RuleProgram.optional:
                if !includingOptional { dropOperand() }
            case RuleProgram.not, RuleProgram.circumstance: dropOperand()
            default: operandStarts.append(collected.count)
            }
        }
    }

    private mutating func dropOperand() {
        guard let start = operandStarts.last else { return }
        collected.removeLast(collected.count - start)
    }

    /// Named captures of the rule's regexes in the last diagnosis, as ranges of `words.bytes`; a name's first capture counts.
    package mutating func captures(of rule: Int) -> [(name: String, range: Range<Int>)] {
        var found: [(name: String, range: Range<Int>)] = []
        collectPatterns(of: rule, includingOptional: true)
        for pattern in collected {
            guard let names = rules.textGroupNames[pattern], cut(pattern, 0..<words.bytes.count) else { continue }
            for (index, name) in names.enumerated() {
                guard !name.isEmpty, let range = textScratch.group(index + 1), !found.contains(where: { $0.name == name }) else { continue }
                found.append((name, range))
            }
        }
        return found
    }
}

extension PatternScratch {
    mutating func captures(of pattern: Int, in text: Span<UInt8>, window: Range<Int>, with set: PatternSet) -> Bool {
        unsafe text.withUnsafeBufferPointer { unsafe captures(of: pattern, in: $0, window: window, with: set) }
    }
}
