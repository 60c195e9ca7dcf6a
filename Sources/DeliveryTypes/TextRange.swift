/// A half-open range of byte offsets, small enough to be stored by the thousand.
///
/// What the offsets count in (the input, or a `ReadableText`) is said where a range is handed out.
public struct TextRange: Hashable, Sendable {
    public var start: UInt32
    public var end: UInt32

    /// An `end` before `start` makes an empty range at `start`.
    @inlinable
    public init(_ start: UInt32, _ end: UInt32) {
        self.start = start
        self.end = max(start, end)
    }

    @inlinable
    public init(_ range: Range<Int>) {
        self.init(UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
    }

    @inlinable public var isEmpty: Bool { start == end }
    @inlinable public var count: Int { Int(end &- start) }
    @inlinable public var range: Range<Int> { Int(start)..<Int(end) }

    @inlinable
    public func contains(_ offset: UInt32) -> Bool { offset >= start && offset < end }
}
