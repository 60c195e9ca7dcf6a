// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import Undelivered

/// Answers a column with columns; the session's own result is dropped.
private func answer(
    _ session: OpaquePointer?, _ chunks: UnsafePointer<undelivered_column>?, _ count: Int, _ name: String,
    _ schema: UnsafeMutablePointer<ArrowSchema>?, _ array: UnsafeMutablePointer<ArrowArray>?, _ error: ErrorSlot,
    _ body: (SessionObject, [TextColumn]) throws(Failure) -> [ArrowColumn]
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        try unsafe using(session, .session, as: SessionObject.self) { (session) throws(Failure) in
            session.forget()
            guard let schema = unsafe schema else { throw .notNull("schema") }
            guard let array = unsafe array else { throw .notNull("array") }
            let texts = try unsafe columns(chunks, count, name)
            var table = ArrowColumn("", "+s")
            table.children = try body(session, texts)
            table.count = table.children.first?.count ?? 0
            unsafe ArrowExport.export(table, schema, array)
        }
    }
}

/// Structs of the caller's size, one behind the other.
private func columns(_ chunks: UnsafePointer<undelivered_column>?, _ count: Int, _ name: String) throws(Failure) -> [TextColumn] {
    guard count != 0 else { return [] }
    guard count > 0, count < 1 << 24 else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(count) chunks are more than there can be") }
    guard let chunks = unsafe chunks else { throw .notNull(name) }
    var columns: [TextColumn] = []
    var place = unsafe UnsafeRawPointer(chunks)
    for _ in 0..<count {
        let chunk = try unsafe SizedStruct.load(place.assumingMemoryBound(to: undelivered_column.self), name)
        columns.append(try unsafe TextColumn(chunk, name))
        unsafe place += chunk.struct_size
    }
    return columns
}

@c @implementation
public func undelivered_diagnose_replies(
    _ session: OpaquePointer?, _ replies: UnsafePointer<undelivered_column>?, _ chunks: Int,
    _ schema: UnsafeMutablePointer<ArrowSchema>?,
    _ array: UnsafeMutablePointer<ArrowArray>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answer(session, replies, chunks, "replies", schema, array, error) { (session, chunks) throws(Failure) in
        var rows = DiagnosisColumns(session.diagnoser)
        var repeated = RepeatedTexts()
        rows.reserve(chunks.reduce(0) { $0 + $1.count })
        for texts in chunks {
            for index in 0..<texts.count {
                guard let text = try unsafe texts.text(index) else {
                    rows.append(Diagnosis?.none)
                    continue
                }
                if let row = unsafe repeated.row(of: text, otherwise: rows.count) {
                    rows.append(copyOf: row)
                } else {
                    rows.append(try unsafe session.verdict(ofReply: text))
                }
            }
        }
        return rows.columns
    }
}

@c @implementation
public func undelivered_diagnose_messages(
    _ session: OpaquePointer?, _ messages: UnsafePointer<undelivered_column>?, _ chunks: Int,
    _ schema: UnsafeMutablePointer<ArrowSchema>?,
    _ array: UnsafeMutablePointer<ArrowArray>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answer(session, messages, chunks, "messages", schema, array, error) { (session, chunks) throws(Failure) in
        var answer = MailAnswer(session.diagnoser)
        for texts in chunks {
            for index in 0..<texts.count { try unsafe answer.append(texts.text(index), by: session) }
        }
        return answer.columns
    }
}

/// Rows about mails, and the number of the next one.
private struct MailAnswer {
    private var mails = MailColumns()
    private var rows: DiagnosisColumns
    private var number = 0

    init(_ diagnoser: Diagnoser) {
        rows = DiagnosisColumns(diagnoser)
    }

    var columns: [ArrowColumn] { mails.columns + rows.columns }

    mutating func append(_ bytes: UnsafeRawBufferPointer?, by session: SessionObject) throws(Failure) {
        defer { number += 1 }
        guard let bytes = unsafe bytes else { return try append(nil, nil, nil) }
        let mail: MailDiagnosis
        do throws(Failure) {
            mail = try unsafe session.diagnosis(ofMail: bytes)
        } catch {
            return try append(nil, error.message, nil)
        }
        if mail.diagnoses.isEmpty { try append(mail.kind, nil, nil) }
        for diagnosis in mail.diagnoses { try append(mail.kind, nil, diagnosis) }
    }

    private mutating func append(_ kind: MailKind?, _ trouble: String?, _ diagnosis: Diagnosis?) throws(Failure) {
        guard mails.append(number, kind, trouble, diagnosis) else {
            throw Failure(UNDELIVERED_TOO_LARGE, "the answer has more than 2 GiB of text: give fewer messages at a time")
        }
        rows.append(diagnosis)
    }
}

@c @implementation
public func undelivered_arrow_share(
    _ schema: UnsafePointer<ArrowSchema>?, _ array: UnsafePointer<ArrowArray>?, _ copiedSchema: UnsafeMutablePointer<ArrowSchema>?,
    _ copiedArray: UnsafeMutablePointer<ArrowArray>?
) -> undelivered_status {
    answering { () throws(Failure) in
        guard let schema = unsafe schema, let array = unsafe array, unsafe schema.pointee.release != nil,
            unsafe array.pointee.release != nil
        else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "schema or array is NULL or was released") }
        guard let copiedSchema = unsafe copiedSchema, let copiedArray = unsafe copiedArray else { throw .notNull("copied") }
        unsafe ArrowExport.share(schema, array, copiedSchema, copiedArray)
    }
}
