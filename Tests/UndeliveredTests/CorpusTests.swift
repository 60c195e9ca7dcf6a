import Foundation
import MailReading
import Testing
import Undelivered

/// Mails that other people collected, where they are at hand: `../shared` beside the repository. Tests/corpus.sh measures the answers.
private enum Corpus {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/corpus/mails")

    static let mails: [Mails.Mail] = {
        let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        return files.compactMap { $0 as? String }.sorted().compactMap { name in
            let file = folder.appendingPathComponent(name)
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { return nil }
            return (try? Data(contentsOf: file)).map { Mails.Mail(name: name, bytes: Array($0)) }
        }
    }()
}

@Suite("Mails of the corpus", .enabled(if: !Corpus.mails.isEmpty, "the corpus is not at hand: ../shared/corpus/mails is not there"))
struct CorpusTests {
    @Test("have the same answer with LF, CRLF and CR, and evidence that lies in them")
    func lineEnds() throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        #expect(Corpus.mails.count >= 500)
        for mail in Corpus.mails {
            let plain = mail.bytes.withLineEnds([0x0A])
            let expected = try session.diagnosis(forMail: plain)
            #expect(expected.violations(in: plain, ReadableTextOfMail(plain)) == [], "\(mail.name)")
            for lineEnd in [[0x0D, 0x0A], [0x0D]] as [[UInt8]] {
                let twin = plain.withLineEnds(lineEnd)
                let answer = try session.diagnosis(forMail: twin)
                #expect(answer.words == expected.words, "\(mail.name) with \(lineEnd)")
                #expect(answer.violations(in: twin, ReadableTextOfMail(twin)) == [], "\(mail.name) with \(lineEnd)")
            }
        }
    }
}
