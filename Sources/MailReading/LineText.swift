internal import DeliveryTypes

/// Plain text with its line ends as LF.
enum LineText {
    /// - Parameter lines: how lines end; `nil` where there is no CR.
    static func append(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, lines: LineScanner?, into text: inout ReadableText
    ) {
        guard let lines else {
            text.append(source, range, &origins)
            return
        }
        if lines.hasBareCR {
            appendLines(source, range, &origins, lines, into: &text)
            return
        }
        // Each LF goes with the line behind it: the CR before it is all that is left out.
        var start = range.lowerBound
        var next = start
        while let feed = source.firstOffset(of: 0x0A, from: next, to: range.upperBound) {
            var end = feed
            while end > start, source.byte(at: end &- 1) == 0x0D { end &-= 1 }
            text.append(source, start..<end, &origins)
            start = feed
            next = feed &+ 1
        }
        var end = range.upperBound
        while end > start, source.byte(at: end &- 1) == 0x0D { end &-= 1 }
        text.append(source, start..<end, &origins)
    }

    private static func appendLines(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, _ lines: LineScanner, into text: inout ReadableText
    ) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let line = lines.line(source, at: offset, limit: range.upperBound)
            text.append(source, line.start..<line.end, &origins)
            appendLineEnd(source, line, &origins, into: &text)
            offset = line.next
        }
    }

    /// LF for the end of a line, if it has one.
    static func appendLineEnd(_ source: Span<UInt8>, _ line: LineScanner.Line, _ origins: inout Origins, into text: inout ReadableText) {
        guard line.next > line.end else { return }
        if source.byte(at: line.next &- 1) == 0x0A {
            text.append(source, (line.next &- 1)..<line.next, &origins)
        } else {
            text.append(0x0A, for: line.end..<line.next, &origins)
        }
    }

    /// The fields of a report (RFC 3464 section 2.1), each on one line: folds become a space, also where the white
    /// space that marks them was lost on the way.
    static func appendUnfolded(
        _ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, lines: LineScanner, into text: inout ReadableText
    ) {
        var offset = range.lowerBound
        var isInField = false
        /// The end of the line before, not yet appended.
        var pending: LineScanner.Line?
        while offset < range.upperBound {
            let line = lines.line(source, at: offset, limit: range.upperBound)
            let words = source.trimmed(line.start..<line.end)
            let isField = HeaderReader.name(in: source, line) != nil
            if isInField, !words.isEmpty, !isField, let fold = pending {
                appendFold(source, fold.end..<words.lowerBound, &origins, into: &text)
                text.append(source, words.lowerBound..<words.upperBound, &origins)
            } else {
                if let pending { appendLineEnd(source, pending, &origins, into: &text) }
                text.append(source, line.start..<(words.isEmpty ? line.start : words.upperBound), &origins)
                isInField = isField
            }
            pending = line
            offset = line.next
        }
        if let pending { appendLineEnd(source, pending, &origins, into: &text) }
    }

    private static func appendFold(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins, into text: inout ReadableText) {
        if source.byte(at: range.upperBound &- 1) == 0x20 {
            text.append(source, (range.upperBound &- 1)..<range.upperBound, &origins)
        } else {
            text.append(0x20, for: range, &origins)
        }
    }
}
