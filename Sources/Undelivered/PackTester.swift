import DeliveryTypes
import PatternAutomaton
import RuleEngine
package import RulePackCompiler

/// One pack as its author has it: YAML, and the mails and expectations beside it.
package struct PackFolder: Sendable {
    package var files: [PackFile]
    /// Everything under the folder that is no YAML of the pack, named relative to the folder: `Samples/a.eml`.
    package var samples: [PackFile]

    package init(files: [PackFile], samples: [PackFile]) {
        self.files = files
        self.samples = samples
    }
}

/// Runs what packs claim about themselves, over the union of all of them: an example that another rule wins is a finding.
package struct PackTester: ~Copyable {
    private let folders: [PackFolder]
    private let packs: [PackModel]
    var session: DiagnosisSession
    var findings: [Diagnostic] = []
    /// How many examples and samples were run.
    package private(set) var examples = 0
    package private(set) var samples = 0

    /// - Throws: what is wrong with the packs before anything can be run.
    package init(_ folders: [PackFolder]) throws(RulePackError) {
        let packs = try folders.map { folder throws(RulePackError) in try parsePack(files: folder.files) }
        let diagnoser = try Diagnoser(linking: packs.map { pack throws(RulePackError) in try PackObject(pack) })
        self.folders = folders
        self.packs = packs
        session = DiagnosisSession(diagnoser)
    }

    /// Warnings of the packs, then what their examples and samples show.
    package mutating func run() -> [Diagnostic] {
        findings = packs.flatMap(\.diagnostics)
        for (pack, folder) in zip(packs, folders) {
            for rule in pack.rules {
                for example in rule.examples { run(example, of: rule.id, rule.suppressed, in: pack) }
            }
            for list in pack.blocklists {
                for example in list.examples { run(example, of: "\(pack.id)/\(list.zone)", list.suppressed, in: pack) }
            }
            for layout in pack.layouts { runSamples(of: layout, in: pack, folder.samples) }
        }
        return findings
    }

    mutating func report(_ code: FindingCode, _ message: String, at place: Place, in sources: SourceText, help: String? = nil) {
        findings.append(
            Diagnostic(
                code: code.rawValue, severity: code.severity, message: message, location: sources.location(of: place), help: help))
    }

    mutating func countSample() { samples += 1 }

    // MARK: Examples

    private mutating func run(_ example: ExampleModel, of rule: String, _ suppressed: [String], in pack: PackModel) {
        examples += 1
        let outcome = session.winner(of: example)
        guard example.isMatch else {
            if outcome?.rule == rule {
                report(.counterExampleMatched, "the rule wins its own counter-example", at: example.place, in: pack.sources)
            }
            return
        }
        guard let outcome else {
            return report(
                .exampleNotMatched, "no rule matches this example of `\(rule)`", at: example.place, in: pack.sources,
                help: "a phrase must stand in it letter by letter; a scope must be met by `remote_mta` and the like")
        }
        guard outcome.rule == rule else {
            let isSameCause = outcome.cause == session.cause(ofRule: rule)
            let code: FindingCode = isSameCause ? .exampleWonByAnother : .exampleNotMatched
            guard !isSameCause || !suppressed.contains(code.rawValue) else { return }
            return report(
                code, "`\(outcome.rule)` (\(outcome.cause)) wins this example of `\(rule)`", at: example.place, in: pack.sources,
                help: "make the phrase longer, say `before: [\(outcome.rule)]`, or move the example")
        }
        for expected in example.captures where outcome.captures[expected.name] != expected.text {
            let found = outcome.captures[expected.name].map { "`\($0)`" } ?? "nothing"
            report(.capturesDiffer, "`\(expected.name)` is \(found), not `\(expected.text)`", at: expected.place, in: pack.sources)
        }
    }
}

extension DiagnosisSession {
    /// The rule that decides an example, its cause, and what it cut out.
    fileprivate mutating func winner(of example: ExampleModel) -> (rule: String, cause: String, captures: [String: String])? {
        var text = ReadableText()
        var evidence = DeliveryEvidence()
        evidence.words = [text.add(example.input, .body)]
        for header in example.headers { _ = text.add(header.text, .header, FieldName.hash(header.name.utf8)) }
        for header in example.returnedHeaders { _ = text.add(header.text, .returnedHeader, FieldName.hash(header.name.utf8)) }
        let read = ReadWords(in: text.bytes.span, evidence.words[0].range)
        evidence.replyCode = example.reply ?? read.codes.code?.rawValue ?? 0
        evidence.status = read.codes.status
        if let status = example.status {
            evidence.secondStatus = EnhancedStatusCode(class: status.class ?? 5, subject: status.subject ?? 0, detail: status.detail ?? 0)
        }
        evidence.phase = example.phase
        evidence.remoteMTA = example.remoteMTA.map { text.add($0, .enclosed) }
        if let quoted = read.quoted { evidence.narrow(to: quoted) }
        evidence.reportingMTA = example.reportingMTA.map { text.add($0, .enclosed) }
        evidence.recipientDomain = example.recipientDomain.map { text.add($0, .enclosed) }
        evidence.senderDomain = example.senderDomain.map { text.add($0, .enclosed) }
        evidence.layout = example.layout.flatMap { name in
            (0..<rules.layouts.count).first { rules.string(rules.layouts[$0].id) == name }
        }
        evidence.size = example.sizeInBytes
        evidence.day = example.day
        evidence.partCount = example.partCount.map(UInt64.init)
        evidence.client = example.client.map { text.add($0, .enclosed) }
        evidence.symptoms = example.symptoms.map { text.add("\($0.name)=\($0.text)", .enclosed) }
        evidence.mimeTypes = example.mimeTypes.map { text.add($0, .enclosed) }
        evidence.attachmentExtensions = example.attachmentExtensions.map { text.add($0, .enclosed) }
        matching.beginMail()
        matching.scanReport(text)
        matching.keepForMail()
        let bytes = text.bytes
        let matches = matching.matches(for: evidence, in: bytes.span)
        guard let winner = matches.first else { return nil }
        var captures: [String: String] = [:]
        for capture in matching.captures(of: winner.rule) {
            captures[capture.name] = bytes.span.string(in: matching.words.originalRange(of: capture.range))
        }
        let record = rules.rules[winner.rule]
        let source = VerdictSource(text: text, inputSize: bytes.count)
        if let listing = listing(evidence: evidence, source: source) {
            captures["zone"] = captures["zone"] ?? listing.zone
            captures["listed"] = captures["listed"] ?? listing.listed
        }
        return (rules.string(record.id), rules.string(rules.causes[Int(record.cause)].id), captures)
    }

    fileprivate func cause(ofRule id: String) -> String? {
        guard let row = (0..<rules.rules.count).first(where: { rules.string(rules.rules[$0].id) == id }) else { return nil }
        return rules.string(rules.causes[Int(rules.rules[row].cause)].id)
    }
}

extension ReadableText {
    fileprivate mutating func add(_ words: String, _ kind: Kind, _ fieldName: UInt32 = 0) -> TextRange {
        let start = bytes.count
        bytes += Array(words.utf8)
        let range = TextRange(start..<bytes.count)
        sections.append(Section(kind: kind, range: range, fieldName: fieldName))
        bytes.append(0x0A)
        return range
    }
}
