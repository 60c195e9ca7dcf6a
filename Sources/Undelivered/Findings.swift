import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the words hold beside the cause: a limit, an address that was meant.
    mutating func addFindings(_ report: DeliveryReport, _ source: VerdictSource, to diagnosis: inout Diagnosis) {
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
        // The address itself stands in the message as well.
        let own = diagnosis.recipient.map { Array($0.lowercased().utf8) }
        let all = related ?? relatedAddresses(in: source)
        related = all
        let others = all.filter { $0 != own }
        let suggestion =
            if let recipient = diagnosis.recipient {
                search.suggestion(for: recipient, related: others)
            } else {
                search.suggestion(inWords: report.diagnosticText == nil ? [] : plainWords.bytes, related: others)
            }
        // Asked last: nearly every address is unlike any other.
        if suggestion != nil, !TypoSearch.speaksAgainst(diagnosis.diagnosticText ?? "") { diagnosis.suggestion = suggestion }
    }

    private func relatedAddresses(in source: VerdictSource) -> [[UInt8]] {
        guard !source.returned.isEmpty else { return [] }
        let bytes = source.text.bytes.span
        var addresses: [[UInt8]] = []
        for section in source.returned {
            guard section.fieldName == MailFields.to || section.fieldName == MailFields.copyTo || section.fieldName == MailFields.from
            else {
                continue
            }
            for address in source.text.addresses(in: section.range).prefix(100) {
                let range = AddressText.addressRange(in: bytes, address.range)
                addresses.append(Array(bytes.string(in: range, lowercasedFrom: range.lowerBound).utf8))
            }
        }
        return addresses
    }
}
