import Testing

@testable import PatternAutomaton

@Suite("Phrases through the filter")
struct FilterTests {
    /// Every occurrence, found by looking everywhere.
    private func occurrences(_ patterns: [Pattern], _ text: [UInt8]) -> [PatternMatch] {
        let text = text.map(\.foldedASCII)
        var result: [PatternMatch] = []
        for (index, pattern) in patterns.enumerated() {
            let phrase = pattern.bytes.map(\.foldedASCII)
            for start in 0..<max(text.count - phrase.count + 1, 0) where text[start..<start + phrase.count].elementsEqual(phrase) {
                let end = start + phrase.count
                if pattern.isWordBounded {
                    if phrase[0].isWord, start > 0, text[start - 1].isWord { continue }
                    if phrase[phrase.count - 1].isWord, end < text.count, text[end].isWord { continue }
                }
                result.append(PatternMatch(pattern: UInt32(index), start: UInt32(start), end: UInt32(end)))
            }
        }
        return result.sorted(by: PatternMatch.precedes)
    }

    @Test("finds a literal of every length at every place", arguments: 1...80)
    func everyPlace(_ length: Int) throws {
        let phrase = (0..<length).map { UInt8(ascii: "a") + UInt8($0 * 7 % 26) }
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([Pattern(.phrase, phrase)])))
        var scratch = PatternScratch()
        for before in 0...9 {
            for after in 0...3 {
                scratch.scan(Array(repeating: 0x2E, count: before) + phrase + Array(repeating: 0x2E, count: after), with: set)
                #expect(scratch.matches == [PatternMatch(pattern: 0, start: UInt32(before), end: UInt32(before + length))])
            }
            scratch.scan(Array(repeating: 0x2E, count: before) + phrase.dropLast(), with: set)
            #expect(scratch.matches.isEmpty)
        }
    }

    @Test("finds a literal of four bytes whatever stands behind it", arguments: [" --x", "---x", "spam", "5.1.", "#550", "_zq_"])
    func everyFollower(_ phrase: String) throws {
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([Pattern(.phrase, Array(phrase.utf8))])))
        var scratch = PatternScratch()
        for next in UInt8.min...UInt8.max {
            for before in 0...1 {
                scratch.scan(Array(repeating: 0x2E, count: before) + Array(phrase.utf8) + [next, 0x2E], with: set)
                #expect(scratch.matches.count == 1, "\(next) behind it, \(before) before")
            }
        }
    }

    @Test("finds what a search everywhere finds", arguments: [(1, 3), (2, 40), (3, 400), (4, 1500)])
    func random(_ seed: UInt64, _ count: Int) throws {
        var generator = RandomRegexes(seed: seed)
        let letters = Array("ab c1_é".utf8)
        let patterns = (0..<count).map { _ in
            Pattern(
                .phrase, (0..<1 + generator.next(11)).map { _ in letters[generator.next(letters.count)] },
                isWordBounded: generator.next(3) == 0, reporting: .everyMatch)
        }
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile(patterns)))
        var scratch = PatternScratch()
        for _ in 0..<10 {
            let text = (0..<generator.next(400)).map { _ in letters[generator.next(letters.count)] }
            scratch.scan(text, with: set)
            #expect(scratch.matches == occurrences(patterns, text))
        }
    }

    @Test(
        "takes along what stands before a short literal",
        arguments: [
            ("x.+ (?:the )?(?:aws|ec2|gcp[0-9]+z)", [" aws", " ec2", " gcp"]), ("x.+(?:aws|ec2|gcp[0-9]+z)", []),
            ("(?:is|was|has|had|are) (?:ban|out|off|bad)", [" ban", " out", " off", " bad"]),
            ("to (?:quota|limit[0-9]+)x", ["quota", "limit"]),
        ])
    func tails(_ regex: String, _ literals: [String]) throws {
        let found = RequiredLiteral.find(in: try RegexParser.parse(Array(regex.utf8), limits: PatternLimits()).root)
        #expect(found.first?.literals.map { String(decoding: $0, as: UTF8.self) } ?? [] == literals)
    }

    @Test("tells phrases apart that hold the same words", arguments: ["", ".", "\n", "x ", " \u{1}\0"])
    func sharedWindows(_ around: String) throws {
        let edges = ["", "s", "x ", "my ", "over"]
        let patterns = edges.flatMap { before in edges.map { .phrase("\(before)quota\($0)", reporting: .everyMatch) } } as [Pattern]
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile(patterns)))
        var scratch = PatternScratch()
        for pattern in patterns {
            let text = Array(around.utf8) + pattern.bytes + Array(around.utf8)
            scratch.scan(text, with: set)
            #expect(scratch.matches == occurrences(patterns, text))
        }
    }

    @Test(
        "runs a regex wherever it can match, up to the end of a text that is cut anywhere",
        arguments: [
            "quota(?: is|s)? (?:full|gone)", "\\bmail (?:is |was )?(?:not ok|denied)", "^(?:[45][0-9]{2} )?rejected",
            "^\\W*auto(?:matic)? reply",
            "(?:over|out of) quota.?$", "^[^x]*quota", "quotas?", "denied(?:é|ü)?", "^(?:mail|the mail) was",
            "\\b(?:is|was|has|had|are) (?:ban|out|off|bad)", "(?:to|from) (?:the )?(?:aws|ec2|gcp[0-9]+z)",
            "mail.* (?:the )?(?:aws|ec2|gcp[0-9]+z)",
        ])
    func cutTexts(_ regex: String) throws {
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile([.regex(regex)])))
        let texts = [
            "quota full, quota is full, over quota!", "mail was rejected\n550 rejected: mail denied",
            "x\n- automatic reply: the mail was deniedé",
            "\nquotas gone", "xquota\nover quota\n", "re: auto reply\n\n  auto reply",
            "mail from the aws is out\nwas off to ec2, mail to the gcp10z", "from aws", "mailfrom  ec2 to gcpz to gcp1z",
        ]
        var scratch = PatternScratch()
        for text in texts.map({ Array($0.utf8) }) {
            for end in 0...text.count {
                let part = Array(text[..<end])
                scratch.scan(part, with: set)
                let isFound = scratch.contains(0)
                let matches = unsafe part.withUnsafeBufferPointer { unsafe scratch.matches(0, in: $0, window: 0..<end, with: set) }
                #expect(isFound == matches, "\(String(decoding: part, as: UTF8.self))")
            }
        }
    }

    @Test("works off a long text in pieces")
    func longText() throws {
        let patterns = [Pattern.phrase("mailbox full", reporting: .everyMatch), .regex("mailbox f[a-z]+", reporting: .everyMatch)]
        let set = try PatternSet(image: Image(copying: PatternSetCompiler().compile(patterns)))
        var text: [UInt8] = []
        var expected: [PatternMatch] = []
        for line in 0..<3000 {
            let start = UInt32(text.count)
            text += Array(("x" + String(repeating: "-", count: line % 11) + "mailbox full\n").utf8)
            let phrase = start + 1 + UInt32(line % 11)
            expected.append(PatternMatch(pattern: 1, start: start, end: UInt32(text.count - 1)))
            expected.append(PatternMatch(pattern: 0, start: phrase, end: phrase + 12))
        }
        var scratch = PatternScratch()
        scratch.scan(text, with: set)
        #expect(scratch.matches == expected)
        #expect(!scratch.isTruncated)
        scratch.matchLimit = 10
        scratch.scan(text, with: set)
        #expect(scratch.matches.count == 10)
        #expect(scratch.isTruncated)
        #expect(scratch.contains(0) && scratch.contains(1))
        scratch.scan([], with: set)
        #expect(!scratch.contains(0) && !scratch.contains(1) && !scratch.isTruncated)
    }
}
