import CUndelivered

/// Gives columns to the caller as structs of the Arrow C data interface. Each struct owns its memory and what is below it,
/// until its `release` is called: by anybody, on any thread, in any order that the interface allows.
enum ArrowExport {
    static func export(_ column: ArrowColumn, _ schema: UnsafeMutablePointer<ArrowSchema>, _ array: UnsafeMutablePointer<ArrowArray>) {
        unsafe schema.initialize(to: self.schema(of: column))
        unsafe array.initialize(to: self.array(of: column))
    }

    /// Structs of the same columns again, which keep the memory of the first ones.
    static func share(
        _ schema: UnsafePointer<ArrowSchema>, _ array: UnsafePointer<ArrowArray>, _ newSchema: UnsafeMutablePointer<ArrowSchema>,
        _ newArray: UnsafeMutablePointer<ArrowArray>
    ) {
        unsafe newSchema.initialize(to: shared(schema))
        unsafe newArray.initialize(to: shared(array))
    }

    private static func shared(_ schema: UnsafePointer<ArrowSchema>) -> ArrowSchema {
        var copy = unsafe schema.pointee
        let memory = unsafe ForeignMemory(keeping: copy.private_data)
        let children = unsafe (0..<Int(clamping: copy.n_children)).map { unsafe copy.children[$0].map { unsafe memory.place(shared($0)) } }
        unsafe copy.children = unsafe memory.pointers(children)
        unsafe copy.dictionary = unsafe copy.dictionary.map { unsafe memory.place(shared($0)) }
        unsafe copy.private_data = unsafe Unmanaged.passRetained(memory).toOpaque()
        return unsafe copy
    }

    private static func shared(_ array: UnsafePointer<ArrowArray>) -> ArrowArray {
        var copy = unsafe array.pointee
        let memory = unsafe ForeignMemory(keeping: copy.private_data)
        let children = unsafe (0..<Int(clamping: copy.n_children)).map { unsafe copy.children[$0].map { unsafe memory.place(shared($0)) } }
        unsafe copy.children = unsafe memory.pointers(children)
        unsafe copy.dictionary = unsafe copy.dictionary.map { unsafe memory.place(shared($0)) }
        unsafe copy.private_data = unsafe Unmanaged.passRetained(memory).toOpaque()
        return unsafe copy
    }

    private static func schema(of column: ArrowColumn) -> ArrowSchema {
        let memory = unsafe ForeignMemory()
        var schema = unsafe ArrowSchema()
        unsafe schema.format = memory.text(column.format)
        unsafe schema.name = memory.text(column.name)
        unsafe schema.flags = Int64(ARROW_FLAG_NULLABLE)
        unsafe schema.n_children = Int64(column.children.count)
        unsafe schema.children = memory.pointers(column.children.map { unsafe memory.place(self.schema(of: $0)) })
        unsafe schema.dictionary = unsafe column.dictionary.first.map { unsafe memory.place(self.schema(of: $0)) }
        unsafe schema.private_data = Unmanaged.passRetained(memory).toOpaque()
        unsafe schema.release = { pointer in
            guard let pointer = unsafe pointer else { return }
            let released = unsafe pointer.pointee
            unsafe pointer.pointee.release = nil
            for index in 0..<Int(clamping: unsafe released.n_children) {
                if let child = unsafe released.children?[index], let release = unsafe child.pointee.release { unsafe release(child) }
            }
            if let dictionary = unsafe released.dictionary, let release = unsafe dictionary.pointee.release { unsafe release(dictionary) }
            unsafe ForeignMemory.release(released.private_data)
        }
        return unsafe schema
    }

    private static func array(of column: ArrowColumn) -> ArrowArray {
        let memory = unsafe ForeignMemory()
        var buffers: [UnsafeRawPointer?] = unsafe [column.nullCount == 0 ? nil : memory.copy(column.validity)]
        if column.format != "+s" { unsafe buffers.append(memory.copy(column.values)) }
        if column.format == "u" { unsafe buffers.append(memory.copy(column.text)) }
        var array = unsafe ArrowArray()
        unsafe array.length = Int64(column.count)
        unsafe array.null_count = Int64(column.nullCount)
        unsafe array.n_buffers = Int64(buffers.count)
        unsafe array.buffers = memory.pointers(buffers)
        unsafe array.n_children = Int64(column.children.count)
        unsafe array.children = memory.pointers(column.children.map { unsafe memory.place(self.array(of: $0)) })
        unsafe array.dictionary = unsafe column.dictionary.first.map { unsafe memory.place(self.array(of: $0)) }
        unsafe array.private_data = Unmanaged.passRetained(memory).toOpaque()
        unsafe array.release = { pointer in
            guard let pointer = unsafe pointer else { return }
            let released = unsafe pointer.pointee
            unsafe pointer.pointee.release = nil
            for index in 0..<Int(clamping: unsafe released.n_children) {
                if let child = unsafe released.children?[index], let release = unsafe child.pointee.release { unsafe release(child) }
            }
            if let dictionary = unsafe released.dictionary, let release = unsafe dictionary.pointee.release { unsafe release(dictionary) }
            unsafe ForeignMemory.release(released.private_data)
        }
        return unsafe array
    }
}

/// Memory that structs of C point into.
@safe private final class ForeignMemory {
    private var blocks: [UnsafeMutableRawPointer] = unsafe []
    /// Whose memory is used beside the own.
    private let origin: ForeignMemory?

    init(keeping origin: UnsafeMutableRawPointer? = nil) {
        unsafe self.origin = origin.map { unsafe Unmanaged<ForeignMemory>.fromOpaque($0).takeUnretainedValue() }
    }

    deinit { while let block = unsafe blocks.popLast() { unsafe block.deallocate() } }

    static func release(_ pointer: UnsafeMutableRawPointer?) {
        guard let pointer = unsafe pointer else { return }
        unsafe Unmanaged<ForeignMemory>.fromOpaque(pointer).release()
    }

    /// Aligned as Arrow recommends; never NULL.
    private func block(_ count: Int) -> UnsafeMutableRawPointer {
        let block = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
        unsafe blocks.append(block)
        return unsafe block
    }

    func copy(_ bytes: [UInt8]) -> UnsafeRawPointer? {
        let copy = unsafe block(bytes.count)
        unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyBytes(from: bytes)
        return UnsafeRawPointer(copy)
    }

    func text(_ text: String) -> UnsafePointer<CChar>? {
        unsafe copy(Array(text.utf8) + [0])?.assumingMemoryBound(to: CChar.self)
    }

    func place<Value>(_ value: Value) -> UnsafeMutablePointer<Value> {
        let place = unsafe block(MemoryLayout<Value>.size).bindMemory(to: Value.self, capacity: 1)
        unsafe place.initialize(to: value)
        return unsafe place
    }

    func pointers<Pointer>(_ values: [Pointer]) -> UnsafeMutablePointer<Pointer>? {
        let place = unsafe block(values.count * MemoryLayout<Pointer>.stride).bindMemory(to: Pointer.self, capacity: values.count)
        for (index, value) in values.enumerated() { unsafe (place + index).initialize(to: value) }
        return unsafe place
    }
}
