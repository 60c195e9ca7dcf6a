internal import DeliveryTypes

/// The header fields whose values become readable text.
package struct WantedFields: Sendable {
    private var hashes: [UInt32] = []
    /// One bit for each value of a hash's low six bits: tells most fields apart without a search.
    private var filter: UInt64 = 0
    private var isEverything = false

    /// No field.
    package static let none = WantedFields(hashes: [])

    /// Every field.
    package static let all: WantedFields = {
        var wanted = WantedFields(hashes: [])
        wanted.isEverything = true
        return wanted
    }()

    /// Hashes of `FieldName.hash`, in any order.
    package init(hashes: [UInt32]) {
        self.hashes = hashes.sorted()
        for hash in hashes { filter |= 1 &<< UInt64(hash & 63) }
    }

    package init(names: [String]) {
        self.init(hashes: names.map { FieldName.hash($0.utf8) })
    }

    package func contains(_ hash: UInt32) -> Bool {
        guard filter & (1 &<< UInt64(hash & 63)) != 0 else { return isEverything }
        var low = 0
        var high = hashes.count
        while low < high {
            let middle = (low &+ high) / 2
            if hashes[middle] == hash { return true }
            if hashes[middle] < hash { low = middle &+ 1 } else { high = middle }
        }
        return isEverything
    }
}
