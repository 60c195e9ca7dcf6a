/// Where a pattern matched, in bytes of the scanned text.
///
/// A phrase: exactly its occurrence. A regex: the line in which it matches, without its line feed; the whole text for a regex that can match a
/// line feed. `PatternScratch.captures` then finds the exact place.
package struct PatternMatch: Sendable, Hashable {
    package var pattern: UInt32
    package var start: UInt32
    package var end: UInt32

    package init(pattern: UInt32, start: UInt32, end: UInt32) {
        self.pattern = pattern
        self.start = start
        self.end = end
    }

    package var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }

    /// By start, then by pattern.
    @inline(__always)
    static func precedes(_ one: PatternMatch, _ other: PatternMatch) -> Bool {
        one.start != other.start
            ? one.start < other.start : one.pattern != other.pattern ? one.pattern < other.pattern : one.end < other.end
    }
}
