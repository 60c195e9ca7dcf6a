import DeliveryTypes

/// The verdicts on the last replies, by all that a verdict on a reply follows from: its codes, the patterns found in its words, and what those who
/// quote it say of host and phase.
///
/// What a server says a thousand times differs in addresses and numbers alone, which no pattern names: the rules are asked once. A table of
/// fixed size with two places for each hash; what finds both taken takes one over.
struct VerdictMemory {
    /// Codes and patterns of the reply in question.
    var question: [UInt32] = []
    /// Of every place: how many numbers its question has, and these.
    private var questions: [UInt32] = []
    private var verdicts: [Verdict] = []

    private static let places = 1 << 10
    /// Words with more patterns are rare, and asked about anew.
    private static let longestQuestion = 31

    /// Begins a question; the patterns follow.
    mutating func ask(_ words: ReadWords, in bytes: Span<UInt8>) {
        let codes = words.codes
        question.removeAll(keepingCapacity: true)
        question.append(UInt32(codes.code?.rawValue ?? 0))
        question.append(codes.status.map { UInt32($0.class) << 20 | UInt32($0.subject) << 10 | UInt32($0.detail) } ?? 0)
        // A quoted reply is never the same as one that came alone: the words around it may have decided.
        question.append(words.quoted.map { UInt32($0.phase?.rawValue ?? .max) + 1 } ?? 0)
        question.append(words.quoted?.host.map { FieldName.hash(bytes, in: $0.range) } ?? 0)
    }

    var answer: Verdict? {
        guard !verdicts.isEmpty, question.count <= Self.longestQuestion else { return nil }
        let place = place
        if isQuestion(at: place) { return verdicts[place] }
        return isQuestion(at: place ^ 1) ? verdicts[place ^ 1] : nil
    }

    private func isQuestion(at place: Int) -> Bool {
        let first = place * (Self.longestQuestion + 1)
        guard questions[first] == UInt32(question.count) else { return false }
        for index in question.indices where questions[first + 1 + index] != question[index] { return false }
        return true
    }

    /// Keeps what was answered to the question.
    mutating func note(_ verdict: Verdict) {
        guard question.count <= Self.longestQuestion else { return }
        if verdicts.isEmpty {
            questions = Array(repeating: 0, count: Self.places * (Self.longestQuestion + 1))
            verdicts = Array(repeating: Verdict(), count: Self.places)
        }
        var place = place
        // A question has four numbers at least: none means that the place is free.
        if questions[place * (Self.longestQuestion + 1)] != 0, questions[(place ^ 1) * (Self.longestQuestion + 1)] == 0 { place ^= 1 }
        let first = place * (Self.longestQuestion + 1)
        questions[first] = UInt32(question.count)
        for index in question.indices { questions[first + 1 + index] = question[index] }
        verdicts[place] = verdict
    }

    private var place: Int {
        var hash: UInt64 = 0
        for number in question { hash = (hash ^ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15 &+ hash >> 29 }
        return Int(truncatingIfNeeded: hash >> 54)
    }
}
