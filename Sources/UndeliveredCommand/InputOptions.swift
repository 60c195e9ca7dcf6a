internal import ArgumentParser

/// What there is to diagnose: one kind of input for each call.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Mail files, mbox files, Maildirs, folders of mails (searched in depth), or - for standard input: a mail, an mbox or pasted text.",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("One reply of a server.", valueName: "text"))
    var reply: String?

    @Option(help: ArgumentHelp("A file of replies, one in a line (- for standard input).", valueName: "file"))
    var replies: String?

    @Option(help: ArgumentHelp("The text of a mail program's error window (- for standard input).", valueName: "text"))
    var dialog: String?

    @Option(
        help: ArgumentHelp(
            "A mail that did arrive but was filed away, or its header alone: says who did it (- for standard input).", valueName: "file"))
    var junk: String?

    @Option(help: ArgumentHelp("A report without a returned mail: YAML or JSON (- for standard input).", valueName: "file"))
    var symptoms: String?

    @Option(
        help: ArgumentHelp(
            "Every failed or deferred delivery of a log of Postfix, Exim, Sendmail or qmail (- for standard input).", valueName: "file"))
    var log: String?

    func validate() throws {
        let inputs = (paths.isEmpty ? 0 : 1) + [reply, replies, dialog, junk, symptoms, log].count { $0 != nil }
        guard inputs > 0 else { throw ValidationError("Nothing to diagnose: give a path, - for standard input, or --reply TEXT.") }
        guard inputs == 1 else {
            throw ValidationError("Give paths, --reply, --replies, --dialog, --junk, --symptoms or --log: one of them.")
        }
    }

    /// Answers all of it and ends the program as it has to end.
    func answer(by diagnoser: consuming MailDiagnoser, writer: ResultWriter, letters: LetterWriter? = nil) throws {
        var run = DiagnosisRun(diagnoser: diagnoser, writer: writer, letters: letters)
        do throws(OutputError) {
            try answer(in: &run)
            try run.finish()
        } catch {
            if error.cause.isBrokenPipe { Terminal.endQuietly() }
            Terminal.complain("the output cannot be written: \(error.cause.description)")
            throw ExitStatus.cannotWrite
        }
        if let status = run.exitStatus { throw status }
    }

    private func answer(in run: inout DiagnosisRun) throws(OutputError) {
        if let reply {
            try run.answer(reply: reply, source: "reply")
        } else if let replies {
            try run.answer(repliesIn: replies)
        } else if let dialog {
            try run.answer(dialog: dialog)
        } else if let junk {
            try run.answer(arrivedMail: junk)
        } else if let log {
            try run.answer(log: log)
        } else if let symptoms {
            try run.answer(symptoms: symptoms)
        } else {
            for path in paths { try run.answer(path: path) }
        }
    }
}
