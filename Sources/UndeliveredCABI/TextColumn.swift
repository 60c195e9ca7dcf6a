import CUndelivered

/// A column of texts in the caller's memory. Every offset is checked before it is followed.
@safe struct TextColumn {
    let count: Int
    private let first: Int
    private let layout: Int
    private let validity: UnsafePointer<UInt8>?
    private let offsets: UnsafeRawPointer
    private let bytes: UnsafeRawBufferPointer
    private let buffers: UnsafeBufferPointer<UnsafeRawPointer?>
    private let bufferLengths: UnsafePointer<Int64>?

    private static let viewSize = 16
    private static let shortText = 12

    init(_ column: undelivered_column, _ name: String) throws(Failure) {
        // Below 2^31, as rows of the answer are counted, so that nothing here overflows.
        guard unsafe column.count < 1 << 31, unsafe column.first < 1 << 40, unsafe column.bytes_length < 1 << 62,
            unsafe column.buffer_count < 1 << 31, unsafe column.reserved == 0
        else { throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name) is larger than any column, or \(name)->reserved is not 0") }
        layout = unsafe Int(column.layout)
        guard [UNDELIVERED_OFFSETS_32, UNDELIVERED_OFFSETS_64, UNDELIVERED_VIEWS].contains(layout) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "\(name)->layout is \(layout): there is no such layout")
        }
        count = unsafe Int(column.count)
        first = unsafe Int(column.first)
        unsafe validity = unsafe column.validity
        guard let offsets = unsafe column.offsets ?? (count == 0 ? UnsafeRawPointer(bitPattern: 16) : nil) else {
            throw .notNull("\(name)->offsets")
        }
        unsafe self.offsets = unsafe offsets
        unsafe bytes = try unsafe Input.bytes(UnsafeRawPointer(column.bytes), Int(column.bytes_length), "\(name)->bytes")
        let buffers = unsafe column.buffer_count
        guard unsafe buffers == 0 || (column.buffers != nil && column.buffer_lengths != nil) else {
            throw .notNull("\(name)->buffers or \(name)->buffer_lengths")
        }
        unsafe self.buffers = unsafe UnsafeBufferPointer(start: buffers == 0 ? nil : column.buffers, count: Int(buffers))
        unsafe bufferLengths = unsafe column.buffer_lengths
    }

    /// nil for a null. Valid during the call that the column was given to.
    func text(_ index: Int) throws(Failure) -> UnsafeRawBufferPointer? {
        let row = first + index
        if let validity = unsafe validity, unsafe validity[row >> 3] >> UInt8(row & 7) & 1 == 0 { return nil }
        switch layout {
        case UNDELIVERED_OFFSETS_32:
            let start = unsafe offsets.loadUnaligned(fromByteOffset: row * 4, as: Int32.self)
            let end = unsafe offsets.loadUnaligned(fromByteOffset: row * 4 + 4, as: Int32.self)
            return try unsafe part(of: bytes, Int(start), Int(end), index)
        case UNDELIVERED_OFFSETS_64:
            let start = unsafe offsets.loadUnaligned(fromByteOffset: row * 8, as: Int64.self)
            let end = unsafe offsets.loadUnaligned(fromByteOffset: row * 8 + 8, as: Int64.self)
            return try unsafe part(of: bytes, Int(start), Int(end), index)
        default: return try unsafe viewed(row, index)
        }
    }

    private func viewed(_ row: Int, _ index: Int) throws(Failure) -> UnsafeRawBufferPointer {
        let view = unsafe offsets + row * Self.viewSize
        let length = unsafe Int(view.loadUnaligned(as: Int32.self))
        if length >= 0, length <= Self.shortText { return unsafe UnsafeRawBufferPointer(start: view + 4, count: length) }
        let number = unsafe Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let start = unsafe Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        guard length > 0, number >= 0, unsafe number < buffers.count, let size = unsafe bufferLengths?[number], size >= 0 else {
            throw Self.broken(index)
        }
        return try unsafe part(of: UnsafeRawBufferPointer(start: buffers[number], count: Int(size)), start, start + length, index)
    }

    private func part(
        of bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ index: Int
    ) throws(Failure) -> UnsafeRawBufferPointer {
        guard start >= 0, start <= end, end <= bytes.count else { throw Self.broken(index) }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private static func broken(_ index: Int) -> Failure {
        Failure(UNDELIVERED_INVALID_ARGUMENT, "text \(index) of the column lies outside of its bytes")
    }
}
