import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the words hold beside the cause: a limit, an address that was meant.
    func addFindings(_ report: DeliveryReport, _ source: VerdictSource, to diagnosis: inout Diagnosis) {
        if diagnosis.cause.id.hasPrefix("size."), let words = diagnosis.diagnosticText { diagnosis.sizeLimit = SizeLimit(in: words) }
        if let listing = diagnosis.blocklist, let removal = removal(of: listing) {
            // A list that was asked wrongly has nothing to remove; that it has ended is worth knowing.
            let isListed = diagnosis.cause != .reputationBlocklistMisuse
            if isListed || removal.who == .nobody { diagnosis.removal = removal }
        }
        guard TypoSearch.causes.contains(diagnosis.cause), particularCase != ParticularCase.forwarded else { return }
        // What an alias or a forwarding led to was not written by the sender.
        if let original = diagnosis.originalRecipient, original.lowercased() != diagnosis.recipient?.lowercased() { return }
        let words = diagnosis.diagnosticText ?? ""
        let search = TypoSearch(domains: rules.mailDomains, known: knownAddresses, isDomainKnown: diagnosis.cause == .addressUnknownUser)
        // The address itself stands in the message as well.
        let related = relatedAddresses(source).filter { $0 != diagnosis.recipient?.lowercased() }
        let suggestion =
            if let recipient = diagnosis.recipient {
                search.suggestion(for: recipient, related: related)
            } else {
                search.suggestion(inWords: words, related: related)
            }
        // Asked last: nearly every address is unlike any other.
        if suggestion != nil, !TypoSearch.speaksAgainst(words) { diagnosis.suggestion = suggestion }
    }

    /// To whom else the message went, and who wrote it.
    private func relatedAddresses(_ source: VerdictSource) -> [String] {
        let bytes = source.text.bytes.span
        var addresses: [String] = []
        for section in source.returned where [MailFields.to, MailFields.copyTo, MailFields.from].contains(section.fieldName) {
            for address in source.text.addresses(in: section.range).prefix(100) {
                addresses.append(bytes.string(in: AddressText.addressRange(in: bytes, address.range)).lowercased())
            }
        }
        return addresses
    }
}
