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

    private(set) var steps: [ContinuationStep] = []
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
        let place = UInt32(steps.count)
        let tree = ContinuationTree(
            literal, users.enumerated().map { number, user in (number, user.reader.flatMap { readers[$0] }, user.beginsMatch) },
            of: users.count, limit)
        let turns = write(tree, users)
        // The trees before the literal, one for each list of users that is left behind it.
        var places: [[Int]: UInt32] = [:]
        var budget = 4 * limit
        for (step, numbers) in turns {
            if let known = places[numbers] {
                steps[step].word |= known
                continue
            }
            let backwards = turn(literal, numbers, users, max(1, min(limit / 2, budget)))
            budget -= backwards.nodes.count
            let target = UInt32(steps.count)
            steps[step].word |= target
            places[numbers] = target
            _ = write(backwards, users)
        }
        return place
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

    /// Writes a tree, and returns the steps that are to lead on before the literal, with the users that are left there.
    private mutating func write(_ tree: ContinuationTree, _ users: [User]) -> [(step: Int, users: [Int])] {
        var turns: [(step: Int, users: [Int])] = []
        write(0, of: tree, users, &turns)
        return turns
    }

    /// Writes the steps of a node, then the nodes it leads to, so that they lie close together.
    private mutating func write(_ number: Int, of tree: ContinuationTree, _ users: [User], _ turns: inout [(step: Int, users: [Int])]) {
        let first = steps.count
        let node = tree.nodes[number]
        var pending: [(step: Int, node: Int)] = []
        for edge in node.edges {
            let (tail, end) = tree.tail(from: edge.node)
            if tree.nodes[end].isExpanded {
                pending.append((steps.count, end))
                steps.append(ContinuationStep(symbols: edge.symbols, tail: tail))
            } else {
                addEnd(ContinuationStep(symbols: edge.symbols, tail: tail), tree.nodes[end].left, tree, users, &turns)
            }
        }
        if node.toldAtEdge != node.told {
            addEnd(ContinuationStep(symbols: 0, flags: ContinuationStep.isEdge), node.toldAtEdge, tree, users, &turns)
        }
        let told = node.isExpanded ? node.told : node.left
        if !told.isEmpty {
            addEnd(ContinuationStep(symbols: .max, flags: ContinuationStep.isDefault), told, tree, users, &turns)
        }
        // Nobody is ever told: a step that no byte takes.
        if steps.count == first { addEnd(ContinuationStep(symbols: 0), users.indices.map { $0 }, tree, users, &turns) }
        steps[steps.count - 1].word |= ContinuationStep.isLast
        for (step, node) in pending {
            steps[step].word |= UInt32(steps.count)
            write(node, of: tree, users, &turns)
        }
    }

    /// Adds a step behind which the tree ends.
    private mutating func addEnd(
        _ step: ContinuationStep, _ numbers: [Int], _ tree: ContinuationTree, _ users: [User], _ turns: inout [(step: Int, users: [Int])]
    ) {
        var step = step
        if !tree.isReversed, numbers.contains(where: { users[$0].reader != nil && !users[$0].beginsMatch }) {
            step.word |= ContinuationStep.turns
            turns.append((steps.count, numbers))
        } else {
            step.word |= ContinuationStep.isEnd | add(list: numbers.map { users[$0].user })
        }
        steps.append(step)
    }
}
