// matching-benchmark PATTERNS TEXTS [--against LIBHS] [--rounds N] [--verbose]
//
// Which patterns match each text? Ours and Vectorscan (or Hyperscan), alternating in one thread of one process, on its CPU time.
import BenchmarkedAutomaton

struct Benchmark {
    var workload: Workload
    var rounds = 15
    var library: String?
    var isVerbose = false

    func run() throws {
        var patterns = workload.patterns
        var rival: Vectorscan?
        var rivalCompile = 0
        if let library { (rival, rivalCompile) = compileRival(library, &patterns) }
        var start = threadNanoseconds()
        let bytes = try PatternSetCompiler().compile(patterns)
        let compile = threadNanoseconds() - start
        start = threadNanoseconds()
        let set = try PatternSet(image: Image(copying: bytes))
        let load = threadNanoseconds() - start
        print(
            "patterns:", patterns.count, " texts:", workload.texts.count, " mean bytes:", workload.byteCount / max(workload.texts.count, 1))
        print("compile: \(milliseconds(compile)) ms  image: \(bytes.count / 1024) KiB  load and verify: \(milliseconds(load)) ms")
        let statistics = set.statistics
        print(
            "literals: \(statistics.literals)  regexes: \(statistics.regexes)  unfiltered: \(statistics.unfiltered.count)",
            " relaxed: \(statistics.relaxed)  without automaton: \(statistics.withoutAutomaton.count)  automata: \(statistics.automatonBytes / 1024) KiB"
        )
        if isVerbose {
            for index in statistics.unfiltered { print("  unfiltered:", String(decoding: patterns[index].bytes, as: UTF8.self)) }
            for index in statistics.withoutAutomaton {
                print("  without automaton:", String(decoding: patterns[index].bytes, as: UTF8.self))
            }
        }
        if let rival {
            print("\(rival.version): compile: \(milliseconds(rivalCompile)) ms  database: \(rival.byteCount / 1024) KiB")
        }
        measure(set, rival)
        if let rival { compare(set, rival, patterns) }
    }

    private func measure(_ set: PatternSet, _ rival: Vectorscan?) {
        var scratch = PatternScratch()
        var (ours, theirs): ([Int], [Int]) = ([], [])
        var found = [UInt64](repeating: 0, count: set.count / 64 + 1)
        for _ in 0..<rounds {
            // A first pass should find nothing in the caches.
            if ours.isEmpty { evictCaches() }
            var start = threadNanoseconds()
            for text in workload.texts { scratch.scan(text, with: set) }
            ours.append(threadNanoseconds() - start)
            guard let rival else { continue }
            if theirs.isEmpty { evictCaches() }
            start = threadNanoseconds()
            for text in workload.texts {
                for index in found.indices { found[index] = 0 }
                unsafe text.withUnsafeBufferPointer { text in
                    unsafe found.withUnsafeMutableBufferPointer { found in
                        if let base = found.baseAddress { unsafe rival.scan(text, into: base) }
                    }
                }
            }
            theirs.append(threadNanoseconds() - start)
        }
        show("undelivered", ours)
        guard rival != nil else { return }
        show("vectorscan", theirs)
        print("ratio: \(decimal(median(theirs), median(ours)))  first pass: \(decimal(theirs[0], ours[0]))")
    }

    private func show(_ name: String, _ times: [Int]) {
        let warm = median(times)
        let texts = max(workload.texts.count, 1)
        print("\(name): \(warm / texts) ns/text  \(workload.byteCount * 1000 / max(warm, 1)) MB/s  first pass: \(times[0] / texts) ns/text")
    }

    /// Both must name the same patterns for every text.
    private func compare(_ set: PatternSet, _ rival: Vectorscan, _ patterns: [Pattern]) {
        var scratch = PatternScratch()
        var (differences, matched) = (0, 0)
        var blamed: [Int: Int] = [:]
        for text in workload.texts {
            var found = [UInt64](repeating: 0, count: set.count / 64 + 1)
            unsafe text.withUnsafeBufferPointer { text in
                unsafe found.withUnsafeMutableBufferPointer { found in
                    if let base = found.baseAddress { unsafe rival.scan(text, into: base) }
                }
            }
            scratch.scan(text, with: set)
            matched += scratch.matches.count
            for pattern in 0..<set.count where scratch.contains(pattern) != (found[pattern >> 6] >> UInt64(pattern & 63) & 1 != 0) {
                differences += 1
                blamed[pattern, default: 0] += 1
            }
        }
        print("matches: \(matched)  differences: \(differences)")
        for (pattern, count) in blamed.sorted(by: { $0.key < $1.key }).prefix(10) {
            print("  differs \(count) times:", String(decoding: patterns[pattern].bytes, as: UTF8.self))
        }
    }

    /// Patterns that the rival refuses are left out for both.
    private func compileRival(_ library: String, _ patterns: inout [Pattern]) -> (Vectorscan?, Int) {
        while true {
            let start = threadNanoseconds()
            do throws(Vectorscan.Failure) {
                let rival = try Vectorscan(library: library, patterns: patterns.map(\.asRegex))
                return (rival, threadNanoseconds() - start)
            } catch {
                print("vectorscan:", error.message, error.pattern.map { String(decoding: patterns[$0].bytes, as: UTF8.self) } ?? "")
                guard let pattern = error.pattern, patterns.indices.contains(pattern) else { return (nil, 0) }
                patterns.remove(at: pattern)
            }
        }
    }
}

func median(_ times: [Int]) -> Int { times.sorted()[times.count / 2] }

func decimal(_ numerator: Int, _ denominator: Int) -> String {
    let hundredths = numerator * 100 / max(denominator, 1)
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

func milliseconds(_ nanoseconds: Int) -> String { decimal(nanoseconds, 1_000_000) }

@inline(never)
func evictCaches() {
    var block = [UInt64](repeating: 1, count: 8 << 20)
    for index in stride(from: 0, to: block.count, by: 8) { block[index] &+= block[block.count - 1 - index] }
    precondition(block[0] > 0)
}

/// The value behind an option, which is taken out of the arguments.
func option(_ name: String, in arguments: inout [String]) -> String? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
    defer { arguments.removeSubrange(index...index + 1) }
    return arguments[index + 1]
}

var arguments = Array(CommandLine.arguments.dropFirst())
let isVerbose = arguments.contains("--verbose")
arguments.removeAll { $0 == "--verbose" }
let library = option("--against", in: &arguments)
let rounds = option("--rounds", in: &arguments).flatMap { Int($0) } ?? 15
guard arguments.count == 2, let workload = Workload(patterns: arguments[0], texts: arguments[1]) else {
    print("usage: matching-benchmark PATTERNS TEXTS [--against LIBHS] [--rounds N] [--verbose]")
    throw CancellationError()
}
try Benchmark(workload: workload, rounds: max(rounds, 1), library: library, isVerbose: isVerbose).run()
