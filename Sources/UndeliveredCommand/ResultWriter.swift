internal import ArgumentParser
internal import Undelivered

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, ndjson
}

/// Writes results as they come, in one format.
struct ResultWriter {
    private let format: OutputFormat
    private var text: TextWriter
    private var json = JSONWriter()
    private var count = 0

    init(format: OutputFormat, text: TextWriter) {
        self.format = format
        self.text = text
    }

    mutating func write(_ result: MailDiagnosis, source: String) throws(OutputError) {
        switch format {
        case .text:
            try Terminal.write(Array(text.page(result, source: source, isFirst: count == 0).utf8))
        case .ndjson:
            json.removeAll()
            result.writeJSON(source: source, to: &json)
            json.endLine()
            try Terminal.write(json.bytes)
        case .json:
            json.removeAll()
            result.writeJSON(source: source, to: &json)
            try Terminal.write(Array((count == 0 ? "[\n" : ",\n").utf8) + json.bytes)
        }
        count += 1
    }

    /// Closes what is open: the array of `json`, also around nothing.
    func finish() throws(OutputError) {
        guard format == .json else { return }
        try Terminal.write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
    }
}
