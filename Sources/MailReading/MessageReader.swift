internal import DeliveryTypes

/// Reads one mail after the other into the same storage: nothing is allocated once it is warm.
///
///     var reader = MessageReader(wantedFields: WantedFields(names: ["Subject", "X-Failed-Recipients"]))
///     try reader.read(bytes.span)
///     reader.contents.deliveryReports
package struct MessageReader: ~Copyable {
    package let limits: MessageLimits
    package let wantedFields: WantedFields
    /// What the last `read` found.
    package private(set) var contents = MessageContents()

    package init(limits: MessageLimits = .default, wantedFields: WantedFields = .none) {
        self.limits = limits
        self.wantedFields = wantedFields
    }

    /// Reads `input`, whatever it is. What was read before is forgotten, also where this throws.
    package mutating func read(_ input: Span<UInt8>) throws(MessageError) {
        contents.removeAll()
        guard input.count <= limits.maximumSize else {
            throw MessageError.tooLarge(size: input.count, limit: limits.maximumSize)
        }
        contents.inputSize = input.count
    }

    /// Reads a block of header fields out of text that is already decoded, such as a message returned in the
    /// plain body of a bounce. Ranges count in `text`. Returns where the block ends: behind its empty line, or
    /// at the first line that is no field.
    package static func readHeaderBlock(
        in text: Span<UInt8>, _ range: Range<Int>, limits: MessageLimits = .default, into fields: inout [HeaderField]
    ) -> Int {
        range.lowerBound
    }
}
