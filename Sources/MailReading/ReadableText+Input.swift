package import DeliveryTypes

extension ReadableText {
    /// Where in the input a run of text comes from; see `MessageContents.inputRange(of:)`.
    package func inputRange(of range: TextRange, inputSize: Int) -> Range<Int> {
        guard !segments.isEmpty else { return 0..<0 }
        let first = segments[segmentIndex(at: range.start)]
        var start = Int(first.input)
        if first.isVerbatim { start += Int(range.start) - Int(first.text) }
        let last = range.isEmpty ? first : segments[segmentIndex(at: range.end - 1)]
        var end = Int(last.input) + Int(last.inputCount)
        if range.isEmpty {
            end = start
        } else if last.isVerbatim {
            end = Int(last.input) + Int(range.end) - Int(last.text)
        }
        start = min(max(start, 0), inputSize)
        return start..<min(max(end, start), inputSize)
    }

    /// The last segment that begins at or before `offset`. There must be one segment at least.
    private func segmentIndex(at offset: UInt32) -> Int {
        var low = 0
        var high = segments.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if segments[middle].text <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
