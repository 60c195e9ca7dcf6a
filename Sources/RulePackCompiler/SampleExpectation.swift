package import DeliveryTypes

/// What a sample mail must be read as: `Samples/name.expected.yaml`. Only what is stated is compared.
package struct SampleExpectation: Sendable {
    package var kind: LayoutKind?
    /// `LayoutModel.id`.
    package var layout: SpannedText?
    /// In any order. nil: not stated; empty: nobody failed.
    package var recipients: [Recipient]?
    package var sources: SourceText

    package struct Recipient: Sendable {
        package var recipient: SpannedText?
        package var originalRecipient: SpannedText?
        package var action: DeliveryAction?
        /// Part of the diagnostic text.
        package var reply: SpannedText?
        package var replyCode: UInt16?
        package var status: StatusPattern?
        package var phase: SMTPPhase?
        package var remoteMTA: SpannedText?
        package var reportingMTA: SpannedText?
        package var cause: SpannedText?
        /// The full id.
        package var rule: SpannedText?
        package var place: Place
    }
}

/// Reads the expectation beside a sample of `pack`.
package func parseExpectation(file: PackFile, of pack: PackModel) throws(RulePackError) -> SampleExpectation {
    let findings = DiagnosticCollector(sources: SourceText(files: [SourceText.File(name: file.name, bytes: file.bytes)]))
    if let root = YAMLTreeBuilder.tree(of: 0, findings: findings),
        let expectation = PackReader(documents: [], isIncomplete: false, isLinting: false, findings: findings).expectation(root, of: pack),
        !findings.hasErrors
    {
        return expectation
    }
    if !findings.hasErrors { findings.report(.wrongShape, "`\(file.name)` is empty", at: nil) }
    throw RulePackError(diagnostics: findings.sorted())
}

extension PackReader {
    fileprivate func expectation(_ root: YAMLNode, of pack: PackModel) -> SampleExpectation? {
        guard var fields = MappingReader(root, "an expectation", findings) else { return nil }
        var expectation = SampleExpectation(sources: findings.sources)
        _ = fields.value("schema")
        expectation.kind = fields.choice("kind")
        expectation.layout = fields.text("layout").map { SpannedText(text: pack.layoutID($0.text), place: $0.place) }
        expectation.recipients = fields.value("recipients")?.items.compactMap { expectedRecipient($0, of: pack) }
        fields.finish()
        return expectation
    }

    private func expectedRecipient(_ node: YAMLNode, of pack: PackModel) -> SampleExpectation.Recipient? {
        guard var fields = MappingReader(node, "a recipient", findings) else { return nil }
        var recipient = SampleExpectation.Recipient(place: node.place.firstLine)
        recipient.recipient = fields.text("recipient")
        recipient.originalRecipient = fields.text("original_recipient")
        recipient.action = fields.value("action").flatMap {
            findings.choice($0, "action", among: DeliveryAction.allCases.map { ("\($0)", $0) })
        }
        recipient.reply = fields.text("reply")
        recipient.replyCode = fields.value("reply_code").flatMap { reply($0)?.lower }
        recipient.status = fields.value("status").flatMap { status($0) }
        recipient.phase = fields.value("phase").flatMap { phase($0) }
        recipient.remoteMTA = fields.text("remote_mta")
        recipient.reportingMTA = fields.text("reporting_mta")
        recipient.cause = fields.text("cause")
        recipient.rule = fields.text("rule").map {
            SpannedText(text: $0.text.contains("/") ? $0.text : "\(pack.id)/\($0.text)", place: $0.place)
        }
        fields.finish()
        return recipient
    }
}
