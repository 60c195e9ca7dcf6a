import PatternAutomaton
import Testing

@Suite("Sets put together from regexes that were compiled before")
struct SetLinkingTests {
    private static let regexes = [
        #"quota of (?<limit>\d+) (?:kb|mb)"#, #"^550[ -]no such user"#, #"\bspam\b.{0,40}\bblocked"#, "(?:ab|cd)+x?", "[äö]{2}p", "^a*b",
    ].map { Pattern.regex($0, isConfinedToLines: true) }

    @Test("are those that compiling everything at once gives")
    func identity() throws {
        let phrases = [Pattern.phrase("mailbox full", isWordBounded: true), .phrase("spam"), .phrase("no such user")]
        let patterns = [phrases[0]] + Self.regexes + phrases[1...]
        let whole = try PatternSetCompiler().compile(patterns)

        var writer = ImageWriter()
        var shared = SharedPatternTables()
        try PatternSetCompiler().compile(regexes: Self.regexes, sharing: &shared, into: &writer)
        shared.write(into: &writer)
        let linker = try PatternSetLinker([Image(copying: writer.finish(sourceDigest: SourceDigest(high: 0, low: 0)))])
        var result = ImageWriter()
        let members =
            [.phrase(phrases[0])] + Self.regexes.enumerated().map { PatternSetLinker.Member.regex($1, image: 0, row: $0) }
            + phrases[1...].map { .phrase($0) }
        try linker.link(members, set: 0, into: &result)
        linker.write(into: &result)
        #expect(result.finish(sourceDigest: SourceDigest(high: 0, low: 0)) == whole)
    }

    @Test("find what they should where they come from several images, and whole sets move")
    func several() throws {
        var images: [Image] = []
        for regex in Self.regexes {
            var writer = ImageWriter()
            var shared = SharedPatternTables()
            try PatternSetCompiler().compile(regexes: [regex], sharing: &shared, into: &writer)
            try PatternSetCompiler().compile([regex, .phrase("x")], set: 3, sharing: &shared, into: &writer)
            shared.write(into: &writer)
            images.append(try Image(copying: writer.finish(sourceDigest: SourceDigest(high: 0, low: 0))))
        }
        let linker = try PatternSetLinker(images)
        var result = ImageWriter()
        try linker.link(Self.regexes.enumerated().map { .regex($1, image: $0, row: 0) }, set: 0, into: &result)
        for number in images.indices { try linker.copy(set: 3, ofImage: number, as: 1 + number, into: &result) }
        linker.write(into: &result)
        let image = try Image(copying: result.finish(sourceDigest: SourceDigest(high: 0, low: 0)))
        let texts = [
            "quota of 20 MB is over", "550 no such user here", "this spam was blocked", "xcdabx", "öäp", "aab", "nothing of it",
        ]
        for text in texts {
            let expected = try Self.regexes.map { regex in
                Self.matches(try PatternSet(image: Image(copying: PatternSetCompiler().compile([regex]))), text).contains(0)
            }
            let together = Self.matches(try PatternSet(image: image), text)
            #expect(Self.regexes.indices.map { together.contains($0) } == expected, "\(text)")
            for number in images.indices {
                let moved = Self.matches(try PatternSet(image: image, set: 1 + number), text)
                #expect(moved.contains(0) == expected[number], "\(text), \(number)")
            }
        }
    }

    private static func matches(_ set: PatternSet, _ text: String) -> Set<Int> {
        var scratch = PatternScratch()
        scratch.scan(Array(text.utf8), with: set)
        return Set(scratch.matches.map { Int($0.pattern) })
    }
}
