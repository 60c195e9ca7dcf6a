/// Gathers findings while a pack is read, so that an author sees all of them at once.
final class DiagnosticCollector {
    let sources: SourceText
    private var findings: [Finding] = []
    private var seen: Set<Key> = []
    private var suppressions: [Suppression] = []
    private(set) var errorCount = 0
    private var warningCount = 0
    private var comparisonsLeft = PackLimits.comparisons
    private var stepsLeft = PackLimits.lintSteps

    var hasErrors: Bool { errorCount > 0 }

    private struct Finding {
        var code: FindingCode
        var place: Place?
        var diagnostic: Diagnostic
    }

    private struct Key: Hashable {
        var code: FindingCode
        var place: Place?
        var message: String
    }

    private struct Suppression {
        var code: FindingCode
        var region: Place
        /// Where it is written.
        var place: Place
        var isUsed = false
    }

    init(sources: SourceText) {
        self.sources = sources
    }

    /// The same finding at the same place is kept once: a list may be used by many rules.
    ///
    /// Place and help are worked out only for findings that are kept: hostile packs can have any number of them.
    func report(
        _ code: FindingCode, _ message: String, at place: @autoclosure () -> Place?, label: String? = nil,
        help: @autoclosure () -> String? = nil, notes: @autoclosure () -> [Diagnostic.Note] = []
    ) {
        let isError = code.severity == .error
        guard (isError ? errorCount : warningCount) < PackLimits.diagnostics else { return }
        let place = place()
        guard seen.insert(Key(code: code, place: place, message: message)).inserted else { return }
        if isError { errorCount += 1 } else { warningCount += 1 }
        let diagnostic = Diagnostic(
            code: code.rawValue, severity: code.severity, message: message, location: place.map(sources.location), label: label,
            help: help(), notes: notes())
        findings.append(Finding(code: code, place: place, diagnostic: diagnostic))
    }

    /// `Suggestion.nearest`, as long as the names compared stay within a budget.
    func nearest(to word: String, among names: some Collection<String>) -> String? {
        guard names.count <= comparisonsLeft else { return nil }
        comparisonsLeft -= names.count
        return Suggestion.nearest(to: word, among: names.sorted())
    }

    /// Takes from the budget of lints; false where it is used up.
    func spend(_ steps: Int) -> Bool {
        guard steps <= stepsLeft else { return false }
        stepsLeft -= steps
        return true
    }

    func note(_ message: String, at place: Place) -> Diagnostic.Note {
        Diagnostic.Note(message: message, location: sources.location(of: place))
    }

    /// `suppress:` of a rule: warnings of this code inside `region` are not shown.
    func suppress(_ code: FindingCode, in region: Place, writtenAt place: Place) {
        suppressions.append(Suppression(code: code, region: region, place: place))
    }

    /// Reports the suppressions that silenced nothing. What only running the pack finds is not known here.
    func reportNeedlessSuppressions() {
        applySuppressions()
        for suppression in suppressions where !suppression.isUsed && !suppression.code.needsRunning {
            report(
                .needlessSuppression, "`\(suppression.code.rawValue)` is suppressed, but there is no such warning here",
                at: suppression.place, help: "remove it")
        }
    }

    private func applySuppressions() {
        guard !suppressions.isEmpty else { return }
        findings.removeAll { finding in
            guard finding.code.severity == .warning, let place = finding.place,
                let index = suppressions.firstIndex(where: { $0.code == finding.code && $0.region.contains(place) })
            else { return false }
            suppressions[index].isUsed = true
            return true
        }
    }

    /// In the order of the files.
    func sorted() -> [Diagnostic] {
        applySuppressions()
        let order = findings.indices.sorted { left, right in
            guard let first = findings[left].place else { return findings[right].place == nil && left < right }
            guard let second = findings[right].place else { return true }
            let (a, b) = ((first.file, first.line, first.column), (second.file, second.line, second.column))
            return a == b ? left < right : a < b
        }
        return order.map { findings[$0].diagnostic }
    }
}

extension Place {
    /// The other place begins inside this one.
    func contains(_ other: Place) -> Bool {
        file == other.file && (other.line, other.column) >= (line, column) && (other.line, other.column) < (endLine, endColumn)
    }
}
