import CUndelivered
import DeliveryTypes
import RuleEngine
import RulePackCompiler
import Undelivered

/// What `undelivered_session` stands for: working memory and the last result.
@safe final class SessionObject {
    private(set) var diagnoser: Diagnoser
    private var session: DiagnosisSession
    /// Of raw matching: made when it is first asked for.
    private var matching: RuleSession?
    private(set) var result = Result.none
    private var views: [Int: ResultView] = unsafe [:]
    private var matchViews: [Int: undelivered_rule_match] = unsafe [:]
    private var kind: undelivered_text?
    private let arena = TextArena()
    private let jsonArena = TextArena()
    private let explanationArena = TextArena()

    enum Result {
        case none
        case mail(MailDiagnosis)
        case matches([FoundRule])
    }

    init(_ diagnoser: Diagnoser) {
        self.diagnoser = diagnoser
        session = DiagnosisSession(diagnoser)
    }

    func replaceDiagnoser(_ diagnoser: Diagnoser) {
        forget()
        self.diagnoser = diagnoser
        let knownAddresses = session.knownAddresses
        session = DiagnosisSession(diagnoser)
        session.knownAddresses = knownAddresses
        matching = nil
    }

    func addKnownAddress(_ address: String) {
        session.knownAddresses.append(address)
    }

    /// Texts that the caller was given end here.
    func forget() {
        result = .none
        unsafe views.removeAll(keepingCapacity: true)
        unsafe matchViews.removeAll(keepingCapacity: true)
        unsafe kind = nil
        arena.removeAll()
        jsonArena.removeAll()
        explanationArena.removeAll()
    }

    // MARK: - Verbs, on a session that has forgotten its last result

    func diagnosis(ofMail bytes: UnsafeRawBufferPointer) throws(Failure) -> MailDiagnosis {
        do throws(MessageError) {
            return try unsafe session.diagnosis(forMail: [UInt8](bytes))
        } catch {
            throw Failure(error)
        }
    }

    func diagnosis(ofReply bytes: UnsafeRawBufferPointer) throws(Failure) -> Diagnosis {
        try unsafe checkSize(bytes)
        return unsafe session.diagnosis(forReply: String(keepingPlacesOf: bytes))
    }

    /// The same in numbers, without the words.
    func verdict(ofReply bytes: UnsafeRawBufferPointer) throws(Failure) -> Verdict {
        try unsafe checkSize(bytes)
        guard unsafe Self.isASCII(bytes) else {
            let text = unsafe Array(String(keepingPlacesOf: bytes).utf8)
            return session.verdict(forReply: text.span)
        }
        let text = unsafe UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count)
        return unsafe session.verdict(forReply: text.span)
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var all: UInt64 = 0
        var offset = 0
        while offset + 8 <= bytes.count {
            all |= unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        while offset < bytes.count {
            all |= unsafe UInt64(bytes[offset])
            offset += 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    private func checkSize(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        let limit = diagnoser.limits.maximumSize
        guard bytes.count <= limit else {
            throw Failure(UNDELIVERED_TOO_LARGE, "the text has \(bytes.count) bytes, more than the limit of \(limit)")
        }
    }

    func diagnose(mail bytes: UnsafeRawBufferPointer) throws(Failure) {
        result = .mail(try unsafe diagnosis(ofMail: bytes))
    }

    func diagnose(reply bytes: UnsafeRawBufferPointer) throws(Failure) {
        answer(try unsafe diagnosis(ofReply: bytes))
    }

    func diagnose(dialog bytes: UnsafeRawBufferPointer) throws(Failure) {
        try unsafe checkSize(bytes)
        answer(unsafe session.diagnosis(forDialog: String(keepingPlacesOf: bytes)))
    }

    func diagnose(arrived bytes: UnsafeRawBufferPointer) throws(Failure) {
        do throws(MessageError) {
            result = .mail(MailDiagnosis(kind: .notice, diagnoses: [try unsafe session.diagnosis(forArrivedMail: [UInt8](bytes))]))
        } catch {
            throw Failure(error)
        }
    }

    func diagnose(logLine bytes: UnsafeRawBufferPointer) throws(Failure) {
        try unsafe checkSize(bytes)
        if let diagnosis = unsafe session.diagnosis(forLogLine: String(keepingPlacesOf: bytes)) {
            answer(diagnosis)
        } else {
            result = .mail(MailDiagnosis(kind: .notABounce))
        }
    }

    func diagnose(symptoms bytes: UnsafeRawBufferPointer) throws(Failure) {
        try unsafe checkSize(bytes)
        do throws(RulePackError) {
            answer(session.diagnosis(for: try unsafe SymptomReport(parsing: [UInt8](bytes))))
        } catch {
            throw Failure(unreadableReport: error)
        }
    }

    private func answer(_ diagnosis: Diagnosis) {
        result = .mail(MailDiagnosis(kind: diagnosis.action == .delayed ? .delay : .failure, diagnoses: [diagnosis]))
    }

    func match(_ delivery: StatedDelivery) {
        var matching = self.matching.take() ?? RuleSession(rules: diagnoser.rules)
        result = .matches(matching.found(for: delivery))
        self.matching = matching
    }

    // MARK: - Results

    var mail: MailDiagnosis? {
        guard case .mail(let mail) = result else { return nil }
        return mail
    }

    var resultCount: Int? {
        switch result {
        case .none: nil
        case .mail(let mail): mail.diagnoses.count
        case .matches(let matches): matches.count
        }
    }

    func diagnosis(_ index: Int) throws(Failure) -> Diagnosis {
        guard case .mail(let mail) = result else { throw Failure(UNDELIVERED_NO_RESULT, "there is no diagnosis") }
        guard mail.diagnoses.indices.contains(index) else { throw Failure(UNDELIVERED_NO_RESULT, "there is no result \(index)") }
        return mail.diagnoses[index]
    }

    /// The texts of a result are written once, however often they are asked for.
    func view(_ index: Int) throws(Failure) -> ResultView {
        if let view = unsafe views[index] { return unsafe view }
        let view = unsafe ResultView(try diagnosis(index), in: arena)
        unsafe views[index] = unsafe view
        return unsafe view
    }

    func matchView(_ index: Int) throws(Failure) -> undelivered_rule_match {
        if let view = unsafe matchViews[index] { return unsafe view }
        guard case .matches(let matches) = result, matches.indices.contains(index) else {
            throw Failure(UNDELIVERED_NO_RESULT, "there is no match \(index)")
        }
        let match = matches[index]
        var view = unsafe undelivered_rule_match()
        unsafe view.rule = arena.add(match.rule)
        unsafe view.cause = arena.add(match.cause)
        unsafe view.strength = match.strength
        unsafe view.weight = match.weight
        unsafe matchViews[index] = unsafe view
        return unsafe view
    }

    func kindText(_ stated: MailKind) -> undelivered_text {
        if let kind = unsafe kind { return unsafe kind }
        let text = unsafe arena.add(stated.id)
        unsafe kind = unsafe text
        return unsafe text
    }

    func jsonText(_ json: JSONWriter) -> undelivered_text {
        jsonArena.removeAll()
        return unsafe jsonArena.add(json.bytes)
    }

    func explanationText(_ json: JSONWriter) -> undelivered_text {
        explanationArena.removeAll()
        return unsafe explanationArena.add(json.bytes)
    }
}
