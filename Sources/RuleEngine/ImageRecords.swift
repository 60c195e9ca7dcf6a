package import PatternAutomaton

/// Where RuleEngine's tables stand in an image. Pattern sets have section numbers of their own.
package enum RuleSection {
    package static let texts = SectionID(0x0100_0001)
    package static let rules = SectionID(0x0100_0002)
    package static let causes = SectionID(0x0100_0003)
    package static let actions = SectionID(0x0100_0004)
    package static let localized = SectionID(0x0100_0005)
    package static let numbers = SectionID(0x0100_0006)
    package static let programs = SectionID(0x0100_0007)
    package static let predicates = SectionID(0x0100_0008)
    /// Of the pattern set for diagnostic texts: pattern -> predicate.
    package static let textPatterns = SectionID(0x0100_0009)
    /// Of the pattern set for whole mails, and behind it of those for the lines of each layout: pattern -> run of `reportUses`.
    package static let reportPatterns = SectionID(0x0100_000A)
    package static let reportUses = SectionID(0x0100_000B)
    /// Predicate -> run of `numbers`: the programs to try when it holds.
    package static let owners = SectionID(0x0100_000C)
    package static let codeTests = SectionID(0x0100_000D)
    package static let statusTests = SectionID(0x0100_000E)
    package static let nameTests = SectionID(0x0100_000F)
    package static let layouts = SectionID(0x0100_0010)
    package static let blocks = SectionID(0x0100_0011)
    package static let groupRoles = SectionID(0x0100_0012)
    package static let blocklists = SectionID(0x0100_0013)
    package static let wantedHeaders = SectionID(0x0100_0014)
    package static let packs = SectionID(0x0100_0015)
    package static let particularVerdicts = SectionID(0x0100_0020)
    package static let mailDomains = SectionID(0x0100_0021)
    package static let letters = SectionID(0x0100_0022)

    /// Numbers of the pattern sets: texts of diagnoses, whole mails, and then one for the lines of each layout that has patterns.
    package static let textPatternSet = 0
    package static let reportPatternSet = 1
    package static let firstLayoutPatternSet = 2
}

// Rows are made of UInt32 alone: no padding, so that the same packs give the same bytes.

/// Bytes of the `texts` section.
package struct TextReference: Row {
    package var offset: UInt32 = 0
    package var count: UInt32 = 0
    package init() {}
    package init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }
}

/// Rows `first ..< first + count` of another section.
package struct Run: Row {
    package var first: UInt32 = 0
    package var count: UInt32 = 0
    package init() {}
    package init(first: UInt32, count: UInt32) {
        self.first = first
        self.count = count
    }
    package var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

package struct PackRecord: Row {
    package var id = TextReference()
    package var version = TextReference()
    package var titles = Run()
    package init() {}
}

package struct RuleRecord: Row {
    package var id = TextReference()
    package var program = Run()
    package var cause: UInt32 = .max
    /// 0 standard, 1 vendor, 2 site.
    package var tier: UInt32 = 0
    /// 1: yields to every rule that holds by other words.
    package var isFallback: UInt32 = 0
    /// 1 low, 2 medium, 3 high.
    package var confidence: UInt32 = 2
    /// What differs from the cause's defaults; see `Verdict`.
    package var verdict = VerdictRecord()
    /// `numbers`: rows of `actions`. Empty: the cause's.
    package var actions = Run()
    /// `localized`.
    package var messages = Run()
    /// `numbers`: rules that lose against this one.
    package var before = Run()
    /// Row of `blocklists`, or `UInt32.max`.
    package var blocklist: UInt32 = .max
    /// Empty: the cause's.
    package var sisimaiReason = TextReference()
    package init() {}
}

/// Small numbers of closed lists; `UInt32.max`: not stated.
package struct VerdictRecord: Row {
    package var side: UInt32 = .max
    package var actor: UInt32 = .max
    package var permanence: UInt32 = .max
    package var suppression: UInt32 = .max
    package init() {}
}

package struct CauseRecord: Row {
    package var id = TextReference()
    /// `userunknown`, or `userunknown x.1.6=hasmoved` where the enhanced status code makes it another one.
    package var sisimaiReason = TextReference()
    package var verdict = VerdictRecord()
    package var titles = Run()
    package var summaries = Run()
    package var actions = Run()
    package init() {}
}

/// What differs in a cause by who said the words, or by the way that the mail went.
package struct ParticularVerdictRecord: Row {
    /// Row of `causes`.
    package var cause: UInt32 = .max
    /// `ParticularCase`.
    package var when: UInt32 = 0
    /// Row of `causes`: the cause that it then is, or `UInt32.max`.
    package var otherCause: UInt32 = .max
    package var verdict = VerdictRecord()
    package var summaries = Run()
    package var actions = Run()
    package init() {}
}

package enum ParticularCase {
    package static let none: UInt32 = 0
    /// The sender's own server said the words.
    package static let senderSpeaks: UInt32 = 1
    /// The recipient's mail exchanger said them.
    package static let recipientSpeaks: UInt32 = 2
    /// The recipient's side had passed the mail on to another address, and that one failed.
    package static let forwarded: UInt32 = 3
}

/// A domain that many people have addresses in, or one that people write in its stead.
package struct MailDomainRecord: Row {
    package var name = TextReference()
    /// The domain that is meant; empty: the name itself is right.
    package var meant = TextReference()
    package init() {}
}

/// A text to be sent or pasted, its facts to be filled in.
package struct LetterRecord: Row {
    package var id = TextReference()
    /// 0 a letter, 1 lines of a server's configuration.
    package var kind: UInt32 = 0
    /// As `LocalizedRecord.reader`: who is written to; for lines 0.
    package var reader: UInt32 = 0
    /// `numbers`: rows of `causes`; empty: all.
    package var causes = Run()
    /// The subject; the title of lines.
    package var titles = Run()
    package var bodies = Run()
    package init() {}
}

package struct ActionRecord: Row {
    package var id = TextReference()
    package var reader: UInt32 = 0
    package var texts = Run()
    package var reasons = Run()
    package init() {}
}

package struct LocalizedRecord: Row {
    package var language = TextReference()
    /// 0 everybody, then as `ReaderNumber`.
    package var reader: UInt32 = 0
    package var text = TextReference()
    package init() {}
}

package struct PredicateRecord: Row {
    /// `EvidenceStrength`.
    package var strength: UInt32 = 0
    package var weight: UInt32 = 0
    /// Pattern in the set for diagnostic texts, or `UInt32.max`.
    package var pattern: UInt32 = .max
    /// `reportUses` role of a pattern over the mail; else 0.
    package var kind: UInt32 = 0
    package init() {}
}

/// What a pattern over the whole mail means where it is found.
package struct ReportUse: Row {
    /// `ReportRole`.
    package var role: UInt32 = 0
    /// header: hash of the name. Layout roles: the layout.
    package var subject: UInt32 = 0
    /// The predicate; for layout roles the block, phase or action.
    package var value: UInt32 = 0
    package init() {}
}

package enum ReportRole {
    package static let body: UInt32 = 1
    package static let header: UInt32 = 2
    package static let returnedHeader: UInt32 = 3
    package static let reportAfter: UInt32 = 4
    package static let reportBefore: UInt32 = 5
    package static let returnedAfter: UInt32 = 6
    package static let returnedAt: UInt32 = 7
    package static let field: UInt32 = 8
    package static let recipient: UInt32 = 9
    /// value: block << 16 | order in `starts`.
    package static let blockStart: UInt32 = 10
    package static let blockEnd: UInt32 = 11
    package static let blockField: UInt32 = 12
    /// value: block << 8 | phase; block 0xFFFF: the whole report.
    package static let phase: UInt32 = 13
    package static let action: UInt32 = 14
}

/// A range of reply codes.
package struct CodeTest: Row {
    package var lower: UInt32 = 0
    package var upper: UInt32 = 0
    package var predicate: UInt32 = 0
    package init() {}
}

/// `key`: class << 20 | (subject + 1) << 10 | detail + 1, with 0 for `x`; rows are sorted by it.
package struct StatusTest: Row {
    package var key: UInt32 = 0
    package var predicate: UInt32 = 0
    package init() {}
}

/// A test of a name, number or value by hash and kind; rows are sorted by (kind, hash).
package struct NameTest: Row {
    /// `NameTestKind`.
    package var kind: UInt32 = 0
    package var hash: UInt32 = 0
    package var name = TextReference()
    package var predicate: UInt32 = 0
    package init() {}
}

package enum NameTestKind {
    // Host fields: even the exact name, odd the domain with everything below it.
    package static let remoteMTA: UInt32 = 0
    package static let reportingMTA: UInt32 = 2
    package static let recipientDomain: UInt32 = 4
    package static let senderDomain: UInt32 = 6
    package static let headerExists: UInt32 = 8
    package static let returnedHeaderExists: UInt32 = 9
    package static let mimeType: UInt32 = 10
    package static let attachmentExtension: UInt32 = 11
    package static let client: UInt32 = 12
    /// "name=value".
    package static let symptom: UInt32 = 13
    package static let layout: UInt32 = 14
    package static let phase: UInt32 = 15
    /// `hash` is the comparison, `name` the number (low, high).
    package static let size: UInt32 = 16
    package static let partCount: UInt32 = 17
    /// `name` holds the first and the last day since 1970.
    package static let date: UInt32 = 18
}

package struct LayoutRecord: Row {
    package var id = TextReference()
    package var titles = Run()
    package var program = Run()
    package var tier: UInt32 = 0
    /// `LayoutKindNumber`.
    package var kind: UInt32 = 0
    /// Bits: 1 confines the report by `report.after`, 2 takes the returned message's recipient, 4 reads paragraphs, 8 needs a reason.
    package var flags: UInt32 = 0
    /// `blocks`.
    package var blocks = Run()
    /// `numbers`: hashes of header names.
    package var recipientHeaders = Run()
    /// Its patterns, in the numbering of `reportPatterns` and `groupRoles`.
    package var patterns = Run()
    package init() {}

    /// It counts only where a recipient and a reason were found.
    package var needsReason: Bool { flags & 8 != 0 }
}

package struct BlockRecord: Row {
    /// Bits: 1 ends at a blank line, 2 the reply follows the head, 4 ends stated.
    package var flags: UInt32 = 0
    package init() {}
}

/// Which named group of a layout's pattern is which field.
package struct GroupRole: Row {
    /// In the numbering of `reportPatterns`.
    package var pattern: UInt32 = 0
    package var group: UInt32 = 0
    /// `LayoutField`.
    package var field: UInt32 = 0
    package init() {}
}

package struct BlocklistRecord: Row {
    package var zone = TextReference()
    package var name = TextReference()
    /// 0 address, 1 range, 2 domain, 3 url, 4 policy.
    package var lists: UInt32 = 0
    package var isLive: UInt32 = 1
    package var lookup = TextReference()
    package var delistURL = TextReference()
    package var delistNotes = Run()
    package var delistWho = TextReference()
    package var expires = TextReference()
    package var deadSince = TextReference()
    package init() {}
}

/// How strongly a kind of evidence speaks: words over enhanced codes over reply codes.
package enum EvidenceStrength {
    package static let circumstance: UInt32 = 0
    package static let replyCode: UInt32 = 1
    package static let status: UInt32 = 2
    package static let words: UInt32 = 3
}
