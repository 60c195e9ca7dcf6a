import DeliveryTypes
import MailReading

extension DiagnosisSession {
    /// Where an alias led to several addresses, each of them may have a group of its own below the alias's name: `X-Actual-Recipient` then
    /// says which one it is about, and the alias is what the sender wrote.
    func namingMembers(_ reports: [DeliveryReport], in text: ReadableText) -> [DeliveryReport] {
        guard reports.count > 1, reports.contains(where: { $0.actualRecipient != nil }) else { return reports }
        let bytes = text.bytes.span
        func hash(_ address: TextRange) -> UInt32 { FieldName.hash(bytes, in: AddressText.addressRange(in: bytes, address.range)) }
        var members: [UInt32: TextRange] = [:]
        var aliases: Set<UInt32> = []
        for report in reports {
            guard let final = report.finalRecipient, let actual = report.actualRecipient, text.isAddress(actual) else { continue }
            let name = hash(final)
            if let known = members[name] {
                if !text.isSameAddress(known, actual) { aliases.insert(name) }
            } else {
                members[name] = actual
            }
        }
        guard !aliases.isEmpty else { return reports }
        return reports.map { report in
            guard let final = report.finalRecipient, let actual = report.actualRecipient, text.isAddress(actual),
                aliases.contains(hash(final))
            else { return report }
            var report = report
            report.originalRecipient = report.originalRecipient ?? final
            report.finalRecipient = actual
            return report
        }
    }
}

extension DeliveryReport {
    /// Where somebody took an address away, nobody is named.
    mutating func forgetRedactedAddresses(in text: ReadableText) {
        let bytes = text.bytes.span
        func isRedacted(_ range: TextRange?) -> Bool { range.map { RedactedAddress.isOne(in: bytes, $0.range) } ?? false }
        if isRedacted(finalRecipient) { finalRecipient = nil }
        if isRedacted(originalRecipient) { originalRecipient = nil }
        if isRedacted(actualRecipient) { actualRecipient = nil }
    }
}
