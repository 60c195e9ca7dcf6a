import Testing

@testable import PatternAutomaton

@Suite("Images")
struct ImageTests {
    private static let digest = SourceDigest(high: 0x0123_4567_89AB_CDEF, low: 42)

    private static func small() -> [UInt8] {
        var writer = ImageWriter()
        writer.add([UInt16(1), 2, 3], as: SectionID(7))
        writer.add([UInt64(9)], as: SectionID(3))
        writer.add([UInt8](), as: SectionID(5))
        return writer.finish(sourceDigest: digest)
    }

    @Test("give back what was written")
    func roundTrip() throws {
        let image = try Image(copying: ImageTests.small())
        #expect(image.sourceDigest == ImageTests.digest)
        let numbers: Table<UInt16> = try image.table(SectionID(7))
        #expect(numbers.elementsEqual([1, 2, 3]))
        #expect(Array(numbers) == [1, 2, 3])
        #expect(numbers[2] == 3 && numbers[3] == nil && numbers[-1] == nil)
        #expect(numbers[1..<9].elementsEqual([2, 3]))
        let empty: Table<UInt8> = try image.table(SectionID(5))
        #expect(empty.isEmpty && empty[0] == nil)
        #expect(image.contains(SectionID(3)) && !image.contains(SectionID(4)))
        #expect(throws: ImageError.missingSection(SectionID(4))) { _ = try image.table(SectionID(4), of: UInt8.self) }
        #expect(throws: ImageError.badSection(SectionID(7), "elements of 2 bytes")) { _ = try image.table(SectionID(7), of: UInt32.self) }
    }

    @Test("are the same bytes for the same sections in any order")
    func order() {
        var writer = ImageWriter()
        writer.add([UInt8](), as: SectionID(5))
        writer.add([UInt64(8)], as: SectionID(3))
        writer.add([UInt64(9)], as: SectionID(3))
        writer.add([UInt16(1), 2, 3], as: SectionID(7))
        #expect(writer.finish(sourceDigest: ImageTests.digest) == ImageTests.small())
    }

    @Test("are refused with any bit flipped")
    func flippedBits() throws {
        let image = ImageTests.small()
        for index in image.indices {
            for bit in 0..<8 {
                var damaged = image
                damaged[index] ^= 1 << UInt8(bit)
                #expect(throws: ImageError.self) { _ = try Image(copying: damaged) }
            }
        }
    }

    @Test("are refused when cut or continued")
    func lengths() throws {
        let image = ImageTests.small()
        for count in 0..<image.count { #expect(throws: ImageError.self) { _ = try Image(copying: Array(image.prefix(count))) } }
        #expect(throws: ImageError.wrongLength(expected: image.count, actual: image.count + 1)) { _ = try Image(copying: image + [0]) }
    }

    @Test("are used in place and released once")
    func inPlace() throws {
        let source = ImageTests.small()
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count + 8, alignment: 8)
        defer { unsafe memory.deallocate() }
        unsafe memory.copyBytes(from: source)
        let good = unsafe UnsafeRawBufferPointer(rebasing: memory.prefix(source.count))
        let released = Counter()
        do {
            let numbers: Table<UInt16> = try unsafe Image(unsafeBytes: good) { released.increment() }.table(SectionID(7))
            #expect(released.value == 0)
            #expect(numbers[0] == 1)
        }
        #expect(released.value == 1)
        unsafe memory[9] ^= 1
        #expect(throws: ImageError.self) { _ = try unsafe Image(unsafeBytes: good) { released.increment() } }
        #expect(released.value == 2)
        let odd = unsafe UnsafeRawBufferPointer(rebasing: memory.dropFirst(1).prefix(source.count))
        #expect(throws: ImageError.misaligned) { _ = try unsafe Image(unsafeBytes: odd) }
    }

    @Test("hold several sets")
    func severalSets() throws {
        var writer = ImageWriter()
        let compiler = PatternSetCompiler()
        var shared = SharedPatternTables()
        try compiler.compile([.phrase("quota"), .regex("a(?<n>\\d+)")], set: 0, sharing: &shared, into: &writer)
        try compiler.compile([.phrase("mailbox")], set: 900, sharing: &shared, into: &writer)
        shared.write(into: &writer)
        let image = try Image(copying: writer.finish(sourceDigest: ImageTests.digest))
        let (first, second) = (try PatternSet(image: image, set: 0), try PatternSet(image: image, set: 900))
        #expect(first.count == 2 && second.count == 1)
        #expect(throws: ImageError.self) { _ = try PatternSet(image: image, set: 1) }
        var scratch = PatternScratch()
        scratch.scan(Array("mailbox quota a12".utf8), with: first)
        #expect(scratch.matches.map(\.pattern) == [1, 0])
        scratch.scan(Array("mailbox quota a12".utf8), with: second)
        #expect(scratch.matches.map(\.pattern) == [0])
        #expect(scratch.contains(0) && !scratch.contains(1))
    }

    @Test("hold once what their sets have in common")
    func sharedTables() throws {
        let regexes = [Pattern.regex("^user (?<name>[^ ]{1,40}) (is )?unknown"), .regex("quota .{0,30} (full|over)")]
        func image(_ sets: [Int]) throws -> [UInt8] {
            var writer = ImageWriter()
            var shared = SharedPatternTables()
            for set in sets { try PatternSetCompiler().compile(regexes, set: set, sharing: &shared, into: &writer) }
            shared.write(into: &writer)
            return writer.finish(sourceDigest: ImageTests.digest)
        }
        let (one, two) = try (Image(copying: image([0])), Image(copying: image([0, 7])))
        let (alone, first, second) = try (PatternSet(image: one), PatternSet(image: two), PatternSet(image: two, set: 7))
        #expect(
            first.transitions.count == alone.transitions.count && first.automata.count == alone.automata.count
                && first.instructions.count == alone.instructions.count)
        #expect(first.regexes.map(\.automatonStart) == second.regexes.map(\.automatonStart))
        var scratch = PatternScratch()
        for set in [alone, first, second] {
            scratch.scan(Array("user joe unknown: quota is é full".utf8), with: set)
            #expect(scratch.matches.map(\.pattern) == [0, 1])
        }
    }

    @Test("of a set that somebody has tampered with are refused or harmless", arguments: 1...20)
    func tampered(_ seed: UInt64) throws {
        let patterns = [
            Pattern.phrase("quota"), .phrase("spam"), .phrase("#"), .regex("user [^ ]+ unknown"), .regex("^\\s*(?<n>[0-9]+)$"),
            .regex("x.{0,300}y(a|b)*z"), .regex("[^ ]+@"), .regex("a*"), .phrase("quotas"), .phrase("quota xa"),
            .regex("^.{0,40}quota (xaa|b)"), .regex("[あ-ん]{2,9}(?<x>.)[^à-ü]"), .regex("\\bquota (?:x[a-z]+|\\d)*\\b"),
        ]
        var limits = PatternLimits()
        // Either kind of automaton.
        if seed % 2 == 0 { limits.automatonTransitions = 0 }
        let image = try PatternSetCompiler(limits: limits).compile(patterns)
        let text = Array("user joe unknown # 12\n 12\nspam quota xaaayabz a@b".utf8)
        var generator = RandomRegexes(seed: seed)
        var scratch = PatternScratch()
        for _ in 0..<60 {
            var changed = image
            for _ in 0...generator.next(3) {
                // Mostly small numbers and extremes: those lead somewhere.
                let value = [0, 1, 0xFF, 0x7F, 0x80, generator.next(256)][generator.next(6)]
                let place = generator.next(2) == 0 ? generator.next(image.count) : generator.next(min(image.count, 6000))
                changed[place] = UInt8(value)
            }
            changed.repairChecksum()
            guard let image = try? Image(copying: changed), let set = try? PatternSet(image: image) else { continue }
            scratch.scan(text, with: set)
            for pattern in -1..<set.count + 1 {
                _ = set.groupNames(of: pattern)
                _ = unsafe text.withUnsafeBufferPointer { unsafe scratch.captures(of: pattern, in: $0, window: 0..<$0.count, with: set) }
            }
        }
    }

    /// A search looks past the groups that begin a regex before it tries anything.
    @Test("whose groups lead in a circle are searched to the end", .timeLimit(.minutes(1)))
    func circle() throws {
        let image = try PatternSetCompiler().compile([.regex("(?<name>a)b")])
        let text = Array("ab".utf8)
        var scratch = PatternScratch()
        var count = 0
        // Whatever looks like a group's begin (see `Instruction`) leads to itself, wherever that is.
        for place in stride(from: 0, to: image.count - 7, by: 8)
        where image[place] == Instruction.Operation.save.rawValue && image[place + 1] == 0 && image[place + 3] == 0 {
            for target in 0..<UInt8(8) {
                var changed = image
                (changed[place + 4], changed[place + 5]) = (target, 0)
                changed.repairChecksum()
                guard let image = try? Image(copying: changed), let set = try? PatternSet(image: image) else { continue }
                count += 1
                _ = unsafe text.withUnsafeBufferPointer { unsafe scratch.captures(of: 0, in: $0, window: 0..<$0.count, with: set) }
            }
        }
        #expect(count > 8)
    }
}

/// Counts calls from a `@Sendable` closure that runs in this thread.
private final class Counter: Sendable {
    private nonisolated(unsafe) var count = 0
    var value: Int { unsafe count }
    func increment() { unsafe count += 1 }
}

extension [UInt8] {
    /// As an attacker would.
    mutating func repairChecksum() {
        let sum = unsafe withUnsafeBytes { unsafe Checksum.of(image: $0) }
        for byte in 0..<8 { self[ImageFormat.checksumOffset + byte] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * byte)) }
    }
}
