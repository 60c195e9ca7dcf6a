import DeliveryTypes
import RuleEngine

/// Predicates that are no patterns, as rows that the engine searches.
struct PredicateTests {
    var codes: [CodeTest] = []
    var statuses: [StatusTest] = []
    var names: [NameTest] = []
}

extension Linker {

    func predicateTests() -> PredicateTests {
        var tests = PredicateTests()
        for (row, kind) in predicates.kinds.enumerated() { tests.add(kind, predicate: UInt32(row), layoutRows: layoutRows) }
        return tests
    }

    /// Hashes of the header fields that anybody asks for.
    func wantedHeaders() -> [UInt32] {
        var wanted: Set<UInt32> = []
        for kind in predicates.kinds {
            if case .header(let test) = kind { wanted.insert(FieldName.hash(test.name.utf8)) }
        }
        for layout in layouts { wanted.formUnion(numbers[layout.recipientHeaders.range]) }
        return wanted.sorted()
    }
}

extension PredicateTests {
    mutating func add(_ kind: PredicateModel.Kind, predicate: UInt32, layoutRows: [String: UInt32]) {
        switch kind {
        case .reply(let pattern):
            var test = CodeTest()
            test.lower = UInt32(pattern.lower)
            test.upper = UInt32(pattern.upper)
            test.predicate = predicate
            codes.append(test)
        case .status(let pattern):
            var test = StatusTest()
            let subject = pattern.subject.map { UInt32($0) + 1 } ?? 0
            let detail = pattern.detail.map { UInt32($0) + 1 } ?? 0
            test.key = UInt32(pattern.class ?? 0) << 20 | subject << 10 | detail
            test.predicate = predicate
            statuses.append(test)
        case .host(let test):
            add(Self.number(of: test.field) + (test.includesSubdomains ? 1 : 0), FieldName.hash(test.name.utf8), predicate)
        case .header(let test):
            guard case .exists = test.condition else { return }
            let kind = test.isReturned ? NameTestKind.returnedHeaderExists : NameTestKind.headerExists
            add(kind, FieldName.hash(test.name.utf8), predicate)
        case .phase(let phase): add(NameTestKind.phase, UInt32(phase.rawValue), predicate)
        case .layout(let id): add(NameTestKind.layout, layoutRows[id] ?? .max, predicate)
        case .mimeType(let type): add(NameTestKind.mimeType, FieldName.hash(type.utf8), predicate)
        case .attachmentExtension(let name): add(NameTestKind.attachmentExtension, FieldName.hash(name.utf8), predicate)
        case .client(let name): add(NameTestKind.client, FieldName.hash(name.utf8), predicate)
        case .symptom(let name, let value): add(NameTestKind.symptom, FieldName.hash("\(name)=\(value)".utf8), predicate)
        case .size(let test): add(NameTestKind.size, test, predicate)
        case .partCount(let test): add(NameTestKind.partCount, test, predicate)
        case .date(let test):
            var row = NameTest()
            row.kind = NameTestKind.date
            row.name = TextReference(offset: test.first, count: test.last)
            row.predicate = predicate
            names.append(row)
        case .phrase, .regex: return
        }
    }

    private mutating func add(_ kind: UInt32, _ hash: UInt32, _ predicate: UInt32) {
        var test = NameTest()
        test.kind = kind
        test.hash = hash
        test.predicate = predicate
        names.append(test)
    }

    private mutating func add(_ kind: UInt32, _ number: NumberTest, _ predicate: UInt32) {
        var test = NameTest()
        test.kind = kind
        test.hash = UInt32(Comparison.allCases.firstIndex(of: number.comparison) ?? 0)
        test.name = TextReference(offset: UInt32(truncatingIfNeeded: number.value), count: UInt32(truncatingIfNeeded: number.value >> 32))
        test.predicate = predicate
        names.append(test)
    }

    private static func number(of field: HostTest.Field) -> UInt32 {
        switch field {
        case .remoteMTA: NameTestKind.remoteMTA
        case .reportingMTA: NameTestKind.reportingMTA
        case .recipientDomain: NameTestKind.recipientDomain
        case .senderDomain: NameTestKind.senderDomain
        }
    }
}
