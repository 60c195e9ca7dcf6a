/// Who has to act so that the next mail arrives.
public struct ResponsibleParty: Hashable, Sendable {
    public let side: Side
    /// Who on that side; `nil` where the mail does not tell.
    public let actor: Actor?

    public init(side: Side, actor: Actor? = nil) {
        self.side = side
        self.actor = actor
    }

    /// One end of the way that the mail takes. An open set.
    public struct Side: Hashable, Sendable, CustomStringConvertible {
        /// The name used in rule packs and in JSON.
        public let id: String

        public init(id: String) {
            self.id = id
        }

        public var description: String { id }

        public static let sender = Side(id: "sender")
        public static let recipient = Side(id: "recipient")
        /// Neither of the two: the operator of a blocklist, the vendor of a filter.
        public static let thirdParty = Side(id: "third-party")
        /// The mail does not say enough to name a side.
        public static let undetermined = Side(id: "undetermined")
        /// Nobody has to act.
        public static let none = Side(id: "none")
    }

    /// Who on a side. An open set.
    public struct Actor: Hashable, Sendable, CustomStringConvertible {
        /// The name used in rule packs and in JSON.
        public let id: String

        public init(id: String) {
            self.id = id
        }

        public var description: String { id }

        /// The person who writes or reads the mail.
        public static let user = Actor(id: "user")
        /// Whoever runs that side's servers: a provider, a hosting company, an administrator.
        public static let `operator` = Actor(id: "operator")
        /// The maker of a product or the keeper of a list.
        public static let vendor = Actor(id: "vendor")
    }
}
