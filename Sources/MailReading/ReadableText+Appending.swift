internal import DeliveryTypes

/// Where bytes that are being read stand in the input: the input itself, or text decoded from it.
struct Origins {
    /// Of the decoded text; empty for the input itself.
    private let segments: [ReadableText.Segment]
    let isInput: Bool
    /// Reading goes forward, so the last place found is where the next search begins.
    private var index = 0

    /// The bytes are the input.
    static var input: Origins { Origins(segments: [], isInput: true) }

    /// The bytes are those of `text`.
    init(of text: ReadableText) {
        self.init(segments: text.segments, isInput: false)
    }

    private init(segments: [ReadableText.Segment], isInput: Bool) {
        self.segments = segments
        self.isInput = isInput
    }

    /// The longest run from `offset` on, at most to `end`, that comes from one place.
    mutating func run(at offset: Int, to end: Int) -> (end: Int, input: UInt32, inputCount: UInt32, isVerbatim: Bool) {
        if isInput || segments.isEmpty {
            return (end, UInt32(clamping: offset), UInt32(clamping: end &- offset), true)
        }
        seek(offset)
        let segment = segments[index]
        let next = index &+ 1 < segments.count ? Int(segments[index &+ 1].text) : Int.max
        let runEnd = Swift.max(Swift.min(end, next), offset &+ 1)
        guard segment.isVerbatim else { return (runEnd, segment.input, segment.inputCount, false) }
        return (runEnd, segment.input &+ UInt32(clamping: offset &- Int(segment.text)), UInt32(clamping: runEnd &- offset), true)
    }

    /// The run of the input that bytes come from, as one range.
    mutating func inputRange(of range: Range<Int>) -> (start: UInt32, count: UInt32) {
        guard !range.isEmpty else { return (run(at: range.lowerBound, to: range.lowerBound &+ 1).input, 0) }
        let first = run(at: range.lowerBound, to: range.upperBound)
        guard first.end < range.upperBound else { return (first.input, first.inputCount) }
        let last = run(at: range.upperBound &- 1, to: range.upperBound)
        let end = last.input &+ last.inputCount
        return (first.input, end > first.input ? end &- first.input : 0)
    }

    private mutating func seek(_ offset: Int) {
        if Int(segments[index].text) > offset { index = 0 }
        while index &+ 1 < segments.count, Int(segments[index &+ 1].text) <= offset { index &+= 1 }
    }
}

/// Adding to a text and noting where the words come from.
extension ReadableText {
    /// Appends bytes of `source` as they are.
    @inline(__always)
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>, _ origins: inout Origins) {
        if origins.isInput {
            guard !range.isEmpty else { return }
            note(input: UInt32(clamping: range.lowerBound), inputCount: UInt32(clamping: range.count), isVerbatim: true)
            bytes.append(source, range)
            return
        }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let run = origins.run(at: offset, to: range.upperBound)
            note(input: run.input, inputCount: run.inputCount, isVerbatim: run.isVerbatim)
            bytes.append(source, offset..<run.end)
            offset = run.end
        }
    }

    /// Appends a byte that stands for `range` of the source.
    mutating func append(_ byte: UInt8, for range: Range<Int>, _ origins: inout Origins) {
        let place = origins.inputRange(of: range)
        note(input: place.start, inputCount: place.count, isVerbatim: false)
        bytes.append(byte)
    }

    /// Appends a character that stands for `range` of the source.
    mutating func append(_ scalar: Unicode.Scalar, for range: Range<Int>, _ origins: inout Origins) {
        let place = origins.inputRange(of: range)
        note(input: place.start, inputCount: place.count, isVerbatim: false)
        bytes.append(scalar)
    }

    /// Announces that what is appended next comes from a run of the input.
    mutating func note(input: UInt32, inputCount: UInt32, isVerbatim: Bool) {
        let text = UInt32(clamping: bytes.count)
        let last = segments.count &- 1
        if last >= 0, segments[last].isVerbatim == isVerbatim {
            let segment = segments[last]
            if isVerbatim, segment.input &+ (text &- segment.text) == input {
                segments[last].inputCount &+= inputCount
                return
            }
            if !isVerbatim, segment.input == input, segment.inputCount == inputCount { return }
        }
        addSegment(text: text, input: input, inputCount: inputCount, isVerbatim: isVerbatim)
    }

    /// Adds a segment that begins at `text`, which must not be before the last one.
    mutating func addSegment(text: UInt32, input: UInt32, inputCount: UInt32, isVerbatim: Bool) {
        if segments.count < Self.maximumSegments {
            segments.append(Segment(text: text, input: input, inputCount: inputCount, isVerbatim: isVerbatim))
        } else {
            widen(segments.count &- 1, input: input, inputCount: inputCount)
        }
    }

    /// More would only help mails that are made to use up memory: 64,000 recipients with folded fields have half of them.
    private static var maximumSegments: Int { 1_000_000 }

    /// Lets the last segment stand for another run of the input besides its own.
    private mutating func widen(_ last: Int, input: UInt32, inputCount: UInt32) {
        let segment = segments[last]
        let start = Swift.min(segment.input, input)
        let end = Swift.max(segment.input &+ segment.inputCount, input &+ inputCount)
        segments[last].input = start
        segments[last].inputCount = end &- start
        segments[last].isVerbatim = false
    }

    /// Ends what was appended last with LF, unless it ends so already.
    mutating func endLine(after start: Int, for range: Range<Int>, _ origins: inout Origins) {
        guard bytes.count > start, bytes[bytes.count - 1] != 0x0A else { return }
        append(0x0A, for: range, &origins)
    }

    /// Notes the bytes from `start` to the end as a section.
    mutating func endSection(_ kind: Kind, from start: Int, fieldName: UInt32 = 0) {
        guard bytes.count > start else { return }
        sections.append(Section(kind: kind, range: TextRange(start..<bytes.count), fieldName: fieldName))
    }
}

extension [UInt8] {
    /// Appends a character in UTF-8.
    mutating func append(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            append(UInt8(truncatingIfNeeded: value))
        } else if value < 0x800 {
            append(UInt8(truncatingIfNeeded: value >> 6) | 0xC0)
            append(UInt8(truncatingIfNeeded: value & 0x3F) | 0x80)
        } else if value < 0x10000 {
            append(UInt8(truncatingIfNeeded: value >> 12) | 0xE0)
            append(UInt8(truncatingIfNeeded: value >> 6 & 0x3F) | 0x80)
            append(UInt8(truncatingIfNeeded: value & 0x3F) | 0x80)
        } else {
            append(UInt8(truncatingIfNeeded: value >> 18) | 0xF0)
            append(UInt8(truncatingIfNeeded: value >> 12 & 0x3F) | 0x80)
            append(UInt8(truncatingIfNeeded: value >> 6 & 0x3F) | 0x80)
            append(UInt8(truncatingIfNeeded: value & 0x3F) | 0x80)
        }
    }
}
