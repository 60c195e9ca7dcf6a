/// The tables that all pattern sets of an image use together: what they have in common stands there once.
///
/// Layouts of one family of servers have many regexes in common, and most automata share their byte classes.
package struct SharedPatternTables {
    var instructions = SliceTable<Instruction>()
    var byteSets = SliceTable<ByteSet>()
    var encodedSets = SliceTable<EncodedSetRecord>()
    var encodedRanges = SliceTable<EncodedRange>()
    var byteClasses = SliceTable<UInt8>()
    /// Of `BitAutomaton`s.
    var automata = SliceTable<UInt64>()
    /// Of `TableAutomaton`s.
    var transitions = SliceTable<UInt16>()
    var needs = SliceTable<TextNeed>()

    package init() {}

    /// Adds the sections to the image, once all sets are compiled.
    package func write(into writer: inout ImageWriter) {
        writer.add(instructions.elements, as: SharedSection.instructions.id)
        writer.add(byteSets.elements, as: SharedSection.byteSets.id)
        writer.add(encodedSets.elements, as: SharedSection.encodedSets.id)
        writer.add(encodedRanges.elements, as: SharedSection.encodedRanges.id)
        writer.add(byteClasses.elements, as: SharedSection.byteClasses.id)
        writer.add(automata.elements, as: SharedSection.automata.id)
        writer.add(transitions.elements, as: SharedSection.transitions.id)
        writer.add(needs.elements, as: SharedSection.needs.id)
        writer.add(ContinuationSymbols.map, as: SharedSection.symbols.id)
    }

    /// Where the sets of a program's `codePoint` steps begin.
    mutating func add(_ points: [EncodedSet]) -> UInt32 {
        encodedSets.add(
            points.map { set in
                EncodedSetRecord(
                    ascii0: set.ascii.word0, ascii1: set.ascii.word1, first: encodedRanges.add(set.sequences),
                    count: UInt32(truncatingIfNeeded: set.sequences.count))
            })
    }
}

/// The elements of a section to which slices are added, equal ones once.
struct SliceTable<Element: BitwiseCopyable & Equatable> {
    private(set) var elements: [Element] = []
    private var places: [Slice: UInt32] = [:]

    /// Hashed as a whole; an array is hashed element by element.
    private struct Slice: Hashable {
        var elements: [Element]

        func hash(into hasher: inout Hasher) { unsafe elements.withUnsafeBytes { unsafe hasher.combine(bytes: $0) } }
    }

    /// Where the slice begins.
    mutating func add(_ slice: [Element]) -> UInt32 {
        let key = Slice(elements: slice)
        if let known = places[key] { return known }
        let place = UInt32(truncatingIfNeeded: elements.count)
        places[key] = place
        elements += slice
        return place
    }

    var count: Int { elements.count }
    subscript(index: Int) -> Element { elements[index] }
}
