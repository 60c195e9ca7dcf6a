/// Why a text is not a template; `offset` counts Unicode scalars of the text.
struct TemplateError: Error {
    var message: String
    var help: String?
    var offset: Int
    var count: Int
}

extension Template {
    /// Nesting of `${a? ${b? …}}`.
    private static let depthLimit = 4

    /// Parses `${name}` and `${name? text with ${name}}`.
    static func parse(_ text: String) throws(TemplateError) -> Template {
        // Most texts have no variables.
        guard text.utf8.contains(where: { $0 == 0x24 || $0 == 0x7B }) else { return Template(parts: [.text(text)]) }
        var parser = Parser(scalars: Array(text.unicodeScalars))
        return Template(parts: try parser.parts(depth: 0))
    }

    private struct Parser {
        let scalars: [Unicode.Scalar]
        var index = 0

        /// Up to the end, or inside a condition up to its `}`.
        mutating func parts(depth: Int) throws(TemplateError) -> [Part] {
            var parts: [Part] = []
            var literal = String.UnicodeScalarView()
            while index < scalars.count {
                let scalar = scalars[index]
                if scalar == "$", index + 1 < scalars.count, scalars[index + 1] == "{" {
                    if !literal.isEmpty { parts.append(.text(String(literal))) }
                    literal = String.UnicodeScalarView()
                    parts.append(try variable(depth: depth))
                    continue
                }
                if depth > 0, scalar == "}" { break }
                if scalar == "{" { try refuseBareVariable() }
                literal.append(scalar)
                index += 1
            }
            if !literal.isEmpty { parts.append(.text(String(literal))) }
            return parts
        }

        private mutating func variable(depth: Int) throws(TemplateError) -> Part {
            let start = index
            index += 2
            let name = takeName()
            guard !name.isEmpty else {
                throw TemplateError(message: "a variable has a name: `${recipient}`", offset: start, count: 2)
            }
            guard index < scalars.count else { throw unclosed(start) }
            switch scalars[index] {
            case "}":
                index += 1
                return .variable(name)
            case "?":
                guard depth < Template.depthLimit else {
                    throw TemplateError(message: "conditions are nested too deeply", offset: start, count: index - start)
                }
                index += 1
                let inner = try parts(depth: depth + 1)
                guard index < scalars.count else { throw unclosed(start) }
                index += 1
                return .whenKnown(name, Template(parts: inner))
            default:
                throw TemplateError(
                    message: "`\(scalars[index])` cannot stand in the name of a variable",
                    help: "write `${name}`, or `${name? text}` for a text that is left out where the value is unknown", offset: index,
                    count: 1)
            }
        }

        private mutating func takeName() -> String {
            let name = scalars[index...].prefix { $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0) }
            index += name.count
            return String(String.UnicodeScalarView(name))
        }

        private func unclosed(_ start: Int) -> TemplateError {
            TemplateError(message: "`${` is never closed", help: "add `}`", offset: start, count: 2)
        }

        /// `{recipient}` without its `$`.
        private func refuseBareVariable() throws(TemplateError) {
            let name = scalars[(index + 1)...].prefix { $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) }
            let end = index + 1 + name.count
            guard !name.isEmpty, end < scalars.count, scalars[end] == "}" else { return }
            let word = String(String.UnicodeScalarView(name))
            throw TemplateError(
                message: "`{\(word)}` is not a variable", help: "write the variable as `${\(word)}`", offset: index, count: name.count + 2)
        }
    }

    /// Every variable with whether it must be known: inside `${name? …}` the name is.
    func forEachVariable(known: Set<String> = [], _ body: (_ name: String, _ isGuarded: Bool) -> Void) {
        for part in parts {
            switch part {
            case .text: break
            case .variable(let name): body(name, known.contains(name))
            case .whenKnown(let name, let inner):
                body(name, true)
                inner.forEachVariable(known: known.union([name]), body)
            }
        }
    }
}
