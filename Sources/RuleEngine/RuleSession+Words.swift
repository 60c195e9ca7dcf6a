import PatternAutomaton

extension RuleSession {
    /// Where the words of the last diagnosis made `rule` hold: ranges of `words.bytes`.
    package mutating func wordRanges(of rule: Int) -> [Range<Int>] {
        let patterns = positivePatterns(of: rule, includingOptional: false)
        let bytes = words.bytes
        var ranges: [Range<Int>] = []
        for match in textScratch.matches where patterns.contains(match.pattern) {
            let window = Int(match.start)..<Int(match.end)
            // A regex is reported with its whole line: the exact words are cut now.
            guard window == 0..<bytes.count else {
                ranges.append(window)
                continue
            }
            let isCut = textScratch.captures(of: Int(match.pattern), in: bytes.span, window: window, with: rules.textPatterns)
            ranges.append(isCut ? textScratch.group(0) ?? window : window)
        }
        return ranges
    }

    /// Patterns of predicates that count for the rule, without those under a `not`.
    private func positivePatterns(of rule: Int, includingOptional: Bool) -> [UInt32] {
        var stack: [[UInt32]] = []
        for index in rules.rules[rule].program.range {
            let word = rules.programs[index]
            switch word >> 24 {
            case RuleProgram.predicate:
                let pattern = rules.predicates[Int(word & 0xFF_FFFF)].pattern
                // Only what was found matters: the lists stay short however many phrases the rule has.
                stack.append(pattern != .max && textScratch.contains(Int(pattern)) ? [pattern] : [])
            case RuleProgram.and, RuleProgram.or:
                let right = stack.popLast() ?? []
                stack.append((stack.popLast() ?? []) + right)
            case RuleProgram.optional:
                let value = stack.popLast() ?? []
                stack.append(includingOptional ? value : [])
            case RuleProgram.not, RuleProgram.circumstance:
                _ = stack.popLast()
                stack.append([])
            default: stack.append([])
            }
        }
        return stack.last ?? []
    }

    /// Named captures of the rule's regexes in the last diagnosis, as ranges of `words.bytes`; a name's first capture counts.
    package mutating func captures(of rule: Int) -> [(name: String, range: Range<Int>)] {
        var found: [(name: String, range: Range<Int>)] = []
        let bytes = words.bytes
        let window = 0..<bytes.count
        for pattern in positivePatterns(of: rule, includingOptional: true) {
            let names = rules.textPatterns.groupNames(of: Int(pattern))
            guard names.contains(where: { !$0.isEmpty }),
                textScratch.captures(of: Int(pattern), in: bytes.span, window: window, with: rules.textPatterns)
            else { continue }
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
