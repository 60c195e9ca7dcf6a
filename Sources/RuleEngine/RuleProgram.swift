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

    func with(_ other: Self) -> Self {
        Self(strength: max(strength, other.strength), weight: min(weight &+ other.weight, 0xFFFF))
    }
}

extension RuleProgram {
    /// Evaluates `words`; nil where the condition does not hold. `holds` answers for a predicate.
    static func evaluate(
        _ words: some Sequence<UInt32>, stack: inout [EvidenceWeight?], holds: (UInt32) -> EvidenceWeight?
    ) -> EvidenceWeight? {
        stack.removeAll(keepingCapacity: true)
        for word in words {
            let operand = word & 0xFF_FFFF
            switch word >> 24 {
            case predicate: stack.append(holds(operand))
            case alwaysTrue: stack.append(EvidenceWeight())
            case alwaysFalse: stack.append(nil)
            case not:
                let value = stack.popLast() ?? nil
                stack.append(value == nil ? EvidenceWeight() : nil)
            case circumstance:
                let value = stack.popLast() ?? nil
                stack.append(value == nil ? nil : EvidenceWeight())
            case optional:
                let value = stack.popLast() ?? nil
                stack.append(value ?? EvidenceWeight())
            case and:
                let right = stack.popLast() ?? nil
                let left = stack.popLast() ?? nil
                if let left, let right { stack.append(left.with(right)) } else { stack.append(nil) }
            default:
                let right = stack.popLast() ?? nil
                let left = stack.popLast() ?? nil
                if let left, let right { stack.append(max(left, right)) } else { stack.append(left ?? right) }
            }
            if stack.count > maximumStack { return nil }
        }
        return stack.last ?? nil
    }
}
