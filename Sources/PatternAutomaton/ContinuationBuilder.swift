/// Makes the trees that say, by what stands behind a literal and before it, which of its users are worth telling: regexes that these bytes rule out need
/// not run, and those of many that share a literal are told apart at once.
///
/// A tree follows all users together, each as the set of leaves that its matches can have come to: first forwards from the literal's end, then, for those
/// that are left, backwards from its start. It is cut off after a few bytes, and where it has grown to its limit; all that are left there are told.
struct ContinuationBuilder {
    static let mostDepth = 8
    static let mostNodes = 12
    /// Further nodes for each user, as long as nodes and users together do not become too many.
    static let nodesPerUser = 6
    static let mostNodesTimesUsers = 16_384
    /// A regex with more leaves is told wherever its literals stand: it would take long to follow.
    static let mostLeaves = 400
    /// Symbols that are most of the text tell little.
    static let manySymbols = 24
    static let mostWide = 2
    /// Where one user is left, and so many bytes were as they should be, it may as well be told.
    static let mostNarrow = 5

    /// A user of a literal, before it is known who is told when.
    struct User {
        var user: LiteralUser
        /// The number of its regex's reader; `nil` where it is to be told wherever the literal stands.
        var reader: Int?
        /// Every match begins with the literal.
        var beginsMatch = false
    }

    /// A slice for each node: the same ones, of which regexes with several literals have many, stand there once.
    private(set) var steps = SliceTable<ContinuationStep>()
    private(set) var users = SliceTable<LiteralUser>()
    private let readers: [ContinuationReader?]
    private var reversed: [ContinuationReader?]

    init(_ readers: [ContinuationReader?]) {
        self.readers = readers
        reversed = Array(repeating: nil, count: readers.count)
    }

    // MARK: - Users

    /// Where the list of the users begins.
    mutating func add(list: [LiteralUser]) -> UInt32 {
        var list = list
        if let last = list.indices.last { list[last].flags.insert(.isLast) }
        return users.add(list)
    }

    /// Where the tree of the literal begins; `nil` where all of its users are told wherever it stands.
    mutating func add(treeOf literal: [UInt8], _ users: [User]) -> UInt32? {
        guard steps.count < ContinuationStep.mostTarget / 2, self.users.count < ContinuationStep.mostTarget / 2 else { return nil }
        let limit =
            ContinuationBuilder.mostNodes
            + min(ContinuationBuilder.nodesPerUser * users.count, ContinuationBuilder.mostNodesTimesUsers / users.count)
        let tree = ContinuationTree(
            literal, users.enumerated().map { number, user in (number, user.reader.flatMap { readers[$0] }, user.beginsMatch) },
            of: users.count, limit)
        var writing = Writing(literal: literal, users: users, limit: limit, budget: 4 * limit)
        return write(0, of: tree, &writing)
    }

    /// What is known while the trees of a literal are written.
    private struct Writing {
        let literal: [UInt8]
        let users: [User]
        let limit: Int
        /// Nodes that the trees before the literal may still have.
        var budget: Int
        /// These trees, one for each list of users that is left behind it.
        var turns: [[Int]: UInt32] = [:]
    }

    private mutating func turn(_ literal: [UInt8], _ numbers: [Int], _ users: [User], _ limit: Int) -> ContinuationTree {
        let left: [ContinuationTree.User] = numbers.map { number in
            // Where the match begins with the literal, the run itself looks at the byte before.
            guard let index = users[number].reader, !users[number].beginsMatch else { return (number, nil, false) }
            if reversed[index] == nil { reversed[index] = readers[index]?.reversed() }
            return (number, reversed[index], false)
        }
        return ContinuationTree(literal.reversed(), left, of: users.count, limit, isReversed: true)
    }

    // MARK: - Writing

    /// Writes the nodes that a node leads to, then its own steps, and returns where these begin.
    private mutating func write(_ number: Int, of tree: ContinuationTree, _ writing: inout Writing) -> UInt32 {
        let node = tree.nodes[number]
        var written: [ContinuationStep] = []
        for edge in node.edges {
            let (tail, end) = tree.tail(from: edge.node)
            if tree.nodes[end].isExpanded {
                let place = write(end, of: tree, &writing)
                written.append(ContinuationStep(symbols: edge.symbols, tail: tail, target: place))
            } else {
                written.append(endStep(tree.nodes[end].left, symbols: edge.symbols, tail: tail, of: tree, &writing))
            }
        }
        if node.toldAtEdge != node.told {
            written.append(endStep(node.toldAtEdge, symbols: 0, flags: ContinuationStep.isEdge, of: tree, &writing))
        }
        let told = node.isExpanded ? node.told : node.left
        if !told.isEmpty {
            written.append(endStep(told, symbols: .max, flags: ContinuationStep.isDefault, of: tree, &writing))
        }
        // Nobody is ever told: a step that no byte takes.
        if written.isEmpty { written.append(endStep(writing.users.indices.map { $0 }, symbols: 0, of: tree, &writing)) }
        written[written.count - 1].word |= ContinuationStep.isLast
        return steps.add(written)
    }

    /// A step behind which the tree ends.
    private mutating func endStep(
        _ numbers: [Int], symbols: UInt64, tail: [UInt8] = [], flags: UInt32 = 0, of tree: ContinuationTree, _ writing: inout Writing
    ) -> ContinuationStep {
        let users = writing.users
        if !tree.isReversed, numbers.contains(where: { users[$0].reader != nil && !users[$0].beginsMatch }) {
            return ContinuationStep(
                symbols: symbols, tail: tail, flags: flags | ContinuationStep.turns, target: placeOfTurn(numbers, &writing))
        }
        return ContinuationStep(
            symbols: symbols, tail: tail, flags: flags | ContinuationStep.isEnd, target: add(list: numbers.map { users[$0].user }))
    }

    private mutating func placeOfTurn(_ numbers: [Int], _ writing: inout Writing) -> UInt32 {
        if let known = writing.turns[numbers] { return known }
        let backwards = turn(writing.literal, numbers, writing.users, max(1, min(writing.limit / 2, writing.budget)))
        writing.budget -= backwards.nodes.count
        let place = write(0, of: backwards, &writing)
        writing.turns[numbers] = place
        return place
    }
}
