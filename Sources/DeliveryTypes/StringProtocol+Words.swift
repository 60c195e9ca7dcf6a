extension StringProtocol {
    /// Whether the words stand in the text, compared byte by byte.
    ///
    /// `contains` of a text is part of the library of Swift's regexes, of which nothing else is used here: it would add a megabyte and a half to
    /// every program that is linked statically.
    package func holds(_ words: some StringProtocol) -> Bool {
        let wanted = words.utf8
        guard let first = wanted.first else { return true }
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            if rest[start...].starts(with: wanted) { return true }
            rest = rest[rest.index(after: start)...]
        }
        return false
    }
}
