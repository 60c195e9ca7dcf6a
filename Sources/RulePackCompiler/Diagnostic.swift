/// One finding about a rule pack.
public struct Diagnostic: Sendable, Hashable {
    public enum Severity: String, Sendable {
        case error, warning
    }

    /// Stable: `E008`, `W003`. The table is in Documentation/RulePackDiagnostics.md.
    public var code: String
    public var severity: Severity
    public var message: String
    /// Where; nil where a finding is about the pack as a whole.
    public var location: Location?
    /// What is written beside the caret.
    public var label: String?
    /// What to do instead.
    public var help: String?
    /// Second places and further words.
    public var notes: [Note]

    /// A place in a file with the line that stands there.
    public struct Location: Sendable, Hashable {
        public var file: String
        /// From 1.
        public var line: Int
        /// From 1, in Unicode scalars.
        public var column: Int
        /// How many scalars of the line the finding is about; at least 1.
        public var width: Int
        /// Empty where the source is not at hand (a pack read from its compiled form).
        public var sourceLine: String
        /// Where `column` stands in `sourceLine`, from 0; they differ where a very long line was cut.
        public var caretOffset: Int
    }

    public struct Note: Sendable, Hashable {
        public var message: String
        public var location: Location?
    }

    package init(
        code: String, severity: Severity, message: String, location: Location?, label: String? = nil, help: String? = nil,
        notes: [Note] = []
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.location = location
        self.label = label
        self.help = help
        self.notes = notes
    }
}

/// A pack cannot be used. Carries everything that was found, in the order of the files.
public struct RulePackError: Error, Sendable {
    /// At least one has severity `.error`.
    public var diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
