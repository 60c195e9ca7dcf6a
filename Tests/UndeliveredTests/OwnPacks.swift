import DeliveryTypes
import MailReading
import RuleEngine
import RulePackCompiler
import Undelivered

/// Diagnosers with small packs of the tests' own.
enum OwnPacks {
    static let vocabulary = """
        schema: 1
        pack: { id: words, version: 1.0.0, tier: standard, title: { en: Words, ja: 語 } }
        causes:
          - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
          - { id: address.unknown-user, title: { en: Nobody, ja: 不明 }, side: sender, permanence: permanent, suppress_recipient: yes, summary: { en: Nobody., ja: 不明。 } }
          - { id: content.spam, title: { en: Spam, ja: 迷惑 }, side: sender, permanence: permanent, suppress_recipient: no, summary: { en: Spam., ja: 迷惑。 } }
          - { id: network.host-not-found, title: { en: Host, ja: 相手 }, side: sender, permanence: permanent, suppress_recipient: no, summary: { en: Host., ja: 相手。 } }

        """

    static func diagnoser(_ body: String) throws -> Diagnoser {
        let own = "schema: 1\npack: { id: own, version: 1.0.0, tier: standard, title: { en: Own, ja: 自 } }\n" + body
        return try Diagnoser(
            packs: [], adding: [vocabulary, own].map { [PackFile(name: "pack.yaml", bytes: Array($0.utf8))] })
    }

    /// What the layout reads in a mail of its system: one line for each recipient.
    static func reading(layout: String, mail: String) throws -> [String] {
        let indented = layout.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
        let text = "layouts:\n  - id: own\n    recognise: { body: [The mail could not go on] }\n" + indented + "\n"
        return try diagnoser(text).diagnosis(forMail: Array(mail.utf8)).diagnoses.map(\.line)
    }
}

/// Mails as their senders would write them.
enum Sketch {
    static func bounce(_ body: String, header: String = "") -> String {
        """
        Return-Path: <>
        From: Mail Delivery System <mailer-daemon@mx.example.com>
        To: sender@example.com
        Subject: Undeliverable
        \(header.isEmpty ? "" : header + "\n")
        The mail could not go on.

        """ + body + "\n"
    }

    static func report(_ status: String, text: String = "The mail could not go on.", returned: String = "To: user@example.jp") -> String {
        """
        Return-Path: <>
        From: Mail Delivery System <mailer-daemon@mx.example.com>
        To: sender@example.com
        Subject: Undeliverable
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

        --=b=
        Content-Type: text/plain; charset=us-ascii

        \(text)

        --=b=
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        \(status)

        --=b=
        Content-Type: message/rfc822

        From: sender@example.com
        \(returned)
        Subject: Hello

        Hello!

        --=b=--

        """
    }
}

extension Diagnosis {
    /// What the mail states of the recipient, in one line: only what is known.
    var line: String {
        let parts: [(String, String?)] = [
            ("to", originalRecipient), ("action", action?.name), ("code", replyCode?.description), ("status", enhancedStatus?.description),
            ("phase", phase?.name), ("by", reportingMTA), ("at", remoteMTA), ("text", diagnosticText),
        ]
        return ([recipient ?? "?"] + parts.compactMap { name, value in value.map { "\(name)=\($0)" } }).joined(separator: " ")
    }
}
