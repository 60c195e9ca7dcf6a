// Mails from libFuzzer: whatever comes in, an answer comes out, the same one every time, and its evidence lies in the mail. See fuzz.sh.

import AllPacks
import Undelivered

private let diagnoser: Diagnoser? = {
    var diagnoser = try? Diagnoser(packs: .all)
    diagnoser?.ownDomains = ["example.com"]
    return diagnoser
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMail(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let mail = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let diagnoser, let answer = try? diagnoser.diagnosis(forMail: mail) else { return 0 }
    precondition(answer.kind != .notABounce || answer.diagnoses.isEmpty, "a diagnosis of no bounce")
    for diagnosis in answer.diagnoses {
        precondition((0...1).contains(diagnosis.confidence), "confidence")
        for evidence in diagnosis.evidence {
            precondition(evidence.range.lowerBound >= 0 && evidence.range.upperBound <= mail.count, "evidence outside of the mail")
        }
        _ = diagnosis.explanation(in: .japanese).summary
    }
    // A session that keeps its memory answers like one that begins.
    var session = DiagnosisSession(diagnoser)
    for _ in 0..<2 {
        guard let again = try? session.diagnosis(forMail: mail) else { preconditionFailure("a mail that is read once is read twice") }
        precondition(again.kind == answer.kind && again.diagnoses.map(\.cause) == answer.diagnoses.map(\.cause), "two answers")
        precondition(again.diagnoses.map(\.evidence) == answer.diagnoses.map(\.evidence), "other evidence")
    }
    return 0
}
