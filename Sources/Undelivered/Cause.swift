/// Why a mail was not delivered: an id of two words at most, `family.cause`, as `mailbox.full`.
///
/// An open set: a rule pack may bring causes of its own. The known ones are static members.
public struct Cause: Hashable, Sendable, CustomStringConvertible {
    /// The id used in rule packs and in JSON.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    /// The part of the id before its first dot: `mailbox` of `mailbox.full`.
    public var family: Substring {
        id.prefix { $0 != "." }
    }

    public var description: String { id }
}
