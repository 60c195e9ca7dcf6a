internal import ArgumentParser
internal import Undelivered

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, ndjson, sisimai
}

/// Writes results as they come, in one format.
struct ResultWriter {
    private let format: OutputFormat
    private let text: TextWriter
    private var records: RecordStyle?
    private var json = JSONWriter()
    private var count = 0

    init(format: OutputFormat, text: TextWriter) {
        self.format = format
        self.text = text
    }

    /// Case records in place of diagnoses.
    init(records: RecordStyle) {
        self.init(format: .ndjson, text: TextWriter(language: records.language, reader: nil, style: TextStyle(isColoured: false)))
        self.records = records
    }

    /// - Parameter mail: what was diagnosed; empty for a bare reply.
    mutating func write(_ result: MailDiagnosis, source: String, mail: [UInt8]) throws(OutputError) {
        if let records { return try write(records.records(of: result, mail: mail), records) }
        switch format {
        case .text:
            try Terminal.write(Array(text.page(result, source: source, isFirst: count == 0).utf8))
            count += 1
        case .ndjson:
            json.removeAll()
            result.writeJSON(source: source, to: &json)
            json.endLine()
            try Terminal.write(json.bytes)
        case .json:
            try writeElement { result.writeJSON(source: source, to: &$0) }
        case .sisimai:
            guard !result.diagnoses.isEmpty else { return }
            let header = ReturnedHeader(ofMail: mail)
            for diagnosis in result.diagnoses {
                let record = SisimaiRecord(diagnosis: diagnosis, kind: result.kind, source: source, header: header)
                try writeElement { record.write(to: &$0) }
            }
        }
    }

    private mutating func write(_ list: [CaseRecord], _ style: RecordStyle) throws(OutputError) {
        for record in list {
            if style.format == .ndjson {
                json.removeAll()
                record.writeJSON(to: &json)
                json.endLine()
                try Terminal.write(json.bytes)
            } else {
                let lines = (count == 0 ? [] : [""]) + record.lines(in: style.language).map { Printable.oneLine($0) }
                try Terminal.write(Array((lines.joined(separator: "\n") + "\n").utf8))
            }
            count += 1
        }
    }

    private mutating func writeElement(_ write: (inout JSONWriter) -> Void) throws(OutputError) {
        json.removeAll()
        write(&json)
        try Terminal.write(Array((count == 0 ? "[\n" : ",\n").utf8) + json.bytes)
        count += 1
    }

    /// Closes the array of `json` and `sisimai`, also around nothing.
    func finish() throws(OutputError) {
        guard format == .json || format == .sisimai else { return }
        try Terminal.write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
    }
}
