import DeliveryTypes

/// Predicates about everything but the words.
extension RuleSession {
    mutating func fireCircumstances(of evidence: DeliveryEvidence, in source: Span<UInt8>) {
        if evidence.replyCode != 0 { fireCode(evidence.replyCode) } else { fireClass(of: evidence) }
        if let status = evidence.status { fireStatus(status) }
        if let status = evidence.secondStatus, status != evidence.status { fireStatus(status) }
        if let phase = evidence.phase { fireNamed(NameTestKind.phase, hash: UInt32(phase.rawValue)) }
        if let layout = evidence.layout { fireNamed(NameTestKind.layout, hash: UInt32(truncatingIfNeeded: layout)) }
        if let host = evidence.remoteMTA { fireHost(host, NameTestKind.remoteMTA, in: source) }
        if let host = evidence.reportingMTA { fireHost(host, NameTestKind.reportingMTA, in: source) }
        if let host = evidence.recipientDomain { fireHost(host, NameTestKind.recipientDomain, in: source) }
        if let host = evidence.senderDomain { fireHost(host, NameTestKind.senderDomain, in: source) }
        for type in evidence.mimeTypes { fireText(type, NameTestKind.mimeType, in: source) }
        for name in evidence.attachmentExtensions { fireText(name, NameTestKind.attachmentExtension, in: source) }
        if let client = evidence.client { fireText(client, NameTestKind.client, in: source) }
        for symptom in evidence.symptoms { fireText(symptom, NameTestKind.symptom, in: source) }
        if let size = evidence.size { fireNumber(size, NameTestKind.size) }
        if let day = evidence.day { fireDay(day) }
        if let count = evidence.partCount { fireNumber(count, NameTestKind.partCount) }
    }

    /// Field names that stand in the mail.
    mutating func fireHeader(nameHash: UInt32, isReturned: Bool) {
        fireNamed(isReturned ? NameTestKind.returnedHeaderExists : NameTestKind.headerExists, hash: nameHash)
    }

    private mutating func fireCode(_ code: UInt16) {
        for row in rules.testIndex.predicates(ofCode: code) { fire(rules.testIndex.codePredicates[row]) }
    }

    /// Where no reply code is stated, what the mail is says of which class it would be: rules that ask only for the class hold.
    private mutating func fireClass(of evidence: DeliveryEvidence) {
        let layout = evidence.layout.flatMap { LayoutKindNumber(rawValue: rules.layouts[$0].kind) }
        let severity = evidence.status.map { UInt32($0.class) } ?? (layout == .failure ? 5 : layout == .delay ? 4 : 0)
        guard severity == 4 || severity == 5 else { return }
        for row in 0..<rules.codeTests.count
        where rules.codeTests[row].lower <= severity * 100 && rules.codeTests[row].upper >= severity * 100 + 99 {
            fire(rules.codeTests[row].predicate)
        }
    }

    /// Each of class, subject and detail may be `x` in a test: eight keys.
    private mutating func fireStatus(_ status: EnhancedStatusCode) {
        let full = (UInt32(status.class), UInt32(status.subject) + 1, UInt32(status.detail) + 1)
        for mask in 0..<8 as Range<UInt32> {
            let key = (mask & 4 == 0 ? full.0 : 0) << 20 | (mask & 2 == 0 ? full.1 : 0) << 10 | (mask & 1 == 0 ? full.2 : 0)
            guard rules.testIndex.mayTest(status: key) else { continue }
            let rows = rules.statusTests
            var row = lowerBound(rows.count) { rows[$0].key < key }
            while row < rows.count, rows[row].key == key {
                fire(rows[row].predicate)
                row += 1
            }
        }
    }

    /// The host itself, then every domain above it.
    private mutating func fireHost(_ host: TextRange, _ kind: UInt32, in source: Span<UInt8>) {
        let range = host.range.clamped(to: 0..<source.count)
        guard !range.isEmpty, range.count <= 255 else { return }
        fireBytes(range, kind, in: source)
        var start = range.lowerBound
        while start < range.upperBound {
            fireBytes(start..<range.upperBound, kind + 1, in: source)
            guard let dot = source.firstOffset(of: 0x2E, in: start..<range.upperBound) else { return }
            start = dot + 1
        }
    }

    private mutating func fireText(_ text: TextRange, _ kind: UInt32, in source: Span<UInt8>) {
        fireBytes(text.range.clamped(to: 0..<source.count), kind, in: source)
    }

    private mutating func fireBytes(_ range: Range<Int>, _ kind: UInt32, in source: Span<UInt8>) {
        guard !range.isEmpty else { return }
        fireNamed(kind, hash: FieldName.hash(source, in: range))
    }

    private mutating func fireNamed(_ kind: UInt32, hash: UInt32) {
        guard rules.testIndex.mayTest(name: hash, of: kind) else { return }
        let rows = rules.nameTests
        var row = lowerBound(rows.count) { (rows[$0].kind, rows[$0].hash) < (kind, hash) }
        while row < rows.count, rows[row].kind == kind, rows[row].hash == hash {
            fire(rows[row].predicate)
            row += 1
        }
    }

    private mutating func fireNumber(_ number: UInt64, _ kind: UInt32) {
        let rows = rules.nameTests
        var row = lowerBound(rows.count) { rows[$0].kind < kind }
        while row < rows.count, rows[row].kind == kind {
            let limit = UInt64(rows[row].name.offset) | UInt64(rows[row].name.count) << 32
            if NumberComparison.holds(rows[row].hash, number, limit) { fire(rows[row].predicate) }
            row += 1
        }
    }

    private mutating func fireDay(_ day: UInt32) {
        let rows = rules.nameTests
        var row = lowerBound(rows.count) { rows[$0].kind < NameTestKind.date }
        while row < rows.count, rows[row].kind == NameTestKind.date {
            if rows[row].name.offset <= day, day <= rows[row].name.count { fire(rows[row].predicate) }
            row += 1
        }
    }

    private func lowerBound(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// How comparisons are numbered in images.
package enum NumberComparison {
    package static let atLeast: UInt32 = 0
    package static let atMost: UInt32 = 1
    package static let less: UInt32 = 2
    package static let greater: UInt32 = 3
    package static let equal: UInt32 = 4

    static func holds(_ comparison: UInt32, _ left: UInt64, _ right: UInt64) -> Bool {
        switch comparison {
        case atLeast: left >= right
        case atMost: left <= right
        case less: left < right
        case greater: left > right
        default: left == right
        }
    }
}
