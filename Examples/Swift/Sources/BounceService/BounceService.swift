import Foundation
import ServicePacks
import Undelivered

/// Reads mails from files, many at a time, and prints for each failed recipient what has happened and whether to go on writing to them.
@main
struct BounceService {
    static func main() async throws {
        // One for the whole program. Immutable: every task may use it.
        let diagnoser = try Diagnoser(packs: .service)
        let files = Array(CommandLine.arguments.dropFirst())
        let workers = min(files.count, ProcessInfo.processInfo.activeProcessorCount)

        let answers = try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    // One session for each task keeps its working memory from mail to mail.
                    var session = DiagnosisSession(diagnoser)
                    return try stride(from: worker, to: files.count, by: workers).map { index in
                        let mail = [UInt8](try Data(contentsOf: URL(filePath: files[index])))
                        return (index, describe(try session.diagnosis(forMail: mail), file: files[index]))
                    }
                }
            }
            var answers: [(Int, String)] = []
            for try await some in group { answers += some }
            return answers
        }
        for (_, text) in answers.sorted(by: { $0.0 < $1.0 }) { print(text) }
    }

    private static func describe(_ mail: MailDiagnosis, file: String) -> String {
        let name = URL(filePath: file).lastPathComponent
        guard mail.kind == .failure else { return "\(name): \(mail.kind)" }
        return mail.diagnoses.map { diagnosis in
            let verb = diagnosis.suppressRecipient == .yes ? "stop writing to" : "keep"
            let summary = diagnosis.explanation(in: .english).summary
            return "\(name): \(verb) \(diagnosis.recipient ?? "somebody"): \(summary) [\(diagnosis.cause), \(diagnosis.responsible.side)]"
        }.joined(separator: "\n")
    }
}
