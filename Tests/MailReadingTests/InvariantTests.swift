import DeliveryTypes
import MailReading
import Testing

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
}

/// What holds for every mail, whatever its bytes. Returns what does not.
func violations(in mail: Reading) -> [String] {
    var found: [String] = []
    func expect(_ condition: Bool, _ what: String) {
        if !condition, found.count < 5 { found.append(what) }
    }
    let contents = mail.contents
    let text = contents.text
    let size = mail.bytes.count
    expect(contents.inputSize == size, "size of the input")
    for (index, segment) in text.segments.enumerated() {
        let next = index + 1 < text.segments.count ? Int(text.segments[index + 1].text) : text.bytes.count
        expect(index > 0 || segment.text == 0, "the first segment begins at 0")
        expect(next > Int(segment.text), "segment \(index) is not empty")
        expect(Int(segment.input) + Int(segment.inputCount) <= size, "segment \(index) lies in the input")
        guard segment.isVerbatim, next >= Int(segment.text), Int(segment.input) + Int(segment.inputCount) <= size else { continue }
        expect(next - Int(segment.text) == Int(segment.inputCount), "segment \(index) is as long as its input")
        let input = mail.bytes[Int(segment.input)..<(Int(segment.input) + Int(segment.inputCount))]
        expect(input.elementsEqual(text.bytes[Int(segment.text)..<next]), "segment \(index) equals its input")
    }
    expect(text.bytes.isEmpty == text.segments.isEmpty, "segments cover the text")
    var end = 0
    for section in text.sections {
        expect(Int(section.range.start) == end && !section.range.isEmpty, "sections follow each other")
        end = Int(section.range.end)
        expect(end <= text.bytes.count && text.bytes[end - 1] == 0x0A, "sections end with LF")
    }
    expect(end == text.bytes.count, "sections cover the text")
    expect(
        !text.bytes.contains(0x0D) || mail.bytes.contains(UInt8(ascii: "=")) || mail.bytes.contains(UInt8(ascii: "&"))
            || !contents.defects.isEmpty, "no CR from plain text")
    expect(String(validating: text.bytes, as: UTF8.self) != nil, "the text is UTF-8")
    let textRanges =
        contents.deliveryReports.flatMap { report in
            [
                report.finalRecipient, report.originalRecipient, report.actualRecipient, report.diagnosticText, report.statusRange,
                report.reportingMTA, report.remoteMTA,
            ]
            .compactMap { $0 }
        } + (contents.statusFields + contents.feedbackFields + contents.dispositionFields).flatMap { [$0.name, $0.value] }
    for range in textRanges { expect(Int(range.end) <= text.bytes.count && range.start <= range.end, "ranges of reports lie in the text") }
    for field in contents.fields + contents.partFields + contents.returnedFields {
        expect(Int(field.value.end) <= size && field.name.end <= field.value.end, "fields lie in the input")
    }
    for (index, part) in contents.parts.enumerated() {
        expect(Int(part.body.end) <= size && part.parent < index, "parts lie in the input, behind their parents")
        expect(part.fileName.range.upperBound <= contents.fileNames.count, "names lie in the names")
    }
    for defect in contents.defects { expect((0...size).contains(defect.offset), "defects lie in the input") }
    var dice = Dice(state: 7)
    for _ in 0..<20 {
        let start = dice.below(text.bytes.count + 1)
        let range = contents.inputRange(of: TextRange(start..<(start + dice.below(text.bytes.count - start + 5))))
        expect(range.lowerBound >= 0 && range.upperBound <= size, "places lie in the input")
    }
    return found
}

@Suite("Invariants")
struct InvariantTests {
    @Test("They hold for the sample mails, in every kind of line end", arguments: ["\n", "\r\n", "\r"])
    func samples(_ end: String) throws {
        for sample in SampleMails.all {
            let mail = try Reading(sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end))
            #expect(violations(in: mail) == [])
        }
    }

    @Test("Words that stand in the input as they are lead there")
    func verbatim() throws {
        let mail = try Reading(SampleMails.qmail)
        #expect(mail.origin(of: "does not like recipient") == "does not like recipient")
        #expect(mail.origin(of: "Remote host said: 550 5.1.1 no mailbox here") == "Remote host said: 550 5.1.1 no mailbox here")
    }

    /// A sample mail with some of its bytes cut, changed, doubled or its lines moved.
    private static func mutated(_ dice: inout Dice) -> [UInt8] {
        var bytes = Array(SampleMails.all[dice.below(SampleMails.all.count)].utf8)
        if dice.below(3) == 0 { bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
        for _ in 0...dice.below(6) {
            guard bytes.count > 2 else { break }
            let offset = dice.below(bytes.count)
            let length = min(dice.below(60), bytes.count - offset)
            switch dice.below(7) {
            case 0: bytes.removeSubrange(offset...)
            case 1: bytes.removeSubrange(offset..<(offset + length))
            case 2: bytes[offset] = UInt8(dice.below(256))
            case 3: bytes.insert(contentsOf: bytes[offset..<(offset + length)], at: dice.below(bytes.count))
            case 4: bytes.insert(contentsOf: (0..<dice.below(8)).map { _ in UInt8(dice.below(256)) }, at: offset)
            case 5:
                let marks: [[UInt8]] = [
                    Array("=?".utf8), Array("--".utf8), [0x0D], [0x0A], Array("\n\n".utf8), [0x1B, 0x24, 0x42], Array("<".utf8),
                    Array("&#x".utf8), [0], Array("=\n".utf8),
                ]
                bytes.insert(contentsOf: marks[dice.below(marks.count)], at: offset)
            default:
                var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                lines.swapAt(dice.below(lines.count), dice.below(lines.count))
                bytes = Array(lines.joined(separator: [0x0A]))
            }
        }
        return bytes
    }

    @Test("They hold for broken mails", arguments: 0..<20)
    func mutations(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 1_000_003)
        for round in 0..<150 {
            let bytes = Self.mutated(&dice)
            guard let mail = try? Reading(bytes) else {
                #expect(
                    bytes.allSatisfy { $0 == 0 || $0 == 0x20 || (0x09...0x0D).contains($0) || $0 >= 0x80 }, "only blank mails are refused")
                continue
            }
            #expect(violations(in: mail) == [], "seed \(seed), round \(round)")
        }
    }

    @Test("They hold for any bytes", arguments: 0..<10)
    func noise(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &+ 99)
        let prefixes = [
            "", "Content-Type: text/html\n\n", "From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
            "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n", "Subject: =?shift_jis?B?",
            "Content-Type: text/plain; charset=utf-16\n\n",
        ]
        for _ in 0..<60 {
            let bytes = Array(prefixes[dice.below(prefixes.count)].utf8) + (0..<dice.below(400)).map { _ in UInt8(dice.below(256)) }
            guard let mail = try? Reading(bytes) else { continue }
            #expect(violations(in: mail) == [])
        }
    }

    @Test("A reader that read other mails before reads the same")
    func reuse() throws {
        var dice = Dice(state: 4)
        var reader = MessageReader(wantedFields: WantedFields(names: ["Subject", "From", "To"]))
        for _ in 0..<200 {
            let bytes = Self.mutated(&dice)
            guard let fresh = try? Reading(bytes) else { continue }
            try reader.read(bytes.span)
            #expect(reader.contents.text.bytes == fresh.contents.text.bytes)
            #expect(reader.contents.deliveryReports.count == fresh.contents.deliveryReports.count)
            #expect(reader.contents.defects == fresh.contents.defects)
            #expect(reader.contents.returnedMessage == fresh.contents.returnedMessage)
        }
    }
}
