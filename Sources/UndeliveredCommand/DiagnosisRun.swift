internal import ArgumentParser
internal import DeliveryTypes
internal import MailReading
internal import Undelivered

/// Goes through the inputs of one call, answers each, and keeps in mind how the program has to end.
///
/// Only trouble with the output is thrown: trouble with one input is told on standard error and the others are still answered.
struct DiagnosisRun: ~Copyable {
    var diagnoser: MailDiagnoser
    private var writer: ResultWriter
    /// Where letters are asked for instead of answers.
    private let letters: LetterWriter?
    private var progress = ProgressBar()
    private var hasUnreadable = false
    private var hasUndiagnosed = false

    init(diagnoser: consuming MailDiagnoser, writer: ResultWriter, letters: LetterWriter? = nil) {
        self.diagnoser = diagnoser
        self.writer = writer
        self.letters = letters
    }

    /// `nil` where everything was answered.
    var exitStatus: ExitCode? {
        hasUnreadable ? ExitStatus.unreadable : hasUndiagnosed ? ExitStatus.undiagnosed : nil
    }

    func finish() throws(OutputError) {
        progress.finish()
        if letters == nil { try writer.finish() }
    }

    mutating func answer(reply: String, source: String) throws(OutputError) {
        try write(diagnoser.diagnosis(ofReply: reply), source: source, mail: [])
    }

    /// A file of replies, one in a line. A line without words has an answer too, so that answers and lines go together.
    mutating func answer(repliesIn path: String) throws(OutputError) {
        guard var lines = reading(path, { () throws(SystemError) in LineStream(reading: try FileDescriptor(named: FilePath(path))) }) else {
            return
        }
        var number = 0
        while let next = reading(path, { () throws(SystemError) in try lines.next() }), let line = next {
            number += 1
            try answer(reply: String(keepingPlacesOf: line), source: "\(path)#\(number)")
        }
        if number == 0 { refuse(path, "there is nothing in it") }
    }

    mutating func answer(path: String) throws(OutputError) {
        let file = FilePath(path)
        if path != "-" {
            guard let status = reading(path, { () throws(SystemError) in try file.status() }) else { return }
            if status.kind == .folder { return try answer(folder: file, status.identity) }
        }
        try answer(file: file, isFound: false)
    }

    private mutating func answer(folder: FilePath, _ identity: FilePath.Identity) throws(OutputError) {
        let opening = { () throws(SystemError) in try FolderSearch(folder, identity: identity) }
        guard var search = reading(folder.text, opening) else { return }
        progress.start(search)
        var isEmpty = true
        while let file = search.next() {
            tell(search.takeTroubles())
            try answer(file: file, isFound: true)
            progress.advance()
            isEmpty = false
        }
        tell(search.takeTroubles())
        if isEmpty { refuse(folder.text, "there is no mail in this folder") }
    }

    /// - Parameter isFound: true for a file that no user named: text without a mail's header in it is then nothing to complain about.
    private mutating func answer(file: FilePath, isFound: Bool) throws(OutputError) {
        let name = file.text
        let opening = { () throws(SystemError) in try MailStream(reading: try FileDescriptor(named: file)) }
        guard var stream = reading(name, opening) else { return }
        switch stream.form {
        case .empty: return refuse(name, "it is empty")
        case .other(let what): return refuse(name, "it is no mail but \(what)")
        case .text where isFound && !file.isNamedLikeMail:
            // A note or a program beside the mails: it may quote a bounce and is none.
            return Terminal.complain("\(name): passed over: text without the header of a mail")
        case .mail, .mailbox, .text: break
        }
        let form = stream.form
        var number = 0
        while let next = reading(name, { () throws(SystemError) in try stream.next() }), let element = next {
            number += 1
            // A single mail that a mail program saved with its `From ` line is a mail file like any other.
            let isAlone = number == 1 && stream.isDone
            let source = form == .mailbox && !isAlone ? "\(name)#\(number)" : name
            guard case .mail(let bytes) = element else {
                refuse(source, "the mail is larger than \(MailStream.sizeLimit >> 20) MiB")
                continue
            }
            try answer(bytes, form, source: source)
        }
    }

    private mutating func answer(_ bytes: [UInt8], _ form: ContentForm, source: String) throws(OutputError) {
        let result: MailDiagnosis
        do throws(MessageError) {
            result = try form == .text ? diagnoser.diagnosis(ofFragment: bytes) : diagnoser.diagnosis(ofMail: bytes)
        } catch {
            return refuse(source, "\(error)")
        }
        try write(result, source: source, mail: bytes)
    }

    mutating func write(_ result: MailDiagnosis, source: String, mail: [UInt8]) throws(OutputError) {
        if !result.isDiagnosed { hasUndiagnosed = true }
        if let letters { return try Terminal.write(Array(letters.page(result, mail: mail, asking: diagnoser).utf8)) }
        try writer.write(result, source: source, mail: mail)
    }

    private mutating func tell(_ troubles: [FolderSearch.Trouble]) {
        for trouble in troubles {
            hasUnreadable = hasUnreadable || trouble.isLoss
            Terminal.complain("\(trouble.path.text): \(trouble.reason)")
        }
    }

    mutating func refuse(_ name: String, _ reason: String) {
        hasUnreadable = true
        Terminal.complain("\(name): \(reason)")
    }

    /// The value, or `nil` after the trouble was told.
    mutating func reading<Value: ~Copyable>(_ name: String, _ body: () throws(SystemError) -> Value) -> Value? {
        do throws(SystemError) {
            return try body()
        } catch {
            refuse(name, error.description)
            return nil
        }
    }
}
