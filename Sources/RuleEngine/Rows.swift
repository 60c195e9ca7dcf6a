import PatternAutomaton

/// One row of a table: made of `UInt32`s (or bytes), so that it has no padding.
package protocol Row: BitwiseCopyable, Sendable {
    /// The row that stands for none.
    init()
}

extension UInt32: Row {}
extension UInt8: Row {}

/// A table of an image whose rows outside read as `Element()`: numbers out of an image are not trusted, and nothing traps.
package struct Rows<Element: Row>: Sendable {
    private let table: Table<Element>

    init(_ image: Image, _ section: SectionID) throws(ImageError) {
        table = try image.table(section)
    }

    package var count: Int { table.count }

    @inline(__always)
    package subscript(row: Int) -> Element { table[row] ?? Element() }
}

extension Rows where Element == UInt8 {
    /// The bytes as UTF-8.
    func string(in range: Range<Int>) -> String { table.string(in: range.clamped(to: 0..<count)) }
}
