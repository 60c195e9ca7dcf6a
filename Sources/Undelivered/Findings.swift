import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the words hold beside the cause: a limit, an address that was meant.
    func addFindings(_ report: DeliveryReport, _ source: VerdictSource, to diagnosis: inout Diagnosis) {
        let cause = judgement.verdict.causeNumber
        if causeList.isAboutSize[cause], let words = diagnosis.diagnosticText { diagnosis.sizeLimit = SizeLimit(in: words) }
        if let listing = diagnosis.blocklist, let removal = removal(of: listing) {
            // A list that was asked wrongly has nothing to remove; that it has ended is worth knowing.
            let isListed = diagnosis.cause != .reputationBlocklistMisuse
            if isListed || removal.who == .nobody { diagnosis.removal = removal }
        }
        guard causeList.mayBeSlip[cause], particularCase != ParticularCase.forwarded else { return }
        // What an alias or a forwarding led to was not written by the sender.
        if let original = diagnosis.originalRecipient, original.lowercased() != diagnosis.recipient?.lowercased() { return }
        let search = TypoSearch(
            domains: rules.mailDomains, known: loweredKnownAddresses, isDomainKnown: diagnosis.cause == .addressUnknownUser)
        let related = relatedAddresses(source, without: diagnosis.recipient)
        let suggestion =
            if let recipient = diagnosis.recipient {
                search.suggestion(for: recipient, related: related)
            } else {
                search.suggestion(inWords: report.diagnosticText == nil ? [] : plainWords.bytes, related: related)
            }
        // Asked last: nearly every address is unlike any other.
        if suggestion != nil, !TypoSearch.speaksAgainst(diagnosis.diagnosticText ?? "") { diagnosis.suggestion = suggestion }
    }

    /// To whom else the message went, and who wrote it, in lower case. The address itself stands in the message as well.
    private func relatedAddresses(_ source: VerdictSource, without recipient: String?) -> [[UInt8]] {
        guard !source.returned.isEmpty else { return [] }
        let bytes = source.text.bytes.span
        let recipient = recipient.map { Array($0.lowercased().utf8) }
        var addresses: [[UInt8]] = []
        for section in source.returned {
            guard section.fieldName == MailFields.to || section.fieldName == MailFields.copyTo || section.fieldName == MailFields.from
            else {
                continue
            }
            for address in source.text.addresses(in: section.range).prefix(100) {
                let range = AddressText.addressRange(in: bytes, address.range)
                let lowered = Array(bytes.string(in: range, lowercasedFrom: range.lowerBound).utf8)
                if lowered != recipient { addresses.append(lowered) }
            }
        }
        return addresses
    }
}
