internal import DeliveryTypes

/// Finds a delivery status notification (RFC 3464 section 2) inside plain text: some systems declare it as
/// text/plain, and people paste it.
struct StatusBlock {
    /// The block inside `range`: from the first field about the message or a recipient to the end of the last group.
    /// `nil` where no recipient and nothing about it is named.
    static func find(in text: Span<UInt8>, _ range: Range<Int>, lines: LineScanner) -> Range<Int>? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if mayBegin(text.byte(at: offset)) {
                let line = lines.line(text, at: offset, limit: range.upperBound)
                guard begins(text, line) else {
                    offset = line.next
                    continue
                }
                let block = end(of: text, from: offset, range.upperBound, lines)
                if block.isReport { return offset..<block.end }
                offset = Swift.max(block.end, line.next)
            } else if lines.hasBareCR {
                offset = lines.line(text, at: offset, limit: range.upperBound).next
            } else {
                offset = text.firstOffset(of: 0x0A, from: offset, to: range.upperBound).map { $0 &+ 1 } ?? range.upperBound
            }
        }
        return nil
    }

    private static func mayBegin(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter == UInt8(ascii: "r") || letter == UInt8(ascii: "f") || letter == UInt8(ascii: "o")
    }

    private static func begins(_ text: Span<UInt8>, _ line: LineScanner.Line) -> Bool {
        switch HeaderReader.name(in: text, line)?.hash {
        case FieldHash.reportingMTA, FieldHash.finalRecipient, FieldHash.originalRecipient, FieldHash.originalEnvelopeID: true
        default: false
        }
    }

    /// Where the block that begins at `start` ends, and whether it says something about a recipient.
    private static func end(
        of text: Span<UInt8>, from start: Int, _ limit: Int, _ lines: LineScanner
    ) -> (end: Int, isReport: Bool) {
        var hasRecipient = false
        var hasVerdict = false
        var isBehindGap = false
        var end = start
        var offset = start
        while offset < limit {
            let line = lines.line(text, at: offset, limit: limit)
            offset = line.next
            if text.trimmed(line.start..<line.end).isEmpty {
                isBehindGap = true
                continue
            }
            if let name = HeaderReader.name(in: text, line) {
                if isBehindGap, !isKnown(name.hash), !text.hasWord("x-", at: line.start) { break }
                switch name.hash {
                case FieldHash.finalRecipient, FieldHash.originalRecipient: hasRecipient = true
                case FieldHash.action, FieldHash.status, FieldHash.diagnosticCode: hasVerdict = true
                default: break
                }
            } else if isBehindGap {
                break
            }
            isBehindGap = false
            end = line.next
        }
        return (end, hasRecipient && hasVerdict)
    }

    private static func isKnown(_ hash: UInt32) -> Bool {
        switch hash {
        case FieldHash.reportingMTA, FieldHash.finalRecipient, FieldHash.originalRecipient, FieldHash.originalEnvelopeID, FieldHash.action,
            FieldHash.status, FieldHash.diagnosticCode, FieldHash.remoteMTA, FieldHash.arrivalDate, FieldHash.lastAttemptDate,
            FieldHash.receivedFromMTA, FieldHash.dsnGateway, FieldHash.finalLogID, FieldHash.willRetryUntil, FieldHash.actualRecipient:
            true
        default:
            false
        }
    }
}
