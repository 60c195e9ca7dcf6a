import DeliveryTypes
import RuleEngine

extension ObjectPredicate {
    /// A predicate that looks for no pattern.
    init(_ kind: PredicateModel.Kind, symbol: UInt32) {
        switch kind {
        case .reply(let pattern): self.init(Kind.code, UInt32(pattern.lower), UInt32(pattern.upper))
        case .status(let pattern):
            let subject = pattern.subject.map { UInt32($0) + 1 } ?? 0
            let detail = pattern.detail.map { UInt32($0) + 1 } ?? 0
            self.init(Kind.status, UInt32(pattern.class ?? 0) << 20 | subject << 10 | detail, 0)
        case .host(let test):
            let field = Self.number(of: test.field) + (test.includesSubdomains ? 1 : 0)
            self.init(Kind.name, field, FieldName.hash(test.name.utf8))
        case .header(let test):
            let kind = test.isReturned ? NameTestKind.returnedHeaderExists : NameTestKind.headerExists
            self.init(Kind.name, kind, FieldName.hash(test.name.utf8))
        case .phase(let phase): self.init(Kind.name, NameTestKind.phase, UInt32(phase.rawValue))
        case .layout: self.init(Kind.layout, symbol, 0)
        case .mimeType(let type): self.init(Kind.name, NameTestKind.mimeType, FieldName.hash(type.utf8))
        case .attachmentExtension(let name): self.init(Kind.name, NameTestKind.attachmentExtension, FieldName.hash(name.utf8))
        case .client(let name): self.init(Kind.name, NameTestKind.client, FieldName.hash(name.utf8))
        case .symptom(let name, let value): self.init(Kind.name, NameTestKind.symptom, FieldName.hash("\(name)=\(value)".utf8))
        case .size(let test): self.init(NameTestKind.size, test)
        case .partCount(let test): self.init(NameTestKind.partCount, test)
        case .date(let test):
            self.init(Kind.number, NameTestKind.date, test.first)
            count = test.last
        case .phrase, .regex: self.init()
        }
    }

    private init(_ kind: UInt32, _ first: UInt32, _ second: UInt32) {
        self.init()
        head = kind
        self.first = first
        self.second = second
    }

    private init(_ kind: UInt32, _ test: NumberTest) {
        let comparison = UInt32(Comparison.allCases.firstIndex(of: test.comparison) ?? 0)
        self.init(Kind.number, kind | comparison << 8, UInt32(truncatingIfNeeded: test.value))
        count = UInt32(truncatingIfNeeded: test.value >> 32)
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
