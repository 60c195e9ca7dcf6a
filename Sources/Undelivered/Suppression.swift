/// Whether a sender of many mails should stop writing to the recipient. An open set.
///
/// `yes` is said only where the address itself is wrong: no recipient is to pay for what is amiss with the sender.
public struct Suppression: Hashable, Sendable, CustomStringConvertible {
    /// The name used in rule packs and in JSON.
    public let id: String

    public init(id: String) {
        self.id = id
    }

    public var description: String { id }

    public static let yes = Suppression(id: "yes")
    public static let no = Suppression(id: "no")
    /// Once the same answer has come several times.
    public static let afterRepeats = Suppression(id: "after-repeats")
}
