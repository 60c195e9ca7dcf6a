extension PatternSet {
    /// After this no index in the set leads out of its tables: the scan relies on it. Written for images from anywhere; the checksum only guards against damage.
    func verify(set: Int) throws(ImageError) {
        func check(_ holds: Bool, _ section: SetSection, _ what: String) throws(ImageError) {
            if !holds { throw .badSection(section.id(set: set), what) }
        }
        func fits(_ start: UInt32, _ count: UInt32, _ limit: Int) -> Bool { Int(start) + Int(count) <= limit }

        try check(patterns.count <= Int(Int32.max) && patterns.count > 0 || patterns.isEmpty, .patterns, "too many patterns")
        try check(
            patterns.allSatisfy { Int($0.index) < ($0.flags.contains(.isRegex) ? regexes.count : literals.count) }, .patterns, "bad index")
        try check(
            literals.allSatisfy {
                fits($0.bytesStart, $0.byteCount, literalBytes.count) && fits($0.usersStart, $0.usersCount, users.count)
                    && (1...UInt32(UInt16.max)).contains($0.byteCount)
            }, .literals, "bad range")
        try check(
            users.allSatisfy {
                guard Int($0.pattern) < patterns.count else { return false }
                guard $0.flags.contains(.isRegex) else { return true }
                guard let regex = regexes[$0.regex] else { return false }
                return $0.state == 0 || Int64($0.state) <= Int64(regex.transitionsCount) - Int64(regex.stride)
            }, .users, "bad index")
        try check(
            groups.allSatisfy { fits($0.nameStart, $0.nameCount, names.count) }, .groups, "bad range")
        try check(
            shortLiterals.allSatisfy { Int($0) < literals.count }, .shortLiterals, "bad index")
        try check(unfilteredRegexes.allSatisfy { Int($0) < regexes.count }, .unfilteredRegexes, "bad index")
        try check(verifyLineStarts(), .lineRegexes, "bad automaton")
        for regex in regexes {
            try check(Int(regex.pattern) < patterns.count, .regexes, "bad pattern")
            try check(fits(regex.groupsStart, regex.groupsCount, groups.count) && regex.groupsCount < 1000, .groups, "bad range")
            try check(
                fits(regex.programStart, regex.programCount, instructions.count) && regex.entry < regex.programCount, .instructions,
                "bad range")
            try check(fits(regex.setsStart, regex.setsCount, byteSets.count), .byteSets, "bad range")
            try check(regex.before == RegexRecord.anything || Int(regex.before) < byteSets.count, .byteSets, "bad index")
            try check(verifyProgram(regex), .instructions, "bad program")
            try check(verifyAutomaton(regex), .transitions, "bad automaton")
        }
        try check(filter.verify(literals), .filter, "bad filter")
    }

    private func verifyLineStarts() -> Bool {
        guard !lineRegexes.isEmpty else { return true }
        let width = (lineRegexes.count + 63) / 64
        let (nodes, classCount) = (Int(header.lineNodes), Int(header.lineClasses))
        guard lineRegexes.allSatisfy({ Int($0) < regexes.count }), lineClasses.count == 256,
            lineClasses.allSatisfy({ Int($0) < classCount }),
            nodes <= Int(UInt16.max), classCount <= 256, lineTransitions.count == nodes * classCount, lineMasks.count % width == 0
        else { return false }
        let ends = lineMasks.count / width
        let beyond: UInt64 = lineRegexes.count % 64 == 0 ? 0 : .max << UInt64(lineRegexes.count % 64)
        return ends > 0 && ends >= nodes && lineTransitions.allSatisfy { Int($0) < ends }
            && (1...ends).allSatisfy { (lineMasks[$0 * width - 1] ?? 0) & beyond == 0 }
    }

    private func verifyProgram(_ regex: RegexRecord) -> Bool {
        let program = instructions[Int(regex.programStart)..<Int(regex.programStart) + Int(regex.programCount)]
        let slots = 2 * (regex.groupsCount + 1)
        return unsafe program.withElements { program in
            unsafe program.allSatisfy { instruction in
                guard let operation = Instruction.Operation(rawValue: instruction.rawOperation) else { return false }
                let argumentFits =
                    switch operation {
                    case .set: instruction.argument < regex.setsCount
                    case .save: instruction.argument < slots
                    case .assertion: Assertion(rawValue: instruction.argument) != nil
                    case .byte, .split, .match, .fail: true
                    }
                return argumentFits && instruction.next < regex.programCount && instruction.other < regex.programCount
            }
        }
    }

    private func verifyAutomaton(_ regex: RegexRecord) -> Bool {
        guard regex.transitionsCount > 0 else { return true }
        let start = Int(regex.transitionsStart)
        let count = Int(regex.transitionsCount)
        let stride = regex.stride
        guard stride > 1, stride <= 257, count <= Int(UInt16.max) + 1, start + count <= transitions.count,
            Int(regex.classesStart) + 256 <= byteClasses.count
        else { return false }
        // No state may begin so late that its last class would lie behind the table.
        let lastState = Int64(count) - Int64(stride)
        let states = [regex.startOfText, regex.startOfLine, regex.startAfterWord, regex.startAfterOther, regex.lastIdle]
        guard states.allSatisfy({ Int64($0) <= lastState }) else { return false }
        let greatestClass = unsafe byteClasses[Int(regex.classesStart)..<Int(regex.classesStart) + 256].withElements {
            unsafe $0.reduce(0) { max($0, $1) }
        }
        guard UInt32(greatestClass) + 1 < stride else { return false }
        let greatestState = unsafe transitions[start..<start + count].withElements { unsafe $0.reduce(0) { max($0, $1) } }
        return Int64(greatestState) <= lastState
    }
}

extension FilterTables {
    fileprivate func verify(_ literals: Table<LiteralRecord>) -> Bool {
        guard !isEmpty else { return bitmap.isEmpty }
        guard bitmap.count.nonzeroBitCount == 1, bitmap.count <= 1 << 20, slots.count == bitmap.count * 64 / FilterTables.hashesPerSlot
        else { return false }
        func isUsable(_ entry: FilterEntry) -> Bool {
            guard let literal = literals[entry.literal] else { return false }
            // The eight bytes begin inside the literal and not behind the window, so that they lie in the padded text wherever the window does.
            return UInt32(entry.length) == min(literal.byteCount, UInt32(FilterEntry.longest)) && entry.length > 0
                && entry.windowOffset < entry.length && Int(entry.windowOffset) < ScanConstants.padding
                && entry.checkOffset <= entry.windowOffset
        }
        guard entries.allSatisfy(isUsable) else { return false }
        return unsafe slots.withElements { slots in
            unsafe slots.allSatisfy { slot in
                switch slot.kind {
                case FilterEntry.none: slot.check == 0 && slot.windowOffset == 0 && slot.checkOffset == 0
                case FilterEntry.one: isUsable(slot)
                case FilterEntry.several:
                    slot.check <= UInt64(entries.count) && Int(slot.literal) + Int(slot.check) <= entries.count && slot.windowOffset == 0
                        && slot.checkOffset == 0
                default: false
                }
            }
        }
    }
}
