/// A node of a YAML file. Scalars are never typed here: the schema types them.
package struct YAMLNode: Sendable, Equatable {
    package var content: Content
    package var place: Place

    package enum Content: Sendable, Equatable {
        case scalar(String, ScalarStyle)
        case sequence([YAMLNode])
        /// In the order of the file; keys are distinct.
        case mapping([Entry])
    }

    package struct Entry: Sendable, Equatable {
        package var key: SpannedText
        package var value: YAMLNode
    }

    package enum ScalarStyle: UInt8, Sendable, CaseIterable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// `a list`, for messages.
    package var kindName: String {
        switch content {
        case .scalar: "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// One file of a pack.
package struct YAMLDocument: Sendable, Equatable {
    package var name: String
    package var root: YAMLNode
}

/// What a rule pack may not exceed, whoever wrote it.
package enum PackLimits {
    package static let fileSize = 4 << 20
    package static let scalarSize = 64 << 10
    package static let depth = 16
    package static let nodes = 50_000
    package static let rules = 10_000
    package static let files = 1_000
    /// All files of a pack together.
    package static let totalSize = 64 << 20
    /// Phrases and hosts once every `{list: name}` is replaced by its items: lists must not multiply without end.
    package static let expandedItems = 200_000
    /// Later findings are counted, not kept.
    package static let diagnostics = 500
    /// Names compared for did-you-mean.
    package static let comparisons = 200_000
    /// Steps of the lints that compare phrases with each other.
    package static let lintSteps = 50_000_000
}
