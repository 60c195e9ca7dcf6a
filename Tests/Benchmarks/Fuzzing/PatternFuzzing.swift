// Patterns and texts from libFuzzer: compiles what compiles, and lets the engines contradict each other. See fuzz.sh.
//
// Input: patterns, each ended by a zero byte and begun by a byte of flags (1: a phrase, 2: every match, 4: word bounded, 8: confined to lines); after an
// empty pattern the text.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPatterns(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    var parts = unsafe input.split(separator: 0, maxSplits: 12, omittingEmptySubsequences: false).map { Array($0) }
    let text = parts.popLast() ?? []
    var patterns: [Pattern] = []
    for part in parts.prefix(8) where !part.isEmpty {
        let flags = part[0]
        patterns.append(
            Pattern(
                flags & 1 != 0 ? .phrase : .regex, Array(part.dropFirst()), isWordBounded: flags & 4 != 0,
                reporting: flags & 2 != 0 ? .everyMatch : .existence, isConfinedToLines: flags & 8 != 0))
    }
    var limits = PatternLimits()
    limits.programSize = 2000
    patterns.removeAll { pattern in (try? PatternSetCompiler(limits: limits).compile([pattern])) == nil }
    func set(_ transitions: Int, _ leaves: Int) -> PatternSet {
        var limits = limits
        limits.automatonTransitions = transitions
        limits.automatonLeaves = leaves
        guard let image = try? PatternSetCompiler(limits: limits).compile(patterns), let loaded = try? Image(copying: image),
            let set = try? PatternSet(image: loaded)
        else { fatalError("what was compiled is refused") }
        return set
    }
    let sets = [set(60_000, 512), set(0, 512), set(0, 16), set(0, 0)]
    var scratches = sets.map { _ in PatternScratch() }
    for index in sets.indices { scratches[index].scan(text, with: sets[index]) }
    for index in 1..<sets.count { precondition(scratches[index].matches == scratches[0].matches, "engines differ") }
    var remembering = PatternScratch(remembersAfter: 0)
    for _ in 0..<2 {
        remembering.scan(text, with: sets[1])
        precondition(remembering.matches == scratches[0].matches, "remembered steps lead elsewhere")
    }
    for match in scratches[0].matches { precondition(match.start <= match.end && Int(match.end) <= text.count) }
    for pattern in patterns.indices {
        unsafe text.withUnsafeBufferPointer { text in
            let alone = unsafe scratches[0].matches(pattern, in: text, window: 0..<text.count, with: sets[0])
            let cut = unsafe scratches[1].captures(of: pattern, in: text, window: 0..<text.count, with: sets[1])
            precondition(alone == cut, "a match without groups, or groups without a match")
            precondition(alone == scratches[0].contains(pattern), "found alone, or only in a set")
        }
    }
    return 0
}
