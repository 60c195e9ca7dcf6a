extension PatternSet {
    /// After this no index in the set leads out of its tables: the scan relies on it. Written for images from anywhere; the checksum only guards against damage.
    func verify(set: Int) throws(ImageError) {
        func check(_ holds: Bool, _ section: SetSection, _ what: String) throws(ImageError) {
            if !holds { throw .badSection(section.id(set: set), what) }
        }
        func fits(_ start: UInt32, _ count: UInt16, _ limit: Int) -> Bool { Int(start) + Int(count) <= limit }

        try check(patterns.count <= Int(Int32.max) && patterns.count > 0 || patterns.isEmpty, .patterns, "too many patterns")
        guard
            let heads = LiteralPlaces(
                literals, patternCount: patterns.count, userCount: users.count, stepCount: continuations.count)
        else {
            throw .badSection(SetSection.literals.id(set: set), "bad range")
        }
        try check(
            patterns.allSatisfy { $0.flags.contains(.isRegex) ? Int($0.index) < regexes.count : heads.contains($0.index) }, .patterns,
            "bad index")
        try check(users.isEmpty || users[users.count - 1]?.flags.contains(.isLast) ?? false, .users, "no end")
        try check(verifyContinuations(), .continuations, "bad step")
        try check(
            users.allSatisfy {
                guard $0.flags.contains(.isRegex) else { return Int($0.target) < patterns.count }
                guard let regex = regexes[$0.target] else { return false }
                return !regex.flags.contains(.hasPlaces) && ($0.state == 0 || isEntry($0.state, of: regex))
            }, .users, "bad index")
        try check(
            groups.allSatisfy { Int($0.nameStart) + Int($0.nameCount) <= names.count }, .groups, "bad range")
        try check(
            shortLiterals.allSatisfy { place in
                heads.contains(place) && literals[place].map { (1...3).contains(LiteralHead(word: $0).byteCount) } ?? false
            }, .shortLiterals, "bad index")
        try check(unfilteredRegexes.allSatisfy { Int($0) < regexes.count }, .unfilteredRegexes, "bad index")
        try check(verifyLineStarts(), .lineRegexes, "bad automaton")
        try check(needs.isEmpty || needs[needs.count - 1]?.endsAll ?? false, .regexes, "no end")
        for regex in regexes {
            try check(!regex.flags.contains(.hasNeeds) || Int(regex.needsStart) < needs.count, .regexes, "bad index")
            try check(Int(regex.pattern) < patterns.count, .regexes, "bad pattern")
            try check(fits(regex.groupsStart, regex.groupsCount, groups.count) && regex.groupsCount < 1000, .groups, "bad range")
            try check(
                fits(regex.programStart, regex.programCount, instructions.count) && regex.entry < regex.programCount, .regexes,
                "bad range")
            try check(fits(regex.setsStart, regex.setsCount, byteSets.count), .regexes, "bad range")
            try check(fits(regex.pointsStart, regex.pointsCount, encodedSets.count), .regexes, "bad range")
            try check(verifyBefore(regex), .regexes, "bad index")
            try check(verifyProgram(regex), .regexes, "bad program")
            try check(verifyAutomaton(regex), .regexes, "bad automaton")
        }
        try check(filter.verify(literals, heads), .filter, "bad filter")
    }

    /// Every walk ends: steps lead to nodes that stand before their own, and the last one is the last of its node.
    private func verifyContinuations() -> Bool {
        guard symbols.count == 256 else { return false }
        return unsafe continuations.withElements { steps in
            guard let last = unsafe steps.last else { return true }
            guard last.isLast else { return false }
            var node = 0
            for index in steps.indices {
                let step = unsafe steps[index]
                guard step.isEnd ? step.target < users.count && !step.turns : step.target < node,
                    step.isEnd || step.turns || !step.isDefault && !step.isEdge
                else { return false }
                if step.isLast { node = index + 1 }
            }
            return true
        }
    }

    private func verifyLineStarts() -> Bool {
        guard !lineRegexes.isEmpty else { return true }
        let width = (lineRegexes.count + 63) / 64
        let (nodes, classCount) = (Int(header.lineNodes), Int(header.lineClasses))
        guard lineRegexes.allSatisfy({ regexes[$0].map { !$0.flags.contains(.hasPlaces) } ?? false }), lineClasses.count == 256,
            lineClasses.allSatisfy({ Int($0) < classCount }),
            nodes <= Int(UInt16.max), classCount <= 256, lineTransitions.count == nodes * classCount, lineMasks.count % width == 0
        else { return false }
        let ends = lineMasks.count / width
        let beyond: UInt64 = lineRegexes.count % 64 == 0 ? 0 : .max << UInt64(lineRegexes.count % 64)
        return ends > 0 && ends >= nodes && lineTransitions.allSatisfy { Int($0) < ends }
            && (1...ends).allSatisfy { (lineMasks[$0 * width - 1] ?? 0) & beyond == 0 }
    }

    private func verifyBefore(_ regex: RegexRecord) -> Bool {
        guard regex.flags.contains(.hasPlaces) else { return regex.before == RegexRecord.anything || Int(regex.before) < byteSets.count }
        return Int(regex.before) + 256 <= byteClasses.count && (1...8).contains(regex.disorder)
    }

    private func verifyProgram(_ regex: RegexRecord) -> Bool {
        let program = instructions[Int(regex.programStart)..<Int(regex.programStart) + Int(regex.programCount)]
        let points = encodedSets[Int(regex.pointsStart)..<Int(regex.pointsStart) + Int(regex.pointsCount)]
        // Written out, no program may be longer than its counters reach.
        var sizes: [Int] = []
        for set in points {
            guard Int(set.first) + Int(set.count) <= encodedRanges.count, set.count < Instruction.mostOfProgram else { return false }
            sizes.append(ProgramExpansion.size(of: encodedSet(set)))
        }
        // What the argument of each operation must be less than, by its number; what is no operation is refused.
        let any = UInt32.max
        let assertions = UInt32(Assertion.allCases.count)
        let bounds = SIMD8<UInt32>(
            any, UInt32(regex.setsCount), any, 2 * (UInt32(regex.groupsCount) + 1), assertions, any, any, UInt32(regex.pointsCount))
        let codePoint = Instruction.Operation.codePoint.rawValue
        return unsafe program.withElements { program in
            var isSound = true
            var size = 0
            for index in program.indices {
                let instruction = unsafe program[index]
                let last = max(instruction.next, instruction.other)
                guard instruction.rawOperation <= codePoint, instruction.argument < bounds[Int(instruction.rawOperation)] else {
                    return false
                }
                if last >= regex.programCount { isSound = false }
                size += instruction.rawOperation == codePoint ? sizes[Int(instruction.argument)] : 1
            }
            return isSound && size <= Instruction.mostOfProgram
        }
    }

    private func verifyAutomaton(_ regex: RegexRecord) -> Bool {
        guard regex.hasAutomaton else { return true }
        if regex.width == TableAutomaton.width { return verifyTable(regex) }
        let layout = regex.layout
        let start = Int(regex.automatonStart)
        guard [1, 2, 4, 8].contains(layout.width), (1...256).contains(layout.classes),
            (1...Neighbour.allCases.count).contains(layout.kinds),
            start + layout.count <= automata.count, Int(regex.classesStart) + 256 <= byteClasses.count
        else { return false }
        guard greatestClass(of: regex) < layout.classes else { return false }
        return unsafe automata[start..<start + layout.count].withElements { tables in
            // Each leaf with other followers has a row of them.
            let others = unsafe tables[3 * layout.width..<4 * layout.width]
            guard unsafe layout.exceptions > 0 || others.allSatisfy({ $0 == 0 }) else { return false }
            let rows = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: tables[layout.rows..<layout.followers]))
            guard unsafe rows.allSatisfy({ Int($0) < layout.exceptions }) else { return false }
            guard layout.kinds > 1 else { return true }
            let holding = unsafe tables[layout.holding..<layout.kindBytes]
            guard unsafe holding.enumerated().allSatisfy({ unsafe $1 & ~tables[3 * layout.width + $0 % layout.width] == 0 }) else {
                return false
            }
            let kinds = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: tables[layout.kindBytes...])).prefix(layout.kindCount)
            return unsafe kinds.allSatisfy { Int($0) < layout.kinds }
        }
    }
}

extension PatternSet {
    /// The user's regex is looked at as well, later.
    private func isEntry(_ state: UInt16, of regex: RegexRecord) -> Bool {
        guard regex.width == TableAutomaton.width else { return regex.hasAutomaton && state <= regex.entries }
        return Int(state) + Int(regex.stride) <= regex.transitionsCount
    }

    private func greatestClass(of regex: RegexRecord) -> Int {
        unsafe byteClasses[Int(regex.classesStart)..<Int(regex.classesStart) + 256].withElements {
            unsafe Int($0.reduce(0) { max($0, $1) })
        }
    }

    private func verifyTable(_ regex: RegexRecord) -> Bool {
        let (start, count) = (Int(regex.automatonStart), regex.transitionsCount)
        // No row may begin so late that its last column would lie behind the table.
        let lastRow = count - Int(regex.stride)
        guard regex.classes > 0, regex.classes <= 256, start + count <= transitions.count,
            Int(regex.classesStart) + 256 <= byteClasses.count,
            greatestClass(of: regex) < regex.classes, Int(regex.lastIdle) <= lastRow,
            Neighbour.allCases.allSatisfy({ Int(regex.firstRow(after: $0)) * Int(regex.stride) <= lastRow })
        else { return false }
        return unsafe transitions[start..<start + count].withElements { unsafe $0.reduce(0) { max($0, $1) } <= lastRow }
    }
}

/// Where literals begin in their section.
private struct LiteralPlaces {
    private var starts: [UInt64]

    /// `nil` where the section is not what it should be.
    init?(_ literals: Table<UInt64>, patternCount: Int, userCount: Int, stepCount: Int) {
        starts = Array(repeating: 0, count: literals.count / 64 + 1)
        let isSound = unsafe literals.withElements { words in
            var place = 0
            while place < words.count {
                let head = unsafe LiteralHead(word: words[place])
                guard head.byteCount > 0, head.wordCount < words.count - place,
                    Int(head.user) < (head.isPlain ? patternCount : head.hasTree ? stepCount : userCount)
                else { return false }
                starts[place >> 6] |= 1 << UInt64(place & 63)
                place += 1 + head.wordCount
            }
            return true
        }
        guard isSound else { return nil }
    }

    @inline(__always)
    func contains(_ place: UInt32) -> Bool {
        let word = Int(place >> 6)
        return word < starts.count && starts[word] >> UInt64(place & 63) & 1 != 0
    }
}

extension FilterTables {
    fileprivate func verify(_ literals: Table<UInt64>, _ heads: LiteralPlaces) -> Bool {
        guard !isEmpty else { return bitmap.isEmpty }
        guard bitmap.count.nonzeroBitCount == 1, bitmap.count <= 1 << 20, slots.count == bitmap.count * 64 / FilterTables.hashesPerSlot
        else { return false }
        // The window begins inside the literal, so that the literal's first eight bytes lie in the padded text wherever the window does.
        func isUsable(_ entry: FilterEntry) -> Bool {
            guard heads.contains(UInt32(truncatingIfNeeded: entry.place)), let word = literals[entry.place] else { return false }
            return entry.windowOffset < LiteralHead(word: word).byteCount
        }
        guard entries.allSatisfy(isUsable), entries.isEmpty || entries[entries.count - 1]?.hasMore == false else { return false }
        return unsafe slots.withElements { slots in
            unsafe slots.allSatisfy { slot in
                slot.hasMore ? slot.place < entries.count : slot == FilterEntry() || isUsable(slot)
            }
        }
    }
}
