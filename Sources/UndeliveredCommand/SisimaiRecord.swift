internal import DeliveryTypes
internal import Undelivered

/// One diagnosis as the 26 fields that Sisimai 5 prints as JSON, for programs that were written for it.
///
/// What a mail does not state is empty here too: where Sisimai invents a code such as 5.0.911, nothing stands.
struct SisimaiRecord {
    let diagnosis: Diagnosis
    let kind: MailKind
    let source: String
    let header: ReturnedHeader

    func write(to json: inout JSONWriter) {
        let sender = Self.address(in: header["from"])
        let recipient = diagnosis.recipient ?? ""
        let date = header.date
        json.object { json in
            json.member("action", diagnosis.action?.name ?? "")
            json.member("addresser", sender)
            json.member("alias", diagnosis.originalRecipient ?? "")
            json.member("catch", nil as String?)
            json.member("command", command)
            json.member("decodedby", decoder)
            json.member("deliverystatus", diagnosis.enhancedStatus?.description ?? "")
            json.member("destination", Self.domain(of: recipient))
            json.member("diagnosticcode", diagnosis.diagnosticText ?? "")
            json.member("diagnostictype", diagnosis.replyCode == nil ? "" : "SMTP")
            json.member("feedbackid", header["feedback-id"])
            json.member("feedbacktype", header.feedbackType)
            json.key("hardbounce")
            json.boolean(diagnosis.suppressRecipient == .yes)
            json.member("lhost", diagnosis.reportingMTA ?? "")
            json.member("listid", Self.address(in: header["list-id"]))
            json.member("messageid", Self.address(in: header["message-id"]))
            json.member("origin", source)
            json.member("reason", diagnosis.sisimaiReason ?? "undefined")
            json.member("recipient", recipient)
            json.member("replycode", diagnosis.replyCode.map { String($0.rawValue) } ?? "")
            json.member("rhost", diagnosis.remoteMTA ?? "")
            json.member("senderdomain", Self.domain(of: sender))
            json.member("subject", header["subject"])
            json.member("timestamp", date?.seconds ?? 0)
            json.member("timezoneoffset", date?.zone ?? "+0000")
            json.member("token", Self.token(sender, recipient, date?.seconds ?? 0))
        }
    }

    private var command: String {
        switch diagnosis.phase {
        case .connect: "CONN"
        case .helo: "EHLO"
        case .mail: "MAIL"
        case .rcpt: "RCPT"
        case .data, .endOfData: "DATA"
        case nil: ""
        }
    }

    private var decoder: String {
        switch (kind, diagnosis.layout) {
        case (.complaint, _): "ARF"
        case (.autoReply, _): "RFC3834"
        case (_, nil): "RFC3464"
        case (_, let layout?): String(layout.split(separator: "/").last ?? "")
        }
    }

    /// What stands in angle brackets, otherwise the first word.
    private static func address(in value: String) -> String {
        if let open = value.lastIndex(of: "<"), let close = value[open...].firstIndex(of: ">") {
            return String(value[value.index(after: open)..<close])
        }
        return String(value.split(separator: " ").first ?? "")
    }

    private static func domain(of address: String) -> String {
        address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) } ?? ""
    }

    private static func token(_ sender: String, _ recipient: String, _ seconds: Int) -> String {
        SHA1.hexadecimal(Array("\u{2}\(sender.lowercased())\u{1E}\(recipient.lowercased())\u{1E}\(seconds)\u{3}".utf8))
    }
}
