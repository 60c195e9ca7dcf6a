/// A language that explanations are written in: a tag of BCP 47. An open set.
public struct Language: Hashable, Sendable, CustomStringConvertible {
    /// The tag: `en`, `ja`.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    public var description: String { id }

    public static let english = Language(id: "en")
    public static let japanese = Language(id: "ja")

    /// The languages that the shipped packs are written in.
    public static let all: [Language] = [.english, .japanese]
}

/// The person whom advice is written for. The verdict never depends on it.
public struct Reader: Hashable, Sendable, CustomStringConvertible {
    /// The name used in rule packs and in JSON.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    public var description: String { id }

    public static let sender = Reader(id: "sender")
    public static let recipient = Reader(id: "recipient")
    /// Whoever runs the sender's servers.
    public static let senderOperator = Reader(id: "sender-operator")
    /// Whoever runs the recipient's servers.
    public static let recipientOperator = Reader(id: "recipient-operator")
    /// Both operators together.
    public static let `operator` = Reader(id: "operator")

    /// True where advice written for `other` is meant for this reader too.
    public func includes(_ other: Reader) -> Bool {
        self == other || (self == .operator && (other == .senderOperator || other == .recipientOperator))
    }
}
