internal import DeliveryTypes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Descriptors of the C library's iconv, opened once and kept.
///
/// All unsafe code of the conversion is here. Invariants: `descriptors[i]` is what iconv_open returned for
/// `CharacterSet.foreignNames[i]` and is closed once, in `deinit`; the pointers handed to iconv are those of the
/// span and of `chunk`, with their own lengths, and do not outlive the call.
struct IconvConverters: ~Copyable {
    /// By the index in `CharacterSet.foreignNames`; 0 where it is not open, `failed` where it cannot be.
    private var descriptors: [UInt] = []
    private var chunk: [CChar] = []

    private static let failed = UInt.max

    deinit {
        for descriptor in descriptors where descriptor != 0 && descriptor != Self.failed {
            unsafe iconv_close(iconv_t(bitPattern: descriptor))
        }
    }

    /// Whether this system can convert from the set at `index`.
    mutating func open(_ index: Int) -> Bool {
        let names = CharacterSet.foreignNames
        guard index >= 0, index < names.count else { return false }
        if descriptors.isEmpty { descriptors = [UInt](repeating: 0, count: names.count) }
        if descriptors[index] == 0 {
            let name = unsafe UnsafeRawPointer(names[index].iconvName.utf8Start).assumingMemoryBound(to: CChar.self)
            let descriptor = unsafe iconv_open("UTF-8", name)
            descriptors[index] = UInt(bitPattern: descriptor)
        }
        return descriptors[index] != Self.failed
    }

    /// Appends `range` of `source` in UTF-8; a byte that cannot be read becomes U+FFFD. Returns whether all could.
    mutating func convert(_ source: Span<UInt8>, _ range: Range<Int>, with index: Int, into output: inout [UInt8]) -> Bool {
        if chunk.isEmpty { chunk = [CChar](repeating: 0, count: 1_024) }
        let descriptor = unsafe iconv_t(bitPattern: descriptors[index])
        unsafe iconv(descriptor, nil, nil, nil, nil)
        var isGood = true
        let range = source.clamped(range)
        unsafe source.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // iconv's declaration is older than const: it does not write to its input.
            var input: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(mutating: base + range.lowerBound)
                .assumingMemoryBound(to: CChar.self)
            var inputLeft = range.count
            while inputLeft > 0 {
                let before = inputLeft
                let failure = unsafe Self.step(descriptor, &input, &inputLeft, &chunk, into: &output)
                guard let failure else { continue }
                // No room: what was converted is appended, and the rest follows.
                if failure == E2BIG, inputLeft < before { continue }
                isGood = false
                output.append("\u{FFFD}" as Unicode.Scalar)
                unsafe iconv(descriptor, nil, nil, nil, nil)
                if let position = unsafe input { unsafe input = position + 1 }
                inputLeft &-= 1
            }
        }
        return isGood
    }

    /// Converts one chunk and appends what came out. Returns errno where the chunk did not end the input.
    private static func step(
        _ descriptor: iconv_t?, _ input: inout UnsafeMutablePointer<CChar>?, _ inputLeft: inout Int, _ chunk: inout [CChar],
        into output: inout [UInt8]
    ) -> Int32? {
        let size = chunk.count
        return unsafe chunk.withUnsafeMutableBufferPointer { buffer in
            var position = buffer.baseAddress
            var left = size
            let status = unsafe iconv(descriptor, &input, &inputLeft, &position, &left)
            let code = errno
            let written = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[0..<(size &- left)]))
            unsafe output.append(contentsOf: written)
            return status == -1 ? code : nil
        }
    }
}
