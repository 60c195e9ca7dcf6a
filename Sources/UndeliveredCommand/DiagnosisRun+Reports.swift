internal import DeliveryTypes
internal import MailReading
internal import RulePackCompiler
internal import Undelivered

/// What people tell in place of a returned mail.
extension DiagnosisRun {
    /// - Parameter dialog: the text of an error window, or `-` for standard input.
    mutating func answer(dialog: String) throws(OutputError) {
        var text = dialog
        if dialog == "-" {
            guard let bytes = contents("-") else { return }
            text = String(keepingPlacesOf: bytes)
        }
        try write(diagnoser.diagnosis(ofDialog: text), source: "dialog", mail: [])
    }

    mutating func answer(arrivedMail path: String) throws(OutputError) {
        guard let bytes = contents(path) else { return }
        let result: MailDiagnosis
        do throws(MessageError) {
            result = try diagnoser.diagnosis(ofArrivedMail: bytes)
        } catch {
            return refuse(path, "\(error)")
        }
        try write(result, source: path, mail: bytes)
    }

    mutating func answer(symptoms path: String) throws(OutputError) {
        guard let bytes = contents(path) else { return }
        let report: SymptomReport
        do throws(RulePackError) {
            report = try SymptomReport(parsing: bytes, name: path)
        } catch {
            PackReport.show(error.diagnostics)
            return refuse(path, "it is no report of symptoms")
        }
        try write(diagnoser.diagnosis(of: report), source: path, mail: [])
    }

    /// A log: one result for each failed or deferred delivery, named by its line; other lines are passed over.
    mutating func answer(log path: String) throws(OutputError) {
        guard var lines = reading(path, { () throws(SystemError) in LineStream(reading: try FileDescriptor(named: FilePath(path))) }) else {
            return
        }
        var number = 0
        while let next = reading(path, { () throws(SystemError) in try lines.next() }), let line = next {
            number += 1
            guard let result = diagnoser.diagnosis(ofLogLine: String(keepingPlacesOf: line)) else { continue }
            try write(result, source: "\(path)#\(number)", mail: [])
        }
        if number == 0 { refuse(path, "there is nothing in it") }
    }

    /// The whole file; `nil` after the trouble was told.
    private mutating func contents(_ path: String) -> [UInt8]? {
        let read = { () throws(SystemError) in try InputFile.contents(path) }
        guard let bytes = reading(path, read) else { return nil }
        guard bytes.count <= MailStream.sizeLimit else {
            refuse(path, "it is larger than \(MailStream.sizeLimit >> 20) MiB")
            return nil
        }
        return bytes
    }
}

enum InputFile {
    /// All bytes of a file or of standard input (`-`), at most one more than a mail may have.
    static func contents(_ path: String) throws(SystemError) -> [UInt8] {
        let file = try FileDescriptor(named: FilePath(path))
        var bytes: [UInt8] = []
        while bytes.count <= MailStream.sizeLimit {
            if try file.read(into: &bytes, count: 1 << 16) == 0 { break }
        }
        return bytes
    }
}
