import MailReading
import Testing
import Undelivered

@Suite("Whatever the mail")
struct InvariantTests {
    @Test("there are mails to look at")
    func mails() {
        #expect(Mails.all.count >= 100)
    }

    @Test("evidence lies in the input and quotes it", arguments: Mails.all)
    func evidence(mail: Mails.Mail) throws {
        let answer = try Shipped.diagnoser.get().diagnosis(forMail: mail.bytes)
        #expect(answer.violations(in: mail.bytes, ReadableTextOfMail(mail.bytes)) == [])
        for diagnosis in answer.diagnoses where diagnosis.diagnosticText != nil { #expect(!diagnosis.evidence.isEmpty) }
    }

    @Test("line ends make no difference", arguments: Mails.all)
    func lineEnds(mail: Mails.Mail) throws {
        let plain = mail.bytes.withLineEnds([0x0A])
        let diagnoser = try Shipped.diagnoser.get()
        let expected = try diagnoser.diagnosis(forMail: plain).words
        for lineEnd in [[0x0D, 0x0A], [0x0D]] as [[UInt8]] {
            let twin = plain.withLineEnds(lineEnd)
            let answer = try diagnoser.diagnosis(forMail: twin)
            #expect(answer.words == expected, "\(lineEnd)")
            #expect(answer.violations(in: twin, ReadableTextOfMail(twin)) == [], "\(lineEnd)")
        }
    }

    @Test("a session that read other mails before gives the same answer")
    func sessions() throws {
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        let mails = Mails.all
        let first = try mails.map { try session.diagnosis(forMail: $0.bytes).words }
        let second = try mails.reversed().map { try session.diagnosis(forMail: $0.bytes).words }
        #expect(first == second.reversed())
        for (mail, words) in zip(mails, first).prefix(20) {
            #expect(try diagnoser.diagnosis(forMail: mail.bytes).words == words, "\(mail.name)")
        }
        for mail in mails.prefix(20) {
            #expect(
                diagnoser.diagnoses(for: try .init(parsing: mail.bytes)).count
                    == (try session.diagnosis(forMail: mail.bytes).diagnoses.count))
        }
    }

    /// Two sessions, one of which reads the mails the other way round, must agree on every damaged mail.
    @Test("damage neither stops nor confuses anybody", arguments: 0..<4)
    func damage(seed: Int) throws {
        let mails = Mails.all.map(\.bytes).filter { $0.count < 6_000 }
        var dice = Dice(state: UInt64(seed) &* 7919 &+ 1)
        let damaged = (0..<500).map { _ in dice.damage(mails[dice.below(mails.count)]) }.filter { mail in
            // White space alone is no mail.
            mail.contains { $0 > 0x20 }
        }
        let diagnoser = try Shipped.diagnoser.get()
        var session = DiagnosisSession(diagnoser)
        var other = DiagnosisSession(diagnoser)
        let answers = try damaged.map { try session.diagnosis(forMail: $0) }
        let again = try damaged.reversed().map { try other.diagnosis(forMail: $0) }
        for (mail, (answer, twin)) in zip(damaged, zip(answers, again.reversed())) {
            let violations = answer.violations(in: mail, ReadableTextOfMail(mail))
            #expect(violations == [], "\(String(decoding: mail, as: UTF8.self))")
            #expect(answer.words == twin.words, "\(String(decoding: mail, as: UTF8.self))")
            #expect(answer.diagnoses.map { $0.evidence.map(\.range) } == twin.diagnoses.map { $0.evidence.map(\.range) })
        }
    }
}

extension [UInt8] {
    /// CR LF, CR and LF all become `lineEnd`.
    func withLineEnds(_ lineEnd: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (index, byte) in enumerated() {
            if byte == 0x0A, index > 0, self[index - 1] == 0x0D { continue }
            if byte == 0x0A || byte == 0x0D { result += lineEnd } else { result.append(byte) }
        }
        return result
    }
}

/// Pseudo-random numbers that are the same in every run (SplitMix64).
struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { limit < 1 ? 0 : Int(next() % UInt64(limit)) }

    /// Cuts, flips, swaps: one to four times.
    mutating func damage(_ mail: [UInt8]) -> [UInt8] {
        var mail = mail
        for _ in 0...below(4) where !mail.isEmpty {
            switch below(7) {
            case 0: mail.removeLast(below(mail.count))
            case 1: mail.removeFirst(below(mail.count))
            case 2: for _ in 0...below(20) { mail[below(mail.count)] = UInt8(truncatingIfNeeded: next()) }
            case 3: mail[below(mail.count)] ^= 1 << UInt8(below(8))
            case 4: mail.insert(contentsOf: (0...below(40)).map { _ in UInt8(truncatingIfNeeded: next()) }, at: below(mail.count))
            case 5:
                var lines = mail.split(separator: 0x0A, omittingEmptySubsequences: false)
                lines.swapAt(below(lines.count), below(lines.count))
                mail = Array(lines.joined(separator: [0x0A]))
            default:
                var lines = mail.split(separator: 0x0A, omittingEmptySubsequences: false)
                let line = below(lines.count)
                if below(2) == 0 { lines.remove(at: line) } else { lines.insert(lines[line], at: below(lines.count)) }
                mail = Array(lines.joined(separator: [0x0A]))
            }
        }
        return mail
    }
}
