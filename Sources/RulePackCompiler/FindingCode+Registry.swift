/// Every finding that a pack author can meet. Codes are stable: never reuse one.
///
/// Documentation/RulePackDiagnostics.md explains each with an example.
package enum FindingCode: String, Sendable, CaseIterable {
    // The file.
    case yamlSyntax = "E001"
    case encoding = "E002"
    case anchorOrAlias = "E003"
    case tag = "E004"
    case severalDocuments = "E005"
    case duplicateKey = "E006"
    case limitExceeded = "E007"
    // The shape.
    case unknownKey = "E008"
    case wrongShape = "E009"
    case missingKey = "E010"
    case unknownValue = "E011"
    case schemaVersion = "E012"
    case packNotDeclaredOnce = "E013"
    case badID = "E014"
    case duplicateID = "E015"
    // Values.
    case doubleQuotedRegex = "E016"
    case regexSyntax = "E017"
    case regexMatchesEmpty = "E018"
    case badReplyPattern = "E019"
    case badStatusPattern = "E020"
    case badHost = "E021"
    case badPhrase = "E022"
    case badValue = "E023"
    case templateSyntax = "E024"
    case unknownVariable = "E025"
    case variableMayBeUnset = "E026"
    case badGroup = "E027"
    case emptyMatch = "E028"
    // References.
    case unknownList = "E029"
    case unknownCause = "E030"
    case unknownAction = "E031"
    case unknownLayout = "E032"
    case badBefore = "E033"
    case beforeCycle = "E034"
    case unknownOverrideTarget = "E035"
    case unmetRequirement = "E036"
    case tooManyActions = "E037"
    case brokenPackImage = "E038"
    // Examples and samples: found by running the pack.
    case exampleNotMatched = "E050"
    case counterExampleMatched = "E051"
    case capturesDiffer = "E052"
    case sampleDiffers = "E053"
    // Found by linking and loading.
    case patternsTooLarge = "E900"
    case unusableImage = "E901"
    // Lints.
    case commentAfterPlainScalar = "W001"
    case missingExample = "W002"
    case missingCounterExample = "W003"
    case missingLanguage = "W004"
    case missingReference = "W005"
    case vendorWithoutScope = "W006"
    case shortPhrase = "W007"
    case subsumedPhrase = "W008"
    case duplicatePredicate = "W009"
    case unusedList = "W010"
    case slowRegex = "W011"
    case unescapedDot = "W012"
    case realAddress = "W013"
    case replyStatusMismatch = "W014"
    case deprecated = "W015"
    case noOpOverride = "W016"
    case noPositivePredicate = "W017"
    case needlessSuppression = "W018"
    // Found by running the pack.
    case exampleWonByAnother = "W050"
    case shadowedRule = "W051"

    package var severity: Diagnostic.Severity {
        rawValue.hasPrefix("E") ? .error : .warning
    }

    /// Reading and checking never give it: linking does, or running examples and samples.
    package var needsRunning: Bool {
        switch self {
        case .exampleNotMatched, .counterExampleMatched, .capturesDiffer, .sampleDiffers, .exampleWonByAnother, .shadowedRule,
            .patternsTooLarge, .unusableImage:
            true
        default: false
        }
    }
}
