package import DeliveryTypes

/// When a rule or layout holds. A predicate whose evidence is unknown does not hold, so `not` of it does.
package indirect enum MatchModel: Sendable {
    /// Empty: always true.
    case all([MatchModel])
    /// Empty: never true.
    case any([MatchModel])
    case not(MatchModel)
    /// Always true; runs only for its captures.
    case optional(MatchModel)
    case predicate(PredicateModel)
}

/// One test of one value.
package struct PredicateModel: Sendable {
    package var kind: Kind
    package var place: Place

    /// A list under a key is an `any` of these; `none: [...]` is `not(any(...))`.
    package enum Kind: Hashable, Sendable {
        case phrase(PhraseTest)
        case regex(RegexTest)
        case reply(ReplyPattern)
        case status(StatusPattern)
        case phase(SMTPPhase)
        case host(HostTest)
        case header(HeaderTest)
        /// `LayoutModel.id`.
        case layout(String)
        case size(NumberTest)
        case mimeType(String)
        /// Lower case, without the dot.
        case attachmentExtension(String)
        case partCount(NumberTest)
        case client(String)
        case symptom(name: String, value: String)
        case date(DateTest)
    }

    package init(kind: Kind, place: Place) {
        self.kind = kind
        self.place = place
    }
}

/// A phrase as it was written; the linker normalises it.
package struct PhraseTest: Hashable, Sendable {
    package var phrase: String
    package var isWordBounded: Bool
    package var field: Field

    package enum Field: Hashable, Sendable {
        /// The words of the diagnosis.
        case text
        /// The text of the whole mail.
        case body
    }
}

package struct RegexTest: Hashable, Sendable {
    package var pattern: String
    /// Names of its captures in the order of their numbers; unnamed groups are left out.
    package var groupNames: [String]
    /// Those that some matches leave unset.
    package var uncertainGroupNames: [String]
    /// Bytes of the shortest literal of which every match holds one; 0: none.
    package var longestRequiredLiteral: Int
}

/// An inclusive range: `55x` is 550…559.
package struct ReplyPattern: Hashable, Sendable {
    package var lower: UInt16
    package var upper: UInt16

    package func contains(_ code: UInt16) -> Bool { code >= lower && code <= upper }
}

/// nil: `x`.
package struct StatusPattern: Hashable, Sendable, CustomStringConvertible {
    package var `class`: UInt8?
    package var subject: UInt16?
    package var detail: UInt16?

    package init(class: UInt8?, subject: UInt16?, detail: UInt16?) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    package func matches(_ code: EnhancedStatusCode) -> Bool {
        (`class` == nil || `class` == code.class) && (subject == nil || subject == code.subject)
            && (detail == nil || detail == code.detail)
    }

    package var description: String {
        let parts = [`class`.map(String.init), subject.map(String.init), detail.map(String.init)]
        return parts.map { $0 ?? "x" }.joined(separator: ".")
    }
}

/// Days since 1970, both inclusive.
package struct DateTest: Hashable, Sendable {
    package var first: UInt32
    package var last: UInt32
    /// As it was written: `2022-01-01..2022-01-05`.
    package var text: String
}

package struct HostTest: Hashable, Sendable {
    package var field: Field
    /// Lower case, without a leading or closing dot.
    package var name: String
    /// Written `.example.net`: the domain and everything below it.
    package var includesSubdomains: Bool

    package enum Field: String, Hashable, Sendable, CaseIterable {
        case remoteMTA = "remote_mta"
        case reportingMTA = "reporting_mta"
        case recipientDomain = "recipient_domain"
        case senderDomain = "sender_domain"
    }

    package func matches(_ host: String) -> Bool {
        host == name || (includesSubdomains && host.hasSuffix(name) && host.dropLast(name.count).hasSuffix("."))
    }
}

package struct HeaderTest: Hashable, Sendable {
    /// As written; compared without case (`FieldName.hash`).
    package var name: String
    /// Of the returned message instead of the bounce.
    package var isReturned: Bool
    package var condition: Condition

    package enum Condition: Hashable, Sendable {
        case exists
        case phrase(String)
        case regex(RegexTest)
    }
}

package struct NumberTest: Hashable, Sendable {
    package var comparison: Comparison
    /// `size`: bytes; 25MB is 25 * 1024 * 1024.
    package var value: UInt64

    package func holds(_ number: UInt64) -> Bool { comparison.holds(number, value) }
}
