/// A text in several languages, in the order written; for messages also for several readers.
package struct LocalizedText: Sendable {
    package var entries: [Entry]

    package struct Entry: Sendable {
        /// `en`, `ja`.
        package var language: String
        /// nil: for everybody.
        package var reader: Reader?
        /// As written. Titles have no variables; messages, summaries and advice are templates.
        package var text: String
        package var template: Template
        package var place: Place
    }

    package init(entries: [Entry] = []) {
        self.entries = entries
    }

    package var isEmpty: Bool { entries.isEmpty }

    package func text(in language: String) -> String? {
        entries.first { $0.language == language && $0.reader == nil }?.text
    }
}

/// Who reads advice.
package enum Reader: String, Sendable, CaseIterable {
    case sender, recipient
    case senderOperator = "sender-operator"
    case recipientOperator = "recipient-operator"
}

/// A text with variables: `${name}` and `${name? text with ${name}}`.
package struct Template: Hashable, Sendable {
    package var parts: [Part]

    package indirect enum Part: Hashable, Sendable {
        case text(String)
        case variable(String)
        /// Left out where the variable is unknown.
        case whenKnown(String, Template)
    }

    package init(parts: [Part]) {
        self.parts = parts
    }
}

package struct CauseModel: Sendable {
    /// `mailbox.full`.
    package var id: String
    package var title: LocalizedText
    package var side: ResponsibleSide
    package var actor: ResponsibleActor?
    package var permanence: PermanenceModel
    package var suppressRecipient: SuppressionModel
    package var sisimaiReason: String?
    /// Where the enhanced status code makes it another one; the first that matches counts.
    package var sisimaiReasonsByStatus: [(status: StatusPattern, reason: String)] = []
    package var summary: LocalizedText
    /// Most useful first.
    package var actions: [SpannedText]
    /// What differs by who said the words, or by the way that the mail went.
    package var particular: [ParticularVerdictModel] = []
    package var place: Place
}

/// An entry of `when`; what is nil or empty stays as the cause says.
package struct ParticularVerdictModel: Sendable {
    package var when: When
    /// The cause that it then is.
    package var cause: SpannedText?
    package var side: ResponsibleSide?
    package var actor: ResponsibleActor?
    package var summary: LocalizedText
    package var actions: [SpannedText]

    package enum When: String, Sendable, CaseIterable {
        case senderSpeaks = "sender-speaks"
        case recipientSpeaks = "recipient-speaks"
        case forwarded
    }
}

/// A domain in which many people have their addresses.
package struct MailDomainModel: Sendable {
    /// In lower case.
    package var name: String
    /// What people write in its stead.
    package var mistakes: [String]
    package var place: Place
}

/// An entry of `letters` or of `allow_lines`.
package struct LetterModel: Sendable {
    package var id: String
    /// Who is written to; nil: lines of a server's configuration.
    package var reader: Reader?
    /// Ids of causes, or families of them (`reputation`); empty: all.
    package var causes: [SpannedText]
    package var title: LocalizedText
    package var body: LocalizedText
    package var place: Place
}

package struct ActionModel: Sendable {
    package var id: String
    package var reader: Reader
    package var text: LocalizedText
    package var because: LocalizedText
    package var place: Place
}

package struct BlocklistModel: Sendable {
    /// A domain name in lower case; names below it belong to it.
    package var zone: String
    package var aliases: [SpannedText]
    package var name: String
    package var lists: Subject
    package var kind: Kind
    package var isLive: Bool
    /// YYYY-MM-DD.
    package var deadSince: String?
    package var cause: SpannedText?
    /// A template over `listed`.
    package var lookup: SpannedText?
    package var delisting: Delisting?
    /// As written, `24h`.
    package var expires: String?
    package var returnCodes: [ReturnCode]
    package var references: [SpannedText]
    /// Replies that name the list, and some that do not.
    package var examples: [ExampleModel]
    /// Codes of diagnostics silenced for this list.
    package var suppressed: [String]
    package var place: Place

    package enum Subject: String, Sendable, CaseIterable {
        case address, range, domain, url, policy
    }

    package enum Kind: String, Sendable, CaseIterable {
        case `public`, `private`, commercial
    }

    package struct Delisting: Sendable {
        package var who: Who
        package var url: SpannedText?
        package var note: LocalizedText
    }

    package enum Who: String, Sendable, CaseIterable {
        case anyone, owner, provider, automatic, nobody
    }

    package struct ReturnCode: Sendable {
        /// `127.0.0.2`, or `127.0.0.4-7`, as written.
        package var address: String
        package var meaning: LocalizedText
    }
}
