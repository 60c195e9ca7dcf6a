import Synchronization

/// What a handle of the C interface points to: an object of Swift behind a mark that tells handles apart.
///
/// Freed handles are found by their mark, as far as the memory was not used again. It stands behind the sixteen bytes that
/// allocators write into freed memory.
@safe struct HandleBlock: ~Copyable {
    let object: Unmanaged<AnyObject>
    let reserved: Int
    let mark: Atomic<UInt64>
    /// Of a diagnoser the number of references; of everything else one of `HandleState`.
    let state: Atomic<Int>

    init(_ object: AnyObject, _ kind: HandleKind) {
        unsafe self.object = Unmanaged.passRetained(object)
        reserved = 0
        mark = Atomic(kind.rawValue)
        state = Atomic(HandleState.idle)
    }
}

/// Each belongs to one class: `BuilderObject`, `DiagnoserObject`, `SessionObject`, `ErrorObject`.
enum HandleKind: UInt64 {
    case builder = 0x5544_6275_696C_6465
    case diagnoser = 0x5544_6469_6167_6E6F
    case session = 0x5544_7365_7373_696F
    case error = 0x5544_6572_726F_7231

    static let freed: UInt64 = 0x5544_6672_6565_6421

    var name: String {
        switch self {
        case .builder: "builder"
        case .diagnoser: "diagnoser"
        case .session: "session"
        case .error: "error"
        }
    }
}

/// Of a handle that one thread at a time may use.
enum HandleState {
    static let idle = 1
    static let busy = 2
    /// Freed while a call used it: the end of that call destroys it.
    static let doomed = 3
}

/// A handle that was found to be one. Lives no longer than the call that it was given to.
@unsafe struct Handle {
    private let block: UnsafeMutablePointer<HandleBlock>

    static func make(_ object: AnyObject, _ kind: HandleKind) -> OpaquePointer {
        let block = UnsafeMutablePointer<HandleBlock>.allocate(capacity: 1)
        unsafe block.initialize(to: HandleBlock(object, kind))
        return OpaquePointer(block)
    }

    /// nil for NULL, for another kind, and for what was freed.
    init?(_ pointer: OpaquePointer?, _ kind: HandleKind) {
        guard let pointer = unsafe pointer, UInt(bitPattern: pointer) % UInt(MemoryLayout<HandleBlock>.alignment) == 0 else { return nil }
        unsafe block = unsafe UnsafeMutablePointer(pointer)
        guard unsafe block.pointee.mark.load(ordering: .acquiring) == kind.rawValue else { return nil }
    }

    /// The object. Invariant: each kind of handle is made with one class (`HandleKind`), so that `type` is the object's own.
    func object<Object: AnyObject>(as type: Object.Type) -> Object {
        unsafe unsafeDowncast(block.pointee.object.takeUnretainedValue(), to: type)
    }

    // MARK: - One thread at a time

    func enter() -> Bool {
        unsafe block.pointee.state.compareExchange(
            expected: HandleState.idle, desired: HandleState.busy, ordering: .acquiringAndReleasing
        ).exchanged
    }

    func leave() {
        let left = unsafe block.pointee.state.compareExchange(
            expected: HandleState.busy, desired: HandleState.idle, ordering: .acquiringAndReleasing)
        if !left.exchanged { unsafe destroy() }
    }

    func free() {
        guard unsafe forget() else { return }
        let doomed = unsafe block.pointee.state.compareExchange(
            expected: HandleState.busy, desired: HandleState.doomed, ordering: .acquiringAndReleasing)
        if !doomed.exchanged { unsafe destroy() }
    }

    // MARK: - Counted

    func retain() {
        _ = unsafe block.pointee.state.add(1, ordering: .relaxed)
    }

    func release() {
        if unsafe block.pointee.state.subtract(1, ordering: .acquiringAndReleasing).newValue <= 0, unsafe forget() { unsafe destroy() }
    }

    /// False where another thread was first.
    private func forget() -> Bool {
        unsafe block.pointee.mark.exchange(HandleKind.freed, ordering: .acquiringAndReleasing) != HandleKind.freed
    }

    private func destroy() {
        unsafe block.pointee.object.release()
        unsafe block.deinitialize(count: 1)
        unsafe block.deallocate()
    }
}
