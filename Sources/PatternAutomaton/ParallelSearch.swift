/// Runs a program on all its paths at once, in one pass over the window: time is at most program × window, memory at most program × groups.
/// The plainest of the engines, and the one that the others are measured against.
struct ParallelSearch: Sendable {
    /// Threads in order of their right; `slots` holds `slotCount` positions a thread, -1 for none.
    private struct Threads {
        var counters: [Int32] = []
        var slots: [Int32] = []
        /// The index of a program counter in `counters`, valid where it points back.
        var places: [Int32] = []

        func contains(_ counter: Int) -> Bool {
            let place = Int(places[counter])
            return place < counters.count && counters[place] == counter
        }

        mutating func prepare(_ programCount: Int) {
            counters.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
            if places.count < programCount { places = Array(repeating: 0, count: programCount) }
        }

        mutating func clear() {
            counters.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }
    }

    /// A place still to be followed, or (negative) a slot to be given back its old value.
    private struct Pending {
        var counter: Int32
        var old: Int32
    }

    private var current = Threads()
    private var next = Threads()
    private var pending: [Pending] = []
    private var path: [Int32] = []
    /// The slots of the match.
    private(set) var slots: [Int32] = []

    /// Finds the leftmost match, among those the first by the regex's order.
    ///
    /// - Parameters:
    ///   - program: with a step for each byte.
    ///   - captures: whether `slots` is wanted; without it the search ends with the first proof that there is a match.
    mutating func find(_ program: ProgramView, in window: SearchWindow, captures: Bool) -> Bool {
        let slotCount = unsafe captures ? program.slotCount : 0
        unsafe current.prepare(program.instructions.count)
        unsafe next.prepare(program.instructions.count)
        slots.removeAll(keepingCapacity: true)
        var found = false
        var position = unsafe window.start
        while true {
            if !found {
                path.removeAll(keepingCapacity: true)
                path.append(contentsOf: repeatElement(-1, count: slotCount))
                if slotCount > 0 { path[0] = Int32(truncatingIfNeeded: position) }
                unsafe ParallelSearch.follow(program, program.entry, position, window, &current, &path, &pending)
            }
            if current.counters.isEmpty, found { break }
            let byte: UInt8? = unsafe position < window.end ? window.text[position] : nil
            next.clear()
            for thread in current.counters.indices {
                let instruction = unsafe program.instructions[Int(current.counters[thread])]
                let operation = instruction.operation
                if operation == .match {
                    found = true
                    guard captures else { return true }
                    slots.removeAll(keepingCapacity: true)
                    slots.append(contentsOf: current.slots[thread * slotCount..<(thread + 1) * slotCount])
                    slots[1] = Int32(truncatingIfNeeded: position)
                    break
                }
                guard let byte else { continue }
                let accepts =
                    switch operation {
                    case .byte: instruction.accepts(byte)
                    case .set: unsafe program.sets[Int(instruction.argument)].contains(byte)
                    case .split, .save, .assertion, .match, .fail, .codePoint: false
                    }
                guard accepts else { continue }
                path.removeAll(keepingCapacity: true)
                path.append(contentsOf: current.slots[thread * slotCount..<(thread + 1) * slotCount])
                unsafe ParallelSearch.follow(program, instruction.nextCounter, position + 1, window, &next, &path, &pending)
            }
            swap(&current, &next)
            if byte == nil { break }
            position += 1
        }
        return found
    }

    /// Adds what is reached from `counter` without a byte, best first. Only bytes, sets and matches become threads.
    private static func follow(
        _ program: ProgramView, _ counter: Int, _ position: Int, _ window: SearchWindow,
        _ threads: inout Threads, _ path: inout [Int32], _ pending: inout [Pending]
    ) {
        pending.removeAll(keepingCapacity: true)
        pending.append(Pending(counter: Int32(counter), old: 0))
        while let job = pending.popLast() {
            guard job.counter >= 0 else {
                path[Int(~job.counter)] = job.old
                continue
            }
            let counter = Int(job.counter)
            if threads.contains(counter) { continue }
            let instruction = unsafe program.instructions[counter]
            // Everything is entered, so that it is followed once; what is no thread is skipped when the list is run.
            threads.places[counter] = Int32(threads.counters.count)
            threads.counters.append(Int32(counter))
            threads.slots.append(contentsOf: path)
            switch instruction.operation {
            case .byte, .set, .match, .fail, .codePoint: break
            case .split:
                pending.append(Pending(counter: Int32(instruction.otherCounter), old: 0))
                pending.append(Pending(counter: Int32(instruction.nextCounter), old: 0))
            case .save:
                let slot = Int(instruction.argument)
                if slot < path.count {
                    pending.append(Pending(counter: ~Int32(slot), old: path[slot]))
                    path[slot] = Int32(truncatingIfNeeded: position)
                }
                pending.append(Pending(counter: Int32(instruction.nextCounter), old: 0))
            case .assertion:
                if unsafe window.holds(instruction.argument, at: position) {
                    pending.append(Pending(counter: Int32(instruction.nextCounter), old: 0))
                }
            }
        }
    }
}
