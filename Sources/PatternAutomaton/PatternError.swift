/// Why a pattern was refused, and where in it.
package struct PatternError: Error, Sendable, Hashable {
    /// What is wrong. The raw value is stable: tools and documentation may refer to it.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case emptyPhrase = "empty-phrase"
        case phraseTooLong = "phrase-too-long"
        case tooManyPatterns = "too-many-patterns"
        case literalsTooLarge = "literals-too-large"
        case regexTooLong = "regex-too-long"
        case regexTooLarge = "regex-too-large"
        case regexesTooLarge = "regexes-too-large"
        case nestedTooDeeply = "nested-too-deeply"
        case tooManyGroups = "too-many-groups"
        case repeatTooLarge = "repeat-too-large"
        case repeatBackwards = "repeat-backwards"
        case repeatOfNothing = "repeat-of-nothing"
        case repeatOfRepeat = "repeat-of-repeat"
        case unclosedGroup = "unclosed-group"
        case unopenedGroup = "unopened-group"
        case unknownGroup = "unknown-group"
        case badGroupName = "bad-group-name"
        case duplicateGroupName = "duplicate-group-name"
        case lookaround = "lookaround"
        case backReference = "back-reference"
        case unsupportedFlag = "unsupported-flag"
        case unclosedClass = "unclosed-class"
        case backwardsRange = "backwards-range"
        case badRange = "bad-range"
        case unknownClass = "unknown-class"
        case emptyClass = "empty-class"
        case unknownEscape = "unknown-escape"
        case trailingBackslash = "trailing-backslash"
        case badCodePoint = "bad-code-point"
        case invalidUTF8 = "invalid-utf8"
        case unsupportedEscape = "unsupported-escape"
    }

    /// Index of the pattern in the array given to the compiler; 0 from `RegexSyntax.check`.
    package var pattern: Int
    /// The bytes of the pattern that are at fault.
    package var range: Range<Int>
    package var code: Code
    /// One line, lower case, without a full stop.
    package var message: String
    package var suggestion: String?

    package init(_ code: Code, _ range: Range<Int>, _ message: String, suggestion: String? = nil, pattern: Int = 0) {
        self.pattern = pattern
        self.range = range
        self.code = code
        self.message = message
        self.suggestion = suggestion
    }
}
