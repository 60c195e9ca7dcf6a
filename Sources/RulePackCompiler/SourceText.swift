/// One YAML file, handed in by whoever reads files.
package struct PackFile: Sendable {
    /// As diagnostics print it, `RulePacks/Qmail/qmail.yaml`.
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// The files of a pack, for diagnostics to quote.
package struct SourceText: Sendable {
    package var files: [File]

    package struct File: Sendable {
        package var name: String
        /// Empty where a pack was read from its compiled form.
        package var bytes: [UInt8]
    }

    package init(files: [File] = []) {
        self.files = files
    }
}
