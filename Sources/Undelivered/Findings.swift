import DeliveryTypes
import MailReading
import RuleEngine

extension DiagnosisSession {
    /// What the words hold beside the cause: a limit, an address that was meant.
    func addFindings(_ report: DeliveryReport, _ source: VerdictSource, to diagnosis: inout Diagnosis) {
        if diagnosis.cause.id.hasPrefix("size."), let words = diagnosis.diagnosticText { diagnosis.sizeLimit = SizeLimit(in: words) }
        if let listing = diagnosis.blocklist { diagnosis.removal = removal(of: listing) }
        guard TypoSearch.causes.contains(diagnosis.cause), particularCase != ParticularCase.forwarded else { return }
        // What an alias or a forwarding led to was not written by the sender.
        if let original = diagnosis.originalRecipient, original.lowercased() != diagnosis.recipient?.lowercased() { return }
        let words = diagnosis.diagnosticText ?? ""
        guard !TypoSearch.speaksAgainst(words) else { return }
        let search = TypoSearch(domains: rules.mailDomains, known: knownAddresses, isDomainKnown: diagnosis.cause == .addressUnknownUser)
        let related = relatedAddresses(source)
        if let recipient = diagnosis.recipient {
            diagnosis.suggestion = search.suggestion(for: recipient, related: related)
        } else {
            diagnosis.suggestion = search.suggestion(inWords: words, related: related)
        }
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
