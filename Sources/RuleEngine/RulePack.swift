/// Knowledge that was checked when its module was built: one pack, embedded.
///
/// A pack's module names its pack as a static member: `RulePack.postfix`.
public struct RulePack: Sendable {
    /// The pack's id, as in `qmail`.
    public let id: String
    /// The pack's files as a checked tree, in the embedded form.
    package let embedded: [StaticBigInt]

    /// For the code that the build plugin generates.
    public init(id: String, embedded: [StaticBigInt]) {
        self.id = id
        self.embedded = embedded
    }
}

/// Packs that work together: `[.standard, .postfix]`, or all that ship (`.all` of the module `AllPacks`).
public struct RulePackSet: Sendable, ExpressibleByArrayLiteral {
    package let packs: [RulePack]
    /// The same packs, linked when they were built, as an embedded image; nil: they are linked when a diagnoser is made.
    package let linked: [StaticBigInt]?

    public init(_ packs: [RulePack]) {
        self.packs = packs
        linked = nil
    }

    public init(arrayLiteral elements: RulePack...) {
        self.init(elements)
    }

    /// For the code that the build plugin generates.
    public init(_ packs: [RulePack], linked: [StaticBigInt]) {
        self.packs = packs
        self.linked = linked
    }
}
