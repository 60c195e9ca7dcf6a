/// An IP address, or a range of them (RFC 4632): `192.0.2.25`, `198.51.100.0/24`, `2001:db8::25`.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    /// Of IPv4; empty for IPv6.
    private let octets: [UInt8]
    private let sixText: String
    /// Bits that all addresses of the range share.
    public let prefixLength: Int

    /// - Returns: `nil` where `text` is no address, or where bits behind the prefix are set.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2 else { return nil }
        let length = parts.count == 2 ? Self.number(parts[1]) : nil
        guard parts.count == 1 || length != nil else { return nil }
        if address.contains(":") {
            guard Self.isSix(address), length ?? 128 <= 128 else { return nil }
            (octets, sixText, prefixLength) = ([], address.lowercased(), length ?? 128)
            return
        }
        let octets = address.split(separator: ".", omittingEmptySubsequences: false).map { Self.number($0) }
        guard octets.count == 4, octets.allSatisfy({ $0 ?? 256 <= 255 }), length ?? 32 <= 32 else { return nil }
        let bytes = octets.compactMap { $0.map { UInt8(clamping: $0) } }
        let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let prefix = length ?? 32
        guard prefix == 32 || bits & (UInt32.max >> UInt32(prefix)) == 0 else { return nil }
        (self.octets, sixText, prefixLength) = (bytes, "", prefix)
    }

    public var description: String {
        let address = octets.isEmpty ? sixText : octets.map { String($0) }.joined(separator: ".")
        return prefixLength == (octets.isEmpty ? 128 : 32) ? address : "\(address)/\(prefixLength)"
    }

    /// As tcprules writes it: `192.0.2.25`, `198.51.100.`, `198.51.16-31.`; `nil` for what it cannot say.
    var tcpRulesPattern: String? {
        guard !octets.isEmpty, prefixLength > 0 else { return nil }
        let whole = prefixLength / 8
        var parts = octets.prefix(whole).map { String($0) }
        if whole == 4 { return parts.joined(separator: ".") }
        let rest = prefixLength % 8
        if rest > 0 {
            let last = Int(octets[whole]) + (1 << (8 - rest)) - 1
            parts.append("\(octets[whole])-\(last)")
        }
        return parts.joined(separator: ".") + (parts.count < 4 ? "." : "")
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.utf8.count > 1 && text.first == "0" ? nil : Int(text)
    }

    /// RFC 4291 section 2.2: groups of up to four hexadecimal digits, one `::` at most.
    private static func isSix(_ text: Substring) -> Bool {
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.utf8.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }) else { return false }
        let pairs = zip(text.utf8, text.utf8.dropFirst()).count { $0 == 0x3A && $1 == 0x3A }
        let count = groups.count { !$0.isEmpty }
        guard pairs > 0 ? count <= 7 : count == 8 && groups.count == 8 else { return false }
        return pairs <= 1
            && (!text.hasPrefix(":") || text.hasPrefix("::")) && (!text.hasSuffix(":") || text.hasSuffix("::"))
    }
}
