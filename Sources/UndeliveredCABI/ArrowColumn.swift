/// Columns of an answer while its rows are added, in the layout of the Arrow columnar format.
struct ArrowColumn {
    var name: String
    /// As the Arrow C data interface writes types: `u` utf8, `g` float64, `S` uint16, `l` int64, `i` int32, `+s` a struct.
    var format: String
    var count = 0
    var nullCount = 0
    /// A bit for each row; empty as long as no row is null.
    var validity: [UInt8] = []
    /// Of the fixed width that the format says; offsets for `u`.
    var values: [UInt8] = []
    /// The bytes of `u`.
    var text: [UInt8] = []
    var children: [ArrowColumn] = []
    var dictionary: [ArrowColumn] = []

    init(_ name: String, _ format: String) {
        self.name = name
        self.format = format
        if format == "u" { append(raw: Int32(0)) }
    }

    mutating func append<Value: FixedWidthInteger>(_ value: Value?) {
        if value == nil { noteNull() } else { noteValue() }
        append(raw: value ?? 0)
    }

    mutating func append(_ value: Double?) {
        if value == nil { noteNull() } else { noteValue() }
        append(raw: value?.bitPattern ?? 0)
    }

    /// False where the column has no room: its offsets are of 32 bits.
    mutating func append(_ value: String?) -> Bool {
        if let value {
            guard text.count + value.utf8.count <= Int(Int32.max) else { return false }
            noteValue()
            text.append(contentsOf: value.utf8)
        } else {
            noteNull()
        }
        append(raw: Int32(truncatingIfNeeded: text.count))
        return true
    }

    /// A column of fixed width that says in each of `rows` what this one says there.
    func spread(over rows: [Int32]) -> ArrowColumn {
        var column = ArrowColumn(name, format)
        column.dictionary = dictionary
        column.count = rows.count
        switch format {
        case "l", "g": column.values = values(UInt64.self, over: rows)
        case "i": column.values = values(UInt32.self, over: rows)
        case "S": column.values = values(UInt16.self, over: rows)
        default: break
        }
        guard nullCount > 0 else { return column }
        column.validity = Array(repeating: 0, count: (rows.count + 7) / 8)
        for (index, row) in rows.enumerated() {
            if validity[Int(row) >> 3] >> UInt8(row & 7) & 1 == 0 {
                column.nullCount += 1
            } else {
                column.validity[index >> 3] |= 1 << UInt8(index & 7)
            }
        }
        return column
    }

    private func values<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, over rows: [Int32]) -> [UInt8] {
        let width = MemoryLayout<Value>.size
        let source = values
        return unsafe source.withUnsafeBytes { source in
            unsafe [UInt8](unsafeUninitializedCapacity: rows.count * width) { target, count in
                let bytes = UnsafeMutableRawBufferPointer(target)
                for (index, row) in rows.enumerated() {
                    let value = unsafe source.loadUnaligned(fromByteOffset: Int(row) * width, as: Value.self)
                    unsafe bytes.storeBytes(of: value, toByteOffset: index * width, as: Value.self)
                }
                count = rows.count * width
            }
        }
    }

    private mutating func append<Value: FixedWidthInteger>(raw value: Value) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe values.append(contentsOf: $0) }
    }

    private mutating func noteValue() {
        if nullCount > 0 {
            if count & 7 == 0 { validity.append(0) }
            validity[count >> 3] |= 1 << UInt8(count & 7)
        }
        count += 1
    }

    private mutating func noteNull() {
        if nullCount == 0 {
            validity = Array(repeating: 0xFF, count: count >> 3)
            if count & 7 != 0 { validity.append((1 << UInt8(count & 7)) - 1) }
        }
        if count & 7 == 0 { validity.append(0) }
        nullCount += 1
        count += 1
    }
}

/// A column of few different texts: numbers, and a dictionary of what they mean.
struct DictionaryColumn {
    private var numbers: ArrowColumn
    private var texts = ArrowColumn("", "u")
    private var known: [String: Int32] = [:]
    /// By the caller's own numbers of texts; -1 where a text was not used yet.
    private var knownNumbers: [Int32] = []

    init(_ name: String) {
        numbers = ArrowColumn(name, "i")
    }

    private mutating func number(of text: String) -> Int32 {
        if let number = known[text] { return number }
        let number = Int32(truncatingIfNeeded: texts.count)
        // Ids and host names: far from 2 GiB together, as a column's texts are.
        guard texts.append(text) else { return 0 }
        known[text] = number
        return number
    }

    mutating func append(_ text: String?) { numbers.append(text.map { number(of: $0) }) }

    /// A text that the caller knows by a small number: asked for once.
    mutating func append(_ number: Int, _ text: (Int) -> String?) {
        guard number >= 0, number < 1 << 20 else { return append(text(number)) }
        if number < knownNumbers.count, knownNumbers[number] >= 0 { return numbers.append(knownNumbers[number]) }
        guard let text = text(number) else { return numbers.append(Int32?.none) }
        let place = self.number(of: text)
        while knownNumbers.count <= number { knownNumbers.append(-1) }
        knownNumbers[number] = place
        numbers.append(place)
    }

    var column: ArrowColumn {
        var column = numbers
        column.dictionary = [texts]
        return column
    }
}
