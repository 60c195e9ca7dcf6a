/// A section of an image as an array that cannot be written. It keeps the image alive.
@usableFromInline
@safe package struct Table<Element: BitwiseCopyable>: Sendable {
    private let owner: Image?
    // Invariant: points at `count` elements inside `owner`, aligned for `Element`; `nil` only where `count` is 0.
    @usableFromInline nonisolated(unsafe) let start: UnsafePointer<Element>?
    @usableFromInline package let count: Int

    /// A table of nothing.
    package init() {
        owner = nil
        unsafe start = nil
        count = 0
    }

    /// Invariant: as above, for as long as `owner` lives.
    init(owner: Image, start: UnsafeRawPointer?, count: Int) {
        self.owner = owner
        self.count = unsafe start == nil ? 0 : count
        unsafe self.start = unsafe start?.assumingMemoryBound(to: Element.self)
    }

    private init(owner: Image?, start: UnsafePointer<Element>?, count: Int) {
        self.owner = owner
        unsafe self.start = unsafe start
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }

    /// `nil` outside of `0..<count`: an index out of an image is not to be trusted.
    @inlinable
    package subscript(index: Int) -> Element? {
        guard index >= 0, index < count, let start = unsafe start else { return nil }
        return unsafe start[index]
    }

    /// The same for the narrow numbers that images hold.
    @inlinable
    package subscript(index: UInt32) -> Element? { self[Int(index)] }

    /// The part of the table that lies in the range.
    package subscript(range: Range<Int>) -> Table {
        let range = range.clamped(to: 0..<count)
        return unsafe Table(owner: owner, start: start.map { unsafe $0 + range.lowerBound }, count: range.count)
    }

    /// The elements, valid during the call. The fast path for loops whose indices were verified when the image was loaded.
    @inline(__always)
    package func withElements<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(owner) { () throws(Failure) in try unsafe body(UnsafeBufferPointer(start: start, count: count)) }
    }

    /// For the scan, which holds the set and with it the image.
    @inline(__always)
    var unsafeElements: UnsafeBufferPointer<Element> { unsafe UnsafeBufferPointer(start: start, count: count) }
}

extension Table: Sequence {
    @usableFromInline
    package struct Iterator: IteratorProtocol {
        @usableFromInline let table: Table
        @usableFromInline var index = 0

        @inlinable
        package mutating func next() -> Element? {
            defer { index += 1 }
            return table[index]
        }
    }

    @usableFromInline
    package func makeIterator() -> Iterator { Iterator(table: self) }
    @usableFromInline package var underestimatedCount: Int { count }
}

extension Table where Element: Equatable {
    /// Whether the elements are those of the array.
    package func elementsEqual(_ other: [Element]) -> Bool {
        guard count == other.count else { return false }
        return unsafe withElements { unsafe $0.elementsEqual(other) }
    }
}

extension Table<UInt8> {
    /// The bytes in the range as text; what is not UTF-8 becomes U+FFFD.
    package func string(in range: Range<Int>) -> String {
        unsafe self[range].withElements { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
