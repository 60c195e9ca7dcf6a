extension String {
    /// Text of bytes that may be no UTF-8, with a `?` for each byte that belongs to no character: every other byte keeps its place, so that
    /// what is said of the text is true of the bytes. (U+FFFD, which `String(decoding:as:)` puts there, has three bytes.)
    package init(keepingPlacesOf bytes: some Collection<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self = text
            return
        }
        self.init()
        reserveCapacity(bytes.count)
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded): unicodeScalars.append(Unicode.UTF8.decode(encoded))
            case .error(let length): append(contentsOf: repeatElement("?", count: length))
            case .emptyInput: return
            }
        }
    }
}
