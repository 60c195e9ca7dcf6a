/// Reads the files of one pack: YAML, schema, and every check that needs only this pack.
///
/// - Throws: `RulePackError` with everything that was found, where at least one finding is an error.
///   Warnings alone never fail; they are in `PackModel.diagnostics`.
package func parsePack(files: [PackFile]) throws(RulePackError) -> PackModel {
    let sources = SourceText(files: files.map { SourceText.File(name: $0.name, bytes: $0.bytes) })
    let findings = DiagnosticCollector(sources: sources)
    let documents = readDocuments(findings)
    let reader = PackReader(documents: documents, isIncomplete: documents.count < files.count, isLinting: true, findings: findings)
    var pack = reader.read()
    if !findings.hasErrors { findings.reportNeedlessSuppressions() }
    let diagnostics = findings.sorted()
    pack?.diagnostics = diagnostics
    guard let pack, !findings.hasErrors else { throw RulePackError(diagnostics: diagnostics) }
    return pack
}

/// The trees of files. Only YAML itself is checked.
package func parseDocuments(files: [PackFile]) throws(RulePackError) -> [YAMLDocument] {
    let findings = DiagnosticCollector(sources: SourceText(files: files.map { SourceText.File(name: $0.name, bytes: $0.bytes) }))
    let documents = readDocuments(findings)
    if findings.hasErrors { throw RulePackError(diagnostics: findings.sorted()) }
    return documents
}

private func readDocuments(_ findings: DiagnosticCollector) -> [YAMLDocument] {
    let files = findings.sources.files
    guard files.count <= PackLimits.files else {
        findings.report(.limitExceeded, "more than \(PackLimits.files) files", at: nil)
        return []
    }
    let size = files.reduce(0) { $0 + $1.bytes.count }
    guard size <= PackLimits.totalSize else {
        findings.report(.limitExceeded, "the files have \(size) bytes together; a pack may have \(PackLimits.totalSize)", at: nil)
        return []
    }
    return files.indices.compactMap { index in
        guard let root = YAMLTreeBuilder.tree(of: UInt16(clamping: index), findings: findings) else { return nil }
        YAMLComments.reportCutTexts(in: root, findings)
        return YAMLDocument(name: files[index].name, root: root)
    }
}
