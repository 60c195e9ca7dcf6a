internal import ArgumentParser
internal import Undelivered

/// Writes letters about a case instead of its diagnosis.
struct LetterWriter {
    let choice: LetterChoice
    let language: Language
    /// What is to be let through, where the user says it.
    let allowed: AddressRange?

    /// - Parameter mail: what was diagnosed; empty for a bare reply.
    func page(_ result: MailDiagnosis, mail: [UInt8], asking session: borrowing MailDiagnoser) -> String {
        let header = ReturnedHeader(ofMail: mail)
        let facts = CaseFacts(
            sender: Self.known(header["from"]), subject: Self.known(header["subject"]), messageID: Self.known(header["message-id"]),
            date: Self.known(header["date"]), allowed: allowed)
        var pages: [String] = []
        for diagnosis in result.diagnoses {
            let letters = session.letters(for: diagnosis, in: language, facts: facts).filter { $0.id == choice.id }
            guard !letters.isEmpty else {
                Terminal.complain("no such letter suits this cause: \(diagnosis.cause)")
                continue
            }
            for letter in letters { pages.append(page(letter, diagnosis, facts, session)) }
        }
        return pages.joined(separator: "\n")
    }

    private func page(_ letter: Letter, _ diagnosis: Diagnosis, _ facts: CaseFacts, _ session: borrowing MailDiagnoser) -> String {
        let isJapanese = language == .japanese
        var lines = [(isJapanese ? "件名：" : "Subject: ") + Printable.oneLine(letter.subject), ""]
        lines += letter.body.split(separator: "\n", omittingEmptySubsequences: false).map { Printable.oneLine(String($0)) }
        if choice == .allowListing, let range = allowed ?? diagnosis.blocklist?.listed.flatMap({ AddressRange($0) }) {
            lines.append(isJapanese ? "設定例：" : "How servers are told to:")
            for example in session.allowLines(for: range, in: language) where !example.lines.allSatisfy(\.isWhitespace) {
                lines += ["", "# " + example.title]
                lines += example.lines.split(separator: "\n").map { String($0) }
            }
            lines.append("")
        }
        return lines.joined(separator: "\n").trimmingEmptyLines + "\n"
    }

    private static func known(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension String {
    fileprivate var trimmingEmptyLines: String {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}

enum LetterChoice: String, ExpressibleByArgument, CaseIterable {
    case recipient, delisting
    case allowListing = "allow-listing"

    /// As in the Standard pack.
    var id: String { self == .recipient ? "to-recipient" : rawValue }
}
