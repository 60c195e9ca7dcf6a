// Answers what the engines find, for `Scripts/differential.py`, which asks RE2 the same.
//
// Input, again and again: number of patterns, each pattern (kind byte 'P' or 'R', then the bytes); number of texts, each text.
// Output: per pattern a byte, 0 if it is accepted, 2 if it is too large, 1 if it is refused otherwise; then per text and accepted pattern: a byte of flags (1: the scan with automata, 2: the scan without,
// 4: the search for captures), per line of the text a byte (1: with automata, 2: without), and the groups as pairs of numbers (-1: unset),
// preceded by how many there are.
import BenchmarkedAutomaton

struct Probe {
    var input = ByteStream()
    /// Most texts are looked at with steps that those before them took.
    var scratch = PatternScratch(remembersAfter: 1)
    let slow: PatternLimits = {
        var limits = PatternLimits()
        limits.automatonLeaves = 0
        return limits
    }()

    private func append(_ number: Int, to output: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) { output.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Every second time with automata that follow all places of a regex at once, where the others have tables of transitions.
    var rounds = 0
    var automata: PatternLimits {
        var limits = PatternLimits()
        if rounds % 2 == 0 { limits.automatonTransitions = 0 }
        return limits
    }

    mutating func readPatterns(_ count: Int) -> [Pattern] {
        var patterns: [Pattern] = []
        for _ in 0..<count {
            guard let kind = input.byte(), let bytes = input.bytes() else { break }
            patterns.append(Pattern(kind == UInt8(ascii: "R") ? .regex : .phrase, bytes, reporting: .everyMatch))
        }
        return patterns
    }

    mutating func answer(_ patterns: [Pattern], _ texts: [[UInt8]]) throws -> [UInt8] {
        var output: [UInt8] = []
        let accepted = patterns.filter { pattern in
            guard pattern.kind == .regex else { return true }
            do throws(PatternError) {
                _ = try RegexSyntax.check(pattern.bytes)
                output.append(0)
                return true
            } catch {
                output.append(error.code == .regexTooLarge ? 2 : 1)
                return false
            }
        }
        rounds += 1
        let fast = try PatternSet(image: Image(copying: PatternSetCompiler(limits: automata).compile(accepted)))
        let plain = try PatternSet(image: Image(copying: PatternSetCompiler(limits: slow).compile(accepted)))
        for text in texts {
            var starts = [0]
            for (index, byte) in text.enumerated() where byte == 10 { starts.append(index + 1) }
            let lineCount = starts.count
            var flags = [UInt8](repeating: 0, count: accepted.count)
            var lines = [UInt8](repeating: 0, count: accepted.count * lineCount)
            for (bit, set) in [(UInt8(1), fast), (2, plain)] {
                scratch.scan(text, with: set)
                for match in scratch.matches {
                    flags[Int(match.pattern)] |= bit
                    if let line = starts.firstIndex(of: Int(match.start)) { lines[Int(match.pattern) * lineCount + line] |= bit }
                }
            }
            for index in accepted.indices {
                let found = unsafe text.withUnsafeBufferPointer {
                    unsafe scratch.captures(of: index, in: $0, window: 0..<$0.count, with: fast)
                }
                let alone = unsafe text.withUnsafeBufferPointer {
                    unsafe scratch.matches(index, in: $0, window: 0..<$0.count, with: fast)
                }
                output.append(flags[index] | (found ? 4 : 0) | (alone ? 8 : 0))
                output += lines[index * lineCount..<(index + 1) * lineCount]
                append(scratch.groupCount, to: &output)
                for group in 0..<scratch.groupCount {
                    append(scratch.group(group)?.lowerBound ?? -1, to: &output)
                    append(scratch.group(group)?.upperBound ?? -1, to: &output)
                }
            }
        }
        return output
    }

    mutating func run() throws {
        while let patternCount = input.number() {
            let patterns = readPatterns(patternCount)
            var texts: [[UInt8]] = []
            for _ in 0..<(input.number() ?? 0) { texts.append(input.bytes() ?? []) }
            write(try answer(patterns, texts))
        }
    }
}

var probe = Probe()
try probe.run()
