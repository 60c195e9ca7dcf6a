/// A rule's condition as a postfix program over predicates: one word an instruction.
package enum RuleProgram {
    package static let predicate: UInt32 = 0
    package static let and: UInt32 = 1
    package static let or: UInt32 = 2
    package static let not: UInt32 = 3
    package static let optional: UInt32 = 4
    package static let alwaysTrue: UInt32 = 5
    package static let alwaysFalse: UInt32 = 6
    /// Holds as its operand does, without weight.
    package static let circumstance: UInt32 = 7

    /// Nesting of YAML bounds the nesting of conditions, and n-ary nodes are written as chains: 40 is never reached.
    package static let maximumStack = 40

    package static func word(_ operation: UInt32, _ operand: UInt32 = 0) -> UInt32 { operation << 24 | operand & 0xFF_FFFF }
}

/// What a condition is worth where it holds: the strongest kind of evidence, and the weight of all of it.
package struct EvidenceWeight: Comparable, Sendable {
    package var strength: UInt32 = 0
    package var weight: UInt32 = 0

    package static func < (left: Self, right: Self) -> Bool {
        (left.strength, left.weight) < (right.strength, right.weight)
    }
}
