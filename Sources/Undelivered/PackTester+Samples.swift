import DeliveryTypes
import MailReading
package import RulePackCompiler

/// Samples: mails that a layout must read as the file beside them says.
extension PackTester {
    mutating func runSamples(of layout: LayoutModel, in pack: PackModel, _ files: [PackFile]) {
        for pattern in layout.samples {
            let mails = Self.mails(among: files, named: pattern.text)
            if mails.isEmpty { report(.sampleDiffers, "no file is named like this", at: pattern.place, in: pack.sources) }
            for mail in mails {
                let stem = mail.name.split(separator: ".").dropLast().joined(separator: ".")
                guard let expected = files.first(where: { $0.name == stem + ".expected.yaml" }) else {
                    report(.sampleDiffers, "`\(mail.name)` has no `\(stem).expected.yaml` beside it", at: pattern.place, in: pack.sources)
                    continue
                }
                run(mail, expected, pattern, in: pack)
            }
        }
    }

    /// The mails that show a layout, in the order of its patterns.
    package static func samples(of layout: LayoutModel, among files: [PackFile]) -> [PackFile] {
        layout.samples.flatMap { mails(among: files, named: $0.text) }
    }

    private static func mails(among files: [PackFile], named pattern: String) -> [PackFile] {
        files.filter { matches($0.name, pattern) && !$0.name.hasSuffix(".expected.yaml") }
    }

    private mutating func run(_ mail: PackFile, _ expected: PackFile, _ pattern: SpannedText, in pack: PackModel) {
        countSample()
        do throws(RulePackError) {
            let expectation = try parseExpectation(file: expected, of: pack)
            do throws(MessageError) {
                let answer = try session.diagnosis(forMail: mail.bytes)
                compare(answer, with: expectation, mail.name, pattern, in: pack)
            } catch {
                report(.sampleDiffers, "`\(mail.name)`: \(error)", at: pattern.place, in: pack.sources)
            }
        } catch {
            findings += error.diagnostics
        }
    }

    private mutating func compare(
        _ answer: MailDiagnosis, with expected: SampleExpectation, _ mail: String, _ pattern: SpannedText, in pack: PackModel
    ) {
        if let kind = expected.kind, kind.rawValue != answer.kind.id {
            report(.sampleDiffers, "`\(mail)` is read as \(answer.kind), not \(kind.rawValue)", at: pattern.place, in: pack.sources)
        }
        if let layout = expected.layout, answer.kind != .notABounce {
            let found = answer.diagnoses.first?.layout ?? "none"
            if found != LayoutName.shown(layout.text) {
                report(.sampleDiffers, "the layout is \(found)", at: layout.place, in: expected.sources)
            }
        }
        guard let recipients = expected.recipients else { return }
        if recipients.count != answer.diagnoses.count {
            let found = answer.diagnoses.map { $0.recipient ?? "(none)" }.joined(separator: ", ")
            report(
                .sampleDiffers, "`\(mail)` has \(answer.diagnoses.count) recipients, not \(recipients.count): \(found)",
                at: pattern.place, in: pack.sources)
        }
        for recipient in recipients {
            let twin = answer.diagnoses.first { recipient.recipient == nil || $0.recipient == recipient.recipient?.text }
            guard let twin else {
                report(.sampleDiffers, "the recipient was not found", at: recipient.place, in: expected.sources)
                continue
            }
            for difference in Self.differences(twin, recipient) {
                report(.sampleDiffers, difference, at: recipient.place, in: expected.sources)
            }
        }
    }

    private static func differences(_ found: Diagnosis, _ expected: SampleExpectation.Recipient) -> [String] {
        var differences: [String] = []
        func compare(_ name: String, _ found: String?, _ expected: String?) {
            guard let expected, found?.lowercased() != expected.lowercased() else { return }
            differences.append("\(name) is \(found ?? "unknown"), not \(expected)")
        }
        compare("original_recipient", found.originalRecipient, expected.originalRecipient?.text)
        compare("action", found.action?.name, expected.action?.name)
        compare("reply_code", found.replyCode?.description, expected.replyCode.map { String($0) })
        compare("phase", found.phase?.name, expected.phase?.name)
        compare("remote_mta", found.remoteMTA, expected.remoteMTA?.text)
        compare("reporting_mta", found.reportingMTA, expected.reportingMTA?.text)
        compare("cause", found.cause.id, expected.cause?.text)
        compare("rule", found.rule, expected.rule?.text)
        if let status = expected.status, !(found.enhancedStatus.map { status.matches($0) } ?? false) {
            differences.append("status is \(found.enhancedStatus?.description ?? "unknown"), not \(status)")
        }
        if let reply = expected.reply?.text {
            let words = found.diagnosticText ?? ""
            if !words.holds(reply) { differences.append("the diagnostic text is \"\(words)\"; it does not contain \"\(reply)\"") }
        }
        return differences
    }

    /// `*` stands for any run of characters.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        var rest = Substring(name)
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if index == parts.count - 1 {
                return rest.hasSuffix(part)
            } else {
                guard let found = rest.firstRange(of: part) else { return false }
                rest = rest[found.upperBound...]
            }
        }
        return rest.isEmpty || pattern.hasSuffix("*")
    }
}

extension Substring {
    /// Where `part` first stands; without Foundation and without regexes.
    fileprivate func firstRange(of part: Substring) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return part.isEmpty ? endIndex..<endIndex : nil
    }
}
