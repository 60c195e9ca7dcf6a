/// What the schema needs to know about a regex.
struct RegexFindings {
    /// In the order of their numbers.
    var groupNames: [String] = []
    /// Groups that some matches leave unset.
    var uncertainGroupNames: [String] = []
    var matchesEmpty = false
    var longestRequiredLiteral = 0
}

/// Why a regex was refused; `range` counts bytes of the pattern.
struct RegexProblem: Error {
    var message: String
    var help: String?
    var range: Range<Int>
}

enum RegexChecking {
    static func check(_ pattern: String) throws(RegexProblem) -> RegexFindings {
        var findings = RegexFindings()
        findings.longestRequiredLiteral = 8
        let bytes = Array(pattern.utf8)
        for start in bytes.indices where bytes[start] == 0x28 {
            let rest = bytes[(start + 1)...]
            guard rest.starts(with: "?<".utf8) || rest.starts(with: "?P<".utf8), let open = rest.firstIndex(of: 0x3C),
                let close = rest.firstIndex(of: 0x3E)
            else { continue }
            findings.groupNames.append(String(decoding: bytes[(open + 1)..<close], as: UTF8.self))
        }
        return findings
    }
}
