internal import AllPacks
internal import CAllocationCount
internal import Foundation
internal import MailReading
internal import RuleEngine
internal import StandardPack
internal import Undelivered

// diagnosis-benchmark FOLDER [REPLIES]: whole mails in memory, and single replies (a file of them, one a line), on one core.
// Thread CPU time, so that other programs do not count.

func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds that `work` took, at least `least` in all, divided by the number of runs.
func seconds(atLeast least: Double = 0.5, _ work: () -> Void) -> Double {
    let start = processorSeconds()
    var runs = 0
    repeat {
        work()
        runs += 1
    } while processorSeconds() - start < least
    return (processorSeconds() - start) / Double(runs)
}

func rounded(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }

guard (2...3).contains(CommandLine.arguments.count) else {
    print("usage: diagnosis-benchmark FOLDER [REPLIES]")
    exit(64)
}
let folder = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
var mails: [[UInt8]] = []
let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
for file in files.sorted(by: { $0.path < $1.path }) where ["eml", "msg", "txt"].contains(file.pathExtension) {
    if let data = try? Data(contentsOf: file), !data.isEmpty { mails.append([UInt8](data)) }
}
guard !mails.isEmpty else {
    print("no mails (.eml, .msg, .txt) under \(folder.path)")
    exit(65)
}

let bytes = mails.reduce(0) { $0 + $1.count }
print("mails: \(mails.count), mean \(bytes / mails.count) bytes")

func pass(_ session: inout DiagnosisSession, over mails: [[UInt8]]) {
    for mail in mails { _ = try? session.diagnosis(forMail: mail) }
}

let start = processorSeconds()
var session = DiagnosisSession(try Diagnoser(packs: .all))
print("all packs made ready in \(rounded((processorSeconds() - start) * 1000)) ms")
let first = processorSeconds()
pass(&session, over: mails)
let cold = (processorSeconds() - first) / Double(mails.count)
let warm = seconds(atLeast: 2) { pass(&session, over: mails) } / Double(mails.count)
print(
    "first pass: \(rounded(cold * 1e6)) us/mail; warm: \(rounded(warm * 1e6)) us/mail = \(Int(1 / warm)) mails/s, \(Int(Double(bytes) / Double(mails.count) / warm / 1e6)) MB/s"
)
let before = allocation_count()
pass(&session, over: mails)
print("allocations: \(rounded(Double(allocation_count() - before) / Double(mails.count), 1)) per mail")

func verdictPass(_ session: inout DiagnosisSession, over mails: [[UInt8]]) {
    for mail in mails { _ = try? session.forEachVerdict(ofMail: mail.span) { _ in } }
}

verdictPass(&session, over: mails)
let verdicts = seconds(atLeast: 2) { verdictPass(&session, over: mails) } / Double(mails.count)
let beforeVerdicts = allocation_count()
verdictPass(&session, over: mails)
print(
    "verdicts: \(rounded(verdicts * 1e6)) us/mail = \(Int(1 / verdicts)) mails/s, allocations: \(rounded(Double(allocation_count() - beforeVerdicts) / Double(mails.count), 1)) per mail"
)
if CommandLine.arguments.count == 3 { measureReplies(URL(filePath: CommandLine.arguments[2]), &session) }

/// Replies one by one as diagnoses, and as verdicts of one batch.
func measureReplies(_ file: URL, _ session: inout DiagnosisSession) {
    let replies = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    guard !replies.isEmpty else {
        print("no replies in \(file.path)")
        exit(65)
    }
    let bytes = replies.flatMap { Array($0.utf8) }
    var offsets: [Int64] = [0]
    for reply in replies { offsets.append(offsets[offsets.count - 1] + Int64(reply.utf8.count)) }
    func measure(_ name: String, _ work: () -> Void) {
        work()
        let time = seconds(atLeast: 2, work) / Double(replies.count)
        let before = allocation_count()
        work()
        let allocations = Double(allocation_count() - before) / Double(replies.count)
        print("  \(name): \(Int(time * 1e9)) ns/reply = \(Int(1 / time)) replies/s, allocations: \(rounded(allocations)) per reply")
    }
    print("replies: \(replies.count), mean \(bytes.count / replies.count) bytes")
    measure("diagnoses") { for reply in replies { _ = session.diagnosis(forReply: reply) } }
    measure("verdicts") { session.forEachVerdict(ofReplies: bytes.span, offsets: offsets.span) { _, _ in } }
}

var small = DiagnosisSession(try Diagnoser(packs: [.standard]))
pass(&small, over: mails)
let standard = seconds(atLeast: 1) { pass(&small, over: mails) } / Double(mails.count)
print("rules: standard pack alone \(rounded(standard * 1e6)) us/mail; all packs cost \(rounded(warm / standard))x")

/// A bounce with `recipients` failed recipients, which returns a message with `attachment` bytes of base64.
func bounce(recipients: Int, attachment: Int) -> [UInt8] {
    var text = """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
        To: sender@example.com
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.com.

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        """
    for number in 0..<recipients {
        text += "\nFinal-Recipient: rfc822; user\(number)@example.net\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.net\n"
        text += "Diagnostic-Code: smtp; 550 5.1.1 <user\(number)@example.net>: Recipient address rejected: User unknown\n"
    }
    text += "\n--b1\nContent-Type: message/rfc822\n\nFrom: sender@example.com\nTo: user0@example.net\nSubject: Report\n"
    text += "MIME-Version: 1.0\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    let line = [UInt8](repeating: UInt8(ascii: "A"), count: 76) + [0x0A]
    var mail = Array(text.utf8)
    for _ in 0..<(attachment / line.count) { mail += line }
    return mail + Array("\n--b1--\n".utf8)
}

print("\nsize of the returned attachment:")
for size in [100_000, 1_000_000, 16_000_000] {
    let mail = bounce(recipients: 1, attachment: size)
    let time = seconds { _ = try? session.diagnosis(forMail: mail) }
    print("  \(size) bytes: \(rounded(time * 1000)) ms")
}
print("recipients:")
for count in [10, 100, 1000, 16_000] {
    let mail = bounce(recipients: count, attachment: 0)
    let time = seconds { _ = try? session.diagnosis(forMail: mail) }
    print("  \(count): \(rounded(time * 1000)) ms, \(rounded(time * 1e6 / Double(count))) us each")
}
var usage = rusage()
#if canImport(Glibc)
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
#else
    unsafe getrusage(RUSAGE_SELF, &usage)
#endif
print("peak memory: \(usage.ru_maxrss / 1024) MB, these large mails included")
