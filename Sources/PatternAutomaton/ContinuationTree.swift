/// What can stand on one side of a literal, as a tree that follows all of the literal's users together. See `ContinuationBuilder`.
struct ContinuationTree {
    /// A number, and how the regex reads; `nil` where the user is told whatever stands there.
    typealias User = (number: Int, reader: ContinuationReader?, beginsMatch: Bool)

    struct Node {
        /// Users who are told whatever follows, by their numbers, ascending.
        var told: [Int] = []
        /// The same where the text ends here.
        var toldAtEdge: [Int] = []
        /// Users, and the places of their sets in the pool.
        fileprivate var alive: [(user: Int, set: Int)] = []
        fileprivate var before = Neighbour.other
        fileprivate var depth = 0
        /// How many of the last steps took most symbols.
        fileprivate var wide = 0
        /// How many steps took a few symbols.
        fileprivate var narrow = 0
        var edges: [(symbols: UInt64, node: Int)] = []
        var isExpanded = false

        /// All that are not ruled out.
        var left: [Int] { alive.isEmpty ? told : (told + alive.map(\.user)).sorted() }
    }

    let isReversed: Bool
    private(set) var nodes: [Node] = []
    private let readers: [ContinuationReader?]
    private var pool: [UInt64] = []

    /// - Parameter users: of all users of the literal those that the tree is about.
    init(_ literal: [UInt8], _ users: [User], of userCount: Int, _ limit: Int, isReversed: Bool = false) {
        self.isReversed = isReversed
        var readers = [ContinuationReader?](repeating: nil, count: userCount)
        for user in users { readers[user.number] = user.reader }
        self.readers = readers
        var root = Node()
        if let last = literal.last { root.before = ContinuationSymbols.neighbours[Int(ContinuationSymbols.map[Int(last)])] }
        for user in users {
            guard let reader = user.reader else {
                root.told.append(user.number)
                continue
            }
            let set = reader.behind(literal, beginsMatch: user.beginsMatch, in: &pool)
            enter(set, user.number, reader, &root)
        }
        nodes = [root]
        grow(limit)
    }

    private func enter(_ set: Int, _ number: Int, _ reader: ContinuationReader, _ node: inout Node) {
        if reader.mayMatch(set, in: pool) {
            node.told.append(number)
        } else if !reader.isEmpty(set, in: pool) {
            node.alive.append((number, set))
        }
    }

    // MARK: - Growing

    /// Breadth first, so that the limit cuts off what is far away.
    private mutating func grow(_ limit: Int) {
        var next = 0
        while next < nodes.count {
            noteEdge(next)
            if isWorthExpanding(nodes[next]), nodes.count < limit { expand(next) }
            next += 1
        }
    }

    private func isWorthExpanding(_ node: Node) -> Bool {
        !node.alive.isEmpty && node.depth < ContinuationBuilder.mostDepth && node.wide <= ContinuationBuilder.mostWide
            && (node.alive.count > 1 || node.narrow < ContinuationBuilder.mostNarrow)
    }

    /// Who is told where the text ends at the node.
    private mutating func noteEdge(_ number: Int) {
        nodes[number].toldAtEdge = nodes[number].told
        for (user, set) in nodes[number].alive {
            guard let reader = readers[user], reader.asserts(set, in: pool) else { continue }
            let resolved = reader.resolved(set, before: nodes[number].before, after: .nothing, in: &pool)
            if reader.mayMatch(resolved, in: pool) { nodes[number].toldAtEdge.append(user) }
        }
        nodes[number].toldAtEdge.sort()
    }

    private mutating func expand(_ number: Int) {
        let node = nodes[number]
        let asserts = node.alive.contains { readers[$0.user]?.asserts($0.set, in: pool) ?? false }
        let cares = asserts || node.alive.contains { readers[$0.user]?.hasAssertions ?? false }
        var read: UInt64 = 0
        nodes[number].isExpanded = true
        var children: [(symbols: UInt64, node: Node)] = []
        for part in cares ? ContinuationSymbols.parts : [(.max, .other)] {
            var blocks: [UInt64] = [part.symbols]
            var alive = node.alive
            for index in alive.indices {
                guard let reader = readers[alive[index].user] else { continue }
                if asserts { alive[index].set = reader.resolved(alive[index].set, before: node.before, after: part.neighbour, in: &pool) }
                read |= reader.split(&blocks, by: alive[index].set, in: pool)
            }
            // What nobody reads leads to those that are told here, and there are more of them only where an assertion let them through.
            for block in blocks where block & read != 0 || asserts {
                let child = child(of: node, alive, block, part.neighbour)
                add(block, child, to: &children)
            }
        }
        children.sort { ($1.symbols.nonzeroBitCount, $0.symbols) < ($0.symbols.nonzeroBitCount, $1.symbols) }
        let isWide = read.nonzeroBitCount >= ContinuationBuilder.manySymbols
        for (symbols, child) in children {
            nodes[number].edges.append((symbols, nodes.count))
            nodes.append(child)
            nodes[nodes.count - 1].wide = isWide ? node.wide + 1 : 0
            if symbols.nonzeroBitCount <= 2 { nodes[nodes.count - 1].narrow += 1 }
        }
    }

    private mutating func child(of node: Node, _ resolved: [(user: Int, set: Int)], _ block: UInt64, _ neighbour: Neighbour) -> Node {
        var child = Node()
        child.told = node.told
        child.depth = node.depth + 1
        child.before = neighbour
        child.narrow = node.narrow
        let symbol = UInt8(block.trailingZeroBitCount)
        for (user, set) in resolved {
            guard let reader = readers[user] else { continue }
            if reader.mayMatch(set, in: pool) {
                child.told.append(user)
            } else {
                let next = reader.advance(set, symbol, in: &pool)
                enter(next, user, reader, &child)
            }
        }
        if child.told.count > node.told.count { child.told.sort() }
        return child
    }

    /// Adds a way on, together with one that leads to the same, if there is one; none to where nobody is left.
    private func add(_ block: UInt64, _ child: Node, to children: inout [(symbols: UInt64, node: Node)]) {
        guard !child.alive.isEmpty || !child.told.isEmpty else { return }
        for index in children.indices where isSame(children[index].node, child) {
            children[index].symbols |= block
            return
        }
        children.append((block, child))
    }

    private func isSame(_ one: Node, _ other: Node) -> Bool {
        guard one.told.count == other.told.count, one.alive.count == other.alive.count, one.told == other.told else { return false }
        for (mine, its) in zip(one.alive, other.alive) {
            guard mine.user == its.user, let reader = readers[mine.user] else { return false }
            for word in 0..<reader.width where pool[mine.set + word] != pool[its.set + word] { return false }
            if one.before != other.before, reader.asserts(mine.set, in: pool) { return false }
        }
        return true
    }

    // MARK: - Tails

    /// The bytes that are the only way on from a node, and the node behind them.
    func tail(from node: Int) -> (bytes: [UInt8], end: Int) {
        var bytes: [UInt8] = []
        var end = node
        while bytes.count < ContinuationStep.mostTail, nodes[end].isExpanded, nodes[end].toldAtEdge.isEmpty, nodes[end].told.isEmpty,
            nodes[end].edges.count == 1, let edge = nodes[end].edges.first, edge.symbols.nonzeroBitCount == 1,
            let byte = ContinuationSymbols.bytes[edge.symbols.trailingZeroBitCount]
        {
            bytes.append(byte)
            end = edge.node
        }
        return (isReversed ? bytes.reversed() : bytes, end)
    }
}
