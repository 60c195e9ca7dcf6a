/// Two statements of one mail that do not go together. Both are kept; the diagnosis says which one it believed.
public struct Contradiction: Hashable, Sendable {
    public let kind: Kind
    /// What was stated, in the order that the kind's comment gives.
    public let values: [String]

    public init(kind: Kind, values: [String]) {
        self.kind = kind
        self.values = values
    }

    /// Which statements disagree. An open set.
    public struct Kind: Hashable, Sendable, CustomStringConvertible {
        public let id: String

        public init(id: String) {
            self.id = id
        }

        public var description: String { id }

        /// The enhanced status code speaks for one cause, the words for another: code, its cause, the cause of the words.
        public static let statusAndText = Kind(id: "status-and-text")
        /// As above for the reply code: code, its cause, the cause of the words.
        public static let replyCodeAndText = Kind(id: "reply-code-and-text")
        /// One code is permanent and the other temporary: reply code, enhanced status code.
        public static let replyCodeAndStatus = Kind(id: "reply-code-and-status")
        /// The report's action and its code disagree, as `delayed` with 5.1.1: action, code.
        public static let actionAndCode = Kind(id: "action-and-code")
        /// `Status:` and the code inside the diagnostic text differ: the one, the other.
        public static let statusAndDiagnosticStatus = Kind(id: "status-and-diagnostic-status")
        /// The mail program's own words say one cause, the server's reply that it quotes another: the one, the other.
        public static let programAndServer = Kind(id: "program-and-server")
        /// Words of one reply speak for two causes: the cause that was believed, the other.
        public static let textAndText = Kind(id: "text-and-text")
    }

    /// The contradiction as a sentence; causes by their ids.
    public func words(in language: Language) -> String {
        words(in: language, naming: [:])
    }

    /// As above; causes by their titles.
    package func words(in language: Language, naming titles: [Cause: LocalizedText]) -> String {
        let values = values.map { value in
            let title = titles[Cause(id: value)]?[language] ?? ""
            return title.isEmpty ? value : title
        }
        let template = language == .japanese ? japaneseTemplate : englishTemplate
        guard let template else { return kind.id + ": " + values.joined(separator: ", ") }
        var sentence = ""
        for character in template {
            // An ASCII digit of the template stands for that value (一 is a digit to Unicode); values are never looked at again.
            if let digit = character.asciiValue, (0x30...0x39).contains(digit) {
                let number = Int(digit) - 0x30
                sentence += values.indices.contains(number) ? values[number] : "?"
            } else {
                sentence.append(character)
            }
        }
        return sentence
    }

    private var englishTemplate: String? {
        switch kind {
        case .statusAndText: "the status 0 stands for 1, but the words say 2"
        case .replyCodeAndText: "the reply code 0 stands for 1, but the words say 2"
        case .replyCodeAndStatus: "the reply code 0 and the status 1 disagree about trying again"
        case .actionAndCode: "the report says 0, but its code is 1"
        case .statusAndDiagnosticStatus: "the report's status is 0, the server's own answer says 1"
        case .programAndServer: "the mail program itself says 0, but the server's reply in the same window says 1; the reply counts"
        case .textAndText: "the words speak for 0, but some of them for 1"
        default: nil
        }
    }

    private var japaneseTemplate: String? {
        switch kind {
        case .statusAndText: "拡張ステータスコード 0 は 1 を意味しますが、文面は 2 を示しています"
        case .replyCodeAndText: "応答コード 0 は 1 を意味しますが、文面は 2 を示しています"
        case .replyCodeAndStatus: "応答コード 0 と拡張ステータスコード 1 では、再送で届く見込みについて食い違いがあります"
        case .actionAndCode: "配送通知は 0 としていますが、コードは 1 です"
        case .statusAndDiagnosticStatus: "配送通知のステータスは 0 ですが、サーバーの応答は 1 です"
        case .programAndServer: "メールソフト自身の表示は 0 ですが、同じ画面のサーバーの応答は 1 を示しています。サーバーの応答を優先しました"
        case .textAndText: "文面は 0 を示していますが、一部は 1 とも読めます"
        default: nil
        }
    }
}
