import AllPacks
import CUndelivered
import RuleEngine
import RulePackCompiler
import Undelivered

/// What `undelivered_builder` stands for: packs and settings, until a diagnoser is made of them.
final class BuilderObject {
    var limits = MessageLimits.default
    var ownDomains: [String] = []
    private(set) var warnings: [Diagnostic] = []
    private var usesAll = false
    private var chosen: [RulePack] = []
    private var ownPacks: [(key: [UInt8], files: [PackFile])] = []
    private var levels: [String: LintLevel] = [:]
    private var otherwise = LintLevel.warn

    enum LintLevel: Int32 {
        case allow, warn, deny
    }

    func addBuiltin(_ id: String) throws(Failure) {
        guard !id.isEmpty else {
            usesAll = true
            return
        }
        guard let pack = RulePackSet.all.packs.first(where: { $0.id == id }) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "no pack that ships is called \(id)")
        }
        if !chosen.contains(where: { $0.id == id }) { chosen.append(pack) }
    }

    func addFile(_ file: PackFile, toPack key: [UInt8]) {
        if let index = ownPacks.firstIndex(where: { $0.key == key }) {
            ownPacks[index].files.append(file)
        } else {
            ownPacks.append((key, [file]))
        }
    }

    func setLint(_ code: String, _ level: LintLevel) {
        if code.isEmpty { otherwise = level } else { levels[code] = level }
    }

    func build() throws(Failure) -> Diagnoser {
        warnings = []
        guard usesAll || !chosen.isEmpty || !ownPacks.isEmpty else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "no pack was added to the builder")
        }
        do throws(RulePackError) {
            let findings = try ownFindings()
            if findings.contains(where: { $0.severity == .error }) { throw RulePackError(diagnostics: findings) }
            let builtin = usesAll ? RulePackSet.all : RulePackSet(chosen)
            var diagnoser = try Diagnoser(packs: builtin, adding: ownPacks.map(\.files), limits: limits)
            diagnoser.ownDomains = ownDomains
            warnings = findings
            return diagnoser
        } catch {
            throw Failure(error)
        }
    }

    /// What is to be said of the caller's packs: warnings, and those among them that count as errors.
    private func ownFindings() throws(RulePackError) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for pack in ownPacks {
            for var finding in try parsePack(files: pack.files).diagnostics {
                switch levels[finding.code] ?? otherwise {
                case .allow: continue
                case .warn: break
                case .deny: finding.severity = .error
                }
                findings.append(finding)
            }
        }
        return findings
    }
}
