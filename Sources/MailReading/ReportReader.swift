internal import DeliveryTypes

/// Reads the reports that machines write for machines out of the readable text: delivery status notifications
/// (RFC 3464), feedback reports (RFC 5965), disposition notifications (RFC 8098).
struct ReportReader {
    let limits: MessageLimits

    func read(into contents: inout MessageContents) {
        for index in contents.text.sections.indices {
            let section = contents.text.sections[index]
            switch section.kind {
            case .deliveryStatus:
                readDeliveryStatus(section.range.range, into: &contents)
            case .feedbackReport:
                readFields(contents.text.bytes, section.range.range, into: &contents.feedbackFields)
            case .dispositionNotification:
                readFields(contents.text.bytes, section.range.range, into: &contents.dispositionFields)
            default:
                break
            }
        }
    }

    /// Every field of a section, empty lines or not.
    private func readFields(_ bytes: [UInt8], _ range: Range<Int>, into fields: inout [HeaderField]) {
        let text = bytes.span
        let lines = LineScanner(hasBareCR: false)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let line = lines.line(text, at: offset, limit: range.upperBound)
            if let field = Self.field(text, line) { fields.append(field) }
            offset = line.next
        }
    }

    static func field(_ text: Span<UInt8>, _ line: LineScanner.Line) -> HeaderField? {
        guard let name = HeaderReader.name(in: text, line) else { return nil }
        let value = text.trimmed((name.colon &+ 1)..<line.end)
        return HeaderField(name: TextRange(line.start..<name.end), value: TextRange(value), nameHash: name.hash)
    }

    private func readDeliveryStatus(_ range: Range<Int>, into contents: inout MessageContents) {
        var groups = DeliveryGroups()
        // Held beside the contents that are written to; the bytes themselves do not change here.
        let bytes = contents.text.bytes
        let text = bytes.span
        let lines = LineScanner(hasBareCR: false)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let line = lines.line(text, at: offset, limit: range.upperBound)
            if line.isEmpty {
                groups.hasGap = true
            } else if let field = Self.field(text, line) {
                contents.statusFields.append(field)
                groups.add(field, text, into: &contents.deliveryReports)
            }
            offset = line.next
            guard contents.deliveryReports.count < limits.maximumRecipients else {
                contents.add(.tooManyRecipients, at: contents.inputRange(of: TextRange(offset..<offset)).lowerBound)
                return
            }
        }
        groups.finish(into: &contents.deliveryReports)
    }
}
