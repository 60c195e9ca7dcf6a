/// Gathers findings while a pack is read, so that an author sees all of them at once.
final class DiagnosticCollector {
    let sources: SourceText
    private(set) var diagnostics: [Diagnostic] = []
    private var places: [Place?] = []
    private var seen: Set<Key> = []
    private(set) var errorCount = 0
    private var warningCount = 0

    var hasErrors: Bool { errorCount > 0 }

    private struct Key: Hashable {
        var code: FindingCode
        var place: Place?
        var message: String
    }

    init(sources: SourceText) {
        self.sources = sources
    }

    /// The same finding at the same place is kept once: a list may be used by many rules.
    func report(
        _ code: FindingCode, _ message: String, at place: Place?, label: String? = nil, help: String? = nil,
        notes: [(message: String, place: Place?)] = []
    ) {
        let isError = code.severity == .error
        guard (isError ? errorCount : warningCount) < PackLimits.diagnostics else { return }
        guard seen.insert(Key(code: code, place: place, message: message)).inserted else { return }
        if isError { errorCount += 1 } else { warningCount += 1 }
        places.append(place)
        diagnostics.append(
            Diagnostic(
                code: code.rawValue, severity: code.severity, message: message, location: place.map(sources.location), label: label,
                help: help,
                notes: notes.map { note in
                    Diagnostic.Note(message: note.message, location: note.place.map(sources.location))
                }))
    }

    /// In the order of the files.
    func sorted() -> [Diagnostic] {
        let order = diagnostics.indices.sorted { left, right in
            let (a, b) = (places[left], places[right])
            guard let a else { return b == nil && left < right }
            guard let b else { return true }
            let (first, second) = ((a.file, a.line, a.column), (b.file, b.line, b.column))
            return first == second ? left < right : first < second
        }
        return order.map { diagnostics[$0] }
    }
}
