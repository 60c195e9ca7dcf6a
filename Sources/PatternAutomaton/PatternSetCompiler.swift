/// Compiles patterns to the sections of an image. The same patterns and limits give the same bytes.
package struct PatternSetCompiler: Sendable {
    package var limits: PatternLimits

    package init(limits: PatternLimits = PatternLimits()) {
        self.limits = limits
    }

    /// An image with nothing but this set, number 0.
    package func compile(_ patterns: [Pattern], sourceDigest: SourceDigest = SourceDigest(high: 0, low: 0)) throws(PatternError) -> [UInt8]
    {
        var writer = ImageWriter()
        var shared = SharedPatternTables()
        try compile(patterns, set: 0, sharing: &shared, into: &writer)
        shared.write(into: &writer)
        return writer.finish(sourceDigest: sourceDigest)
    }

    /// Adds the sections of a set. Pattern `n` of the array is pattern `n` of the set.
    ///
    /// - Parameters:
    ///   - set: 0 ..< 2^22 - 1, chosen by the caller; an image may hold several.
    ///   - shared: what the sets of the image have in common; the caller writes it when all of them are compiled.
    package func compile(
        _ patterns: [Pattern], set: Int, sharing shared: inout SharedPatternTables, into writer: inout ImageWriter
    ) throws(PatternError) {
        precondition(set >= 0 && set < SetSection.mostSets, "the caller numbers its sets")
        guard patterns.count <= limits.patternCount else {
            throw PatternError(
                .tooManyPatterns, 0..<0, "\(patterns.count) patterns; \(limits.patternCount) are allowed", pattern: limits.patternCount)
        }
        var builder = PatternSetBuilder(limits: limits, shared: shared)
        // Handed on, not copied.
        shared = SharedPatternTables()
        defer { shared = builder.shared }
        for (index, pattern) in patterns.enumerated() {
            do throws(PatternError) {
                switch pattern.kind {
                case .phrase: try builder.add(phrase: pattern, index: UInt32(index))
                case .regex: try builder.add(regex: pattern, index: UInt32(index))
                }
            } catch {
                var located = error
                located.pattern = index
                throw located
            }
        }
        try builder.finish(set: set, into: &writer)
    }
}
