extension Diagnostic {
    /// One JSON object (RFC 8259) in one line; keys always come in the same order, unknown values are null.
    ///
    ///     {"code":"E008","severity":"error","message":…,"file":…,"line":13,"column":22,"width":6,"label":…,"help":…,"notes":[…]}
    public var json: String {
        let place = location?.jsonMembers ?? Self.noPlace
        let notes = notes.map { "{\"message\":\(Self.quote($0.message)),\($0.location?.jsonMembers ?? Self.noPlace)}" }
        return """
            {"code":\(Self.quote(code)),"severity":"\(severity.rawValue)","message":\(Self.quote(message)),\(place),\
            "label":\(Self.quote(label)),"help":\(Self.quote(help)),"notes":[\(notes.joined(separator: ","))]}
            """
    }

    private static let noPlace = "\"file\":null,\"line\":null,\"column\":null,\"width\":null"

    fileprivate static func quote(_ text: String?) -> String {
        guard let text else { return "null" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Diagnostic.Location {
    fileprivate var jsonMembers: String {
        "\"file\":\(Diagnostic.quote(file)),\"line\":\(line),\"column\":\(column),\"width\":\(width)"
    }
}
