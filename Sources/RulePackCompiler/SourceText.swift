/// One YAML file, handed in by whoever reads files.
public struct PackFile: Sendable {
    /// As diagnostics print it, `RulePacks/Qmail/qmail.yaml`.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// The files of a pack, for diagnostics to quote.
package struct SourceText: Sendable {
    package var files: [File]

    package init(files: [File] = []) {
        self.files = files
    }

    package struct File: Sendable {
        package var name: String
        /// Empty where a pack was read from its compiled form.
        package var bytes: [UInt8]
        /// Offsets of the first byte of every line.
        private var lineStarts: [Int]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
            lineStarts = [0]
            var index = 0
            while index < bytes.count {
                index += 1
                if let width = Self.lineBreakWidth(bytes, at: index - 1) {
                    index += width - 1
                    lineStarts.append(index)
                }
            }
        }

        /// YAML 1.1 breaks lines at CR, LF, CR LF, NEL, LS and PS; libyaml counts like that.
        static func lineBreakWidth(_ bytes: [UInt8], at index: Int) -> Int? {
            switch bytes[index] {
            case 0x0A: 1
            case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85: 2
            case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8: 3
            default: nil
            }
        }

        /// Both count lines from 0.
        func lineIndex(of offset: Int) -> Int {
            var (low, high) = (0, lineStarts.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if lineStarts[middle] <= offset { low = middle } else { high = middle }
            }
            return low
        }

        func lineStart(_ line: Int) -> Int {
            line >= 0 && line < lineStarts.count ? lineStarts[line] : bytes.count
        }

        /// The line without its line break; empty where there is none, and where it is too long for anybody to read.
        /// `line` counts from 1.
        package func line(_ line: Int) -> Substring {
            guard line >= 1, line <= lineStarts.count else { return "" }
            let start = lineStarts[line - 1]
            var end = line < lineStarts.count ? lineStarts[line] : bytes.count
            while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
            guard end - start <= 1 << 16 else { return "" }
            return Substring(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    /// Where a word stands in the first line of a place; else the place.
    func place(of word: some StringProtocol, in place: Place) -> Place {
        guard Int(place.file) < files.count else { return place }
        let line = Array(files[Int(place.file)].line(Int(place.line)).unicodeScalars)
        let scalars = Array(word.unicodeScalars)
        let first = max(0, Int(place.column) - 1)
        guard !scalars.isEmpty, line.count >= first + scalars.count,
            let start = (first...(line.count - scalars.count)).first(where: { line[$0...].starts(with: scalars) })
        else { return place }
        let column = UInt32(clamping: start + 1)
        return Place(
            file: place.file, line: place.line, column: column, endLine: place.line,
            endColumn: column &+ UInt32(clamping: scalars.count))
    }

    /// The place with the line that stands there, cut where it is very long.
    package func location(of place: Place) -> Diagnostic.Location {
        let file = Int(place.file) < files.count ? files[Int(place.file)] : File(name: "?", bytes: [])
        let scalars = Array(file.line(Int(place.line)).unicodeScalars)
        let column = min(Int(place.column), scalars.count + 1)
        let lineEnd = place.endLine == place.line ? min(Int(place.endColumn), scalars.count + 1) : scalars.count + 1
        let first = column > 100 ? column - 60 : 1
        let last = min(scalars.count, first + 159)
        var excerpt = String.UnicodeScalarView()
        if first > 1 { excerpt.append("…") }
        excerpt.append(contentsOf: scalars.dropFirst(first - 1).prefix(max(0, last - first + 1)))
        if last < scalars.count { excerpt.append("…") }
        return Diagnostic.Location(
            file: file.name, line: Int(place.line), column: Int(place.column),
            width: max(1, min(lineEnd, last + 1) - column), sourceLine: String(excerpt),
            caretOffset: column - first + (first > 1 ? 1 : 0))
    }
}
