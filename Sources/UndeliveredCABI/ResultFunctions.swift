// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import Undelivered

private func reading(_ session: OpaquePointer?, _ body: (SessionObject) throws(Failure) -> Void) -> undelivered_status {
    answering { () throws(Failure) in try unsafe using(session, .session, as: SessionObject.self, body) }
}

private func at<Element>(_ number: Int, of elements: [Element]) throws(Failure) -> Element {
    guard elements.indices.contains(number) else { throw Failure(UNDELIVERED_NO_RESULT, "there is no number \(number)") }
    return elements[number]
}

private let noResult = Failure(UNDELIVERED_NO_RESULT, "there is no result of this kind")

@c @implementation
public func undelivered_result_count(_ session: OpaquePointer?, _ count: UnsafeMutablePointer<Int>?) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        guard let count = unsafe count else { throw .notNull("count") }
        guard let found = session.resultCount else { throw noResult }
        unsafe count.pointee = found
    }
}

@c @implementation
public func undelivered_result_mail(_ session: OpaquePointer?, _ mail: UnsafeMutablePointer<undelivered_mail>?) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        guard let result = session.mail else { throw noResult }
        var record = unsafe undelivered_mail()
        unsafe record.kind = session.kindText(result.kind)
        unsafe record.is_passed_on = result.isPassedOn ? 1 : 0
        unsafe record.backscatter = result.isBackscatter.map { $0 ? 1 : 0 } ?? -1
        try unsafe SizedStruct.store(record, in: mail, "mail")
    }
}

@c @implementation
public func undelivered_result(
    _ session: OpaquePointer?, _ index: Int, _ diagnosis: UnsafeMutablePointer<undelivered_diagnosis>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        try unsafe SizedStruct.store(session.view(index).diagnosis, in: diagnosis, "diagnosis")
    }
}

@c @implementation
public func undelivered_result_evidence(
    _ session: OpaquePointer?, _ index: Int, _ number: Int, _ evidence: UnsafeMutablePointer<undelivered_evidence>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        try unsafe SizedStruct.store(at(number, of: session.view(index).evidence), in: evidence, "evidence")
    }
}

@c @implementation
public func undelivered_result_alternative(
    _ session: OpaquePointer?, _ index: Int, _ number: Int, _ alternative: UnsafeMutablePointer<undelivered_alternative>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        try unsafe SizedStruct.store(at(number, of: session.view(index).alternatives), in: alternative, "alternative")
    }
}

@c @implementation
public func undelivered_result_contradiction(
    _ session: OpaquePointer?, _ index: Int, _ number: Int, _ sentence: UnsafeMutablePointer<undelivered_text>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        guard let sentence = unsafe sentence else { throw .notNull("sentence") }
        unsafe sentence.pointee = try unsafe at(number, of: session.view(index).contradictions)
    }
}

@c @implementation
public func undelivered_result_match(
    _ session: OpaquePointer?, _ index: Int, _ match: UnsafeMutablePointer<undelivered_rule_match>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        try unsafe SizedStruct.store(session.matchView(index), in: match, "match")
    }
}

@c @implementation
public func undelivered_result_json(_ session: OpaquePointer?, _ json: UnsafeMutablePointer<undelivered_text>?) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        guard let json = unsafe json else { throw .notNull("json") }
        var writer = JSONWriter()
        switch session.result {
        case .none: throw noResult
        case .mail(let mail): mail.writeJSON(source: nil, to: &writer)
        case .matches(let matches):
            writer.object { writer in
                writer.key("matches")
                writer.array(of: matches) { $1.writeJSON(to: &$0) }
            }
        }
        unsafe json.pointee = session.jsonText(writer)
    }
}

@c @implementation
public func undelivered_result_explanation(
    _ session: OpaquePointer?, _ index: Int, _ language: UnsafePointer<CChar>?, _ reader: UnsafePointer<CChar>?,
    _ json: UnsafeMutablePointer<undelivered_text>?
) -> undelivered_status {
    unsafe reading(session) { (session) throws(Failure) in
        guard let json = unsafe json else { throw .notNull("json") }
        let language = unsafe language.map { unsafe String(cString: $0) } ?? ""
        let reader = unsafe reader.map { unsafe String(cString: $0) } ?? ""
        let readers: [Reader] = [.sender, .recipient, .senderOperator, .recipientOperator, .operator]
        guard reader.isEmpty || readers.contains(Reader(id: reader)) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "there is no reader \(reader)")
        }
        let explanation = try session.diagnosis(index).explanation(
            in: language == Language.japanese.id ? .japanese : .english, for: reader.isEmpty ? nil : Reader(id: reader))
        unsafe json.pointee = session.explanationText(explanation.json)
    }
}

extension Explanation {
    fileprivate var json: JSONWriter {
        var writer = JSONWriter()
        writer.object { json in
            json.member("title", title)
            json.member("summary", summary)
            json.member("responsible", responsible)
            json.key("steps")
            json.array(of: steps) { json, step in
                json.object { json in
                    json.member("reader", step.reader.id)
                    json.member("text", step.text)
                    json.member("because", step.because)
                }
            }
        }
        return writer
    }
}
