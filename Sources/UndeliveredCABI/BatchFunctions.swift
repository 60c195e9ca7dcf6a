// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import Undelivered

/// Answers a column with columns; the session's own result is dropped.
private func answer(
    _ session: OpaquePointer?, _ column: UnsafePointer<undelivered_column>?, _ name: String,
    _ schema: UnsafeMutablePointer<ArrowSchema>?, _ array: UnsafeMutablePointer<ArrowArray>?, _ error: ErrorSlot,
    _ body: (SessionObject, TextColumn) throws(Failure) -> [ArrowColumn]
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        try unsafe using(session, .session, as: SessionObject.self) { (session) throws(Failure) in
            session.forget()
            guard let schema = unsafe schema else { throw .notNull("schema") }
            guard let array = unsafe array else { throw .notNull("array") }
            let texts = try unsafe TextColumn(SizedStruct.load(column, name), name)
            var table = ArrowColumn("", "+s")
            table.children = try body(session, texts)
            table.count = table.children.first?.count ?? 0
            unsafe ArrowExport.export(table, schema, array)
        }
    }
}

@c @implementation
public func undelivered_diagnose_replies(
    _ session: OpaquePointer?, _ replies: UnsafePointer<undelivered_column>?, _ schema: UnsafeMutablePointer<ArrowSchema>?,
    _ array: UnsafeMutablePointer<ArrowArray>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answer(session, replies, "replies", schema, array, error) { (session, texts) throws(Failure) in
        var rows = DiagnosisColumns()
        for index in 0..<texts.count {
            guard let text = try unsafe texts.text(index) else {
                rows.append(nil)
                continue
            }
            rows.append(try unsafe session.diagnosis(ofReply: text))
        }
        return rows.columns
    }
}

@c @implementation
public func undelivered_diagnose_messages(
    _ session: OpaquePointer?, _ messages: UnsafePointer<undelivered_column>?, _ schema: UnsafeMutablePointer<ArrowSchema>?,
    _ array: UnsafeMutablePointer<ArrowArray>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answer(session, messages, "messages", schema, array, error) { (session, texts) throws(Failure) in
        var mails = MailColumns()
        var rows = DiagnosisColumns()
        func append(_ number: Int, _ kind: MailKind?, _ trouble: String?, _ diagnosis: Diagnosis?) throws(Failure) {
            guard mails.append(number, kind, trouble, diagnosis) else {
                throw Failure(UNDELIVERED_TOO_LARGE, "the answer has more than 2 GiB of text: give fewer messages at a time")
            }
            rows.append(diagnosis)
        }
        for number in 0..<texts.count {
            guard let bytes = try unsafe texts.text(number) else {
                try append(number, nil, nil, nil)
                continue
            }
            let mail: MailDiagnosis
            do throws(Failure) {
                mail = try unsafe session.diagnosis(ofMail: bytes)
            } catch {
                try append(number, nil, error.message, nil)
                continue
            }
            if mail.diagnoses.isEmpty { try append(number, mail.kind, nil, nil) }
            for diagnosis in mail.diagnoses { try append(number, mail.kind, nil, diagnosis) }
        }
        return mails.columns + rows.columns
    }
}
