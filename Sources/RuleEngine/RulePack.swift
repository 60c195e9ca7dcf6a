package import PatternAutomaton

/// Knowledge that was checked when its module was built: one pack, embedded.
///
/// A pack's module names its pack as a static member: `RulePack.postfix`.
public struct RulePack: Sendable {
    /// The pack's id, as in `qmail`.
    public let id: String
    /// The pack checked and compiled as far as it can be without others (`PackObject`), in the embedded form.
    package let embedded: [StaticBigInt]
    /// What it shares with the images that it is linked into (`PatternSetLinker.movableSections`).
    package let automata: [[StaticBigInt]]

    /// For the code that the build plugin generates.
    public init(id: String, automata: [[StaticBigInt]], embedded: [StaticBigInt]) {
        self.id = id
        self.embedded = embedded
        self.automata = automata
    }

    /// The bytes of the object; nil where they are damaged.
    package var object: [UInt8]? { EmbeddedBytes.decode(embedded, pieces: automata.map { [$0] }) }
}

/// Packs that work together: `[.standard, .postfix]`, or all that ship (`.all` of the module `AllPacks`).
public struct RulePackSet: Sendable, ExpressibleByArrayLiteral {
    package let packs: [RulePack]
    /// The same packs, linked when they were built, as an embedded image without what lies in the packs; nil: they are linked when a diagnoser is made.
    package let linked: [StaticBigInt]?

    public init(_ packs: [RulePack]) {
        self.packs = packs
        linked = nil
    }

    public init(arrayLiteral elements: RulePack...) {
        self.init(elements)
    }

    /// For the code that the build plugin generates: the packs in the order of their ids.
    public init(_ packs: [RulePack], linked: [StaticBigInt]) {
        self.packs = packs
        self.linked = linked
    }

    /// nil where the packs were not linked when they were built.
    package func image() throws(ImageError) -> Image? {
        guard let linked else { return nil }
        let count = packs.map(\.automata.count).min() ?? 0
        return try EmbeddedBytes.image(linked, pieces: (0..<count).map { piece in packs.map { $0.automata[piece] } })
    }
}
