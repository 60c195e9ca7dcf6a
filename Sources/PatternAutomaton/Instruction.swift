/// One step of a regex's program, laid out as it stands in an image. Program counters are relative to the program's first instruction.
struct Instruction: BitwiseCopyable, Sendable, Equatable {
    enum Operation: UInt8 {
        /// The next byte is the low or the second byte of `argument`.
        case byte
        /// The next byte is in the set number `argument`.
        case set
        /// Goes to `next`, or, with less right, to `other`.
        case split
        /// Remembers the position in slot `argument`.
        case save
        /// Holds the `Assertion` number `argument` here?
        case assertion
        case match
        /// Never goes on.
        case fail
        /// The next bytes encode a code point of the set number `argument`: a step of many, because `.{0,80}` is said so often.
        case codePoint
    }

    /// No program has more: counters are 16 bits wide.
    static let mostOfProgram = 65_000

    var rawOperation: UInt8
    var reserved: UInt8 = 0
    private var narrowArgument: UInt16
    var next: UInt16
    var other: UInt16

    init(_ operation: Operation, _ argument: UInt32 = 0, next: Int = 0, other: Int = 0) {
        rawOperation = operation.rawValue
        narrowArgument = UInt16(truncatingIfNeeded: argument)
        self.next = UInt16(truncatingIfNeeded: next)
        self.other = UInt16(truncatingIfNeeded: other)
    }

    /// Two bytes, or a number of which a program has no more than instructions.
    @inline(__always) var argument: UInt32 { UInt32(narrowArgument) }

    @inline(__always)
    var operation: Operation {
        // The cases are numbered from 0 on, in memory as well: asking for each of them in turn costs more than most steps.
        rawOperation <= Operation.codePoint.rawValue ? unsafe unsafeBitCast(rawOperation, to: Operation.self) : .fail
    }

    /// For `.byte`: whether the byte is one of the two.
    @inline(__always)
    func accepts(_ byte: UInt8) -> Bool {
        byte == UInt8(truncatingIfNeeded: argument) || byte == UInt8(truncatingIfNeeded: argument &>> 8)
    }

    @inline(__always) var nextCounter: Int { Int(next) }
    @inline(__always) var otherCounter: Int { Int(other) }
}

/// A regex as instructions. The first is `start`; slots 0 and 1 (the whole match) are kept by whoever runs it.
struct Program: Sendable {
    var instructions: [Instruction]
    var sets: [ByteSet]
    /// What `codePoint` steps ask for.
    var points: [EncodedSet]
    var start: Int
}
