import PatternAutomaton

/// What the schema needs to know about a regex.
struct RegexFindings {
    /// In the order of their numbers.
    var groupNames: [String]
    /// Groups that some matches leave unset.
    var uncertainGroupNames: [String]
    var matchesEmpty: Bool
    /// In letters; 0: no text can be skipped.
    var longestRequiredLiteral: Int
}

/// Why a regex was refused; `range` counts bytes of the pattern.
struct RegexProblem: Error {
    var message: String
    var help: String?
    var range: Range<Int>
}

/// The one place where the schema meets the syntax of regexes.
enum RegexChecking {
    static func check(_ pattern: String) throws(RegexProblem) -> RegexFindings {
        do {
            let summary = try RegexSyntax.check(Array(pattern.utf8))
            return RegexFindings(
                groupNames: summary.groupNames,
                uncertainGroupNames: summary.groups.compactMap { $0.mayStayUnset ? $0.name : nil },
                matchesEmpty: summary.matchesEmpty, longestRequiredLiteral: summary.longestRequiredLiteral)
        } catch {
            throw RegexProblem(message: error.message, help: error.suggestion, range: error.range)
        }
    }
}
