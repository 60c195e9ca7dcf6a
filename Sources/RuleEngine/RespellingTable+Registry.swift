/// What `Respelling` puts in the place of what, pass by pass. In English, which most servers speak.
struct RespellingTable: Sendable {
    struct Entry: Sendable {
        var written: [UInt8]
        var plain: [UInt8]
        /// The word may go on: its ending stays.
        var isBeginning = false
        /// Only in front of a word that begins so.
        var next: [[UInt8]] = []
        var changesNothing: Bool { written == plain }
    }

    var hasContractions = false
    /// By first byte; the longest first.
    private var entries = [[Entry]](repeating: [], count: 128)

    /// - Parameter pairs: what is written and what is plain; `*` behind what is written: the word may go on.
    private init(_ pairs: [(String, String)], next: [(String, String, [String])] = [], hasContractions: Bool = false) {
        self.hasContractions = hasContractions
        for (written, plain, words) in pairs.map({ ($0, $1, []) }) + next {
            var bytes = Array(written.utf8)
            let isBeginning = bytes.last == UInt8(ascii: "*")
            if isBeginning { bytes.removeLast() }
            guard let first = bytes.first, first < 0x80 else { continue }
            entries[Int(first)].append(
                Entry(written: bytes, plain: Array(plain.utf8), isBeginning: isBeginning, next: words.map { Array($0.utf8) }))
        }
        for index in entries.indices { entries[index].sort { $0.written.count > $1.written.count } }
    }

    /// The entry that holds where a word begins, and how many bytes it replaces.
    func entry(in text: Span<UInt8>, at position: Int) -> (Int, Entry)? {
        guard text[position] < 0x80 else { return nil }
        for entry in entries[Int(text[position])] {
            let end = position + entry.written.count
            guard end <= text.count, entry.written.indices.allSatisfy({ text[position + $0] == entry.written[$0] }),
                entry.isBeginning || end == text.count || !Respelling.isWord(text[end]) || entry.written.last == 0x20
            else { continue }
            guard entry.next.isEmpty || entry.next.contains(where: { Self.stands($0, in: text, at: end + 1) }) else { continue }
            return (entry.written.count, entry)
        }
        return nil
    }

    static func stands(_ word: [UInt8], in text: Span<UInt8>, at position: Int) -> Bool {
        position + word.count <= text.count && word.indices.allSatisfy { text[position + $0] == word[$0] }
    }

    /// The second place is that of names, which needs no table.
    static let passes = [spellings, RespellingTable([]), tenses, synonyms]

    private static let spellings = RespellingTable(
        [
            ("can not", "cannot"), ("won't", "will not"), ("wont", "will not"), ("cant", "cannot"), ("dont", "do not"), ("do'nt", "do not"),
            ("doesnt", "does not"), ("does'nt", "does not"), ("didnt", "did not"), ("isnt", "is not"), ("is'nt", "is not"),
            ("arent", "are not"),
            ("wasnt", "was not"), ("couldnt", "could not"), ("hasnt", "has not"), ("havent", "have not"),
            ("mail box*", "mailbox"), ("mail-box*", "mailbox"), ("e-mail box*", "mailbox"), ("email box*", "mailbox"),
            ("emailbox*", "mailbox"),
            ("e-mail*", "email"),
            ("black list*", "blacklist"), ("black-list*", "blacklist"), ("block list*", "blocklist"), ("block-list*", "blocklist"),
            ("white list*", "whitelist"), ("white-list*", "whitelist"), ("grey list*", "greylist"), ("grey-list*", "greylist"),
            ("gray list*", "greylist"), ("gray-list*", "greylist"), ("graylist*", "greylist"), ("deny list*", "denylist"),
            ("deny-list*", "denylist"), ("allow list*", "allowlist"), ("allow-list*", "allowlist"),
            ("host name*", "hostname"), ("host-name*", "hostname"), ("mailserver*", "mail server"), ("mail-server*", "mail server"),
            ("mailhost*", "mail host"), ("mail-host*", "mail host"),
            ("attachement*", "attachment"), ("max ", "maximum "), ("max. ", "maximum "), ("ip-addr*", "ip addr"), ("rdns", "reverse dns"),
            ("r-dns", "reverse dns"), ("reverse-dns", "reverse dns"),
            ("non existant", "nonexistent"), ("non-existant", "nonexistent"), ("nonexistant", "nonexistent"),
            ("non existent", "nonexistent"),
            ("non-existent", "nonexistent"), ("non existing", "nonexistent"), ("non-existing", "nonexistent"),
            ("inexistent", "nonexistent"),
            ("unexisting", "nonexistent"),
            ("authoris*", "authoriz"), ("unauthoris*", "unauthoriz"), ("recognis*", "recogniz"), ("unrecognis*", "unrecogniz"),
            ("organis*", "organiz"),
            ("does not exist", "does not exist"), ("does not exists", "does not exist"), ("does no exist", "does not exist"),
            ("does no exists", "does not exist"), ("do not exist", "does not exist"),
            ("do not exists", "does not exist"), ("not exist", "does not exist"), ("not exists", "does not exist"),
            ("is not exist", "does not exist"), ("is not existing", "does not exist"), ("did not exist", "does not exist"),
            ("could not exist", "could not exist"),
            ("over-quota", "over quota"), ("overquota", "over quota"), ("unknown-user", "unknown user"), ("userunknown", "user unknown"),
            ("exceed", "exceeded"), ("reciev*", "receiv"), ("disabel*", "disable"), ("unkown", "unknown"), ("unknow", "unknown"),
            ("adress*", "address"),
        ],
        next: [
            ("temporary", "temporarily", ["un", "dis", "sus", "loc", "blo", "rej", "ref", "def", "not"]),
            ("quote", "quota", ["exceed"]),
        ], hasContractions: true)

    private static let tenses = RespellingTable([
        ("was", "is"), ("has been", "is"), ("are", "is"), ("were", "is"), ("have been", "is"), ("had been", "is"), ("gets", "is"),
        ("got", "is"),
        ("being", "is"), ("be", "is"), ("will be", "is"), ("seems to be", "is"), ("appears to be", "is"),
        ("emails", "messages"), ("mails", "messages"),
        ("currently ", ""), ("presently ", ""), ("now ", ""), ("already ", ""), ("still ", ""), ("unfortunately ", ""),
        ("unfortunately, ", ""),
        ("sorry ", ""), ("sorry, ", ""), ("please ", ""), ("just ", ""), ("apparently ", ""), ("actually ", ""), ("simply ", ""),
        ("really ", ""), ("also ", ""), ("administratively ", ""), ("permanently ", ""), ("automatically ", ""), ("recently ", ""),
        ("completely ", ""), ("definitely ", ""),
    ])

    private static let synonyms = RespellingTable(
        [
            ("receiver", "recipient"), ("receivers", "recipients"), ("addressee", "recipient"), ("addressees", "recipients"),
            ("rcpt", "recipient"),
            ("originator", "sender"), ("originators", "senders"), ("denylist*", "blacklist"), ("stoplist*", "blacklist"),
            ("blocklist*", "blacklist"),
            ("forbidden", "not allowed"), ("prohibited", "not allowed"), ("disallowed", "not allowed"), ("not permitted", "not allowed"),
        ],
        next: ["email", "mail", "emails", "mails"].map { ($0, "message", RespellingTable.verbs) })

    private static let verbs = [
        "is", "from", "to ", "can", "could", "has", "cannot", "will", "refused", "rejected", "denied",
    ]
}
