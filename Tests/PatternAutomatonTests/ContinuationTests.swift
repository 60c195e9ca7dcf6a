import Testing

@testable import PatternAutomaton

@Suite("Trees around literals")
struct ContinuationTests {
    private static let literal = Array("mailbox".utf8)

    private static func reader(_ regex: String) throws -> ContinuationReader {
        let limits = PatternLimits()
        let root = try RegexParser.parse(Array(regex.utf8), limits: limits).root
        let program = try #require(ProgramBuilder.build(root, limit: limits.programSize)).expanded()
        return try ContinuationReader(#require(ProgramLeaves(program, budget: limits.automatonWork)), program)
    }

    /// Behind the literal, with the users in the order of the regexes.
    private static func tree(_ regexes: [String], limit: Int = 100) throws -> ContinuationTree {
        let users: [ContinuationTree.User] = try regexes.enumerated().map { try ($0, reader($1), true) }
        return ContinuationTree(literal, users, of: users.count, limit)
    }

    @Test("tell users apart by the byte in which they differ")
    func parting() throws {
        let tree = try ContinuationTests.tree(["mailbox full", "mailbox quota"])
        #expect(tree.nodes[0].left == [0, 1] && tree.nodes[0].told.isEmpty && tree.nodes[0].toldAtEdge.isEmpty)
        try #require(tree.nodes[0].edges.count == 1)
        let space = tree.nodes[tree.nodes[0].edges[0].node]
        #expect(space.edges.map { tree.nodes[$0.node].left }.sorted { $0[0] < $1[0] } == [[0], [1]])
    }

    @Test("tell those who match already whatever follows, and those who ask for the text's end only there")
    func edges() throws {
        let tree = try ContinuationTests.tree(["mailbox", "mailbox$", "mailbox full"])
        #expect(tree.nodes[0].told == [0])
        #expect(tree.nodes[0].toldAtEdge == [0, 1])
        #expect(tree.nodes[0].left == [0, 1, 2])
    }

    @Test("are cut off at their limit, and all that are left there are told")
    func limited() throws {
        let regexes = (0..<40).map { "mailbox \(String(repeating: "\($0 % 10)", count: 3))\($0)[a-z]{0,9}x" }
        let tree = try ContinuationTests.tree(regexes, limit: 5)
        // The last node that is expanded has one child for each kind of bytes at most.
        #expect(tree.nodes.count <= 5 + 64)
        let ends = tree.nodes.filter { !$0.isExpanded }.flatMap(\.left)
        #expect(Set(ends) == Set(regexes.indices))
    }

    private static let sharing = [
        "mailbox", "mailbox full", "mailbox is full\\b", "(?:user|his) mailbox", "\\bmailbox$", "^mailbox", "mailbox.{0,20}quota",
        "mailbox[ -]size",
        "the mailbox of [^ ]+ is", "xmailboxx", "mailbox(?: over)? quota", "[^ ]mailbox", "(?s)mailbox.size", "日本mailbox",
        "mailbox\\Z|mailbox\\z",
        "\\Bmailbox", "mailbox\\B", "e-?mail.{0,3}mailbox (?:is|was) (?:full|over quota)",
    ]

    @Test("give the answers that every regex gives alone", arguments: ["", "the ", "user ", "x", "日本", "e-mail\n", "\n", "email: "])
    func agree(_ before: String) throws {
        let regexes = ContinuationTests.sharing.filter { (try? RegexSyntax.check(Array($0.utf8))) != nil }
        #expect(regexes.count >= 17)
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile(regexes.map { .regex($0) })))
        var scratch = PatternScratch()
        var parallel = ParallelSearch()
        for middle in ["mailbox", "MAILBOX", "Mailbox of joe", "mailboxmailbox"] {
            for behind in [
                "", "\n", " full", " is full", " is fuller", "x", " over quota", "-size", "\nsize", " is é quota", " is over quota", "日",
            ] {
                let text = Array((before + middle + behind).utf8)
                scratch.scan(text, with: set)
                let found = regexes.indices.filter { scratch.contains($0) }
                let expected = try regexes.indices.filter { index in
                    let regex = try #require(set.regex(of: index))
                    return unsafe text.withUnsafeBufferPointer { bytes in
                        let window = unsafe SearchWindow(text: bytes, start: 0, end: bytes.count, startsText: true, endsText: true)
                        return unsafe parallel.find(regex, of: set, in: window, captures: false)
                    }
                }
                #expect(found == expected, "in \(before + middle + behind)")
            }
        }
    }

    @Test("find the one of thousands that share a literal")
    func thousands() throws {
        let regexes = (0..<3000).map { Pattern.regex("mailbox [a-z]{1,3}\($0)\\b") }
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile(regexes)))
        var scratch = PatternScratch()
        for number in [0, 7, 70, 700, 1234, 2999] {
            scratch.scan(Array("550 mailbox no\(number) unknown".utf8), with: set)
            #expect(scratch.matches.map { Int($0.pattern) } == [number])
        }
        scratch.scan(Array("550 mailbox no3000 unknown".utf8), with: set)
        #expect(scratch.matches.isEmpty)
    }
}
