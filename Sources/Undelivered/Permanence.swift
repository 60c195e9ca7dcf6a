/// Whether the same mail may arrive later without a change on either side. An open set.
public struct Permanence: Hashable, Sendable, CustomStringConvertible {
    /// The name used in rule packs and in JSON.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    public var description: String { id }

    public static let permanent = Permanence(id: "permanent")
    public static let temporary = Permanence(id: "temporary")
    public static let unknown = Permanence(id: "unknown")
    /// The question does not arise: nothing failed.
    public static let none = Permanence(id: "none")
}
