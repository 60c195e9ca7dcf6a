// Damaged images from libFuzzer: whatever loads must be harmless to scan with. See fuzz.sh.
//
// Input: changes of three bytes each (place, low byte first, and the new value), applied to an image that is good; an even first byte has the checksum
// repaired, as an attacker would. An input that begins like an image is taken as one.

private let goodImage: [UInt8] = {
    let patterns = [
        Pattern.phrase("quota"), .phrase("spam"), .phrase("#"), .regex("user [^ ]+ unknown"), .regex("^\\s*(?<n>[0-9]+)$"),
        .regex("x.{0,300}y(a|b)*z"), .regex("[^ ]+@"), .regex("a*"), .regex("\\bover (?:the )?quota", reporting: .everyMatch),
    ]
    return (try? PatternSetCompiler().compile(patterns)) ?? []
}()
private let text = Array("user joe unknown # 12\n 12\nspam quota xaaayabz a@b over quota".utf8)

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImage(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var image = input
    if !input.starts(with: "UDLV".utf8) {
        image = goodImage
        for change in stride(from: 1, to: input.count - 2, by: 3) {
            image[(Int(input[change]) | Int(input[change + 1]) << 8) % image.count] = input[change + 2]
        }
    }
    if image.count >= 48, input.first.map({ $0 % 2 == 0 }) ?? false {
        let sum = unsafe image.withUnsafeBytes { unsafe Checksum.of(image: $0) }
        for byte in 0..<8 { image[ImageFormat.checksumOffset + byte] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * byte)) }
    }
    guard let loaded = try? Image(copying: image), let set = try? PatternSet(image: loaded) else { return 0 }
    var scratch = PatternScratch()
    scratch.scan(text, with: set)
    for pattern in 0..<min(set.count, 50) {
        _ = set.groupNames(of: pattern)
        _ = unsafe text.withUnsafeBufferPointer { unsafe scratch.captures(of: pattern, in: $0, window: 0..<$0.count, with: set) }
        _ = unsafe text.withUnsafeBufferPointer { unsafe scratch.matches(pattern, in: $0, window: 0..<$0.count, with: set) }
    }
    return 0
}
