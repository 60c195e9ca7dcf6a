import DeliveryTypes

/// A text in which every run of non-blank lines is one line, its lines trimmed and joined by a space, with the way back:
/// for layouts of systems that break their lines anywhere.
struct ParagraphText {
    private(set) var bytes: [UInt8] = []
    /// For every byte its offset in the original text.
    private var origins: [UInt32] = []
    /// What was appended, one range for each call.
    private(set) var sections: [Range<Int>] = []

    mutating func append(_ text: Span<UInt8>, section: Range<Int>) {
        let first = bytes.count
        var start = section.lowerBound
        let end = min(section.upperBound, text.count)
        var isInParagraph = false
        while start < end {
            let lineEnd = text.firstOffset(of: 0x0A, in: start..<end) ?? end
            let line = text.trimmed(start..<lineEnd)
            if line.isEmpty {
                push(0x0A, start)
                if isInParagraph { push(0x0A, start) }
                isInParagraph = false
            } else {
                if isInParagraph { push(0x20, max(start - 1, 0)) }
                push(text, line)
                isInParagraph = true
            }
            start = lineEnd + 1
        }
        if isInParagraph { push(0x0A, max(end - 1, 0)) }
        sections.append(first..<bytes.count)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        sections.removeAll(keepingCapacity: true)
    }

    private mutating func push(_ text: Span<UInt8>, _ range: Range<Int>) {
        bytes.append(text, range)
        origins.append(contentsOf: range.lazy.map { UInt32(clamping: $0) })
    }

    private mutating func push(_ byte: UInt8, _ origin: Int) {
        bytes.append(byte)
        origins.append(UInt32(clamping: origin))
    }

    private func original(_ range: TextRange) -> TextRange {
        guard !range.isEmpty, Int(range.end) <= origins.count else { return TextRange(0, 0) }
        return TextRange(origins[Int(range.start)], origins[Int(range.end) - 1] + 1)
    }

    /// Ranges that count in this text, as ranges of the original.
    func original(_ report: DeliveryReport) -> DeliveryReport {
        var report = report
        for field in [
            \DeliveryReport.finalRecipient, \.originalRecipient, \.statusRange, \.diagnosticText, \.diagnosticType, \.remoteMTA,
            \.reportingMTA, \.receivedFromMTA,
        ] {
            if let range = report[keyPath: field] { report[keyPath: field] = original(range) }
        }
        return report
    }

    func originalOffset(_ offset: Int) -> Int {
        guard offset > 0, !origins.isEmpty else { return 0 }
        return offset < origins.count ? Int(origins[offset]) : Int(origins[origins.count - 1]) + 1
    }
}
